"""Choosing questions by topic, domain, form and level, by how they went, by what was marked or noted, and by words."""

from __future__ import annotations

from typing import NamedTuple, get_args

import msgspec

from quizapp.core.bank import Item, type_of
from quizapp.core.bank.items import TYPES, Domain, Level
from quizapp.core.generate.template import ItemTemplate
from quizapp.services.bank.search import item_text, model_text, occur
from quizapp.services.context import AppContext

CALCULATION = "calculation"
FORMS: tuple[str, ...] = (*TYPES, CALCULATION)
DOMAINS: tuple[str, ...] = get_args(Domain)
LEVELS: tuple[str, ...] = get_args(Level)
MISSED_DAYS = 7


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which questions are meant. Each field narrows the choice; several values of one field widen it. Empty means all.

    ``forms``: types of item, or ``CALCULATION`` for item models. ``missed``: answered wrongly in the last
    ``MISSED_DAYS`` study days. ``unseen``: never answered. ``noted``: with a note of the learner's. ``text``: words
    that all occur.
    """

    topics: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    missed: bool = False
    marked: bool = False
    unseen: bool = False
    noted: bool = False
    text: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is narrowed down."""
        return self == Selection()


class _Traits(NamedTuple):
    """What a card is told apart by; an item model has one form, whatever its variants look like."""

    topic: str
    domain: str
    form: str
    level: str


def chosen(context: AppContext, selection: Selection) -> frozenset[str]:
    """Return the cards of the opened bank that hold on the day and are meant; whether they are asked today or not."""
    library, read, now = context.library, context.store.read, context.clock()
    bank, day = library.bank, context.facts_day(now)
    sources: dict[str, Item | ItemTemplate] = {item.card_id: item for item in bank.valid_on(day)}
    sources |= {name: model for name, model in library.models.items() if model.valid.holds(day)}
    found = {card for card, source in sources.items() if _fits(source, selection)}
    if selection.missed:
        found &= read.wrong_since(now.study_day - MISSED_DAYS + 1)
    if selection.marked:
        found &= read.bookmarked()
    if selection.unseen:
        cards, _ = read.cards()
        found -= {card for card, known in cards.items() if known.last_day is not None}
    notes = read.notes() if selection.noted or selection.text else {}
    if selection.noted:
        found &= notes.keys()
    if wanted := selection.text.casefold().split():
        texts = {card: _text(context, sources[card]) for card in found}
        found = {card for card, text in texts.items() if occur(wanted, text, notes.get(card, ""))}
    return frozenset(found)


def _fits(source: Item | ItemTemplate, selection: Selection) -> bool:
    traits = _traits(source)
    asked = (selection.topics, selection.domains, selection.forms, selection.levels)
    return all(not values or trait in values for trait, values in zip(traits, asked, strict=True))


def _traits(source: Item | ItemTemplate) -> _Traits:
    form = CALCULATION if isinstance(source, ItemTemplate) else type_of(source)
    return _Traits(source.topic, source.domain, form, source.level)


def _text(context: AppContext, source: Item | ItemTemplate) -> str:
    bank = context.library.bank
    return model_text(bank, source) if isinstance(source, ItemTemplate) else item_text(bank, source)

"""Choosing questions by topic, domain, form and level, by how they went, by what was marked or noted, and by words."""

from __future__ import annotations

from typing import NamedTuple, get_args

import msgspec

from quizapp.core.bank import Item, type_of
from quizapp.core.bank.items import TYPES, Level
from quizapp.core.generate.template import ItemTemplate
from quizapp.services.bank.search import item_text, model_text, occur
from quizapp.services.context import AppContext

CALCULATION = "calculation"
FORMS: tuple[str, ...] = (*TYPES, CALCULATION)
LEVELS: tuple[str, ...] = tuple(level for level in get_args(Level) if level)
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

    @property
    def only_topics(self) -> bool:
        """Whether nothing but topics narrows it down, if anything does."""
        return self == Selection(topics=self.topics)


class CardTraits(NamedTuple):
    """What a card is told apart by. An item model has one form, whatever its variants look like.

    ``missed``, ``marked``, ``unseen`` and ``noted`` as in ``Selection``; ``stem``: of a model, its question.
    """

    card_id: str
    topic: str
    domain: str
    form: str
    level: str
    missed: bool
    marked: bool
    unseen: bool
    noted: bool
    stem: str


def chosen(context: AppContext, selection: Selection) -> frozenset[str]:
    """Return the cards of the opened bank that hold on the day and are meant; whether they are asked today or not."""
    found = [traits.card_id for traits in card_traits(context) if takes(selection, traits)]
    if not (wanted := selection.text.casefold().split()):
        return frozenset(found)
    texts = search_texts(context)
    return frozenset(card for card in found if occur(wanted, texts[card]))


def card_traits(context: AppContext) -> tuple[CardTraits, ...]:
    """Return the cards that hold on the day, in the bank's order of topics: questions, then calculations, by id."""
    library, read, now = context.library, context.store.read, context.clock()
    missed, marked, notes = read.wrong_since(now.study_day - MISSED_DAYS + 1), read.bookmarked(), read.notes()
    cards, _ = read.cards()
    seen = {card for card, known in cards.items() if known.last_day is not None}
    out = []
    for card, source in _sources(context).items():
        out.append(
            CardTraits(
                card, source.topic, source.domain, CALCULATION if isinstance(source, ItemTemplate) else type_of(source),
                source.level, card in missed, card in marked, card not in seen, card in notes,
                source.question if isinstance(source, ItemTemplate) else source.stem,
            )
        )  # fmt: skip
    order = {topic: place for place, topic in enumerate(library.bank.topics)}
    return tuple(sorted(out, key=lambda row: (order[row.topic], row.form == CALCULATION, row.card_id)))


def takes(selection: Selection, traits: CardTraits) -> bool:
    """Whether a card is meant, by everything but its words."""
    named = (
        (selection.topics, traits.topic),
        (selection.domains, traits.domain),
        (selection.forms, traits.form),
        (selection.levels, traits.level),
    )
    asked = (
        (selection.missed, traits.missed),
        (selection.marked, traits.marked),
        (selection.unseen, traits.unseen),
        (selection.noted, traits.noted),
    )
    return all(not values or own in values for values, own in named) and all(own for on, own in asked if on)


def search_texts(context: AppContext) -> dict[str, str]:
    """Return all that is searched of each card that holds on the day, with the learner's own notes."""
    bank, notes = context.library.bank, context.store.read.notes()
    return {
        card: f"{model_text(bank, source) if isinstance(source, ItemTemplate) else item_text(bank, source)}\n"
        f"{notes.get(card, '')}".casefold()
        for card, source in _sources(context).items()
    }


def _sources(context: AppContext) -> dict[str, Item | ItemTemplate]:
    library, day = context.library, context.facts_day()
    items: dict[str, Item | ItemTemplate] = {item.card_id: item for item in library.bank.valid_on(day)}
    return items | {name: model for name, model in library.models.items() if model.valid.holds(day)}

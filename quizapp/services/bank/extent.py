"""How much there is to ask: written questions and calculations, told apart wherever a total is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from quizapp.core.quantity import plural
from quizapp.services.bank.library import CardPlace, Library
from quizapp.services.context import AppContext


class Extent(msgspec.Struct, frozen=True):
    """``ever``: written questions of any day; ``written``: those that hold on the day. ``calculations``: item models
    that hold on it; each is one card, with fresh numbers at every showing. ``practice``: so many of ``written`` are for
    practice alone. ``exam_format``: nothing but questions in the exam's format was counted."""

    ever: int
    written: int
    calculations: int
    practice: int = 0
    exam_format: bool = False

    @property
    def cards(self) -> int:
        """All that can be asked on the day."""
        return self.written + self.calculations

    @property
    def words(self) -> str:
        """Both parts, as they are said behind a total."""
        written = plural(self.written, "written question") + (" in exam format" if self.exam_format else "")
        return f"{written} and {plural(self.calculations, 'calculation')}" if self.calculations else written


def extent(library: Library, day: date) -> Extent:
    """Return how much of the bank holds on ``day``."""
    return _extent(library, [card for card in library.cards if card.valid.holds(day)])


def asked_cards(context: AppContext) -> list[CardPlace]:
    """Return the cards that are scheduled, by the day of the facts and the settings; suspended ones are among them."""
    day, strict = context.facts_day(), context.settings.exam_format_only
    return [
        card
        for card in context.library.cards
        if card.valid.holds(day) and not card.practice and (card.exam_format or not strict)
    ]


def asked_extent(context: AppContext) -> Extent:
    """Return how much of the bank is scheduled."""
    return msgspec.structs.replace(
        _extent(context.library, asked_cards(context)), exam_format=context.settings.exam_format_only
    )


def _extent(library: Library, cards: Sequence[CardPlace]) -> Extent:
    models = sum(card.card_id in library.models for card in cards)
    practice = sum(card.practice for card in cards)
    return Extent(len(library.bank), len(cards) - models, models, practice)

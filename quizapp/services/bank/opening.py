"""Opening the bank: read it, count earlier answers by its corrected keys, and note it where it is new to the database.

Whoever starts a use case that needs the bank opens it once. Everything after that finds it in the context.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec

from quizapp.core.events import BankVersion
from quizapp.services.bank.library import Library, LibraryError, empty_library, load_library
from quizapp.services.bank.regrade import Corrected, regrade
from quizapp.services.bank.weights import topic_weights
from quizapp.services.context import AppContext
from quizapp.store import BankCard


@dataclass(frozen=True)
class BankOpened:
    """What opening the bank did.

    ``new``: the database did not know this ``revision`` and has noted it. ``corrected``: see ``regrade``.
    """

    revision: str
    new: bool
    corrected: Corrected | None


def open_bank(context: AppContext, library: Library | None = None) -> BankOpened:
    """Open the bank of ``context``, or ``library``, which was read before (in a thread).

    Raises LibraryError, whose words are kept as ``context.without_bank``, and StoreError; after a StoreError the bank
    is there to be read, and the next one who opens it makes up for what was not written.
    """
    if library is None:
        try:
            library = load_library(context.bank_root)
        except LibraryError as error:
            context.without_bank = str(error)
            raise
    context.library = library
    corrected = regrade(context)
    revision = library.bank.revision
    new = context.store.read.bank_revision() != revision
    weights = _weights(context)
    if new or context.store.read.topic_weights() != weights:
        _note(context, library, weights)
    if new:
        context.record(BankVersion(revision=revision, items=len(library.bank)))
    return BankOpened(revision, new, corrected)


def library_or_empty(context: AppContext) -> Library:
    """The bank that was opened, else one without anything in it: an exam holds its questions, and goes on without."""
    return context.library if context.loaded else empty_library(context.bank_root)


def _note(context: AppContext, library: Library, weights: dict[str, float]) -> None:
    """Have the database remember the bank's cards and what each topic weighs."""
    cards = [
        BankCard(
            card.card_id,
            card.topic,
            card.knowledge,
            _iso(card.valid.begins),
            _iso(card.valid.until),
            card.practice,
            card.exam_format,
        )
        for card in library.cards
    ]
    context.store.note_bank(library.bank.revision, cards, weights)


def note_exam(context: AppContext) -> None:
    """Have the database remember what topics weigh in the exam that is prepared for, where that is another one."""
    weights = _weights(context)
    if context.store.read.topic_weights() != weights:
        context.store.note("weights", msgspec.json.encode(weights).decode())


def _weights(context: AppContext) -> dict[str, float]:
    """What topics weigh, of the questions that hold on the day."""
    return topic_weights(context.library, context.clock().calendar_date, context.settings.exam)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""Suspended questions: listed, and restored."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from quizapp.core.events import Suspend
from quizapp.services.context import AppContext


class NotSuspended(Exception):
    """A question that was to be restored is not suspended."""

    exit_code = 1


class Suspended(msgspec.Struct, frozen=True):
    """A card that is not asked. ``stem``: for a model, its question; empty like ``topic`` for what left the bank."""

    id: str
    topic: str
    title: str
    stem: str


def suspended(context: AppContext) -> tuple[Suspended, ...]:
    """The suspended questions, in the bank's order; those that left the bank come last, by id."""
    bank, models = context.library.bank, context.library.models
    ids = context.store.read.suspended()
    out = []
    for card in context.library.cards:
        if card.card_id in ids:
            item = bank.items.get(card.card_id)
            stem = item.stem if item is not None else models[card.card_id].question
            out.append(Suspended(card.card_id, card.topic, bank.title(card.topic), stem))
    known = {row.id for row in out}
    return (*out, *(Suspended(card_id, "", "", "") for card_id in sorted(ids - known)))


def suspend(context: AppContext, card_id: str) -> None:
    """Do not ask the card any more, until it is restored."""
    context.record(Suspend(card=card_id))


def restore(context: AppContext, card_ids: Sequence[str]) -> None:
    """Ask these again, with what is remembered of them. Raises NotSuspended, before anything is written."""
    there = context.store.read.suspended()
    for card_id in card_ids:
        if card_id not in there:
            raise NotSuspended(f"'{card_id}' isn't suspended; 'quizapp unsuspend' lists what is")
    context.record(*(Suspend(card=card_id, on=False) for card_id in dict.fromkeys(card_ids)))

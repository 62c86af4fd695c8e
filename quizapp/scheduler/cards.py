"""A card: what is remembered of one item or item model, folded from every time it was seen."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from quizapp.scheduler.days import believed
from quizapp.scheduler.memory import AGAIN, GOOD, Memory, MemoryModel
from quizapp.scheduler.rating import rate


class Seen(msgspec.Struct, frozen=True):
    """One answer, as the fold sees it.

    ``rated`` is False for what is exposure and nothing more: practice, answers as of another
    date, answers that were undone.
    """

    day: int
    correct: bool
    guess: bool = False
    rapid: bool = False
    rated: bool = True


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """``memory`` None: never rated. Days are study days.

    ``relearn``: the last rating of ``last_day`` was again, and the one relearning step of
    that day is still open. ``bent``: some clock was wrong, so the next answer refolds.
    """

    memory: Memory | None = None
    first_day: int | None = None
    last_day: int | None = None
    rated_day: int | None = None
    due_day: int | None = None
    exposures: int = 0
    reviews: int = 0
    lapses: int = 0
    last_rating: int | None = None
    relearn: bool = False
    bent: bool = False

    def due(self, day: int) -> bool:
        """Whether it is to be asked on ``day``; so is a card that was last seen on a day still to come."""
        if self.due_day is None or self.rated_day is None:
            return False
        return self.due_day <= day or self.rated_day > day


def next_card(card: Card, seen: Seen, model: MemoryModel) -> Card:
    """The card after one more answer on the same day or later."""
    card = msgspec.structs.replace(
        card,
        first_day=seen.day if card.first_day is None else card.first_day,
        last_day=seen.day,
        exposures=card.exposures + 1,
    )
    if not seen.rated:
        return card
    rating = rate(seen.correct, seen.guess, seen.rapid).rating
    if card.memory is None or card.rated_day is None:
        return _rated(card, seen.day, rating, model.init(rating), model, lapse=False)
    elapsed = max(0, seen.day - card.rated_day)
    if elapsed == 0 and not (card.relearn and rating == GOOD):
        return card
    memory = model.step(card.memory, elapsed, rating)
    return _rated(card, seen.day, rating, memory, model, lapse=rating == AGAIN)


def _rated(card: Card, day: int, rating: int, memory: Memory, model: MemoryModel, lapse: bool) -> Card:
    return msgspec.structs.replace(
        card,
        memory=memory,
        rated_day=day,
        due_day=day + model.interval(memory),
        reviews=card.reviews + 1,
        lapses=card.lapses + int(lapse),
        last_rating=rating,
        relearn=rating == AGAIN,
    )


def fold(history: Sequence[Seen], model: MemoryModel) -> Card:
    """The card after ``history``, which is in order of replay."""
    days = [seen.day for seen in history]
    true_days = believed(days)
    card = Card()
    for seen, day in zip(history, true_days, strict=True):
        card = next_card(card, msgspec.structs.replace(seen, day=day), model)
    return msgspec.structs.replace(card, bent=days != true_days)

"""A card: what is remembered of one item or item model, folded from every time it was seen."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from quizapp.core.scheduler.memory import AGAIN, GOOD, Memory, MemoryModel
from quizapp.core.scheduler.rating import rate
from quizapp.core.scheduler.study_days import TRAVEL_DAYS, monotonic_days


class Review(msgspec.Struct, frozen=True):
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

    ``last_right``: whether the last scored answer was right and no guess, too quick or not; lists show it.
    ``relearn``: the last rating of ``rated_day`` was again, and the relearning step is open. ``lapsed``: that day has
    had its lapse. ``before`` and ``before_day``: memory and day of the rating before that day, None for the first.
    ``needs_refold``: some clock was wrong, so the next answer refolds.
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
    last_right: bool | None = None
    relearn: bool = False
    lapsed: bool = False
    before: Memory | None = None
    before_day: int | None = None
    needs_refold: bool = False

    def due(self, day: int) -> bool:
        """Whether it is to be asked on ``day``, as a card is that was rated further ahead than travel can explain."""
        if self.due_day is None or self.rated_day is None:
            return False
        return self.due_day <= day or self.rated_day > day + TRAVEL_DAYS


def next_card(card: Card, seen: Review, model: MemoryModel) -> Card:
    """The card after one more answer on the same day or later.

    A study day rates a card once: by its first answer, or again when something was missed later, whatever the first
    said. After an again, a right answer of the same day is the one relearning step.
    """
    card = msgspec.structs.replace(
        card,
        first_day=seen.day if card.first_day is None else card.first_day,
        last_day=seen.day,
        exposures=card.exposures + 1,
    )
    if not seen.rated:
        return card
    card = msgspec.structs.replace(card, last_right=seen.correct and not seen.guess)
    rating = rate(seen.correct, seen.guess, seen.rapid).rating
    if rating is None:
        return _unrated(card, seen.day, model)
    if card.memory is None or card.rated_day is None:
        return _rated(card, seen.day, rating, model.init(rating), model)
    elapsed = max(0, seen.day - card.rated_day)
    if elapsed:
        first = msgspec.structs.replace(card, before=card.memory, before_day=card.rated_day, lapsed=False)
        return _rated(first, seen.day, rating, model.step(card.memory, elapsed, rating), model, lapse=rating == AGAIN)
    if rating == GOOD:
        return _rated(card, seen.day, GOOD, model.step(card.memory, 0, GOOD), model) if card.relearn else card
    return card if card.relearn else _missed_later(card, card.rated_day, model)


def _unrated(card: Card, day: int, model: MemoryModel) -> Card:
    """After a right answer that was too quick to be believed: asked again from the next day on, and nothing else.

    A card met for the first time starts where a missed one does.
    """
    if card.memory is None:
        return msgspec.structs.replace(_rated(card, day, AGAIN, model.init(AGAIN), model), last_rating=None)
    return msgspec.structs.replace(card, due_day=max(card.due_day or 0, day + 1))


def _missed_later(card: Card, day: int, model: MemoryModel) -> Card:
    """After an answer that was missed on a day that had gone well: the day counts as again, and as one lapse."""
    if card.before is None or card.before_day is None:
        memory = model.init(AGAIN)
    else:
        memory = model.step(card.before, day - card.before_day, AGAIN)
    return _rated(card, day, AGAIN, memory, model, lapse=not card.lapsed)


def _rated(card: Card, day: int, rating: int, memory: Memory, model: MemoryModel, *, lapse: bool = False) -> Card:
    return msgspec.structs.replace(
        card,
        memory=memory,
        rated_day=day,
        due_day=day + model.interval(memory),
        reviews=card.reviews + 1,
        lapses=card.lapses + int(lapse),
        last_rating=rating,
        relearn=rating == AGAIN,
        lapsed=card.lapsed or lapse,
    )


def fold(history: Sequence[Review], model: MemoryModel) -> Card:
    """The card after ``history``, which is in order of replay."""
    days = [seen.day for seen in history]
    true_days = monotonic_days(days)
    card = Card()
    for seen, day in zip(history, true_days, strict=True):
        card = next_card(card, msgspec.structs.replace(seen, day=day), model)
    return msgspec.structs.replace(card, needs_refold=days != true_days)

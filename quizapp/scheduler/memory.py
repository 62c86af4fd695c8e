"""The memory model: how stable a memory is, and how likely an answer is to be remembered.

FSRS-6 with its published weights, through the ``fsrs`` package (pinned: a patch release has
changed behaviour before). Time is whole study days. The package is imported when the first
answer is rated, not before.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler, State

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
DESIRED_RETENTION = 0.9
MAX_INTERVAL_DAYS = 36500
_DECAY = 0.1542  # weight 20 of FSRS-6
_FACTOR: float = 0.9 ** (-1 / _DECAY) - 1
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)


class Memory(msgspec.Struct, frozen=True):
    """``stability``: days until recall falls to 0.9. ``difficulty``: 1 to 10."""

    stability: float
    difficulty: float


class MemoryModel(Protocol):
    """What the schedule needs of a model of memory; ratings are 1 (again) to 4 (easy)."""

    def init(self, rating: int) -> Memory:
        """The memory after a first answer."""

    def step(self, memory: Memory, elapsed_days: int, rating: int) -> Memory:
        """The memory after another answer, ``elapsed_days`` (0 or more) after the last."""

    def recall(self, memory: Memory, elapsed_days: float) -> float:
        """The chance of a right answer after ``elapsed_days``, 0 to 1."""

    def interval(self, memory: Memory, retention: float = DESIRED_RETENTION) -> int:
        """Whole days, at least 1, until recall falls to ``retention``."""


class Fsrs6:
    """FSRS-6: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm."""

    @cached_property
    def _fsrs(self) -> tuple[Scheduler, type[Card], type[Rating], State]:
        from fsrs import Card, Rating, Scheduler, State  # noqa: PLC0415 - 12 ms that the first frame does not need

        return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False), Card, Rating, State.Review

    def init(self, rating: int) -> Memory:
        """The memory after a first answer."""
        return self._review(None, 0, rating)

    def step(self, memory: Memory, elapsed_days: int, rating: int) -> Memory:
        """The memory after another answer. Raises ValueError for a negative time."""
        if elapsed_days < 0:
            raise ValueError(f"elapsed_days is at least 0, got {elapsed_days}")
        return self._review(memory, elapsed_days, rating)

    def recall(self, memory: Memory, elapsed_days: float) -> float:
        """(1 + F t/S) ** -d."""
        return float((1 + _FACTOR * max(0.0, elapsed_days) / memory.stability) ** -_DECAY)

    def interval(self, memory: Memory, retention: float = DESIRED_RETENTION) -> int:
        """S/F (r ** (-1/d) - 1), rounded, within 1 and a hundred years."""
        days: float = memory.stability / _FACTOR * (retention ** (-1 / _DECAY) - 1)
        return min(max(round(days), 1), MAX_INTERVAL_DAYS)

    def _review(self, memory: Memory | None, elapsed_days: int, rating: int) -> Memory:
        scheduler, card_type, rating_type, review = self._fsrs
        if memory is None:
            card = card_type(card_id=1, due=_NOON)  # without an id, Card() sleeps a millisecond
        else:
            card = card_type(1, review, None, memory.stability, memory.difficulty, _NOON, _NOON)
        after, _ = scheduler.review_card(card, rating_type(rating), _NOON + timedelta(days=elapsed_days))
        if after.stability is None or after.difficulty is None:
            raise ValueError("the memory model gave no state")
        return Memory(after.stability, after.difficulty)

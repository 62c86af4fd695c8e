"""The memory model: how stable a memory is, and how likely an answer is to be remembered.

FSRS-6 with its published weights, through the ``fsrs`` package (pinned: a patch release has
changed behaviour before). Time is whole study days. The package is imported when the first
answer is rated, not before.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from math import exp
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler, State

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
DESIRED_RETENTION = 0.9
MAX_INTERVAL_DAYS = 36500
WEIGHTS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The published weights of FSRS-6."""
_DECAY = WEIGHTS[20]
_FACTOR: float = 0.9 ** (-1 / _DECAY) - 1
_LEAST_STABILITY = 0.001
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

    def prospects(self, memory: Memory, elapsed_days: int) -> tuple[float, float]:
        """The stability that ``step`` would give after a right answer (3), and after a wrong one (1).

        Ranking asks for it of every card at once, so it takes microseconds.
        """

    def recall(self, memory: Memory, elapsed_days: float) -> float:
        """The chance of a right answer after ``elapsed_days``, 0 to 1."""

    def interval(self, memory: Memory, retention: float = DESIRED_RETENTION) -> int:
        """Whole days, at least 1, until recall falls to ``retention``."""


class Fsrs6:
    """FSRS-6: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm."""

    @cached_property
    def _fsrs(self) -> tuple[Scheduler, type[Card], type[Rating], State]:
        from fsrs import Card, Rating, Scheduler, State

        return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False), Card, Rating, State.Review

    def init(self, rating: int) -> Memory:
        """The memory after a first answer."""
        return self._review(None, 0, rating)

    def step(self, memory: Memory, elapsed_days: int, rating: int) -> Memory:
        """The memory after another answer. Raises ValueError for a negative time."""
        if elapsed_days < 0:
            raise ValueError(f"elapsed_days is at least 0, got {elapsed_days}")
        return self._review(memory, elapsed_days, rating)

    def prospects(self, memory: Memory, elapsed_days: int) -> tuple[float, float]:
        """Right: S (1 + e^w8 (11-D) S^-w9 (e^(w10 (1-R)) - 1)), on the same day S max(1, e^(w17 w18) S^-w19).

        Wrong: min(w11 D^-w12 ((S+1)^w13 - 1) e^(w14 (1-R)), S e^(-w17 w18)), on the same day
        S e^(w17 (w18-2)) S^-w19.
        """
        w, s, d = WEIGHTS, memory.stability, memory.difficulty
        if elapsed_days <= 0:
            right = s * max(1.0, exp(w[17] * w[18]) * s ** -w[19])
            wrong = s * exp(w[17] * (w[18] - 2)) * s ** -w[19]
        else:
            lost = 1 - self.recall(memory, elapsed_days)
            right = s * (1 + exp(w[8]) * (11 - d) * s ** -w[9] * (exp(w[10] * lost) - 1))
            wrong = min(w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * exp(w[14] * lost), s * exp(-w[17] * w[18]))
        return max(_LEAST_STABILITY, right), max(_LEAST_STABILITY, wrong)

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

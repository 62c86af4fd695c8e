"""Two more models of memory, of other families than FSRS-6: a forecast is only as good as the model it believes.

They share its starting point: ``stability`` is the days until recall falls to 0.9, so that all three agree on what is
known today, and differ in how it fades and how much an answer adds. They are rough on purpose, take no fitting, and
shape no schedule.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from quizapp.core.scheduler.memory import AGAIN, DESIRED_RETENTION, GOOD, MAX_INTERVAL_DAYS, Memory

FIRST_RIGHT, FIRST_WRONG, LEAST = 2.3, 0.2, 0.1
MIDDLE = 5.0


class _RoughModel(ABC):
    """Where both begin, and what follows from how recall fades and what an answer adds."""

    def init(self, rating: int) -> Memory:
        """The memory after a first answer."""
        return Memory(FIRST_RIGHT if rating >= GOOD else FIRST_WRONG, MIDDLE)

    @abstractmethod
    def step(self, memory: Memory, elapsed_days: int, rating: int) -> Memory:
        """The memory after another answer."""

    @abstractmethod
    def recall(self, memory: Memory, elapsed_days: float) -> float:
        """The chance of a right answer after ``elapsed_days``."""

    def prospects(self, memory: Memory, elapsed_days: int) -> tuple[float, float]:
        """The stability after a right answer, and after a wrong one."""
        right, wrong = (self.step(memory, elapsed_days, rating).stability for rating in (GOOD, AGAIN))
        return right, wrong

    def interval(self, memory: Memory, retention: float = DESIRED_RETENTION) -> int:
        """The last whole day on which recall is at least ``retention``, at least 1: by halving."""
        low, high = 1, MAX_INTERVAL_DAYS
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.recall(memory, middle) >= retention else (low, middle - 1)
        return low


class Exponential(_RoughModel):
    """Forgetting with a half-life, which a right answer doubles when it comes in time.

    After Settles and Meeder (2016), A Trainable Spaced Repetition Model for Language Learning: recall is a power of 2.
    An early answer adds in proportion to the wait, so that cramming gains nothing.
    """

    def step(self, memory: Memory, elapsed_days: int, rating: int) -> Memory:
        """Right: up to twice as stable. Wrong: a quarter."""
        if rating < GOOD:
            return _with(memory, memory.stability / 4)
        return _with(memory, memory.stability * (1 + min(1.0, elapsed_days / memory.stability)))

    def recall(self, memory: Memory, elapsed_days: float) -> float:
        """0.9 ** (t / S)."""
        return float(0.9 ** (max(0.0, elapsed_days) / memory.stability))


class SquareRoot(_RoughModel):
    """Forgetting with the square root of time, the long-standing power law; a right answer adds what was waited.

    After Wixted and Ebbesen (1991), On the Form of Forgetting. What held for t days holds t days more.
    """

    _FACTOR = 0.9**-2 - 1

    def step(self, memory: Memory, elapsed_days: int, rating: int) -> Memory:
        """Right: longer by the days waited. Wrong: a third."""
        return _with(memory, memory.stability + elapsed_days if rating >= GOOD else memory.stability / 3)

    def recall(self, memory: Memory, elapsed_days: float) -> float:
        """(1 + F t/S) ** -1/2."""
        return float((1 + self._FACTOR * max(0.0, elapsed_days) / memory.stability) ** -0.5)


def _with(memory: Memory, stability: float) -> Memory:
    return Memory(max(LEAST, stability), memory.difficulty)

"""A memory model that can be worked out by hand: recall halves every ``stability`` days."""

from __future__ import annotations

from quizapp.core.scheduler import Card, Memory


class HalfLife:
    """First answer: stability 4 days if right, else 1. Later: twice as stable if right, else 1 again."""

    def init(self, rating: int) -> Memory:
        """The memory after a first answer."""
        return Memory(4.0 if rating >= 3 else 1.0, 5.0)

    def step(self, memory: Memory, elapsed_days: int, rating: int) -> Memory:
        """The memory after another answer."""
        return Memory(2 * memory.stability if rating >= 3 else 1.0, 5.0)

    def prospects(self, memory: Memory, elapsed_days: int) -> tuple[float, float]:
        """Stability after a right and after a wrong answer."""
        return 2 * memory.stability, 1.0

    def recall(self, memory: Memory, elapsed_days: float) -> float:
        """2 ** (-t / S)."""
        return float(2 ** (-elapsed_days / memory.stability))

    def interval(self, memory: Memory, retention: float = 0.9) -> int:
        """The half-life itself, whatever the retention."""
        return round(memory.stability)


def remembered_card(rated: int, stability: float, interval: int) -> Card:
    """A card last rated on study day ``rated``, due ``interval`` days later."""
    return Card(
        memory=Memory(stability, 5.0),
        first_day=rated,
        last_day=rated,
        rated_day=rated,
        due_day=rated + interval,
        exposures=1,
        reviews=1,
        last_rating=3,
    )

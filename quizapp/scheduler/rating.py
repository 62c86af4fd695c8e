"""What an answer says to the memory model (rating rule 1, learning-science 5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quizapp.scheduler.memory import AGAIN, GOOD

RAPID_MS = 3000
RAPID_SHARE = 0.1


class Rated(NamedTuple):
    """A rating (1 again, 3 good) and the rule that gave it."""

    rating: int
    rule: str


def rate(correct: bool, guess: bool, rapid: bool) -> Rated:
    """Wrong, a guess or too fast to have been read: again. Right: good."""
    if not correct:
        return Rated(AGAIN, "wrong")
    if guess:
        return Rated(AGAIN, "guess")
    if rapid:
        return Rated(AGAIN, "rapid")
    return Rated(GOOD, "right")


def rapid(rt_ms: int | None, earlier_rt_ms: Sequence[int]) -> bool:
    """Whether an answer came before the question can have been read.

    Under three seconds, or under a tenth of this learner's median for the type of item.
    ``rt_ms`` None (input is no terminal) is never rapid.
    """
    if rt_ms is None:
        return False
    from statistics import median  # noqa: PLC0415 - counting what is due does without

    usual = median(earlier_rt_ms) if earlier_rt_ms else 0
    return rt_ms < max(RAPID_MS, RAPID_SHARE * usual)

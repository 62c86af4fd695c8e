"""What an answer says to the memory model (rating rule 2), and how long it is taken to have lasted.

An answer that is wrong, or that the learner calls a guess, is rated again; a right one, good. A right answer that came
too quickly to have been read says nothing: it never lowers what is remembered and is no lapse. The card is asked again
from the next study day on; one that was met for the first time starts where a missed one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quizapp.core.scheduler.answer_time import usual_ms
from quizapp.core.scheduler.memory import AGAIN, GOOD

RAPID_MS = 3000
RAPID_SHARE = 0.1


class Rated(NamedTuple):
    """A rating (1 again, 3 good, None for what is not believed) and the rule that gave it."""

    rating: int | None
    rule: str


def rate(correct: bool, guess: bool, rapid: bool) -> Rated:
    """Rate an answer: wrong or a guess is again, right is good, right but too quick to have been read is no rating."""
    if not correct:
        return Rated(AGAIN, "wrong")
    if guess:
        return Rated(AGAIN, "guess")
    if rapid:
        return Rated(None, "rapid")
    return Rated(GOOD, "right")


def rapid(rt_ms: int | None, earlier_rt_ms: Sequence[int]) -> bool:
    """Whether an answer came before the question can have been read.

    Under three seconds, or under a tenth of this learner's median for the type of item.
    ``rt_ms`` None (input is no terminal) is never rapid.
    """
    if rt_ms is None:
        return False
    return rt_ms < max(RAPID_MS, RAPID_SHARE * usual_ms(earlier_rt_ms))

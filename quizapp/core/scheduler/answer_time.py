"""How long answers are taken to have lasted. The log keeps what was measured; every use of it goes through here.

A terminal that is left open measures the night. So an answer counts as ten minutes at most: five times what the exam
gives for a question, and nobody reads longer. The learner's pace is a mean, in which no answer counts as more than four
times the usual (the median): of the times of an attentive learner that cuts about two in a hundred, and one idle hour
among ten answers moves it by less than half.
"""

from __future__ import annotations

from collections.abc import Sequence

IDLE_MS = 600_000
"""The most that an answer counts as."""
TIMES_USUAL = 4
"""Times the median that an answer may add to the pace."""


def spent_ms(rt_ms: int) -> int:
    """The time that an answer counts as."""
    return min(rt_ms, IDLE_MS)


def usual_ms(times: Sequence[int]) -> float:
    """The median of response times, 0 without any. (``statistics`` would be much to import for a shell prompt.)"""
    ordered = sorted(times)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2 if ordered else 0.0


def pace_ms(times: Sequence[int]) -> float:
    """The mean of response times, each cut at four times their median and at ten minutes. ``times`` is not empty."""
    spent = list(map(spent_ms, times))
    usual = usual_ms(spent)
    return sum(min(time, TIMES_USUAL * usual) for time in spent) / len(spent)

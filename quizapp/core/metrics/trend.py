"""Whether a topic goes up or down: the share right lately against the share right before.

With a handful of answers a share jumps by itself, so a change is called clear only when it is larger than what the two
samples leave open: shares p1 and p2 with a uniform prior have mean (k + 1) / (n + 2) and variance m (1 - m) / (n + 3),
and the change is clear when the means differ by 1.645 standard errors (nine times out of ten).
"""

from __future__ import annotations

from math import sqrt

import msgspec

WINDOW_DAYS = 14
LEAST_ANSWERS = 5
CLEAR = 1.645


class Trend(msgspec.Struct, frozen=True):
    """``change`` in the share right, -1 to 1, as counted; ``clear``: more than chance alone would do."""

    change: float
    clear: bool


def windows(day: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two spans of study days that are compared, both ends included: the 14 before, and the last 14."""
    start = day - WINDOW_DAYS + 1
    return (start - WINDOW_DAYS, start - 1), (start, day)


def trend(before: tuple[int, int], lately: tuple[int, int]) -> Trend | None:
    """The trend from (answers, right ones) of both spans; None with fewer than five answers in either."""
    if min(before[0], lately[0]) < LEAST_ANSWERS:
        return None
    (old, old_variance), (new, new_variance) = _posterior(*before), _posterior(*lately)
    change = lately[1] / lately[0] - before[1] / before[0]
    return Trend(change, abs(new - old) >= CLEAR * sqrt(old_variance + new_variance))


def _posterior(answers: int, right: int) -> tuple[float, float]:
    mean = (right + 1) / (answers + 2)
    return mean, mean * (1 - mean) / (answers + 3)

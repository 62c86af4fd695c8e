"""Study days, and which of them to believe.

A study day is the local date, with the night counted to the evening before it: midnight is
04:00. Clocks are sometimes wrong for a while; the last one read is believed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

DAY_MS = 86_400_000
NIGHT_MS = 4 * 3_600_000


def study_day(ts_utc_ms: int, tz_min: int) -> int:
    """Days since 1970-01-01 of the local date minus four hours. ``tz_min``: offset from UTC in minutes."""
    return (ts_utc_ms + tz_min * 60_000 - NIGHT_MS) // DAY_MS


def believed(days: Sequence[int]) -> list[int]:
    """``days`` of events in order of time, made to run forward.

    The last day is believed, and with it the longest run of days that lead up to it; a day
    that breaks the run was read off a wrong clock and becomes the day before it in the run
    (or the first of the run). What already runs forward is returned as it is.
    """
    if all(a <= b for a, b in pairwise(days)):
        return list(days)
    run = set(_longest_run(days))
    current = next(days[i] for i in range(len(days)) if i in run)
    out = []
    for i, day in enumerate(days):
        current = day if i in run else current
        out.append(current)
    return out


def _longest_run(days: Sequence[int]) -> list[int]:
    """Indexes of the longest non-decreasing subsequence that ends in the last element."""
    tails: list[int] = []  # smallest last day of a run of each length
    tail_at: list[int] = []
    before: list[int] = []
    last = len(days) - 1
    for i, day in enumerate(days):
        if day > days[last]:
            before.append(-1)
            continue
        length = bisect_right(tails, day)
        before.append(tail_at[length - 1] if length else -1)
        tails[length : length + 1] = [day]
        tail_at[length : length + 1] = [i]
    out, i = [], last
    while i >= 0:
        out.append(i)
        i = before[i]
    return out[::-1]

"""Study days, and which of them to believe.

A study day is the local date, with the night counted to the evening before it: midnight is
04:00. Clocks are sometimes wrong for a while; the last one read is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

DAY_MS = 86_400_000
NIGHT_MS = 4 * 3_600_000


def study_day(ts_utc_ms: int, tz_min: int) -> int:
    """Days since 1970-01-01 of the local date minus four hours. ``tz_min``: offset from UTC in minutes."""
    return (ts_utc_ms + tz_min * 60_000 - NIGHT_MS) // DAY_MS


def believed(days: Sequence[int]) -> list[int]:
    """``days`` of events in order of time, made to run forward.

    The last day is believed, and with it the longest run of days that lead up to it (of runs of
    the same length, the one with the latest days); a day
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
    """Indexes of the longest non-decreasing subsequence that ends in the last element; of several, the latest days."""
    last = len(days) - 1
    best = [(0, 0)] * len(days)  # (how many, their sum) of the best run that ends here
    before = [-1] * len(days)
    usable = [i for i, day in enumerate(days) if day <= days[last]]
    for i in usable:
        earlier = [j for j in usable if j < i and days[j] <= days[i]]
        before[i] = max(earlier, key=lambda j: best[j], default=-1)
        count, total = best[before[i]] if before[i] >= 0 else (0, 0)
        best[i] = (count + 1, total + days[i])
    out, i = [], last
    while i >= 0:
        out.append(i)
        i = before[i]
    return out[::-1]

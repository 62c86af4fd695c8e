"""Study days, and which of them to believe.

A study day is the local date, with the night counted to the evening before it: midnight is
04:00. Clocks are sometimes wrong for a while, and travellers change theirs. A day is believed when it fits the UTC time
beside it; where it does not, other readings decide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

DAY_MS = 86_400_000
NIGHT_MS = 4 * 3_600_000
TRAVEL_DAYS = 2
"""Between the zones UTC+14 and UTC-12 the date can go back by this much, and no day is lived twice."""
FIRST_DAY, LAST_DAY = 20_454, 47_482
"""1 January 2026 and 1 January 2100: before the one there was no quizapp, and the other is not reached."""


def study_day(ts_utc_ms: int, tz_min: int) -> int:
    """Days since 1970-01-01 of the local date minus four hours. ``tz_min``: offset from UTC in minutes."""
    return (ts_utc_ms + tz_min * 60_000 - NIGHT_MS) // DAY_MS


class DayReading(NamedTuple):
    """A day as a device's clock gave it. ``fits``: it agrees with the UTC time of its event, within time zones."""

    day: int
    fits: bool


def reading(ts_utc_ms: int, day: int, previous_ts: int | None) -> DayReading:
    """What to make of a study day beside the UTC time of its event and that of the device's event before it.

    Log times never run back. A day behind its time therefore comes from a clock that was set back, or was ahead before:
    that is for the readings around it to say (``settled``), unless time went on meanwhile or the day is before there
    was a quizapp. In those cases, and where the day is ahead of its time, the time is believed.
    """
    by_time = study_day(ts_utc_ms, 0)
    if abs(day - by_time) <= 1:
        return DayReading(day, True)
    behind = day < by_time and ts_utc_ms == previous_ts and not day < FIRST_DAY <= by_time
    return DayReading(day, False) if behind else DayReading(by_time, True)


def readings(log: Sequence[tuple[int, int]]) -> list[DayReading]:
    """The readings of one device, from (UTC time, study day) of all its events in order."""
    before: list[int | None] = [None, *(ts for ts, _ in log)]
    return [reading(ts, day, previous) for (ts, day), previous in zip(log, before, strict=False)]


def settled(found: Sequence[DayReading]) -> list[int]:
    """The days to believe, of the readings of one device's answers in order.

    Readings that fit agree with each other. When some do not, the last one is believed with the longest run of
    readings that leads up to it, a stay on one day being one reading.
    """
    if all(one.fits for one in found):
        return [one.day for one in found]
    stays = [(one, len(list(same))) for one, same in groupby(found)]
    days = _along_run([one for one, _ in stays], lambda a, b: a.day <= b.day or (a.fits and b.fits))
    return [day for day, (_, count) in zip(days, stays, strict=True) for _ in range(count)]


def plausible(day: int) -> bool:
    """Whether quizapp can have been used on ``day``."""
    return FIRST_DAY <= day < LAST_DAY


def follows(day: int, last: int) -> bool:
    """Whether ``day`` is believed as it stands after ``last``, so that nothing before it has to be looked at again."""
    return day >= last and plausible(day) == plausible(last)


def monotonic_days(days: Sequence[int]) -> list[int]:
    """``days`` of events in order of time, made to run forward.

    A step back of two days or less is a journey: the day goes on. Beyond that the last day is believed, and with it the
    longest run of days that lead up to it (of runs of the same length, the one with the latest days); a day that breaks
    the run was read off a wrong clock and becomes the day before it in the run (or the first of the run). Days that
    cannot be true are believed only when there are no others. What already runs forward is returned as it is.
    """
    smooth: list[int] = []
    for day in _plausible_only(days):
        smooth.append(smooth[-1] if smooth and 0 < smooth[-1] - day <= TRAVEL_DAYS else day)
    if all(a <= b for a, b in pairwise(smooth)):
        return smooth
    return _along_run([DayReading(day, True) for day in smooth], lambda a, b: a.day <= b.day)


def _plausible_only(days: Sequence[int]) -> list[int]:
    """Days that cannot be true become the one before that can (or the first that can), if any can."""
    current = next((day for day in days if plausible(day)), None)
    if current is None:
        return list(days)
    out = []
    for day in days:
        current = day if plausible(day) else current
        out.append(current)
    return out


def _along_run(found: Sequence[DayReading], goes_on: Callable[[DayReading, DayReading], bool]) -> list[int]:
    """Each day that is in the longest run to the last reading as it is, each other as the one before it in the run."""
    run = set(_longest_run(found, goes_on))
    current = found[min(run)].day
    out = []
    for i, one in enumerate(found):
        current = one.day if i in run else current
        out.append(current)
    return out


def _longest_run(found: Sequence[DayReading], goes_on: Callable[[DayReading, DayReading], bool]) -> list[int]:
    """Indexes of the longest run that ends in the last reading; of several, the latest days."""
    best = [(0, 0)] * len(found)  # (how many, their sum) of the best run that ends here
    before = [-1] * len(found)
    for i, one in enumerate(found):
        before[i] = max((j for j in range(i) if goes_on(found[j], one)), key=lambda j: best[j], default=-1)
        count, total = best[before[i]] if before[i] >= 0 else (0, 0)
        best[i] = (count + 1, total + one.day)
    out, i = [], len(found) - 1
    while i >= 0:
        out.append(i)
        i = before[i]
    return out[::-1]

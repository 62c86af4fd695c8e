"""What the Progress screen shows beyond the measures: days, speed against the pace, and accuracy by domain."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

import msgspec

from quizapp.core.bank.items import TYPES
from quizapp.core.dates import day_date
from quizapp.services.bank.weights import exam_plan
from quizapp.services.context import AppContext

RECENT = 1000


class Speed(msgspec.Struct, frozen=True):
    """The median time of an answer on a type of item, in ms, over so many ``answers``."""

    type: str
    answers: int
    median_ms: float


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """``weeks``: answers a day, Monday first, the last week being this one; None for a day to come.

    ``answers``, ``right``, ``days``: in all. ``pace_ms``: the time that the exam gives for a question, None without a
    blueprint of it.
    """

    today: date
    weeks: tuple[tuple[int | None, ...], ...]
    first_monday: date
    answers: int
    right: int
    days: int
    speeds: tuple[Speed, ...]
    pace_ms: float | None


def activity(context: AppContext, weeks: int) -> Activity:
    """The last ``weeks`` weeks, and the speed of the latest answers."""
    read = context.store.read
    today = day_date(context.clock().study_day)
    counts = {day_date(day): answers for day, answers, _ in read.days()}
    monday = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    answers, right, days = read.totals()
    times = {kind: read.response_times(kind, RECENT) for kind in TYPES}
    plan = exam_plan(context.library, context.settings.exam)
    return Activity(
        today=today,
        weeks=tuple(
            tuple(
                None if (day := monday + timedelta(days=7 * week + i)) > today else counts.get(day, 0) for i in range(7)
            )
            for week in range(weeks)
        ),
        first_monday=monday,
        answers=answers,
        right=right,
        days=days,
        speeds=tuple(Speed(kind, len(found), median(found)) for kind, found in times.items() if found),
        pace_ms=None if plan is None else plan.minutes * 60_000 / plan.items,
    )

"""Answers and how many of them were right, day by day and week by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from quizapp.core.dates import day_date
from quizapp.services.context import AppContext


class DaySpan(msgspec.Struct, frozen=True):
    """The answers of ``days`` study days from ``first`` on, and how many of them were right."""

    first: date
    days: int
    answers: int
    right: int

    @property
    def accuracy(self) -> int | None:
        """The share of right answers in per cent; None without answers."""
        return round(100 * self.right / self.answers) if self.answers else None


class OverTime(msgspec.Struct, frozen=True):
    """The last span of ``days`` is today, that of ``weeks`` is this week, from Monday on."""

    days: tuple[DaySpan, ...]
    weeks: tuple[DaySpan, ...]


def over_time(context: AppContext, days: int, weeks: int) -> OverTime:
    """Return the last ``days`` days, and of the last ``weeks`` weeks those since the first answer.

    Undone answers and those as of another date are left out, as everywhere.
    """
    counts = {day_date(day): (answers, right) for day, answers, right in context.store.read.days()}
    today = day_date(context.clock().study_day)
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(days=7 * back) for back in reversed(range(weeks))]
    begun = min(counts, default=today)
    by_day = tuple(_span(counts, [today - timedelta(days=back)]) for back in reversed(range(days)))
    by_week = tuple(
        _span(counts, [first + timedelta(days=n) for n in range(7)])
        for first in mondays
        if first + timedelta(days=6) >= begun or first == monday
    )
    return OverTime(by_day, by_week)


def _span(counts: dict[date, tuple[int, int]], days: Sequence[date]) -> DaySpan:
    found = [counts[day] for day in days if day in counts]
    return DaySpan(days[0], len(days), sum(answers for answers, _ in found), sum(right for _, right in found))

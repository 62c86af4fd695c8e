"""Answers over time in words."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.core.quantity import plural
from quizapp.services.progress.over_time import DaySpan


def span_words(span: DaySpan) -> str:
    """Return the answers of a span and the share that was right: '46 answers, 72 % right'."""
    if span.accuracy is None:
        return "no answers"
    return f"{plural(span.answers, 'answer')}, {span.accuracy} % right"


def weeks_words(weeks: Sequence[DaySpan]) -> str:
    """This week beside the one before."""
    before = f"; last week {_brief(weeks[-2])}" if len(weeks) > 1 else ""
    return f"This week {span_words(weeks[-1])}{before}."


def days_words(days: Sequence[DaySpan]) -> str:
    """Today, and all the days together."""
    whole = DaySpan(days[0].first, len(days), sum(day.answers for day in days), sum(day.right for day in days))
    return f"Today {span_words(days[-1])}; the last {len(days)} days {_brief(whole)}."


def _brief(span: DaySpan) -> str:
    return "none" if span.accuracy is None else f"{span.answers}, {span.accuracy} %"

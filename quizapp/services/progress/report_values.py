"""What reports say: frozen values, filled by ``services``, turned into text by the modules beside this one."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.core.metrics.trend import Trend
from quizapp.services.bank.pages import Page


class MistakeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A named mistake: how often it was seen, what goes wrong, and how to put it right."""

    id: str
    title: str
    seen: int
    wrong: str
    right: str
    page: Page


class MissedLine(msgspec.Struct, frozen=True):
    """A question that was missed: its stem, the right answer, where that stands, and whether it was right since."""

    item: str
    stem: str
    answer: tuple[str, ...]
    pages: tuple[Page, ...]
    put_right: bool


class StepLine(msgspec.Struct, frozen=True):
    """A topic to study, with what to read and what to type."""

    id: str
    title: str
    page: Page
    command: str


class UnknownLine(msgspec.Struct, frozen=True):
    """A topic with too few answers to be measured."""

    id: str
    title: str
    answers: int


class ScaleLine(msgspec.Struct, frozen=True):
    """Readiness in numbers: ``score`` with its interval on the practice scale, the chance to pass, and of which day."""

    score: int
    low: int
    high: int
    passing: float
    measured_on: date


class WeekLine(msgspec.Struct, frozen=True):
    """Seven days from ``start`` on: answers of every kind, and how many were right."""

    start: date
    answers: int
    right: int


class TopicLine(msgspec.Struct, frozen=True, kw_only=True):
    """One topic. Shares are 0 to 1; ``trend`` is None where there is too little to tell.

    ``mean`` with ``low`` to ``high``: accuracy on new material (5th to 95th percentile), from ``answers`` of which
    ``right`` were right. ``median_s``: seconds for an answer. ``due``: questions due within a week. ``weight``: its
    share of the exam. ``missed``: the first of ``missed_in_all``, those still to
    be put right before the others. ``command``: what to type to practise it.
    """

    id: str
    title: str
    state: str
    answers: int
    right: int
    mean: float
    low: float
    high: float
    remembered: float | None
    trend: Trend | None
    median_s: float | None
    due: int
    weight: float
    mistakes: tuple[MistakeLine, ...]
    missed: tuple[MissedLine, ...]
    missed_in_all: int
    page: Page
    command: str


class WeakReport(msgspec.Struct, frozen=True, kw_only=True):
    """The weak-topic report, after ``answers`` on ``days`` study days. ``start``: what to type to begin a session.

    ``readiness`` in words, and in numbers (``scale``) where the evidence carries them. ``topics``: measured ones, the
    lowest accuracy first; ``unknown``: the others. ``first``: what to study first, by what the exam has to give.
    ``weeks``: the last twelve. ``notes``: sentences on keys that were corrected, topics that left the bank, a clock
    that was wrong.
    """

    made_on: date
    app_version: str
    bank: str
    answers: int
    days: int
    readiness: str
    scale: ScaleLine | None
    topics: tuple[TopicLine, ...]
    unknown: tuple[UnknownLine, ...]
    first: tuple[StepLine, ...]
    mistakes: tuple[MistakeLine, ...]
    weeks: tuple[WeekLine, ...]
    start: str
    notes: tuple[str, ...] = ()


DISCLAIMER = (
    "Accuracy is measured on new material only and shown with the interval in which it lies nine times out of ten. The"
    " practice scale is not AWS's. This project is not affiliated with AWS."
)
STATES = {"weak": "weak", "strong": "strong", "unsure": "not sure yet", "unknown": "not measured yet"}


def basis(report: WeakReport) -> str:
    """What the report rests on."""
    if not report.answers:
        return "before the first answer"
    answers = f"{report.answers} answer{'' if report.answers == 1 else 's'}"
    return f"after {answers} on {report.days} day{'' if report.days == 1 else 's'}"


def trend_words(trend: Trend | None) -> str:
    """A trend in words; what chance alone would do is no change."""
    if trend is None:
        return "too little to tell"
    if not trend.clear:
        return "no clear change"
    return f"{abs(round(100 * trend.change))} points {'up' if trend.change > 0 else 'down'}"

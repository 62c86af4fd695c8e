"""How the real exam went: asked once when its day is past, kept as an event, beside what was forecast."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.core.dates import date_day
from quizapp.core.events import RealExam
from quizapp.core.metrics.estimate import HIGHEST_SCORE, LOWEST_SCORE, PASS_SCORE
from quizapp.core.metrics.readiness import readiness
from quizapp.services.bank.weights import exam_shape
from quizapp.services.context import AppContext
from quizapp.services.progress.metrics import evidence

DISMISSED = "real_exam_dismissed"
"""Under this name the date is noted whose question was dismissed; it is no part of the history."""


class RealExamResult(msgspec.Struct, frozen=True):
    """The exam of a day. ``passed`` None: not said. ``forecast``: the chance to pass on the eve, in permille."""

    day: date
    passed: bool | None
    score: int | None
    forecast: int | None


def real_exams(context: AppContext) -> tuple[RealExamResult, ...]:
    """Return what was said of each exam last, the latest exam first."""
    found: dict[date, RealExamResult] = {}
    for event in context.store.real_exams():
        body = event.body
        if isinstance(body, RealExam) and (day := _day(body.date)) is not None:
            found[day] = RealExamResult(day, body.passed, body.score, body.forecast)
    return tuple(found[day] for day in sorted(found, reverse=True))


def exam_to_ask_about(context: AppContext) -> date | None:
    """Return the exam date in the settings if it is past, nothing was said of it, and the question not dismissed."""
    day = exam_behind(context)
    if day is None or day == context.clock().calendar_date or context.store.read.noted(DISMISSED) == day.isoformat():
        return None
    return None if any(known.day == day for known in real_exams(context)) else day


def exam_behind(context: AppContext) -> date | None:
    """Return the exam date in the settings once it has come."""
    day = context.settings.exam_date
    return day if day is not None and day <= context.clock().calendar_date else None


def dismiss(context: AppContext, day: date) -> None:
    """Ask no more about the exam of ``day``. Raises StoreError."""
    context.store.note(DISMISSED, day.isoformat())


def score_trouble(text: str, *, passed: bool) -> str:
    """What is wrong with a score as typed; empty when it can be kept, as nothing can."""
    if not text.strip():
        return ""
    if not text.strip().isdecimal() or not LOWEST_SCORE <= (score := int(text)) <= HIGHEST_SCORE:
        return f"A score is a whole number from {LOWEST_SCORE} to {HIGHEST_SCORE}."
    if passed != (score >= PASS_SCORE):
        return f"{PASS_SCORE} and above is a pass, below it isn't."
    return ""


def keep_result(context: AppContext, day: date, passed: bool | None, score: int | None) -> RealExamResult:
    """Write how the exam of ``day`` went; what was forecast before stays as first written. Raises StoreError."""
    known = next((one for one in real_exams(context) if one.day == day), None)
    forecast = forecast_before(context, day) if known is None else known.forecast
    context.record(RealExam(date=day.isoformat(), passed=passed, score=score, forecast=forecast))
    return RealExamResult(day, passed, score, forecast)


def forecast_before(context: AppContext, day: date) -> int | None:
    """Return the chance to pass as it stood on the eve of ``day``, from the answers up to then, in permille."""
    shape = exam_shape(context.library, context.settings.exam)
    eve = date_day(day) - 1
    if shape is None:
        return None
    found = readiness((answer for answer in evidence(context) if answer.study_day <= eve), eve, shape)
    return None if found.estimate is None else round(1000 * found.estimate.passing)


def _day(text: str) -> date | None:
    """A date of the log; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

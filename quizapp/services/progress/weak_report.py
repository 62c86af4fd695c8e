"""The weak-topic report, filled: measures, missed questions and pages as values that ``present`` turns into text."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import msgspec

from quizapp import __version__
from quizapp.core.dates import date_day, day_date
from quizapp.core.metrics.evidence import Evidence
from quizapp.core.metrics.forecast import due_load
from quizapp.core.metrics.readiness import Readiness
from quizapp.core.metrics.status import Advice, Mistake, TopicStatus, mistakes, not_measured, study_order
from quizapp.core.metrics.trend import trend, windows
from quizapp.core.scheduler import Candidate
from quizapp.services.bank.pages import page_of
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.progress.metrics import Metrics, evidence, measure
from quizapp.services.progress.missed import Missed, missed_by_topic, missed_line
from quizapp.services.progress.report_values import (
    DomainLine,
    MistakeLine,
    ReportNotes,
    ScaleLine,
    StepLine,
    TopicLine,
    UnknownLine,
    WeakReport,
    WeekLine,
)
from quizapp.services.progress.week_plan import week_plan
from quizapp.services.report_files import keep
from quizapp.services.study.session_queue import cards_on
from quizapp.store.paths import bundled_bank, user_paths

MOST_MISSED = 10
MOST_MISTAKES = 5
FIRST = 3
DUE_DAYS = 7
TIMED_DAYS = 90
WEEKS = 12


class _Material(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines of topics are made of, by topic; read once for all of them."""

    evidence: dict[str, list[Evidence]]
    cards: dict[str, list[Candidate]]
    before: dict[str, tuple[int, int]]
    lately: dict[str, tuple[int, int]]
    times: dict[str, list[int]]
    missed: dict[str, list[Missed]]
    kept_back: int


def weak_report(context: AppContext, now: Moment | None = None) -> WeakReport:
    """The report of today."""
    now = now or context.clock()
    answered = evidence(context)
    found = measure(context, now, answers=answered)
    bank = context.library.bank
    remembered = {m.topic: m.remembered for m in found.masteries}
    material = _material(context, now, answered)
    named = {advice.topic for advice in found.first}
    lines = tuple(
        _topic(context, now, found, status, material, remembered[status.topic], place)
        for place, status in enumerate(study_order(found.topic_statuses, found.advice), 1)
        if status.state != "unknown" or status.topic in named or status.topic in material.missed
    )
    answers, _, days = context.store.read.totals()
    unknown = sorted(not_measured(found.topic_statuses), key=lambda s: bank.title(s.topic))
    return WeakReport(
        made_on=now.calendar_date,
        app_version=__version__,
        bank=bank.revision,
        answers=answers,
        days=days,
        readiness=found.readiness,
        scale=_scale(found.readiness),
        topics=tuple(line for line in lines if line.state != "unknown"),
        unknown=tuple(_unknown(bank.title(s.topic), s) for s in unknown),
        first=tuple(_step(context, found, advice) for advice in found.first),
        mistakes=_mistakes(context, found.mistakes[:MOST_MISTAKES]),
        weeks=_weeks(context, now.study_day),
        start=command(context),
        notes=_notes(context, now, material.kept_back),
        thin=tuple(line for line in lines if line.state == "unknown"),
        domains=tuple(
            DomainLine(id=own.topic, answers=own.answers, right=own.right, weight=round(weight, 4))
            for own, weight in found.domains
        ),
        still_missed=sum(not one.put_right for missed in material.missed.values() for one in missed),
        evidence=sum(one.accuracy.answers for one in found.topic_statuses),
        minutes_studied=round(context.store.read.time_spent_ms() / 60_000),
        week=week_plan(context, now),
    )


def _unknown(title: str, status: TopicStatus) -> UnknownLine:
    return UnknownLine(status.topic, title, status.accuracy.answers, status.accuracy.right)


def _step(context: AppContext, found: Metrics, advice: Advice) -> StepLine:
    topic, domain = context.library.bank.topics[advice.topic], found.domain_of.get(advice.topic, "")
    own = next(status.accuracy for status in found.topic_statuses if status.topic == advice.topic)
    pool = next((pool for pool, _ in found.domains if pool.topic == domain), None)
    return StepLine(
        topic.id,
        topic.title,
        page_of(topic.read),
        command(context, topic.id),
        tier=advice.tier,
        answers=own.answers,
        right=own.right,
        domain=domain,
        domain_answers=pool.answers if pool else 0,
        domain_right=pool.right if pool else 0,
        weight=round(found.weights.get(topic.id, 0.0), 4),
    )


def keep_weak_report(
    context: AppContext, suffix: str, render: Callable[[WeakReport], str], now: Moment | None = None
) -> Path:
    """Keep the report of today as ``weak-YYYY-MM-DD``; where it is. Raises FileError and its like.

    Asked for twice with nothing answered in between, it is the same file.
    """
    now = now or context.clock()
    return keep(context, f"weak-{now.calendar_date}", suffix, render(weak_report(context, now)))


def _material(context: AppContext, now: Moment, answered: Sequence[Evidence]) -> _Material:
    read = context.store.read
    before, lately = (read.scored_by_topic(*window) for window in windows(now.study_day))
    rows: dict[str, list[Evidence]] = {}
    for row in answered:
        rows.setdefault(row.topic, []).append(row)
    missed, kept_back = missed_by_topic(context, now)
    cards: dict[str, list[Candidate]] = {}
    for card in cards_on(context, now.calendar_date):
        cards.setdefault(card.topic, []).append(card)
    return _Material(
        evidence=rows,
        cards=cards,
        before=before,
        lately=lately,
        times=read.answer_times(now.study_day - TIMED_DAYS + 1),
        missed=missed,
        kept_back=kept_back,
    )


def _topic(
    context: AppContext,
    now: Moment,
    found: Metrics,
    status: TopicStatus,
    material: _Material,
    known: float | None,
    place: int,
) -> TopicLine:
    topic, accuracy = context.library.bank.topics[status.topic], status.accuracy
    exam = context.settings.exam_date
    times, missed = material.times.get(topic.id), material.missed.get(topic.id, [])
    none = (0, 0)
    load = due_load(material.cards.get(topic.id, []), now.study_day, DUE_DAYS, None if exam is None else date_day(exam))
    return TopicLine(
        id=topic.id,
        title=topic.title,
        state=status.state,
        answers=accuracy.answers,
        right=accuracy.right,
        mean=round(accuracy.mean, 4),
        low=round(accuracy.low, 4),
        high=round(accuracy.high, 4),
        remembered=None if known is None else round(known, 4),
        trend=trend(material.before.get(topic.id, none), material.lately.get(topic.id, none)),
        median_s=round(median(times) / 1000, 1) if times else None,
        due=sum(day.reviews for day in load),
        weight=round(found.weights.get(topic.id, 0.0), 4),
        mistakes=_mistakes(context, mistakes(material.evidence.get(topic.id, ()), now.study_day)[:FIRST]),
        missed=tuple(line for one in missed[:MOST_MISSED] if (line := missed_line(context, one)) is not None),
        missed_in_all=len(missed),
        page=page_of(topic.read),
        command=command(context, topic.id),
        place=place,
    )


def command(context: AppContext, topic: str = "") -> str:
    """What to type to study (a topic), with the folders that were chosen, ready for a shell."""
    words = ["quizapp", "study", *(["--topic", topic] if topic else [])]
    if context.bank_root.absolute() != bundled_bank().absolute():
        words += ["--bank", str(context.bank_root.absolute())]
    if context.paths != user_paths():
        words += ["--data-dir", str(context.paths.data.absolute())]
    return shlex.join(words)


def _scale(found: Readiness | None) -> ScaleLine | None:
    """The estimate in numbers, where there is enough evidence for them."""
    if found is None or found.estimate is None:
        return None
    one = found.estimate
    return ScaleLine(round(one.score), round(one.low), round(one.high), round(one.passing, 2), day_date(one.day))


def _mistakes(context: AppContext, seen: Sequence[Mistake]) -> tuple[MistakeLine, ...]:
    """Those that the bank still names."""
    known = context.library.bank.misconceptions
    out = []
    for mistake in seen:
        if mistake.misconception in known:
            one = known[mistake.misconception]
            out.append(
                MistakeLine(
                    id=one.id,
                    title=one.title,
                    seen=mistake.answers,
                    wrong=one.wrong,
                    right=one.right,
                    page=page_of(one.source),
                )
            )
    return tuple(out)


def _weeks(context: AppContext, day: int) -> tuple[WeekLine, ...]:
    """The last twelve weeks, this one last, each of seven days up to today; none before the first answer."""
    start = day - 7 * WEEKS + 1
    sums = [(0, 0)] * WEEKS
    for at, answers, right in context.store.read.days(start):
        if at <= day:
            n, k = sums[(at - start) // 7]
            sums[(at - start) // 7] = n + answers, k + right
    weeks = [WeekLine(day_date(start + 7 * i), n, k) for i, (n, k) in enumerate(sums)]
    return tuple(weeks) if any(week.answers for week in weeks) else ()


def _notes(context: AppContext, now: Moment, examined: int) -> ReportNotes:
    read, last = context.store.read, context.store.read.last_day()
    return ReportNotes(
        examined=examined,
        practice=read.answers_elsewhere(),
        regraded=tuple(read.regraded()),
        gone=tuple(total for total in read.topic_totals() if total.topic not in context.library.bank.topics),
        dated_ahead=day_date(last) if last is not None and last > now.study_day else None,
    )

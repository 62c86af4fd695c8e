"""The plan to the exam: the days until then, played through several times, put into a few dates and figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec

from quizapp.core.dates import date_day, date_text, day_date
from quizapp.core.metrics.accuracy import first_exposure_rate
from quizapp.core.metrics.forecast import DayLoad, Outlook, outlook
from quizapp.core.scheduler import Candidate, Limits, MemoryModel
from quizapp.core.scheduler.alternative_models import Exponential, SquareRoot
from quizapp.core.scheduler.pacing import TAIL_DAYS
from quizapp.services.clock import Moment, date_at
from quizapp.services.context import AppContext
from quizapp.services.progress.metrics import candidates, evidence
from quizapp.services.study.session_queue import answered_on, cards_a_day, pace_to_exam
from quizapp.store import ExamRow

COURSES = 2
"""How often the days ahead are played with each model of memory; the range of the forecast is over all of them.

Beyond four months once: what is played there is steady."""
MOCKS = ((21, "lambda"), (14, "developer"), (6, "developer"))
"""Mock exams: days before the exam, and the blueprint."""
SAT_LATELY = 4
LAST_DAYS = "what you know comes first, by what it gains; new ones only if time is left"
"""What the last days before the exam are for, in words."""
FARTHEST_DAYS = 366
TWICE_UP_TO_DAYS = 120


class NoDate(Exception):
    """There is no exam date to plan to, or it is past, or too far away."""

    exit_code = 1


class Mock(msgspec.Struct, frozen=True):
    """A mock exam of the plan; ``done``: one like it was sat within the days before."""

    day: date
    blueprint: str
    done: bool = False


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The way to the exam. ``load`` has one row a day, of the first course played.

    ``all_met``: the day on which the last question is met, None when the time does not suffice; ``unmet``: how many
    are left then. ``low`` to ``high``: the share remembered on the exam day, over three models of memory.
    """

    exam: date
    today: date
    days: int
    minutes: int
    answers_a_day: int
    unseen: int
    load: tuple[DayLoad, ...]
    all_met: date | None
    unmet: int
    no_new_from: date
    mocks: tuple[Mock, ...]
    low: float
    high: float


def plan_to(context: AppContext, exam: date | None = None, minutes: int | None = None) -> Plan:
    """The plan to ``exam`` (the date in the settings) with ``minutes`` a day. Raises NoDate."""
    return prepare_plan(context, exam, minutes)()


def exam_to_plan(context: AppContext, exam: date | None = None, now: Moment | None = None) -> date:
    """The date to plan to: ``exam``, else the one in the settings. Raises NoDate."""
    exam, now = exam or context.settings.exam_date, now or context.clock()
    if exam is None:
        raise NoDate("no exam date is set; give one: quizapp plan --exam YYYY-MM-DD")
    if date_day(exam) < now.study_day:
        raise NoDate(f"{exam} is past; give the date of the next exam: quizapp plan --exam YYYY-MM-DD")
    days = (exam - now.calendar_date).days
    if days > FARTHEST_DAYS:
        raise NoDate(f"{exam} is {days} days away; a plan reaches {FARTHEST_DAYS} days ahead")
    return exam


def prepare_plan(context: AppContext, exam: date | None = None, minutes: int | None = None) -> Callable[[], Plan]:
    """All that the plan needs, read now; calling the result plays the days, which takes a second or two.

    The call touches no file, so that it may run in another thread. Raises NoDate.
    """
    now = context.clock()
    exam, today = exam_to_plan(context, exam, now), now.calendar_date
    pace = pace_to_exam(context, now, exam)
    if pace is None:
        raise AssertionError("there is a pace to every date that can be planned to")
    known = context.library.blueprints
    course = partial(
        outlook,
        candidates(context, now),
        now.study_day,
        Limits(a_day := cards_a_day(context, minutes), a_day),
        pace,
        context.store.model,
        first_exposure_rate(evidence(context), now.study_day),
        touched_today=context.store.read.points_on(now.study_day),
        answered_today=answered_on(context, now.study_day),
        suspended=_suspended(context, now),
    )
    return partial(
        _played,
        course,
        context.store.model,
        exam=exam,
        today=today,
        minutes=minutes if minutes is not None else context.settings.minutes_a_day,
        answers_a_day=a_day,
        sittings=tuple(m for m in mocks(exam, today, context.store.read.exams(), now) if m.blueprint in known),
    )


def _suspended(context: AppContext, now: Moment) -> tuple[Candidate, ...]:
    """The cards that no day asks, and that an exam may."""
    ids = context.store.read.suspended()
    return tuple(card for card in candidates(context, now, suspended=True) if card.card_id in ids)


def _played(
    course: Callable[..., Outlook],
    model: MemoryModel,
    *,
    exam: date,
    today: date,
    minutes: int,
    answers_a_day: int,
    sittings: tuple[Mock, ...],
) -> Plan:
    """The courses, put together."""
    truths = (model, Exponential(), SquareRoot())
    times = COURSES if (exam - today).days <= TWICE_UP_TO_DAYS else 1
    courses = [course(seed=seed, truth=truth) for truth in truths for seed in range(times)]
    first = courses[0]
    return Plan(
        exam=exam,
        today=today,
        days=(exam - today).days,
        minutes=minutes,
        answers_a_day=answers_a_day,
        unseen=first.unseen,
        load=first.load,
        all_met=None if first.met_on is None else day_date(first.met_on),
        unmet=max(0, first.unseen - sum(day.new for day in first.load)),
        no_new_from=exam - timedelta(days=TAIL_DAYS),
        mocks=sittings,
        low=min(one.remembered for one in courses),
        high=max(one.remembered for one in courses),
    )


def mocks(exam: date, today: date, sat: list[ExamRow], now: Moment) -> tuple[Mock, ...]:
    """The mock exams from today on, in order; none in the last days."""
    out = []
    for before, blueprint in MOCKS:
        day = exam - timedelta(days=before)
        if day < today:
            continue
        near = (day - timedelta(days=SAT_LATELY), day)
        done = any(
            row.blueprint == blueprint and row.ended in ("submit", "expire")
            and near[0] <= date_at(row.started_ms, now) <= near[1]
            for row in sat
        )  # fmt: skip
        out.append(Mock(day, blueprint, done))
    return tuple(out)


def plan_json(found: Plan) -> dict[str, Any]:
    """The plan as plain values, ready to print."""
    return {
        "exam_date": found.exam,
        "days": found.days,
        "minutes_a_day": found.minutes,
        "answers_a_day": found.answers_a_day,
        "unseen": found.unseen,
        "all_met_on": found.all_met,
        "left_unmet": found.unmet,
        "no_new_from": found.no_new_from,
        "mock_exams": [{"date": m.day, "blueprint": m.blueprint, "done": m.done} for m in found.mocks],
        "remembered_low": round(found.low, 3),
        "remembered_high": round(found.high, 3),
        "load": [{"date": day_date(d.day), "reviews": d.reviews, "new": d.new} for d in found.load],
    }


def plan_weeks(found: Plan) -> list[tuple[str, int, int]]:
    """Return (first day, new questions, reviews) of each week."""
    weeks = [found.load[first : first + 7] for first in range(0, len(found.load), 7)]
    return [(date_text(day_date(w[0].day)), sum(d.new for d in w), sum(d.reviews for d in w)) for w in weeks]


def plan_lines(found: Plan, *, weeks: bool = True) -> list[str]:
    """The plan in sentences; ``weeks``: with one for each week."""
    days = "today" if found.days == 0 else "tomorrow" if found.days == 1 else f"in {found.days} days"
    out = [f"The exam is on {date_text(found.exam)}, {days}; {found.minutes} min a day are about"
           f" {found.answers_a_day} answers."]  # fmt: skip
    if found.all_met is not None:
        out.append(f"All {found.unseen} questions that are new to you are met by {date_text(found.all_met)}.")
    elif found.unseen:
        out.append(f"Of {found.unseen} new questions {found.unmet} are not met in time at this pace.")
    out.append(f"From {date_text(found.no_new_from)} on: {LAST_DAYS}.")
    out += [
        f"Mock exam '{mock.blueprint}' on {date_text(mock.day)}{', sat already' if mock.done else ''}."
        for mock in found.mocks
    ]
    if weeks:
        out += [f"  week of {day}: {new} new, {reviews} reviews" for day, new, reviews in plan_weeks(found)]
    low, high = round(100 * found.low), round(100 * found.high)
    span = f"about {low} %" if low == high else f"{low} to {high} %"
    out.append(f"Kept up, {span} of it is remembered on the exam day: a forecast, the range is that of three models.")
    return out

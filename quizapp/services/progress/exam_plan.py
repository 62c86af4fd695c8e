"""The plan to the exam: the days until then, played through several times, put into a few dates and figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import msgspec

from quizapp.core.dates import date_day, day_date
from quizapp.core.metrics.accuracy import first_exposure_rate
from quizapp.core.metrics.forecast import DayLoad, Outlook, outlook
from quizapp.core.scheduler import Limits, MemoryModel
from quizapp.core.scheduler.alternative_models import Exponential, SquareRoot
from quizapp.core.scheduler.pacing import TAIL_DAYS
from quizapp.services.bank.weights import EXAM
from quizapp.services.clock import Moment, date_at
from quizapp.services.context import AppContext
from quizapp.services.progress.metrics import evidence
from quizapp.services.study.session_queue import cards_a_day, cards_on, pace_to_exam
from quizapp.store import ExamRow

COURSES = 2
"""How often the days ahead are played with each model of memory; the range of the forecast is over all of them.

Beyond four months once: what is played there is steady."""
MOCKS = ((21, "lambda"), (14, "developer"), (6, "developer"))
"""Mock exams: days before the exam, and the blueprint; ``EXAM`` stands for the exam that is prepared for."""
SAT_LATELY = 4
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
    known, away = context.library.blueprints, context.store.read.suspended()
    everything = cards_on(context, today, suspended=True)  # no day asks what is suspended, but an exam may
    course = partial(
        outlook,
        [card for card in everything if card.card_id not in away],
        now.study_day,
        Limits(a_day := cards_a_day(context, minutes), a_day),
        pace,
        context.store.model,
        first_exposure_rate(evidence(context), now.study_day),
        touched_today=context.store.read.points_on(now.study_day),
        answered_today=context.store.read.asked_on(now.study_day),
        suspended=tuple(card for card in everything if card.card_id in away),
    )
    return partial(
        _played,
        course,
        context.store.model,
        exam=exam,
        today=today,
        minutes=minutes if minutes is not None else context.settings.minutes_a_day,
        answers_a_day=a_day,
        sittings=tuple(
            m
            for m in mocks(exam, today, context.store.read.exams(), now, context.settings.exam)
            if m.blueprint in known
        ),
    )


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


def mocks(exam: date, today: date, sat: list[ExamRow], now: Moment, chosen: str = "") -> tuple[Mock, ...]:
    """The mock exams from today on, in order; none in the last days."""
    out = []
    for before, usual in MOCKS:
        blueprint = chosen if chosen and usual == EXAM else usual
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


def plan_json(found: Plan) -> dict[str, object]:
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

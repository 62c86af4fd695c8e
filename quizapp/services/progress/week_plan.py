"""What the coming week brings, from the schedule as it stands: nothing is assumed about answers to come."""

from __future__ import annotations

import msgspec

from quizapp.core.dates import date_day
from quizapp.core.metrics.forecast import due_load
from quizapp.core.scheduler import Pace
from quizapp.core.scheduler.pacing import TAIL_DAYS, new_today
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.progress.report_values import WeekPlan
from quizapp.services.study.session_queue import NEW_A_DAY, cards_a_day, cards_on, pace_to_exam

DAYS = 7


def week_plan(context: AppContext, now: Moment) -> WeekPlan:
    """Return the plan of the next seven days, or of those up to the exam.

    New questions a day are those of a whole day: what was met today is left out of account.
    """
    cards = cards_on(context, now.calendar_date)
    pace, exam = pace_to_exam(context, now), context.settings.exam_date
    to_exam = None if pace is None else pace.exam_day - now.study_day
    days = DAYS if to_exam is None else min(DAYS, to_exam)
    unseen = sum(not card.seen for card in cards)
    load = due_load(cards, now.study_day, max(1, days), None if pace is None else pace.exam_day)
    return WeekPlan(
        days=days,
        minutes=context.settings.minutes_a_day,
        new=min(unseen, cards_a_day(context), _new(context, unseen, now.study_day, pace)),
        due=sum(day.reviews for day in load),
        unseen=unseen,
        exam=exam if exam is not None and date_day(exam) >= now.study_day else None,
    )


def _new(context: AppContext, unseen: int, day: int, pace: Pace | None) -> int:
    """New questions of a day: by the learner's limit, else by the pace to the exam, else as many as usual."""
    own = context.settings.new_a_day
    if pace is None:
        return NEW_A_DAY if own is None else own
    paced = 0
    if pace.exam_day - day > TAIL_DAYS:
        paced = new_today(unseen, day, msgspec.structs.replace(pace, met_today=0))
    return paced if own is None else min(own, paced)

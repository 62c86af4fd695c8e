"""The coming week in one sentence, with and without an exam ahead."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from quizapp.core.scheduler.pacing import new_per_day
from quizapp.present.report_phrases import week_words
from quizapp.services.context import AppContext
from quizapp.services.progress.report_values import WeekPlan
from quizapp.services.progress.weak_report import weak_report
from quizapp.services.progress.week_plan import week_plan
from quizapp.services.study.session_queue import NEW_A_DAY
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings


def planned(context: AppContext, **settings: object) -> WeekPlan:
    """The plan with these settings."""
    context.save_settings(msgspec.structs.replace(context.settings, **settings))
    return week_plan(context, context.clock())


def test_without_a_date_it_is_the_usual_number_or_ones_own(real: AppContext) -> None:
    found = planned(real)
    assert (found.days, found.new, found.due, found.exam) == (7, NEW_A_DAY, 0, None)
    assert week_words(weak_report(real)) == (
        "The next 7 days: 25 minutes a day, 10 new questions a day and none to repeat yet."
    )
    assert planned(real, new_a_day=3).new == 3
    assert planned(real, new_a_day=0).new == 0
    assert planned(real, new_a_day=999, minutes_a_day=12).new == 12  # a minute each until the pace is known


@pytest.mark.parametrize("days", [5, 40])
def test_with_a_date_it_is_the_pace_to_the_exam(days: int, real: AppContext) -> None:
    exam = real.clock().calendar_date + timedelta(days=days)
    found = planned(real, exam_date=exam, minutes_a_day=600)
    today = real.clock().study_day
    assert found.days == min(7, days)
    assert found.exam == exam
    assert found.new == min(600, new_per_day(found.unseen, today, today + days))
    assert planned(real, new_a_day=4).new == 4


def test_the_last_days_bring_nothing_new_and_the_last_is_the_exam(real: AppContext, clock: FixedClock) -> None:
    study_evenings(real, clock, evenings=3, answers=12, seed=4)
    exam = real.clock().calendar_date + timedelta(days=2)
    found = planned(real, exam_date=exam)
    assert (found.days, found.new) == (2, 0)
    assert found.due > 0
    assert week_words(weak_report(real)) == (
        f"The next 2 days: 25 minutes a day, no new questions and {found.due} to repeat as things stand; the exam is on"
        " 20 Nov 2026, in 2 days."
    )
    clock.advance(days=2)
    assert week_words(weak_report(real)) == "The exam is today."
    clock.advance(days=1)
    assert planned(real).exam is None


def test_what_was_met_today_makes_the_week_no_smaller(real: AppContext, clock: FixedClock) -> None:
    before = planned(real)
    study_evenings(real, clock, evenings=1, answers=8, seed=4)
    after = planned(real)
    assert (before.new, after.new) == (NEW_A_DAY, NEW_A_DAY)
    assert after.unseen < before.unseen
    assert after.due > 0

"""The days behind and the speed of answers, as Progress shows them."""

from __future__ import annotations

from datetime import date

from quizapp.core.bank import key_of
from quizapp.core.scheduler import Entry
from quizapp.services.context import AppContext
from quizapp.services.progress.activity import activity
from quizapp.services.study.session import Study
from tests.support.clock import FixedClock


def answer_one(context: AppContext, card: str, took: int | None) -> None:
    study = Study(context, [Entry(card, "limits", "new")])
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), took)
    study.leave()


def test_weeks_begin_on_monday_and_end_today(context: AppContext, clock: FixedClock) -> None:
    clock.advance(days=-9)  # Monday, 9 November 2026
    answer_one(context, "limits-memory", 20_000)
    clock.advance(days=9)  # Wednesday, the 18th
    answer_one(context, "limits-storage", 30_000)
    answer_one(context, "invocation-path", 40_000)
    found = activity(context, 3)
    assert found.first_monday == date(2026, 11, 2)
    assert found.weeks == ((0,) * 7, (1, 0, 0, 0, 0, 0, 0), (0, 0, 2, None, None, None, None))
    assert (found.answers, found.right, found.days) == (3, 3, 2)


def test_a_night_belongs_to_the_evening_before(context: AppContext, clock: FixedClock) -> None:
    clock.advance(minutes=15 * 60)  # two in the morning of the 19th
    answer_one(context, "limits-memory", 20_000)
    found = activity(context, 1)
    assert found.today == date(2026, 11, 18)
    assert found.weeks[0][2] == 1


def test_speed_is_the_median_of_each_type_and_untimed_answers_have_none(context: AppContext) -> None:
    for took in (10_000, 30_000, 20_000):
        answer_one(context, "limits-memory", took)
    answer_one(context, "invocation-path", None)
    found = activity(context, 1)
    assert [(speed.type, speed.answers, speed.median_ms) for speed in found.speeds] == [("single", 3, 20_000)]
    assert found.pace_ms is None  # the small bank has no blueprint of the exam


def test_an_undone_answer_has_no_speed(context: AppContext) -> None:
    answer_one(context, "limits-memory", 10_000)
    study = Study(context, [Entry("limits-storage", "limits", "new")])
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 90_000)
    study.undo()
    assert [(speed.answers, speed.median_ms) for speed in activity(context, 1).speeds] == [(1, 10_000)]


def test_the_pace_is_that_of_the_exam(real: AppContext) -> None:
    assert activity(real, 1).pace_ms == 130 * 60_000 / 65

"""The days behind and the speed of answers, as Progress shows them."""

from __future__ import annotations

from datetime import date

from quizapp.bank import key_of
from quizapp.scheduler import Entry
from quizapp.services.headway import headway
from quizapp.services.study import Study
from quizapp.services.workspace import Workspace
from tests.support.clock import FixedClock


def answer_one(workspace: Workspace, card: str, took: int | None) -> None:
    study = Study(workspace, [Entry(card, "limits", "new")])
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), took)
    study.leave()


def test_weeks_begin_on_monday_and_end_today(workspace: Workspace, clock: FixedClock) -> None:
    clock.advance(days=-9)  # Monday, 9 November 2026
    answer_one(workspace, "limits-memory", 20_000)
    clock.advance(days=9)  # Wednesday, the 18th
    answer_one(workspace, "limits-storage", 30_000)
    answer_one(workspace, "invocation-path", 40_000)
    found = headway(workspace, 3)
    assert found.first_monday == date(2026, 11, 2)
    assert found.weeks == ((0,) * 7, (1, 0, 0, 0, 0, 0, 0), (0, 0, 2, None, None, None, None))
    assert (found.answers, found.right, found.days) == (3, 3, 2)


def test_a_night_belongs_to_the_evening_before(workspace: Workspace, clock: FixedClock) -> None:
    clock.advance(minutes=15 * 60)  # two in the morning of the 19th
    answer_one(workspace, "limits-memory", 20_000)
    found = headway(workspace, 1)
    assert found.today == date(2026, 11, 18)
    assert found.weeks[0][2] == 1


def test_speed_is_the_median_of_each_type_and_untimed_answers_have_none(workspace: Workspace) -> None:
    for took in (10_000, 30_000, 20_000):
        answer_one(workspace, "limits-memory", took)
    answer_one(workspace, "invocation-path", None)
    found = headway(workspace, 1)
    assert [(speed.type, speed.answers, speed.median_ms) for speed in found.speeds] == [("single", 3, 20_000)]
    assert found.pace_ms is None  # the small bank has no blueprint of the exam


def test_an_undone_answer_has_no_speed(workspace: Workspace) -> None:
    answer_one(workspace, "limits-memory", 10_000)
    study = Study(workspace, [Entry("limits-storage", "limits", "new")])
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 90_000)
    study.undo()
    assert [(speed.answers, speed.median_ms) for speed in headway(workspace, 1).speeds] == [(1, 10_000)]


def test_the_pace_is_that_of_the_exam(real: Workspace) -> None:
    assert headway(real, 1).pace_ms == 130 * 60_000 / 65

"""Exams that were closed, killed, overtaken by their deadline or discarded."""

from __future__ import annotations

import pytest

from quizapp.core.bank import key_of
from quizapp.core.events import Suspend
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import discard_exam, open_exam, resume_exam, waiting
from quizapp.services.exam.log import NoExam
from quizapp.services.exam.report import history, result_of
from quizapp.services.progress.report_values import ReportNotes
from quizapp.services.progress.weak_report import weak_report
from tests.support.exams import (
    MINUTE,
    BootClock,
    Desks,
    agrees,
    answer_all,
    answers_of,
    begun,
)


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "killed"])
@pytest.mark.parametrize("name", ["five", "calm"])
def test_an_exam_that_was_interrupted_goes_on(desks: Desks, clock: BootClock, name: str, closed: bool) -> None:
    first = desks("user")
    exam = begun(first, name)
    clock.advance(minutes=2)
    exam.visit(3)
    exam.respond(key_of(exam.sitting.form.items[2].item))
    exam.flag()
    before = exam.sitting
    if closed:
        exam.close()
    first.close()
    clock.advance(minutes=5)
    second = desks("user")
    found = waiting(second)
    assert found is not None
    pauses = name == "calm"
    left = 8 * MINUTE if pauses else 3 * MINUTE
    assert (found.left_ms, found.away_ms, found.pauses) == (left, 5 * MINUTE, pauses)
    assert (found.answered, found.questions, found.plan.id) == (1, 5, name)
    again = resume_exam(second)
    assert again.sitting.places == before.places
    assert again.sitting.form == before.form
    assert (again.sitting.current, again.sitting.phase, again.remaining_ms()) == (3, "open", left)
    assert again.sitting.away == ((5 * MINUTE, 5 * MINUTE if pauses else 0),)
    assert again.sitting.deadline_ms == before.deadline_ms + (5 * MINUTE if pauses else 0)
    clock.advance(minutes=1)
    again.submit()
    result = agrees(second, again.sitting.exam)
    assert (result.used_ms, result.allowed_ms) == ((3 if pauses else 8) * MINUTE, 10 * MINUTE)
    assert [row.up_ms for row in result.rows] == [2 * MINUTE, 0, MINUTE, 0, 0]


def test_time_that_ran_out_while_away_ends_it_with_the_answers_given(desks: Desks, clock: BootClock) -> None:
    first = desks("user")
    exam = begun(first)
    clock.advance(minutes=1)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    first.close()
    clock.advance(days=3)
    second = desks("user")
    found = waiting(second)
    assert found is not None
    assert found.left_ms == 0
    again = resume_exam(second)
    assert again.sitting.phase == "expired"
    result = agrees(second, exam.sitting.exam)
    assert (result.right, result.used_ms) == (1, 10 * MINUTE)
    assert [row.up_ms for row in result.rows] == [MINUTE, 0, 0, 0, 0]  # nobody looked at it for the other nine minutes
    assert waiting(second) is None


def test_answers_of_an_exam_that_ran_out_while_closed_are_of_the_day_it_ran_out(desks: Desks, clock: BootClock) -> None:
    first = desks("user")
    exam = begun(first)
    answer_all(exam, right=5, every_ms=20_000, clock=clock)
    day = clock().study_day
    first.close()
    clock.advance(days=3)
    second = desks("user")
    assert resume_exam(second).sitting.phase == "expired"
    rows = second.store.read.evidence()
    deadline = exam.sitting.deadline_ms
    assert {(row.ts_utc_ms, row.study_day, row.as_of) for row in rows} == {(deadline, day, "2026-11-18")}
    assert [row.ended_ms for row in history(second)] == [deadline]
    assert second.store.read.days() == [(day, 5, 5)]
    assert {card.due_day for card in second.store.read.cards()[0].values()} <= set(
        range(day + 1, clock().study_day + 1)
    )
    agrees(second, exam.sitting.exam)


def test_what_was_done_after_the_deadline_stays_before_the_end_in_the_log(desks: Desks, clock: BootClock) -> None:
    """Time never runs back on a device: the end is stamped no earlier than what the device did last."""
    first = desks("user")
    exam = begun(first)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    clock.advance(days=1)
    first.record(Suspend(card="limits-memory"))
    between = clock()
    clock.advance(days=2)
    assert exam.expired()
    (row,) = first.store.read.evidence()
    assert (row.ts_utc_ms, row.study_day) == (between.ts_utc_ms, between.study_day)
    times = [event.ts_utc_ms for event in first.store.events()]
    assert times == sorted(times)
    result = agrees(first, exam.sitting.exam)
    assert result.used_ms == 10 * MINUTE


def test_a_clock_that_pauses_never_runs_out_while_away(desks: Desks, clock: BootClock) -> None:
    first = desks("user")
    exam = begun(first, "calm")
    clock.advance(minutes=1)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    exam.close()
    clock.advance(days=30)
    assert exam.remaining_ms() == 9 * MINUTE
    assert not exam.expired()
    exam.submit()
    assert agrees(first, exam.sitting.exam).ended == "submitted"


def test_an_exam_that_was_thrown_away_has_no_result_and_no_evidence(room: AppContext) -> None:
    exam = begun(room)
    answer_all(exam, right=5)
    open_exam(room).discard()
    assert [row.ended for row in room.store.read.exams()] == ["discard"]
    assert history(room) == answers_of(room) == []
    assert waiting(room) is None
    with pytest.raises(NoExam, match="no exam was submitted"):
        result_of(room)
    begun(room)


def test_what_ran_out_before_it_is_thrown_away_is_handed_in(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    clock.advance(minutes=10)
    exam.discard()
    assert exam.sitting.phase == "expired"
    exam = begun(room)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    clock.advance(days=1)
    assert discard_exam(room).sitting.phase == "expired"
    assert [row.ended for row in room.store.read.exams()] == ["expire", "expire"]
    assert [row.up_ms for row in agrees(room, exam.sitting.exam).rows] == [0] * 5  # nobody looked at it
    begun(room, "calm").close()
    clock.advance(days=1)
    assert discard_exam(room).sitting.phase == "discarded"


def test_the_weak_report_keeps_the_answers_of_an_open_exam_back(room: AppContext, clock: BootClock) -> None:
    for _ in range(3):
        clock.advance(days=1)
        exam = begun(room)
        answer_all(exam, right=0, every_ms=30_000, clock=clock)
        exam.submit()

    def listed() -> set[str]:
        return {line.item for topic in weak_report(room).topics for line in topic.missed}

    before = listed()
    assert before
    assert weak_report(room).notes == ReportNotes()
    exam = begun(room, "then")
    asked = {one.item.id for one in exam.sitting.form.items}
    assert listed() == before - asked
    found = weak_report(room)
    assert found.notes.examined == len(asked)
    assert sum(topic.missed_in_all for topic in found.topics) == len(before - asked)
    exam.submit()
    assert listed() == before

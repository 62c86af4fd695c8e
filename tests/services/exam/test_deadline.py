"""The end of the time of an exam, whatever the clocks do; steps that cannot be saved or read."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.bank import key_of
from quizapp.core.events import ExamResponse, Expire, Resume
from quizapp.core.sessions import ExamOver
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam
from quizapp.services.exam.log import sitting_of
from quizapp.services.exam.session import Exam
from quizapp.store import StoreError
from tests.support.clock import START_MS
from tests.support.exams import (
    MINUTE,
    BootClock,
    agrees,
    answers_of,
    begun,
    desk,
    exam_events,
    number_of,
    wrong,
)


def test_the_last_millisecond_counts_and_the_deadline_ends_it(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    clock.advance(minutes=10, ms=-1)
    key = key_of(exam.sitting.form.items[0].item)
    exam.respond(key)
    assert not exam.expired()
    clock.advance(ms=1)
    assert exam.remaining_ms() == 0
    with pytest.raises(ExamOver, match="time is up"):
        exam.respond(wrong(exam.sitting.form.items[0].item))
    assert exam.sitting.phase == "expired"
    result = agrees(room, exam.sitting.exam)
    assert (result.right, result.used_ms) == (1, 10 * MINUTE)
    assert sitting_of(room, exam.sitting.exam)[0].ended_ms == START_MS + 10 * MINUTE
    assert len(answers_of(room)) == 1


def test_handing_in_at_the_deadline_is_running_out_of_time(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    clock.advance(minutes=10)
    assert exam.submit().phase == "expired"
    assert [type(event.body) for event in exam_events(room)][-1] is Expire


def test_setting_the_clock_back_wins_nothing(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    clock.advance(minutes=6)
    exam.flag()
    clock.set_wall(minutes=-60)
    assert exam.remaining_ms() == 4 * MINUTE
    clock.advance(minutes=3)  # asleep or awake, the machine counts on
    assert exam.remaining_ms() == 1 * MINUTE
    clock.reboot()
    assert exam.remaining_ms() == 4 * MINUTE  # what no event recorded is not known after a reboot
    clock.set_wall(minutes=63)
    assert exam.remaining_ms() == 0
    assert exam.expired()


def test_a_clock_that_was_set_forward_while_it_stood_runs_on_when_it_is_set_back(
    room: AppContext, clock: BootClock
) -> None:
    exam = begun(room, "calm")
    clock.advance(minutes=1)
    exam.close()
    clock.set_wall(minutes=1440)
    again = resume_exam(room)
    assert again.remaining_ms() == 9 * MINUTE
    clock.set_wall(minutes=-1440)
    clock.advance(minutes=4)
    assert again.remaining_ms() == 5 * MINUTE
    again.flag()
    other = resume_exam(room)  # as after a kill
    clock.advance(minutes=4)
    assert other.remaining_ms() == MINUTE
    clock.reboot()
    third = resume_exam(room)
    clock.advance(minutes=5)
    assert third.remaining_ms() == 0
    assert third.expired()
    agrees(room, exam.sitting.exam)


def test_on_another_machine_its_own_boot_counts_from_the_opening_there(
    room: AppContext, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    exam = begun(room)
    clock.advance(minutes=1)
    exam.flag()
    room.store.copy(tmp_path / "there" / "progress.db")
    elsewhere = BootClock(clock.ts_utc_ms, 70)
    there = desk(tmp_path / "there", bank, elsewhere)
    assert there.store.device_id != room.store.device_id
    again = resume_exam(there)
    elsewhere.set_wall(minutes=-60)
    elsewhere.advance(minutes=2)
    assert again.remaining_ms() == 7 * MINUTE - 1  # later by one than the event before
    assert Exam(there, *sitting_of(there, exam.sitting.exam)).remaining_ms() == 7 * MINUTE - 1
    there.close()


def test_an_opening_from_before_boots_were_kept_leaves_the_anchor_at_the_start(
    room: AppContext, clock: BootClock
) -> None:
    exam = begun(room)
    clock.advance(minutes=2)
    room.record(Resume(exam=exam.sitting.exam, away_ms=0))
    clock.set_wall(minutes=-60)
    clock.advance(minutes=2)
    assert Exam(room, *sitting_of(room, exam.sitting.exam)).remaining_ms() == 6 * MINUTE


def test_a_step_that_cannot_be_saved_changes_nothing(
    room: AppContext, clock: BootClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    exam = begun(room)
    before = exam.sitting

    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(room.store, "append", full)
        for step in (lambda: exam.respond(("x",)), exam.flag, exam.submit, exam.close):
            with pytest.raises(StoreError):
                step()
            assert exam.sitting == before
        clock.advance(minutes=10)
        with pytest.raises(StoreError):
            exam.expired()
    assert exam.expired()


def test_what_cannot_be_read_as_a_number_never_costs_the_answer_given(room: AppContext) -> None:
    exam = begun(room)
    exam.visit(number_of(exam, "invocation-attempts"))
    for text in ("3", "three", "", "1,5", "9" * 6000 + "x", "\x00"):
        assert exam.respond((text,)).response == ("3",)
    assert exam.respond(()).response == ("3",)
    assert [e.body.response for e in exam_events(room) if isinstance(e.body, ExamResponse)] == [("3",)]
    for text in ("1,500,000", "1.5M", "3 attempts", "3"):
        assert exam.respond((text,)).response == (text,)
    exam.submit()
    assert agrees(room, exam.sitting.exam).right == 1

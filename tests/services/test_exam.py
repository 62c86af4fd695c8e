"""Timed exams: evidence and schedule, interruptions, two copies at once, merges, corrected keys, old databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from quizapp.core.bank import key_of
from quizapp.core.events import Answer, ExamResponse, Expire, Guess, Pause, Resume, Submit, Suspend
from quizapp.core.metrics.exam_result import ExamResult, exam_result
from quizapp.core.sessions import ExamOver, Shortage
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import NoBlueprint, blueprint, blueprints
from quizapp.services.exam.lifecycle import discard_exam, open_exam, resume_exam, waiting
from quizapp.services.exam.log import ExamOpen, NoExam, sitting_of
from quizapp.services.exam.report import exam_json, history, regraded, result_of
from quizapp.services.exam.session import Exam
from quizapp.services.maintenance import merge_database, rebuild_derived
from quizapp.services.progress.report_values import ReportNotes
from quizapp.services.progress.weak_report import weak_report
from quizapp.store import Stamp, StoreError, log
from quizapp.store import connection as connections
from quizapp.store.schema import SCHEMA_VERSION
from tests.support.clock import START_MS
from tests.support.exams import (
    MINUTE,
    BootClock,
    answer_all,
    begun,
    desk,
    exam_bank,
    exam_events,
    number_of,
    wrong,
)
from tests.support.logs import answer, stamp
from tests.support.recount import log_of_exams, recount
from tests.support.small_bank import FILES


@pytest.fixture
def clock() -> BootClock:
    return BootClock()


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return exam_bank(tmp_path / "bank")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "user"


@pytest.fixture
def room(home: Path, bank: Path, clock: BootClock) -> Iterator[AppContext]:
    with_exams = desk(home, bank, clock)
    yield with_exams
    with_exams.close()


@pytest.fixture
def other(room: AppContext, home: Path, bank: Path, clock: BootClock) -> Iterator[AppContext]:
    """A second copy of the program on the same database."""
    second = desk(home, bank, clock)
    yield second
    second.close()


def answers_of(context: AppContext) -> list[Answer]:
    return [event.body for event in context.store.events() if isinstance(event.body, Answer)]


def agrees(context: AppContext, exam: str) -> ExamResult:
    """The result, which a count from the bare rows of the log agrees with."""
    sitting, _ = sitting_of(context, exam)
    result = exam_result(sitting)
    counted = recount(log_of_exams(context.paths.database)[exam])
    assert counted == {
        "phase": result.ended, "right": result.right, "of": result.of, "passed": result.passed, "score": result.score,
        "unscored_right": result.unscored_right, "unanswered": result.unanswered,
        "domains": {share.name: [share.right, share.of] for share in result.domains},
        "flagged": [row.number for row in result.chosen("flagged")],
        "guessed": [row.number for row in result.chosen("guessed")],
        "deadline_ms": sitting.deadline_ms, "used_ms": result.used_ms, "up_ms": [row.up_ms for row in result.rows],
        "paused_ms": sum(ms for _, ms in sitting.away), "answers": [list(row.response) for row in result.rows],
    }  # fmt: skip
    row = next(row for row in context.store.read.exams() if row.exam == exam)
    assert (row.right, row.of) == (result.right, result.of)
    return result


# from the start to the schedule


def test_answers_become_reviews_once_at_the_end(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    answer_all(exam, right=3, every_ms=30_000, clock=clock)
    assert answers_of(room) == []
    assert room.store.read.cards() == ({}, frozenset())
    exam.submit()
    result = agrees(room, exam.sitting.exam)
    assert (result.right, result.of, result.passed, result.unanswered) == (3, 5, True, 0)
    assert (result.used_ms, result.allowed_ms, result.median_ms) == (150_000, 10 * MINUTE, 30_000)
    rows = room.store.read.evidence()
    assert [row.correct for row in rows] == [True, True, True, False, False]
    assert {(row.purpose, row.session, row.rt_ms, row.gap_days) for row in rows} == {
        ("exam", exam.sitting.exam, 30_000, None)
    }
    cards, _ = room.store.read.cards()
    assert len(cards) == 5
    assert {card.reviews for card in cards.values()} == {1}
    assert all(card.due_day is not None for card in cards.values())
    for again in (exam.submit, exam.expired, exam.close, exam.discard):
        again()
    assert len(answers_of(room)) == 5
    assert [row.ended for row in history(room)] == ["submit"]


def test_a_mistake_is_named_and_a_question_without_an_answer_is_no_evidence(room: AppContext) -> None:
    exam = begun(room)
    exam.visit(number_of(exam, "invocation-attempts"))
    exam.respond(("2",))
    exam.submit()
    (row,) = room.store.read.evidence()
    assert (row.card_id, row.misconception) == ("invocation-attempts", "counts-retries-only")
    result = agrees(room, exam.sitting.exam)
    assert (result.unanswered, result.misconceptions) == (4, (("counts-retries-only", 1),))


def test_a_guess_is_marked_and_counts_as_one(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    for number in (1, 2, 3):
        exam.visit(number)
        clock.advance(ms=20_000)
        exam.respond(key_of(exam.sitting.form.items[number - 1].item))
        if number < 3:
            exam.guess()
    exam.visit(2)
    exam.guess()  # taken back
    exam.submit()
    assert [row.guess for row in room.store.read.evidence()] == [True, False, False]
    guesses = [event.body for event in room.store.events() if isinstance(event.body, Guess)]
    assert [guess.answer for guess in guesses] == [room.store.read.evidence()[0].answer_id]
    cards, _ = room.store.read.cards()
    ratings = [cards[one.card_id].last_rating for one in exam.sitting.form.items[:3]]
    assert ratings == [1, 3, 3]
    assert [row.number for row in agrees(room, exam.sitting.exam).chosen("guessed")] == [1]


@pytest.mark.parametrize("why", ["said no", "practice", "as of", "blueprint as of"])
def test_what_does_not_count_is_practice_and_never_rated(home: Path, bank: Path, clock: BootClock, why: str) -> None:
    context = desk(home, bank, clock, as_of=date(2021, 5, 1) if why == "as of" else None)
    name = {"practice": "try", "blueprint as of": "then"}.get(why, "five")
    exam = begun(context, name, counts=why != "said no")
    answer_all(exam, right=9, every_ms=30_000, clock=clock)
    exam.submit()
    found = answers_of(context)
    assert len(found) == len(exam.sitting.places)
    assert {(a.purpose, a.rating) for a in found} == {("practice", None)}
    cards, _ = context.store.read.cards()
    assert {(c.reviews, c.memory, c.due_day) for c in cards.values()} == {(0, None, None)}
    days = {event.as_of for event in exam_events(context)}
    assert days == {{"as of": "2021-05-01", "blueprint as of": "2019-09-01"}.get(why, "2026-11-18")}
    agrees(context, exam.sitting.exam)
    context.close()


def test_an_exam_keeps_the_day_it_was_started_under(home: Path, bank: Path, clock: BootClock) -> None:
    """Neither does leaving --as-of out at the end make evidence of it, nor naming it take evidence away."""
    first = desk(home, bank, clock, as_of=date(2021, 5, 1))
    answer_all(begun(first), right=5, every_ms=30_000, clock=clock)
    first.close()
    second = desk(home, bank, clock)
    resume_exam(second).submit()
    assert {a.purpose for a in answers_of(second)} == {"practice"}
    assert {row.as_of for row in second.store.read.evidence()} == {"2021-05-01"}
    answer_all(begun(second), right=5, every_ms=30_000, clock=clock)
    second.close()
    third = desk(home, bank, clock, as_of=date(2021, 5, 1))
    resume_exam(third).submit()
    assert [a.purpose for a in answers_of(third)] == ["practice"] * 5 + ["exam"] * 5
    assert {row.as_of for row in third.store.read.evidence("purpose = 'exam'")} == {"2026-11-18"}
    third.close()


def test_unscored_questions_count_for_the_schedule_and_not_for_the_score(room: AppContext) -> None:
    exam = begun(room, "half")
    answer_all(exam, right=5)
    exam.submit()
    result = agrees(room, exam.sitting.exam)
    assert (result.right, result.of, result.unscored_right, result.unscored_of) == (3, 3, 2, 2)
    assert len(answers_of(room)) == 5


def test_extra_time_moves_the_deadline(room: AppContext) -> None:
    exam = begun(room, extra=True)
    assert exam.remaining_ms() == 15 * MINUTE
    assert exam.sitting.extra_minutes == 5


def test_what_cannot_be_had_is_said(room: AppContext) -> None:
    with pytest.raises(Shortage, match="4 too few"):
        begun(room, "much")
    with pytest.raises(NoBlueprint, match="there are: five, calm"):
        begun(room, "nothing")
    for act in (resume_exam, open_exam):
        with pytest.raises(NoExam):
            act(room)
    assert waiting(room) is None
    assert exam_events(room) == []


def test_blueprints_of_the_user_come_after_those_of_the_bank_and_take_no_name_from_them(
    room: AppContext, home: Path, bank: Path
) -> None:
    (home / "blueprints").mkdir()
    row = "{{id: {}, title: Mine, about: My own., items: 2, minutes: 5, cut: 1}}"
    (home / "blueprints" / "a.yaml").write_text(f"blueprints:\n  - {row.format('mine')}\n  - {row.format('five')}\n")
    (home / "blueprints" / "b.yaml").write_text("blueprints: 7\n")
    found, problems = blueprints(bank, home)
    assert list(found) == ["five", "calm", "try", "then", "half", "much", "mine"]
    assert found["five"].items == 5
    assert sorted(p.message for p in problems) == [
        "five: the bank has a blueprint of this name", "this file has one list, 'blueprints'",
    ]  # fmt: skip
    assert len(begun(room, "mine").sitting.places) == 2
    with pytest.raises(NoBlueprint, match="2 could not be read"):
        blueprint(room, "your")


@pytest.mark.parametrize(
    ("start", "resumed", "kept"),
    [(True, None, True), (True, True, True), (False, True, False), (True, False, False), (False, None, False)],
)
def test_how_an_exam_was_sat_decides_whether_its_times_mean_anything(
    room: AppContext, clock: BootClock, start: bool, resumed: bool | None, kept: bool
) -> None:
    """``None``: it is only handed in from the command line."""
    exam = begun(room, timed=start)
    answer_all(exam, right=5, every_ms=20_000 if start else 5, clock=clock)
    exam.close()
    clock.advance(minutes=1)
    resume_exam(room, timed=resumed).submit()
    given = {(a.rt_ms, a.rapid) for a in answers_of(room)}
    assert given == {(20_000, False) if kept else (None, False)}


def test_an_exam_from_before_that_was_kept_is_timed_by_who_ends_it(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    old = Exam(room, msgspec.structs.replace(exam.sitting, timed=None), room.store.device_id, timed=True)
    answer_all(old, right=5, every_ms=20_000, clock=clock)
    old.submit()
    assert {a.rt_ms for a in answers_of(room)} == {20_000}


# the deadline


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
    home: Path, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    here = desk(home, bank, clock)
    exam = begun(here)
    clock.advance(minutes=1)
    exam.flag()
    here.store.copy(tmp_path / "there" / "progress.db")
    elsewhere = BootClock(clock.ts_utc_ms, 70)
    there = desk(tmp_path / "there", bank, elsewhere)
    assert there.store.device_id != here.store.device_id
    again = resume_exam(there)
    elsewhere.set_wall(minutes=-60)
    elsewhere.advance(minutes=2)
    assert again.remaining_ms() == 7 * MINUTE - 1  # later by one than the event before
    assert (
        Exam(there, *sitting_of(there, exam.sitting.exam)).remaining_ms() == 7 * MINUTE - 1
    )  # later by one than the event before
    here.close()
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


# numbers


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


# interruptions


def killed(context: AppContext) -> None:
    """The program ends without a word."""
    context.close()


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "killed"])
@pytest.mark.parametrize("name", ["five", "calm"])
def test_an_exam_that_was_interrupted_goes_on(
    home: Path, bank: Path, clock: BootClock, name: str, closed: bool
) -> None:
    first = desk(home, bank, clock)
    exam = begun(first, name)
    clock.advance(minutes=2)
    exam.visit(3)
    exam.respond(key_of(exam.sitting.form.items[2].item))
    exam.flag()
    before = exam.sitting
    if closed:
        exam.close()
    killed(first)
    clock.advance(minutes=5)
    second = desk(home, bank, clock)
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
    second.close()


def test_time_that_ran_out_while_away_ends_it_with_the_answers_given(home: Path, bank: Path, clock: BootClock) -> None:
    first = desk(home, bank, clock)
    exam = begun(first)
    clock.advance(minutes=1)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    killed(first)
    clock.advance(days=3)
    second = desk(home, bank, clock)
    found = waiting(second)
    assert found is not None
    assert found.left_ms == 0
    again = resume_exam(second)
    assert again.sitting.phase == "expired"
    result = agrees(second, exam.sitting.exam)
    assert (result.right, result.used_ms) == (1, 10 * MINUTE)
    assert [row.up_ms for row in result.rows] == [MINUTE, 0, 0, 0, 0]  # nobody looked at it for the other nine minutes
    assert waiting(second) is None
    second.close()


def test_answers_of_an_exam_that_ran_out_while_closed_are_of_the_day_it_ran_out(
    home: Path, bank: Path, clock: BootClock
) -> None:
    first = desk(home, bank, clock)
    exam = begun(first)
    answer_all(exam, right=5, every_ms=20_000, clock=clock)
    day = clock().study_day
    killed(first)
    clock.advance(days=3)
    second = desk(home, bank, clock)
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
    second.close()


def test_what_was_done_after_the_deadline_stays_before_the_end_in_the_log(
    home: Path, bank: Path, clock: BootClock
) -> None:
    """Time never runs back on a device: the end is stamped no earlier than what the device did last."""
    first = desk(home, bank, clock)
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
    first.close()


def test_a_clock_that_pauses_never_runs_out_while_away(home: Path, bank: Path, clock: BootClock) -> None:
    first = desk(home, bank, clock)
    exam = begun(first, "calm")
    clock.advance(minutes=1)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    exam.close()
    clock.advance(days=30)
    assert exam.remaining_ms() == 9 * MINUTE
    assert not exam.expired()
    exam.submit()
    assert agrees(first, exam.sitting.exam).ended == "submitted"
    first.close()


def test_an_exam_that_was_thrown_away_has_no_result_and_no_evidence(room: AppContext) -> None:
    exam = begun(room)
    answer_all(exam, right=5)
    open_exam(room).discard()
    assert [row.ended for row in room.store.read.exams()] == ["discard"]
    assert history(room) == answers_of(room) == []
    assert waiting(room) is None
    with pytest.raises(NoExam, match="no exam was handed in"):
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


# two copies at once


def both(room: AppContext, other: AppContext, name: str = "five") -> tuple[Exam, Exam]:
    first = begun(room, name)
    return first, resume_exam(other)


def test_the_steps_of_two_copies_interleave(room: AppContext, other: AppContext, clock: BootClock) -> None:
    first, second = both(room, other)
    items = first.sitting.form.items
    for number in (1, 2, 3, 4, 5):
        clock.advance(ms=1000)
        copy = first if number % 2 else second
        copy.visit(number)
        copy.respond(key_of(items[number - 1].item))
    first.follow()
    second.follow()
    assert first.sitting == second.sitting == sitting_of(room, first.sitting.exam)[0]
    second.submit()
    assert agrees(room, first.sitting.exam).right == 5


def test_what_the_other_copy_answered_counts_when_this_one_hands_in(room: AppContext, other: AppContext) -> None:
    first, second = both(room, other)
    answer_all(second, right=4)
    first.submit()
    assert agrees(room, first.sitting.exam).right == 4
    assert len(answers_of(room)) == 5


def test_what_the_other_copy_answered_counts_when_the_time_is_up(
    room: AppContext, other: AppContext, clock: BootClock
) -> None:
    first, second = both(room, other)
    answer_all(second, right=4)
    clock.advance(minutes=10)
    assert first.expired()
    assert second.expired()  # and the other finds it ended
    assert agrees(room, first.sitting.exam).right == 4
    assert len(answers_of(room)) == 5


@pytest.mark.parametrize("end", ["submit", "discard"])
def test_when_one_copy_ends_it_the_other_is_told(room: AppContext, other: AppContext, end: str) -> None:
    first, second = both(room, other)
    first.visit(2)
    getattr(first, end)()
    count = len(exam_events(room))
    steps = (lambda: second.visit(3), lambda: second.respond(("a",)), second.clear, second.flag, second.guess,
             lambda: second.strike("a"))  # fmt: skip
    for step in steps:
        with pytest.raises(ExamOver):
            step()
    assert second.sitting.over
    for quiet in (second.close, second.discard, second.expired):
        quiet()
    assert second.submit().phase == first.sitting.phase
    assert len(exam_events(room)) == count


def test_handing_in_and_closing_what_the_other_copy_has_ended(room: AppContext, other: AppContext) -> None:
    first, second = both(room, other)
    first.submit()
    with pytest.raises(ExamOver, match="ended elsewhere"):
        second.submit()
    third = begun(room)
    fourth = resume_exam(other)
    third.submit()
    fourth.close()
    assert fourth.sitting.phase == "submitted"
    assert [row.ended for row in room.store.read.exams()] == ["submit", "submit"]


@pytest.mark.parametrize("name", ["five", "calm"])
def test_what_one_copy_closed_the_other_opens_again(
    room: AppContext, other: AppContext, clock: BootClock, name: str
) -> None:
    first, second = both(room, other, name)
    deadline = first.sitting.deadline_ms
    second.close()
    clock.advance(minutes=1)
    first.visit(2)
    assert first.sitting.phase == "open"
    assert first.sitting.deadline_ms == deadline + (MINUTE if name == "calm" else 0)
    second.follow()
    assert second.sitting == first.sitting
    second.close()
    first.close()  # closed already
    assert [type(e.body) for e in exam_events(room)][-1] is Pause
    first.submit()
    agrees(room, first.sitting.exam)


def test_only_one_exam_is_open(room: AppContext, other: AppContext) -> None:
    exam = begun(room)
    for context in (room, other):
        with pytest.raises(ExamOpen):
            begun(context, "calm")
    exam.submit()
    begun(other, "calm")
    with pytest.raises(ExamOpen):
        begun(room)
    assert len(room.store.read.exams()) == 2


# merges


def test_after_a_merge_the_newest_open_exam_stays_and_the_older_is_interrupted(
    home: Path, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    here, there = desk(home, bank, clock), desk(tmp_path / "there", bank, clock)
    older = begun(here)
    clock.advance(minutes=1)
    newer = begun(there)
    newer.respond(key_of(newer.sitting.form.items[0].item))
    merge_database(here, there.paths.database)
    merge_database(there, here.paths.database)
    for context in (here, there):
        rows = context.store.read.exams()
        assert [(row.exam, row.ended) for row in rows] == [
            (newer.sitting.exam, None), (older.sitting.exam, "interrupted"),
        ]  # fmt: skip
        found = waiting(context)
        assert found is not None
        assert found.exam == newer.sitting.exam
    again = resume_exam(here)
    again.submit()
    merge_database(there, here.paths.database)
    for context in (here, there):
        agrees(context, newer.sitting.exam)
        assert [row.ended for row in context.store.read.exams()] == ["submit", "interrupted"]
        assert waiting(context) is None  # it does not come back when the newer has ended
        rebuild_derived(context)
        assert [row.ended for row in context.store.read.exams()] == ["submit", "interrupted"]
    begun(here)
    here.close()
    there.close()


def test_an_exam_that_goes_on_is_not_interrupted_by_one_that_ended_before(
    home: Path, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    here, there = desk(home, bank, clock), desk(tmp_path / "there", bank, clock)
    exam = begun(here)
    clock.advance(minutes=1)
    begun(there).submit()
    clock.advance(minutes=1)
    exam.visit(2)
    merge_database(here, there.paths.database)
    assert [row.ended for row in here.store.read.exams()] == ["submit", None]
    exam.submit()
    assert [row.ended for row in here.store.read.exams()] == ["submit", "submit"]
    here.close()
    there.close()


def test_rebuilding_gives_the_same_rows(room: AppContext, clock: BootClock) -> None:
    for end in ("submit", "discard", "expired", None):
        clock.advance(days=1)
        exam = begun(room, "half")
        answer_all(exam, right=2)
        if end == "expired":
            clock.advance(minutes=10)
        if end:
            getattr(exam, end)()
    tables = ("exam", "exam_event")
    before = [sorted(room.store.db.execute(f"SELECT * FROM {table}")) for table in tables], room.store.read.exams()
    assert [row.ended for row in before[1]] == [None, "expire", "discard", "submit"]
    rebuild_derived(room)
    after = [sorted(room.store.db.execute(f"SELECT * FROM {table}")) for table in tables], room.store.read.exams()
    assert after == before
    resume_exam(room).submit()


# corrected keys, looking back, old databases

KEY = "      - key: true\n        text: 10,240 MB"
OTHER = "      - text: 6 GB"


def test_a_corrected_key_shows_both_scores(home: Path, bank: Path, clock: BootClock) -> None:
    first = desk(home, bank, clock)
    exam = begun(first)
    answer_all(exam, right=5)
    exam.submit()
    assert regraded(first, result_of(first)) is None
    first.close()
    text = FILES["items/limits.yaml"].replace(
        "  - id: limits-memory\n    version: 1\n", "  - id: limits-memory\n    version: 2\n    corrects: 1\n"
    )
    text = text.replace(OTHER, "      - key: true\n        text: 6 GB").replace(KEY, "      - text: 10,240 MB")
    (bank / "items" / "limits.yaml").write_text(text)
    second = desk(home, bank, clock)
    result = result_of(second)
    assert (result.right, regraded(second, result)) == (5, 4)
    told = exam_json(second, result)
    assert (told["right"], told["right_by_corrected_keys"]) == (5, 4)
    (row,) = history(second)
    assert (row.right, row.of) == (5, 5)  # as graded then
    rebuild_derived(second)
    assert regraded(second, result_of(second)) == 4
    second.close()


def test_an_exam_can_be_looked_at_without_its_bank(home: Path, bank: Path, tmp_path: Path, clock: BootClock) -> None:
    first = desk(home, bank, clock)
    exam = begun(first)
    answer_all(exam, right=2)
    shown = [exam.showing(n) for n in range(1, 6)]
    exam.submit()
    before = result_of(first)
    first.close()
    later = desk(home, tmp_path / "no-bank", clock)
    assert result_of(later, exam.sitting.exam[:6]) == before
    again = Exam(later, *sitting_of(later, exam.sitting.exam))
    assert [again.showing(n) for n in range(1, 6)] == shown
    assert exam_json(later, before)["right_by_corrected_keys"] is None
    with pytest.raises(NoExam, match="no exam 'zzz'"):
        result_of(later, "zzz")
    later.close()


def test_a_database_from_before_exams_is_migrated_and_a_copy_kept(
    home: Path, bank: Path, clock: BootClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as old:
        old.setattr(connections, "SCHEMA_VERSION", 1)
        old.setattr(connections, "MIGRATIONS", connections.MIGRATIONS[:1])
        db = connections.connect(home / "progress.db")
        with connections.transaction(db):
            log.write(db, "then", [answer("c1"), answer("c2", False)], stamp(), ["e1", "e2"])
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'exam'").fetchall()
        db.close()
    assert SCHEMA_VERSION >= 2
    context = desk(home, bank, clock)
    assert context.store.read.exams() == []
    assert len(answers_of(context)) == 2
    clock.advance(minutes=1)
    exam = begun(context)
    exam.submit()
    agrees(context, exam.sitting.exam)
    assert context.store.check().sound
    context.close()
    kept = sqlite3.connect(home / "backups" / "before-format-2.db")
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    assert kept.execute("SELECT count(*) FROM event").fetchone() == (2,)
    kept.close()


def test_nothing_outside_the_database_tells_a_key_while_the_exam_is_open(
    home: Path, bank: Path, clock: BootClock
) -> None:
    context = desk(home, bank, clock)
    exam = begun(context)
    answer_all(exam, right=3)
    beside = [p for p in home.rglob("*") if p.is_file() and not p.name.startswith("progress.db")]
    for path in beside:
        text = path.read_text(errors="replace")
        for one in exam.sitting.form.items:
            assert one.item.id not in text
            assert one.item.explanation.strip() not in text
    view = exam.view
    assert not {"correct", "key", "verdict", "right"} & set(view.__struct_fields__)
    context.close()


def test_stamps_of_an_exam_never_run_back(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    clock.set_wall(minutes=-300)
    for _ in range(3):
        clock.advance(ms=10)
        exam.flag()
    times = [event.ts_utc_ms for event in exam_events(room)]
    assert times == sorted(times)
    assert times[-1] == START_MS + 30
    assert isinstance(room.stamp(), Stamp)


def test_a_sitting_that_was_ended_on_two_copies_counts_once_and_by_its_first_end(
    home: Path, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    here = desk(home, bank, clock)
    exam = begun(here)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    here.store.copy(tmp_path / "there" / "progress.db")
    there = desk(tmp_path / "there", bank, clock)
    clock.advance(minutes=1)
    longer = resume_exam(there)
    answer_all(longer, right=5)
    clock.advance(minutes=1)
    exam.visit(2)
    exam.respond(wrong(exam.sitting.form.items[1].item))
    exam.submit()
    clock.advance(minutes=1)
    longer.submit()
    cards = {one.card_id for one in exam.sitting.form.items}
    alone = here.store.read.totals()
    merge_database(here, there.paths.database)
    merge_database(there, here.paths.database)
    for again in (False, True):
        for context in (here, there):
            if again:
                rebuild_derived(context)
            result, row = result_of(context), history(context)[0]
            assert (result.right, result.unanswered, row.right, row.ended) == (1, 3, 1, "submit")
            assert regraded(context, result) is None
            assert context.store.read.totals() == alone
            known, _ = context.store.read.cards()
            assert known.keys() == cards
            reviews = [known[one.card_id].reviews for one in exam.sitting.form.items]
            assert reviews == [1, 1, 0, 0, 0]  # the others were seen, and no more
    here.close()
    there.close()


def test_an_exam_thrown_away_on_one_copy_and_handed_in_later_on_the_other_stays_thrown_away(
    home: Path, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    here = desk(home, bank, clock)
    begun(here)
    here.store.copy(tmp_path / "there" / "progress.db")
    there = desk(tmp_path / "there", bank, clock)
    clock.advance(minutes=1)
    open_exam(here).discard()
    clock.advance(minutes=1)
    later = resume_exam(there)
    answer_all(later, right=5)
    later.submit()
    merge_database(there, here.paths.database)
    merge_database(here, there.paths.database)
    for context in (here, there):
        assert history(context) == []
        assert context.store.read.totals() == (0, 0, 0)
        assert {card.reviews for card in context.store.read.cards()[0].values()} == {0}
    here.close()
    there.close()


def test_an_end_that_comes_later_by_merge_but_earlier_in_time_is_the_end(
    home: Path, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    """A copied database used on two machines: the first end in replay order counts, in both."""
    here = desk(home, bank, clock)
    exam = begun(here)
    here.store.copy(tmp_path / "there" / "progress.db")
    there = desk(tmp_path / "there", bank, clock)
    clock.advance(minutes=1)
    resume_exam(there).submit()
    clock.advance(minutes=1)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    exam.submit()
    merge_database(here, there.paths.database)
    merge_database(there, here.paths.database)
    rows = [context.store.read.exams() for context in (here, there)]
    assert [(row.ended, row.right) for row in rows[0]] == [("submit", 0)]
    assert [(r.exam, r.ended, r.ended_ms, r.right) for r in rows[0]] == [
        (r.exam, r.ended, r.ended_ms, r.right) for r in rows[1]
    ]
    for context in (here, there):
        assert agrees(context, exam.sitting.exam).right == 0
        before = context.store.read.exams()
        rebuild_derived(context)
        assert context.store.read.exams() == before
    assert {type(e.body) for e in exam_events(here)} >= {Submit, Resume}
    here.close()
    there.close()

"""An exam from its start to the schedule: what counts, what is practice, whose times mean anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from quizapp.core.bank import key_of
from quizapp.core.events import Guess
from quizapp.core.sessions import Shortage
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import NoBlueprint, blueprint, blueprints
from quizapp.services.exam.lifecycle import open_exam, resume_exam, waiting
from quizapp.services.exam.log import NoExam
from quizapp.services.exam.report import history
from quizapp.services.exam.session import Exam
from tests.support.exams import (
    MINUTE,
    BootClock,
    Desks,
    agrees,
    answer_all,
    answers_of,
    begun,
    exam_events,
    number_of,
)


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
def test_what_does_not_count_is_practice_and_never_rated(desks: Desks, clock: BootClock, why: str) -> None:
    context = desks("user", as_of=date(2021, 5, 1) if why == "as of" else None)
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


def test_an_exam_keeps_the_day_it_was_started_under(desks: Desks, clock: BootClock) -> None:
    """Neither does leaving --as-of out at the end make evidence of it, nor naming it take evidence away."""
    first = desks("user", as_of=date(2021, 5, 1))
    answer_all(begun(first), right=5, every_ms=30_000, clock=clock)
    first.close()
    second = desks("user")
    resume_exam(second).submit()
    assert {a.purpose for a in answers_of(second)} == {"practice"}
    assert {row.as_of for row in second.store.read.evidence()} == {"2021-05-01"}
    answer_all(begun(second), right=5, every_ms=30_000, clock=clock)
    second.close()
    third = desks("user", as_of=date(2021, 5, 1))
    resume_exam(third).submit()
    assert [a.purpose for a in answers_of(third)] == ["practice"] * 5 + ["exam"] * 5
    assert {row.as_of for row in third.store.read.evidence("purpose = 'exam'")} == {"2026-11-18"}


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
    """``None``: it is only submitted from the command line."""
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

"""Two copies of the program in one exam at once."""

from __future__ import annotations

import pytest

from quizapp.core.bank import Single, key_of
from quizapp.core.events import ExamResponse, Pause, Strike
from quizapp.core.sessions import ExamOver
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam
from quizapp.services.exam.log import ExamOpen, sitting_of
from quizapp.services.exam.session import Exam
from tests.support.exams import (
    MINUTE,
    BootClock,
    agrees,
    answer_all,
    answers_of,
    begun,
    exam_events,
)


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


@pytest.mark.parametrize("minutes", [1, 10], ids=["handed in", "time is up"])
def test_what_the_other_copy_answered_counts_at_the_end(
    room: AppContext, other: AppContext, clock: BootClock, minutes: int
) -> None:
    first, second = both(room, other)
    answer_all(second, right=4)
    clock.advance(minutes=minutes)
    first.submit()
    assert second.follow()  # and the other finds it ended
    assert second.sitting.phase == ("expired" if minutes == 10 else "submitted")
    assert agrees(room, first.sitting.exam).right == 4
    assert len(answers_of(room)) == 5


def test_an_option_is_never_left_chosen_and_struck_out(room: AppContext, other: AppContext) -> None:
    first, second = both(room, other)
    number = next(n for n, one in enumerate(first.sitting.form.items, 1) if isinstance(one.item, Single))
    first.visit(number)
    choice = first.view.showing.choices[0].choice_id
    first.respond((choice,))
    second.follow()
    second.visit(number % 5 + 1)  # the question that is up, after the first of two steps
    first.strike(choice)
    place = first.sitting.place(number)
    assert (place.response, place.struck) == ((), {choice})
    assert [type(e.body) for e in exam_events(room)][-2:] == [ExamResponse, Strike]  # an end between them is no harm

    first.visit(number)
    second.follow()
    second.visit(number % 5 + 1)
    first.respond((choice,))
    place = first.sitting.place(number)
    assert (place.response, place.struck) == ((choice,), frozenset())
    assert [type(e.body) for e in exam_events(room)][-2:] == [Strike, ExamResponse]


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

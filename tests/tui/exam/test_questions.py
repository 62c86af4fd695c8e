"""Questions of an exam: every type, saved at every change."""

from __future__ import annotations

from quizapp.core.events import Clear, ExamResponse, Strike
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam
from tests.support.exam_screens import exam, go_to, kinds, sheet, up, words
from tests.support.exams import exam_events
from tests.support.screens import press, running, screen_text, told


async def test_every_change_is_saved_at_once(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "2")
        assert "Saved: 2" in screen_text(app)
        await press(pilot, "down", "down")  # the cursor alone changes nothing
        assert kinds(room).count("response") == 1
        await press(pilot, "space")
        assert "Saved: 4" in screen_text(app)
        await press(pilot, "b")
        assert "Saved: 2" in screen_text(app)
        await press(pilot, "u")
        assert "Saved" not in screen_text(app)
        assert "(•)" not in screen_text(app)
    bodies = [event.body for event in exam_events(room)]
    assert [len(body.response) for body in bodies if isinstance(body, ExamResponse)] == [1, 1, 1]
    assert any(isinstance(body, Clear) for body in bodies)


async def test_no_more_can_be_chosen_than_are_asked_for(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-storage")
        await press(pilot, "1")
        assert "Saved: 1, not complete yet" in screen_text(app)
        await press(pilot, "3")
        assert "Saved: 1 and 3" in screen_text(app)
        await press(pilot, "5")
        assert "Two are chosen already" in screen_text(app)
        await press(pilot, "space")
        assert "Two are chosen already" in screen_text(app)
        await press(pilot, "1", "5")
        assert "Saved: 3 and 5" in screen_text(app)


async def test_pairs_are_saved_one_by_one(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "pricing-codes")
        await press(pilot, "2", "c")
        assert "Saved: 1 of 3 pairs, not complete yet" in screen_text(app)
        last = [event.body for event in exam_events(room) if isinstance(event.body, ExamResponse)][-1]
        assert last.response == ("", up(app).choices[2].choice_id, "")
        await press(pilot, "o")
        assert "begun 1" in words(app)
        await press(pilot, "1", "enter", "o", str(number), "enter", "a", "b")
        assert "Saved: 3 of 3 pairs" in screen_text(app)


async def test_an_order_is_saved_as_it_moves(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "invocation-path")
        await press(pilot, "down")
        assert kinds(room).count("response") == 0
        await press(pilot, "space", "down", "down")
        assert "Saved: this order" in screen_text(app)
        assert kinds(room).count("response") == 2
        await press(pilot, "space", "u", "o", "1", "enter", "o", str(number), "enter", "space", "space")
        assert "Saved: this order" in screen_text(app)  # dropped where it was: that is an answer too
    (place,) = (p for p in resume_exam(room).sitting.places if p.response)
    assert place.earlier == ()  # steps of one answer are no changed answers


async def test_a_number_is_saved_by_leaving_its_field_and_nonsense_costs_nothing(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "invocation-attempts")
        await press(pilot, "1", "comma", *"500", "escape")
        assert "Saved: 1,500" in screen_text(app)
        assert app.focused is None  # so that n goes on
        await press(pilot, "7", "x", "comma", "n", "enter")  # a number has no such letters
        assert "'7,' cannot be read as a number" in words(app)
        assert "1,500 stays" in words(app)
        await press(pilot, "escape", "n" if number < 5 else "p")
        assert "'7,' cannot be read as a number" in told(app)
        await go_to(app, pilot, "invocation-attempts")
        assert "Saved: 1,500" in screen_text(app)
        await press(pilot, "space", *["backspace"] * 5, "enter")
        assert "Nothing was typed; 1,500 stays." in words(app)
        await press(pilot, "9", "escape", "n" if number < 5 else "p")
    assert resume_exam(room).sitting.place(number).response == ("9",)


async def test_flag_guess_strike_and_their_signs(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "x")
        assert "Go to an option first" in screen_text(app)
        await press(pilot, "f", "g", "2", "down", "x")
        text = screen_text(app)
        assert "⚑ flagged  ? guess" in text
        assert "3  (-)" in text
        assert "2  (•)" in text
        await press(pilot, "2", "x")  # what is struck out is no longer chosen
        assert "(•)" not in screen_text(app)
        await press(pilot, "2")  # and chosen it is no longer struck out
        assert "2  (•)" in screen_text(app)
        await press(pilot, "f", "g")
        assert "flagged" not in screen_text(app)
    assert sum(isinstance(event.body, Strike) for event in exam_events(room)) == 3


async def test_what_cannot_be_saved_is_said_and_nothing_is_shown_as_saved(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        room.store.db.execute("PRAGMA query_only = ON")
        await press(pilot, "1")
        assert "Not saved" in words(app)
        assert "Saved: 1" not in screen_text(app)
        assert "(•)" not in screen_text(app)
        room.store.db.execute("PRAGMA query_only = OFF")
        await press(pilot, "1")
        assert "Saved: 1" in screen_text(app)


async def test_the_digits_of_azerty_choose_without_shift_in_an_exam(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "é")
        assert "Saved: 2" in screen_text(app)
        await press(pilot, "ampersand")
        assert "Saved: 1" in screen_text(app)


async def test_the_field_of_a_number_takes_nothing_else(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "invocation-attempts")
        await press(pilot, "3", *"noqf?!", "full_stop", *"5")
        assert sheet(app).pane.field.value == "3.5"
        await press(pilot, *["backspace"] * 3, *"abc")
        assert sheet(app).pane.field.value == ""
        await press(pilot, "minus", *"12", "enter")
        assert "-12" in str(exam_events(room)[-2:])

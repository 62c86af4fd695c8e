"""Exams that were left, ran out meanwhile, or are open in two windows."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.events import Pause, Resume, Submit
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam, waiting
from quizapp.services.exam.log import sitting_of
from quizapp.services.exam.report import history
from quizapp.services.exam.session import Exam
from quizapp.tui.app import QuizApp
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.exam.result import ResultScreen
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.exam_screens import exam, go_to, sheet, tick, up, words
from tests.support.exams import BootClock, answer_all, begun, desk, exam_events
from tests.support.screens import press, running, screen_text, told


async def test_leaving_says_what_the_clock_does_and_loses_nothing(room: AppContext, clock: BootClock) -> None:
    async with running(room, start=exam("calm")) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "4", "escape")
        assert "Everything is saved." in words(app)
        assert "The clock runs until you leave; then it stands still." in words(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ExamScreen)
        await press(pilot, "q", "enter")
        assert isinstance(app.screen, HomeScreen)
        text = words(app)
        assert "Your exam is open" in text
        assert "1 of 5 answered" in text
        assert "10:00 left, clock stopped" in text
        clock.advance(minutes=45)
        await press(pilot, "enter")
        assert "The last step was 45 min ago; the clock has stood still since. 10:00 left." in words(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ExamScreen)
        assert "Saved: 4" in screen_text(app)
        assert "10:00" in screen_text(app)
    assert Pause in [type(event.body) for event in exam_events(room)]
    (resumed,) = (event.body for event in exam_events(room) if isinstance(event.body, Resume))
    assert resumed.paused_ms == 45 * 60_000


async def test_an_open_exam_is_offered_at_the_start(room: AppContext, clock: BootClock) -> None:
    (room.paths.config / "blueprints").mkdir()
    (room.paths.config / "blueprints" / "mine.yaml").write_text(
        "blueprints: [{id: mine, title: Mine, about: Three., items: 3, minutes: 10, cut: 2}]"
    )
    begun(room, "mine").flag()
    clock.advance(minutes=3)
    async with running(room) as (app, pilot):
        assert isinstance(app.screen, AskScreen)
        assert "The last step was 3 min ago; the clock ran on. 7:00 left, until" in words(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "the clock runs until" in words(app)
        assert "q quit ? help" in words(app)  # the line of keys is not cut off
        await press(pilot, "m")
        assert isinstance(app.screen, AskScreen)
        await press(pilot, "escape")
        await press(pilot, "t")
        assert isinstance(app.screen, StudyScreen)  # studying is still one key away
        assert "1 of 2" in screen_text(app)  # but not the three questions of the exam
        await press(pilot, "q", "enter", "1")
        assert "7:00" in screen_text(app)


async def turned_elsewhere(app: QuizApp, by: int = 1) -> None:
    """Another window of the same exam turns the page, and this one has not looked yet."""
    screen = sheet(app)
    assert screen.view is not None
    other = resume_exam(app.context)
    other.visit(screen.view.number + by)


async def test_a_key_that_crosses_a_turn_in_another_window_is_shown_where_the_exam_is(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "limits-memory")
        by = -1 if number == 5 else 1
        await turned_elsewhere(app, by)
        await press(pilot, "2")
        assert sheet(app).view is not None
        assert sheet(app).view.number == number + by
        first = up(app).item.stem.split("\n")[0][:30]
        assert first in words(app)
        assert sheet(app).pane.showing == up(app)
        assert "This value" not in words(app)


async def test_taking_an_answer_back_across_a_turn_leaves_the_number_of_the_other_question(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        numeric = await go_to(app, pilot, "invocation-attempts")
        await press(pilot, "3", "escape")
        single = await go_to(app, pilot, "limits-memory")
        await press(pilot, "2")
        await turned_elsewhere(app, numeric - single)
        await press(pilot, "u")
        assert sheet(app).view is not None
        assert sheet(app).view.number == numeric
        assert sheet(app).pane.field.value == "3"


async def test_confirming_across_a_turn_does_not_skip_the_question_that_came_up(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        ordering = await go_to(app, pilot, "invocation-path")
        by = -1 if ordering > 1 else 1
        await press(pilot, "enter")  # asks whether the order is meant as it stands
        await turned_elsewhere(app, by)
        await press(pilot, "enter")
        assert sheet(app).view is not None
        assert sheet(app).view.number == ordering + by


async def test_a_number_in_the_making_is_missed_when_another_window_turns_the_page(
    room: AppContext, clock: BootClock
) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "invocation-attempts")
        await press(pilot, "7")
        await turned_elsewhere(app, -1 if number == 5 else 1)
        await tick(app, pilot)
        assert "'7' was not saved" in told(app)


async def test_what_is_typed_stays_in_sight_when_the_window_shrinks(room: AppContext) -> None:
    async with running(room, (80, 24), start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "invocation-attempts")
        await press(pilot, "1", "2")
        await pilot.resize_terminal(60, 20)
        await press(pilot, "5")
        assert "125" in screen_text(app)


async def test_submit_as_it_is(room: AppContext, clock: BootClock) -> None:
    begun(room).close()
    clock.advance(minutes=3)
    async with running(room) as (app, pilot):
        await press(pilot, "2")
        assert "0 of 5 answered." in words(app)
        assert "This cannot be taken back" in words(app)
        await press(pilot, "enter")  # back
        assert isinstance(app.screen, HomeScreen)
        assert waiting(room) is not None
        await press(pilot, "enter", "2", "2")
        assert isinstance(app.screen, ResultScreen)
        assert "submitted" in screen_text(app)
    assert Submit in [type(event.body) for event in exam_events(room)]


async def test_what_is_submitted_is_what_the_box_says_when_another_window_goes_on(room: AppContext) -> None:
    exam_ = begun(room)
    async with running(room) as (app, pilot):
        assert "0 of 5 answered" in words(app)
        answer_all(exam_, right=1)
        await press(pilot, "2")
        assert "5 of 5 answered." in words(app)
        exam_.clear()
        await press(pilot, "2")
        assert "4 of 5 answered." in words(app)
        assert waiting(room) is not None
        await press(pilot, "2")
        assert isinstance(app.screen, ResultScreen)


async def test_discard_asks_once_more(room: AppContext) -> None:
    begun(room)
    async with running(room) as (app, pilot):
        await press(pilot, "3")
        assert "This cannot be taken back" in words(app)
        await press(pilot, "enter")  # keep it
        assert waiting(room) is not None
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter", "down", "down", "enter", "down", "enter")
        assert waiting(room) is None
        assert isinstance(app.screen, HomeScreen)
        assert "Your exam is open" not in screen_text(app)
        assert "Start" in screen_text(app)


async def test_what_runs_out_before_it_is_thrown_away_is_handed_in(room: AppContext, clock: BootClock) -> None:
    begun(room).respond(("a",))
    async with running(room) as (app, pilot):
        await press(pilot, "3")
        clock.advance(minutes=30)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, ResultScreen)
        assert "The time is up. What was answered until then is submitted." in told(app)
    assert [row.ended for row in history(room)] == ["expire"]


async def test_an_exam_whose_time_ran_out_meanwhile_shows_its_result(room: AppContext, clock: BootClock) -> None:
    begun(room)
    clock.advance(minutes=30)
    async with running(room) as (app, pilot):
        assert "the time is up: what was answered until then counts" in words(app)
        assert "Discard" not in words(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultScreen)


async def test_a_clock_that_was_set_back_is_said(room: AppContext, clock: BootClock) -> None:
    begun(room)
    clock.set_wall(minutes=-120)
    async with running(room, (120, 40)) as (app, _):
        assert "This computer's clock stands 2 h behind" in words(app)


@pytest.mark.parametrize("resume", [False, True])
async def test_a_clock_that_was_set_forward_is_said(room: AppContext, clock: BootClock, resume: bool) -> None:
    begun(room)
    clock.set_wall(minutes=7)
    async with running(room, (120, 40), start=lambda app: app.begin_exam(resume=resume)) as (app, _):
        said = told(app) if resume else words(app)
        assert "This computer's clock stands 7 min ahead of what the machine has counted" in said
        assert "it was set forward" in said


async def test_exam_resume_of_the_command_line_goes_right_in(room: AppContext, clock: BootClock) -> None:
    begun(room)
    clock.advance(minutes=1)
    async with running(room, start=lambda app: app.begin_exam(resume=True)) as (app, _):
        assert isinstance(app.screen, ExamScreen)
        assert "the clock ran on" in told(app)


async def test_two_windows_on_one_sitting_show_the_same(
    room: AppContext, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    other = desk(tmp_path / "user", bank, clock)
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        second = resume_exam(other)
        second.visit(3)
        second.flag()
        await tick(app, pilot)
        assert "3 of 5" in screen_text(app)
        assert "⚑ flagged" in screen_text(app)
        assert "open in another window as well" in told(app)
        await press(pilot, "p")
        second.follow()
        assert second.view.number == 2
        second.submit()
        await tick(app, pilot)
        assert isinstance(app.screen, ResultScreen)
    other.close()


@pytest.mark.parametrize("seen", ["at the tick", "with the next step"])
async def test_a_number_saved_in_another_window_is_not_written_over_by_the_one_in_the_field(
    room: AppContext, tmp_path: Path, bank: Path, clock: BootClock, seen: str
) -> None:
    other = desk(tmp_path / "user", bank, clock)
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "invocation-attempts")
        await press(pilot, "1", "0", "enter")
        second = Exam(other, *sitting_of(other, sheet(app)._exam.sitting.exam))
        second.respond(("20",))
        if seen == "at the tick":
            await tick(app, pilot)
        else:
            await press(pilot, "f")
        assert sheet(app).pane.field.value == "20"
        await press(pilot, "n" if number < 5 else "p")
        assert sheet(app)._exam.sitting.place(number).response == ("20",)
        await go_to(app, pilot, "invocation-attempts")
        await press(pilot, "space", "5")  # typed, and not saved yet: the learner's own
        second.follow()
        second.visit(number)
        second.respond(("30",))
        await tick(app, pilot)
        assert sheet(app).pane.field.value == "205"
    other.close()


async def test_a_choice_made_in_another_window_comes_with_the_next_mark(
    room: AppContext, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    other = desk(tmp_path / "user", bank, clock)
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "1")
        second = Exam(other, *sitting_of(other, sheet(app)._exam.sitting.exam))
        second.respond((up(app).choices[2].choice_id,))
        await press(pilot, "g")
        draft = sheet(app).pane.draft
        assert draft.chosen == (2,)
    other.close()


async def test_an_exam_thrown_away_in_another_window_is_left(
    room: AppContext, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    other = desk(tmp_path / "user", bank, clock)
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        resume_exam(other).discard()
        await press(pilot, "f")
        assert isinstance(app.screen, HomeScreen)
        assert "discarded in another window" in told(app)
    other.close()


@pytest.fixture
def ahead(room: AppContext, clock: BootClock) -> AppContext:
    """An exam with 8 minutes left, after a restart with a clock that is ten hours ahead."""
    exam_ = begun(room)
    clock.advance(minutes=2)
    exam_.flag()
    clock.reboot()
    clock.set_wall(minutes=600)
    return room


@pytest.mark.parametrize("resume", [False, True])
async def test_a_time_that_only_the_clock_says_is_up_can_be_given_back(ahead: AppContext, resume: bool) -> None:
    async with running(ahead, start=(lambda app: app.begin_exam(resume=True)) if resume else None) as (app, pilot):
        assert isinstance(app.screen, AskScreen)
        assert "By this computer's clock, the exam's time was up at" in words(app)
        assert "you can continue with the 8:00 that was left." in words(app)
        assert "Discard" not in words(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "by this computer's clock its time is up" in words(app)
        assert history(ahead) == []
        await press(pilot, "enter", "2")
        assert isinstance(app.screen, ExamScreen)
        assert "8:00" in screen_text(app)
        await press(pilot, "S", "enter")
        assert isinstance(app.screen, ResultScreen)
        assert "Resumed after the clock was doubted; 10 h didn't count." in words(app)


async def test_a_clock_that_is_believed_shows_the_result(ahead: AppContext) -> None:
    async with running(ahead) as (app, pilot):
        await press(pilot, "1")
        assert isinstance(app.screen, ResultScreen)
        assert "ended by the clock" in screen_text(app)
    assert [row.ended for row in history(ahead)] == ["expire"]


async def test_a_clock_that_steps_while_it_is_asked_whether_to_resume_ends_nothing(
    ahead: AppContext, clock: BootClock
) -> None:
    clock.set_wall(minutes=-600)
    async with running(ahead) as (app, pilot):
        assert "Submit as it is" in words(app)
        clock.set_wall(minutes=600)
        await press(pilot, "1")
        assert isinstance(app.screen, AskScreen)
        await press(pilot, "2")
        assert isinstance(app.screen, ExamScreen)
        assert "8:00" in screen_text(app)

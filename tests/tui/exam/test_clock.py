"""The clock on the screens of an exam: seconds, warnings, and the deadline."""

from __future__ import annotations

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from quizapp.core.events import Expire
from quizapp.core.quantity import clock_text
from quizapp.services.context import AppContext
from quizapp.services.exam.report import result_of
from quizapp.tui.app import QuizApp
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.dialogs.help import HelpScreen
from quizapp.tui.exam.map import MapScreen
from quizapp.tui.exam.result import ResultScreen
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.exam.submit import SubmitScreen
from tests.support.exam_screens import exam, go_to, kinds, sheet, tick
from tests.support.exams import BootClock, exam_events
from tests.support.screens import press, running, screen_text, told
from tests.support.textual_adapter import draw_with


async def test_the_clock_counts_seconds_and_can_be_hidden(room: AppContext, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        assert "10:00" in screen_text(app)
        clock.advance(ms=1)
        await tick(app, pilot)
        assert "10:00" in screen_text(app)
        clock.advance(ms=999)
        await tick(app, pilot)
        assert "9:59" in screen_text(app)
        await press(pilot, "t")
        assert "hidden" in screen_text(app)
        assert "9:59" not in screen_text(app)
        await press(pilot, "o")
        assert "hidden" in screen_text(app)
        await press(pilot, "t", "escape")
        assert "9:59" in screen_text(app)


class Written(HeadlessDriver):
    """A driver that counts what is written to the terminal."""

    count = 0

    @property
    def is_headless(self) -> bool:
        """Say no, so that frames are rendered down to terminal codes."""
        return False

    def write(self, data: str) -> None:
        """Count it."""
        self.count += len(data)


async def written_in_a_minute(app: QuizApp, pilot: Pilot[int], clock: BootClock, terminal: Written) -> int:
    await tick(app, pilot)
    before = terminal.count
    for _ in range(60):
        clock.advance(ms=1000)
        await tick(app, pilot)
    return terminal.count - before


async def test_a_hidden_clock_writes_nothing_to_the_terminal(room: AppContext, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        terminal = draw_with(app, Written)
        assert await written_in_a_minute(app, pilot, clock, terminal) > 0
        await press(pilot, "t")
        assert await written_in_a_minute(app, pilot, clock, terminal) == 0
        await press(pilot, "t")
        assert await written_in_a_minute(app, pilot, clock, terminal) > 0


def test_spans_of_time_as_a_clock_says_them() -> None:
    assert [clock_text(ms) for ms in (0, 1, 59_001, 3_600_000, 7_799_999)] == [
        "0:00",
        "0:01",
        "1:00",
        "1:00:00",
        "2:10:00",
    ]


async def test_warnings_come_once_each(room: AppContext, clock: BootClock) -> None:
    async with running(room, start=exam(extra=True)) as (app, pilot):
        await press(pilot, "enter")
        said = []
        for _ in range(16 * 6):
            clock.advance(ms=10_000)
            await tick(app, pilot)
            if isinstance(app.screen, ResultScreen):
                break
            said += [told(app)] if told(app) else []
            app.clear_notifications()
        assert said == ["10 minutes left.", "5 minutes left."]


@pytest.mark.parametrize(
    ("keys", "over"),
    [
        ([], ExamScreen), (["o"], MapScreen), (["o", "S"], SubmitScreen), (["q"], AskScreen),
        (["question_mark"], HelpScreen), (["o", "question_mark"], HelpScreen),
    ],
)  # fmt: skip
async def test_the_deadline_ends_it_at_the_exact_second_whatever_is_open(
    room: AppContext, clock: BootClock, keys: list[str], over: type
) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "1", *keys)
        assert isinstance(app.screen, over)
        deadline = sheet(app)._exam.sitting.deadline_ms
        clock.advance(ms=deadline - clock.ts_utc_ms - 1)
        await tick(app, pilot)
        assert isinstance(app.screen, over)
        clock.advance(ms=1)
        await tick(app, pilot)
        assert isinstance(app.screen, ResultScreen)
        assert told(app) == "The time is up. What was answered until then is submitted."
        assert "ended by the clock" in screen_text(app)
        assert len(app.screen_stack) == 3  # the base, Home, the result
    end = [event for event in exam_events(room) if isinstance(event.body, Expire)]
    assert [event.ts_utc_ms for event in end] == [deadline]


async def test_the_clock_ends_it_without_a_key(room: AppContext, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        clock.advance(minutes=10)
        for _ in range(600):  # within a second of real time; more on a busy machine
            await pilot.pause(0.05)
            if isinstance(app.screen, ResultScreen):
                break
        assert isinstance(app.screen, ResultScreen)


async def test_a_key_after_the_deadline_is_not_taken(room: AppContext, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        clock.advance(minutes=11)
        await press(pilot, "1")
        assert isinstance(app.screen, ResultScreen)
    assert "response" not in kinds(room)
    assert result_of(room).unanswered == 5

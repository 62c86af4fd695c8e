"""The result of an exam, the review of its questions, the history."""

from __future__ import annotations

from quizapp.services.context import AppContext
from quizapp.tui.exam.history import HistoryScreen
from quizapp.tui.exam.result import ResultScreen
from quizapp.tui.exam.review import ReviewScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.exam_screens import exam, sheet, sit, words
from tests.support.exams import BootClock
from tests.support.screens import press, running, screen_text


async def test_the_result_says_all_there_is(room: AppContext, clock: BootClock) -> None:
    async with running(room, (120, 60), exam("half")) as (app, pilot):
        await press(pilot, "enter")
        await sit(app, pilot, clock)
        text = words(app)
        for said in (
            "were needed", "Practice scale", "likely", "cut 720", "not AWS's score", "Unscored", "Domains",
            "Topics",
            "1 without a complete answer, 1 flagged, 1 guessed, 1 slow", "1 right to wrong", "the pace was 2:00",
        ):  # fmt: skip
            assert said in text, said
        await press(pilot, "R")
        (report,) = (room.paths.data / "reports").glob("exam-*.md")
        assert "not AWS" in report.read_text()


async def test_the_result_says_under_what_it_was_sat(room: AppContext, clock: BootClock) -> None:
    async with running(room, (120, 60), exam("calm", extra=True)) as (app, pilot):
        await press(pilot, "enter", "q", "enter")
        clock.advance(minutes=125)
        await press(pilot, "m", "2", "2")
        text = words(app)
        assert "With 30 min extra. Closed once, 2 h 5 min in all; the clock stood." in text
    async with running(room, (120, 60), exam("then")) as (app, pilot):
        await press(pilot, "enter", "S", "enter", "enter")
        assert "Facts as of 1 Sep 2019, practice only." in words(app)
    async with running(room, (120, 60), exam("try")) as (app, pilot):
        await press(pilot, "enter", "S", "enter", "enter")
        assert "Practice only: its answers do not count in the schedule." in words(app)


async def test_the_review_filters_and_keeps_the_numbers(room: AppContext, clock: BootClock) -> None:
    async with running(room, (100, 50), exam()) as (app, pilot):
        await press(pilot, "enter")
        sitting = sheet(app)._exam
        await sit(app, pilot, clock)
        numbers = {one.item.id: n for n, one in enumerate(sitting.sitting.form.items, 1)}
        await press(pilot, "r")
        assert isinstance(app.screen, ReviewScreen)
        assert "1 all 5 2 wrong 2 3 flagged 1 4 slow 1 5 guessed 1" in words(app)
        await press(pilot, "3")
        assert f"Question {numbers['limits-memory']}" in screen_text(app)
        text = words(app)
        assert "✗ Wrong" in text
        assert "changed right to wrong" in text
        for why in ("It is so since 1 December 2020", "It was so until then", "In 2019"):
            assert why in text
        await press(pilot, "2")
        seen = {app.screen.row.number}
        await press(pilot, "n")
        seen |= {app.screen.row.number}
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "p", "p", "p")
        seen |= {app.screen.row.number}
        assert seen == {numbers["limits-memory"], numbers["limits-storage"]}
        await press(pilot, "4", "i", "escape", "1", *["n"] * 6, "escape")
        assert isinstance(app.screen, ResultScreen)


async def test_an_open_question_shows_what_the_answer_was(room: AppContext, clock: BootClock) -> None:
    async with running(room, (100, 50), exam()) as (app, pilot):
        await press(pilot, "enter", "S", "enter", "r")
        for _ in range(5):
            assert "○ Not answered" in screen_text(app)
            assert "Source: Guide" in screen_text(app)
            await press(pilot, "n")


async def test_the_misses_are_studied_and_the_history_shows_the_trend(room: AppContext, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await sit(app, pilot, clock)
        await press(pilot, "m")
        assert isinstance(app.screen, StudyScreen)
        assert "1 of 2" in screen_text(app)
        await press(pilot, "q", "h")
        assert isinstance(app.screen, HistoryScreen)
        assert "One sitting of this exam: no trend yet" in words(app)
        clock.advance(days=1)
        await press(pilot, "q", "q", "m", "1", "enter", "enter", "S", "enter", "h")
        text = words(app)
        assert "2 sittings" in text
        assert "points from the first to the latest of 2 sittings" in text
        await press(pilot, "down", "enter")
        assert "3 of 5 right" in words(app)

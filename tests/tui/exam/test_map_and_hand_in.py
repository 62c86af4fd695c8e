"""The map of an exam, the page before it is handed in, and terminals that are too small."""

from __future__ import annotations

import pytest

from quizapp.core.events import Submit
from quizapp.services.context import AppContext
from quizapp.tui.exam.map import MapScreen
from quizapp.tui.exam.result import ResultScreen
from quizapp.tui.exam.submit import SubmitScreen
from tests.support.exam_screens import exam, words
from tests.support.exams import exam_events
from tests.support.screens import press, running, screen_text


async def test_the_map_shows_every_state_and_goes_there(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter", "f", "o")
        text = words(app)
        assert "▌1 ⚐" in text
        assert "answered 0 ◐ begun 0 ○ empty 5 ⚑ flagged 1 ? guess 0" in text
        await press(pilot, "right", "l", "h", "down", "9", "enter")
        assert "2 of 5" in screen_text(app)
        await press(pilot, "o", "4")
        assert "▌4" in words(app)
        assert "→2" in words(app)
        await press(pilot, "escape")
        assert "2 of 5" in screen_text(app)


async def test_the_last_question_names_the_key_that_hands_in(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        assert "submit" not in screen_text(app)
        await press(pilot, "o", "5", "enter")
        assert "S submit p previous" in words(app)
        assert "? help" in screen_text(app)
        for number in ("5", "1"):  # it works at every question
            await press(pilot, "o", number, "enter", "S")
            assert isinstance(app.screen, SubmitScreen)
            await press(pilot, "escape")


async def test_the_palette_names_each_action_once(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter", "n")
        found = [(command.title, command.help) for command in app.get_system_commands(app.screen)]
        titles = [title for title, _ in found]
        assert len(set(titles)) == len(titles)
        assert {"Next", "Previous", "Flag", "Map", "Guess", "Leave", "Submit", "Strike out", "Theme"} <= set(titles)
        assert not [title for title, told in found if told.startswith(("move(", "screen.", "choose("))]


async def test_before_handing_in_what_is_open_is_listed_and_escape_goes_back(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter", "f", "g", "o", "S")
        text = words(app)
        assert "5 without a complete answer 1, 2, 3, 4, 5" in text
        assert "1 flagged 1" in text
        assert "1 said to be a guess 1" in text
        await press(pilot, "escape")
        assert isinstance(app.screen, MapScreen)
        await press(pilot, "escape", "S")
        assert isinstance(app.screen, SubmitScreen)
        assert Submit not in [type(event.body) for event in exam_events(room)]
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultScreen)


@pytest.mark.parametrize("size", [(20, 5), (59, 24)])
async def test_a_terminal_too_small_kills_no_exam(room: AppContext, size: tuple[int, int]) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter", "n", "o")
        await pilot.resize_terminal(*size)
        await press(pilot)
        assert "Too small" in screen_text(app)
        await press(pilot, "escape", "S", "enter")
        await pilot.resize_terminal(80, 24)
        assert isinstance(app.screen, MapScreen)
        await press(pilot, "escape", "S", "enter")
        assert isinstance(app.screen, ResultScreen)

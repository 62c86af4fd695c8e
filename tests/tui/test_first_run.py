"""The first run: three questions, all skippable, once; then a warm-up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quizapp.core.bank import key_of
from quizapp.core.scheduler import Entry
from quizapp.services.context import AppContext, read_settings
from quizapp.services.study.session import Study
from quizapp.tui.app import QuizApp
from quizapp.tui.home.first_run import FirstRunScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.screens import Ticker, press, screen_text, settle


@asynccontextmanager
async def first_start(
    context: AppContext, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[QuizApp, Pilot[int]]]:
    """The program as ``quizapp`` alone starts it."""
    app = QuizApp(lambda: context, first_run=True, monotonic=Ticker())
    async with app.run_test(size=size, notifications=True) as pilot:
        for _ in range(500):
            await settle(pilot)
            if len(app.screen_stack) > 1 and context.loaded:
                break
            await pilot.pause(0.01)
        await settle(pilot)
        yield app, pilot


async def test_enter_three_times_takes_what_is_proposed_and_a_fourth_begins_the_warm_up(real: AppContext) -> None:
    async with first_start(real) as (app, pilot):
        assert isinstance(app.screen, FirstRunScreen)
        assert "Developer mock exam (DVA-C02)" in screen_text(app)
        assert "⏎ next" in screen_text(app)
        await press(pilot, "enter", "enter", "enter", "enter")
        assert isinstance(app.screen, StudyScreen)
        assert "Warm-up 1 of 10" in screen_text(app)
        assert "A warm-up: from easy to hard" in screen_text(app)
    assert (real.settings.exam, real.settings.exam_date, real.settings.minutes_a_day) == ("developer", None, 25)


async def test_the_answers_are_kept_and_shape_home(real: AppContext) -> None:
    async with first_start(real) as (app, pilot):
        await press(pilot, "down", "enter", *"2027-01-15", "enter", "backspace", "backspace", *"8", "enter", "enter")
        assert "Warm-up 1 of 8" in screen_text(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
        assert "15 Jan 2027" in screen_text(app)
        await press(pilot, "m")
        assert "▌ 2  All of Lambda" in screen_text(app)
    saved, _ = read_settings(real.paths.settings)
    assert (saved.exam, saved.exam_date, saved.minutes_a_day) == ("lambda", date(2027, 1, 15), 8)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_it_is_skipped_with_one_key_and_not_asked_again(real: AppContext, size: tuple[int, int]) -> None:
    async with first_start(real, size) as (app, pilot):
        assert all(
            word in screen_text(app) for word in ("Which exam?", "When is it?", "Minutes a day?", "Start a warm")
        )
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
        assert "Next: a warm-up of 10" in screen_text(app)
    async with first_start(real) as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter")
        assert "Warm-up 1 of 10" in screen_text(app)


async def test_what_cannot_be_is_said_beside_its_field_and_stops_nobody_who_skips(real: AppContext) -> None:
    async with first_start(real) as (app, pilot):
        await press(pilot, "enter", *"2020-01-01", "enter")
        assert "That day is past." in screen_text(app)
        await press(pilot, *["backspace"] * 10, *"soon", "enter")
        assert "Can't be read" in screen_text(app)
        await press(pilot, "tab", *["backspace"] * 2, *"2", "enter")
        assert screen_text(app).count("Can't be read") == 2
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, FirstRunScreen)
        await press(pilot, "escape", "q")
        assert isinstance(app.screen, HomeScreen)
    assert (real.settings.exam_date, real.settings.minutes_a_day) == (None, 25)


async def test_an_exam_and_the_way_on_can_be_clicked(real: AppContext) -> None:
    async with first_start(real) as (app, pilot):
        await pilot.click("#exam", offset=(3, 1))
        await settle(pilot)
        await pilot.click("#begin")
        await settle(pilot)
        assert isinstance(app.screen, StudyScreen)
    assert real.settings.exam == "lambda"


async def test_who_has_answered_or_chosen_something_is_not_asked(context: AppContext) -> None:
    study = Study(context, [Entry("limits-memory", "limits", "new")])
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 9_000)
    async with first_start(context) as (app, _):
        assert isinstance(app.screen, HomeScreen)


async def test_a_bank_without_exams_asks_for_the_rest(context: AppContext) -> None:
    async with first_start(context) as (app, pilot):
        assert isinstance(app.screen, FirstRunScreen)
        await press(pilot, "enter", "enter", "enter", "enter")
        assert isinstance(app.screen, StudyScreen)
    assert context.settings.exam == ""


async def test_a_bank_that_is_not_there_leaves_home(unopened: AppContext) -> None:
    unopened.bank_root = Path("/nowhere")
    app = QuizApp(lambda: unopened, first_run=True, monotonic=Ticker())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for _ in range(500):
            await settle(pilot)
            if unopened.without_bank is not None:
                break
            await pilot.pause(0.01)
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)

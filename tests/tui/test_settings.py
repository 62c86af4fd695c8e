"""Settings: saved at enter, undone with u, whole at 60x20; by keys and by clicks."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Input

from quizapp.services.context import AppContext, read_settings
from quizapp.tui.app import QuizApp
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.settings.fields import FIELDS
from quizapp.tui.settings.screen import SettingsScreen
from tests.support.screens import press, running, screen_text, told


def state(app: QuizApp, name: str) -> object:
    return app.screen.query_one(f"#{name}")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_every_setting_is_seen_at_once(context: AppContext, size: tuple[int, int]) -> None:
    async with running(context, size) as (app, pilot):
        await press(pilot, "s")
        text = screen_text(app)
        fields = [field for field in FIELDS.values() if app.screen.query(f"#{field.name}")]
        assert fields == [field for field in FIELDS.values() if field.name != "exam"]  # this bank has none
        for field in fields:
            assert field.label in text
        for number, field in enumerate(fields):
            assert app.focused is not None
            assert app.focused.id == field.name
            here = [line for line in screen_text(app).split("\n") if "▌" in line]
            assert len(here) == 1
            assert field.label in here[0]
            assert field.about.split()[0] in screen_text(app)
            await press(pilot, "down" if number % 2 else "tab")


async def test_every_change_can_be_undone_in_turn(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        before = context.settings
        await press(pilot, "s", *"2027-01-15", "enter", "tab", "backspace", "backspace", *"40", "enter")
        assert (context.settings.exam_date, context.settings.minutes_a_day) == (date(2027, 1, 15), 40)
        await press(pilot, "tab", "tab", "enter", "home", "enter")
        assert context.settings.theme == sorted(app.available_themes)[0]
        await press(pilot, "tab", "space", "tab", "enter")
        assert context.settings.extra_time
        assert context.settings.exam_format_only
        for said in ("Exam format only: off again.", "Extra time: off again.", "Theme: quizapp-dark again."):
            await press(pilot, "u")
            assert said in told(app)
        assert context.settings.minutes_a_day == 40
        assert app.theme == "quizapp-dark"
        await press(pilot, "u")
        assert "Minutes a day: 25 again." in told(app)
        await press(pilot, "u")
        assert "Exam date: empty again." in told(app)
        assert context.settings == before == read_settings(context.paths.settings)[0]
        assert [field.value for field in app.screen.query(Input)] == ["", "25", ""]
        await press(pilot, "u")  # there is no more
        assert context.settings == before


async def test_in_a_field_u_is_a_letter(context: AppContext) -> None:
    async with running(context) as (_, pilot):
        await press(pilot, "s", "tab", "backspace", "backspace", *"40", "enter", "u")
        assert context.settings.minutes_a_day == 40
        await press(pilot, "backspace", "escape", "u")
        assert context.settings.minutes_a_day == 25


async def test_what_is_on_or_off_can_be_clicked(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "s")
        assert isinstance(app.screen, SettingsScreen)
        await pilot.click("#show_clock")
        await press(pilot)
        assert not context.settings.show_clock
        assert "Clock in exams      [ ] off" in screen_text(app)
        await pilot.click("#show_clock")
        await press(pilot)
        assert context.settings.show_clock


async def test_a_theme_can_be_clicked(context: AppContext) -> None:
    async with running(context, (80, 40)) as (app, pilot):
        await press(pilot, "s")
        await pilot.click("#theme")
        await press(pilot, "home", "enter")
        assert context.settings.theme == sorted(app.available_themes)[0]


async def test_q_leaves_from_a_switch(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "s", "up", "up", "q")
        assert isinstance(app.screen, HomeScreen)


async def test_an_exam_date_that_is_past_is_not_saved(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "s", *"2020-01-15", "enter")
        assert "not saved: this day is past" in screen_text(app)
        await press(pilot, "escape", "q")
        assert context.settings.exam_date is None
        assert read_settings(context.paths.settings)[0].exam_date is None

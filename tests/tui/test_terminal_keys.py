"""Keys as terminals and keyboards send them: a second way out of fields, a line feed, digits of AZERTY."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from quizapp.services.context import AppContext
from quizapp.tui.answering import UNSHIFTED_DIGITS
from quizapp.tui.app import LEAVE_ID
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.settings.screen import SettingsScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.screens import press, running, screen_text, told
from tests.tui.test_study_screen import study_of

AZERTY = {
    "&": "ampersand", "é": "é", '"': "quotation_mark", "'": "apostrophe", "(": "left_parenthesis", "-": "minus",
    "è": "è", "_": "underscore", "ç": "ç", "à": "à",
}  # fmt: skip


async def test_a_second_key_leaves_a_field_and_then_the_screen(context: AppContext) -> None:
    now = [0.0]
    async with running(context, monotonic=lambda: now[0]) as (app, pilot):
        await press(pilot, "s")
        assert isinstance(app.focused, Input)
        await press(pilot, "ctrl+g")
        assert app.focused is None
        assert isinstance(app.screen, SettingsScreen)
        now[0] += 2
        await press(pilot, "ctrl+g")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "ctrl+p", "x", "ctrl+g")
        assert isinstance(app.screen, HomeScreen)


async def test_the_second_key_can_be_another_one(context: AppContext) -> None:
    context.save_settings(replace(context.settings, keys={LEAVE_ID: "ctrl+t,f9"}))
    async with running(context) as (app, pilot):
        await press(pilot, "s", "ctrl+g")
        assert isinstance(app.focused, Input)
        await press(pilot, "f9")
        assert app.focused is None
        await press(pilot, "question_mark", "end")
        assert "ctrl+t, f9" in screen_text(app)


async def test_help_names_the_second_key_and_how_to_copy(context: AppContext) -> None:
    async with running(context, (80, 60)) as (app, pilot):
        await press(pilot, "question_mark")
        text = " ".join(screen_text(app).split())
        assert "ctrl+g" in text
        assert "as esc: leave the field, or back" in text
        assert "shift-drag" in text


async def test_a_line_feed_is_enter(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "ctrl+j")
        assert isinstance(app.screen, StudyScreen)
    async with running(context, start=study_of("invocation-attempts")) as (app, pilot):
        await press(pilot, "3", "ctrl+j")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert app.screen.view.phase == "verdict"


@pytest.mark.parametrize("place", range(10))
async def test_the_digits_of_azerty_choose_without_shift_in_study(context: AppContext, place: int) -> None:
    async with running(context, start=study_of("limits-memory")) as (app, pilot):
        assert isinstance(app.screen, StudyScreen)
        options = app.screen.pane.draft.rows
        await press(pilot, AZERTY[UNSHIFTED_DIGITS[place]])
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.pane.draft.cursor == (place if place < options else -1)


async def test_a_sign_still_begins_a_number(context: AppContext) -> None:
    async with running(context, start=study_of("invocation-attempts")) as (app, pilot):
        assert isinstance(app.screen, StudyScreen)
        await press(pilot, "escape", "minus", "4")
        assert app.screen.pane.field.value == "-4"


async def test_a_key_of_ones_own_beats_a_digit_of_azerty(context: AppContext) -> None:
    context.save_settings(replace(context.settings, keys={"study.info": "ampersand"}))
    async with running(context, start=study_of("limits-memory")) as (app, pilot):
        await press(pilot, "ampersand")
        assert not isinstance(app.screen, StudyScreen)  # about this question


async def test_what_was_copied_is_said(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        app.copy_to_clipboard("three words here")
        await press(pilot)
        assert "Copied 16 characters." in told(app)
        app.copy_to_clipboard("two\nlines")
        await press(pilot)
        assert "Copied 2 lines." in told(app)

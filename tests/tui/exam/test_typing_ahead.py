"""Keys that come faster than the screen works: each has the effect that it has when one waits in between."""

from __future__ import annotations

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input

from quizapp.core.events import kind_of
from quizapp.services.context import AppContext
from quizapp.tui.app import QuizApp
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.exam_screens import exam, go_to, sheet
from tests.support.screens import running, screen_text, settle
from tests.support.textual_adapter import arrive


async def at_once(pilot: Pilot[int], *typed: str) -> None:
    """Keys that are all there before the first is looked at, as from a fast hand, a slow line or a terminal's paste."""
    for text in typed:
        named = len(text) > 1
        arrive(pilot.app, events.Key(text, {"space": " "}.get(text) if named else text))
    for _ in range(3):
        await settle(pilot)


async def at_a_number(app: QuizApp, pilot: Pilot[int]) -> int:
    await at_once(pilot, "enter")
    return await go_to(app, pilot, "invocation-attempts")


@pytest.mark.parametrize("typed", ["425", "-3", ".5"])
async def test_a_number_typed_at_once_is_saved_whole(room: AppContext, typed: str) -> None:
    async with running(room, start=exam()) as (app, pilot):
        number = await at_a_number(app, pilot)
        await at_once(pilot, *typed, "escape")
        assert typed in screen_text(app)
        assert sheet(app)._exam.sitting.place(number).response == (typed,)


async def test_keys_after_a_number_and_escape_are_the_screens_again(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        number = await at_a_number(app, pilot)
        step = "n" if number < len(sheet(app)._exam.sitting.form.items) else "p"
        await at_once(pilot, *"42", "escape", "f", step)
        assert isinstance(app.screen, ExamScreen)
        assert sheet(app)._exam.sitting.place(number).response == ("42",)
        assert sheet(app)._exam.sitting.place(number).flagged
        assert sheet(app).view.number == number + (1 if step == "n" else -1)  # type: ignore[union-attr]


async def test_text_pasted_behind_a_key_comes_behind_it(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        number = await at_a_number(app, pilot)
        arrive(pilot.app, events.Key("4", "4"))
        arrive(app, events.Paste("25"))
        await at_once(pilot, "escape")
        assert sheet(app)._exam.sitting.place(number).response == ("425",)


async def test_words_typed_behind_the_key_that_opens_a_field_are_in_it(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await at_once(pilot, *"blambda")
        assert app.screen.query_one("#search", Input).value == "lambda"
        await at_once(pilot, "escape", "slash", *"s3")
        assert app.screen.query_one("#search", Input).value.endswith("s3")
        assert app.failure is None


@pytest.mark.parametrize("page", ["pageup", "pagedown"])
@pytest.mark.parametrize(
    "keys",
    [["ctrl+p"], ["ctrl+p", "z", "q", "backspace"], ["b", "tab"], ["b", "escape"], ["s", *["tab"] * 3, "enter"], ["l"]],
    ids="-".join,
)
async def test_a_page_in_a_list_that_is_not_painted_yet_ends_nothing(
    context: AppContext, keys: list[str], page: str
) -> None:
    async with running(context) as (app, pilot):
        await at_once(pilot, *keys, page, page)
        await at_once(pilot, page)
        assert app.failure is None
        assert app.is_running


@pytest.mark.parametrize(
    "keys", [["ctrl+p"], ["ctrl+p", *"back"], ["ctrl+p", *"theme"], ["ctrl+p", *"skip"]], ids="".join
)
@pytest.mark.parametrize("times", [2, 5])
async def test_enter_pressed_again_in_the_palette_runs_one_command(
    context: AppContext, keys: list[str], times: int
) -> None:
    async with running(context) as (app, pilot):
        await at_once(pilot, "enter")
        await at_once(pilot, *keys)
        assert isinstance(app.screen, CommandPalette)
        await at_once(pilot, *["enter"] * times, *["down"] * 3)
        assert app.failure is None
        assert isinstance(app.screen_stack[1], HomeScreen)
        skips = [event for event in context.store.events() if kind_of(event.body) == "skip"]
        assert len(skips) == (keys[-1] == "p" and len(keys) > 1)


async def test_a_study_session_takes_its_first_keys_at_once(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await at_once(pilot, "enter", "s")
        assert isinstance(app.screen, StudyScreen)
        assert [kind_of(event.body) for event in context.store.events()][-1] == "skip"

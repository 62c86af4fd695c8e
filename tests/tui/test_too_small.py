"""In a window that is too small nothing is shown, so nothing may act: no key, no click and no pasted text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual import events

from quizapp.services.context import AppContext
from quizapp.tui.app import QuizApp
from tests.support.screens import press, running, screen_text
from tests.tui.test_study_screen import study_of

KEYS = ("1", "space", "enter", "g", "u", "s", "z", "n", "f", "x", "7", "escape", "b", "S")


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5)])
@pytest.mark.parametrize(
    "start",
    [None, study_of("limits-memory", "limits-storage"), study_of("invocation-attempts", "limits-memory")],
    ids=["home", "study", "a number"],
)
async def test_what_is_pressed_unseen_changes_nothing(
    context: AppContext, start: Callable[[QuizApp], None] | None, size: tuple[int, int]
) -> None:
    async with running(context, start=start) as (app, pilot):
        shown, stack = screen_text(app), list(app.screen_stack)
        before = [event.event_id for event in context.store.events()]
        await pilot.resize_terminal(*size)
        await press(pilot, *KEYS)
        app.post_message(events.Paste("7"))
        await pilot.click(offset=(1, 1))
        await press(pilot, "enter")
        assert "Too small" in screen_text(app)
        assert [event.event_id for event in context.store.events()] == before
        await pilot.resize_terminal(80, 24)
        await press(pilot, "pageup")
        assert app.screen_stack == stack
        assert screen_text(app) == shown


@pytest.mark.parametrize("key", ["z", "i", "question_mark", "exclamation_mark", "ctrl+p"])
async def test_a_dialog_gives_way_to_the_word_that_the_window_is_too_small(context: AppContext, key: str) -> None:
    async with running(context, start=study_of("limits-memory", "limits-storage")) as (app, pilot):
        await press(pilot, key)
        dialog = app.screen
        await pilot.resize_terminal(59, 24)
        await press(pilot, "enter", "1")
        assert "Too small" in screen_text(app)
        assert app.screen is dialog


async def test_q_quits_a_window_that_is_too_small(context: AppContext) -> None:
    async with running(context, size=(40, 12), start=study_of("limits-memory")) as (app, pilot):
        await press(pilot, "q")
        assert app.return_code == 0
        assert not app.is_running

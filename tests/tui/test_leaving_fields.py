"""``escape`` in a field leaves the field and nothing else, however often it is pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizapp.services.context import AppContext
from quizapp.tui.app import QuizApp
from tests.support.screens import press, running, screen_text, told
from tests.tui.test_study_screen import study_of

HAMMERED = ["escape"] * 12


def at_number(app: QuizApp) -> None:
    """A session at a question whose answer is typed."""
    study_of("invocation-attempts", "limits-memory")(app)


@pytest.mark.parametrize(
    ("start", "keys"),
    [
        (at_number, ["7"]),
        (study_of("limits-memory"), ["exclamation_mark", "o", "d", "d"]),
        (study_of("limits-memory"), ["N", "o", "d", "d"]),
        (study_of("limits-memory"), ["ctrl+p", "z"]),
        (None, ["b", "m", "e"]),
        (None, ["l", "5"]),
        (None, ["s", "2"]),
    ],
    ids=["a number", "a report", "a note", "the palette", "browse", "lab", "settings"],
)
async def test_hammering_escape_in_a_field_leaves_the_field_alone(
    context: AppContext, start: Callable[[QuizApp], None] | None, keys: list[str]
) -> None:
    now = [0.0]
    async with running(context, start=start, monotonic=lambda: now[0]) as (app, pilot):
        await press(pilot, *keys)
        below, palette = app.screen_stack[-2], keys[0] == "ctrl+p"
        there = below if palette else app.screen
        for _ in HAMMERED:
            await press(pilot, "escape")
            now[0] += 0.5  # slower than a held key repeats
        assert app.screen is there
        assert "q goes back" in told(app)
        now[0] += 2
        await press(pilot, "escape")
        if app.screen is there:  # a number that was typed and not submitted is asked about
            assert "This answer isn't submitted" in screen_text(app)
            now[0] += 2
            await press(pilot, "escape")
        assert app.screen is not there

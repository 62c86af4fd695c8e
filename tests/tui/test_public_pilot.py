"""The application under Textual's own pilot, by public names alone: what a change in Textual's inside cannot break."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Input

from quizapp.services.context import AppContext
from quizapp.tui.app import QuizApp
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.question_pane import QuestionPane
from tests.support.screens import Ticker
from tests.tui.test_study_screen import study_of


async def until(pilot: Pilot[int], holds: Callable[[], object]) -> None:
    """Wait for what the next keys need."""
    for _ in range(500):
        await pilot.pause(0.01)
        if holds():
            return
    raise TimeoutError


async def test_a_question_is_answered_and_its_verdict_read(context: AppContext) -> None:
    app = QuizApp(lambda: context, open_study=study_of("limits-memory"), monotonic=Ticker())
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: any(pane.showing for pane in app.screen.query(QuestionPane)))
        pane, page = app.screen.query_one(QuestionPane), app.screen.query_one("#page", BlockView)
        assert pane.showing is not None
        assert page.plain.startswith(f" {pane.showing.item.stem}")
        await pilot.press("1")
        await until(pilot, lambda: pane.draft.cursor == 0)
        await pilot.press("enter")
        await until(pilot, lambda: pane.showing is None)
        assert "Source: Guide" in page.plain
        assert not app.screen.query_one("#number", Input).display
        assert "Source:" in app.export_screenshot()
        await pilot.press("q")
        await until(pilot, lambda: "1 right" in page.plain or "1 wrong" in page.plain)
        await pilot.press("q")
        await until(pilot, lambda: len(app.screen_stack) == 2)
    assert [event.body.card for event in context.store.events() if hasattr(event.body, "correct")] == ["limits-memory"]

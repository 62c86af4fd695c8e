"""From 120 columns a verdict stands beside its question; before the answer, and in less room, there is one column."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from quizapp.core.bank import arrange
from quizapp.services.bank.feedback import uncovered
from quizapp.services.context import AppContext
from quizapp.tui.app import QuizApp
from quizapp.tui.bank.browse import BrowseScreen
from quizapp.tui.widgets import markup, question_rows
from quizapp.tui.widgets.block_page import BlockPage
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.question_pane import QuestionPane, unanswered
from tests.support.screens import press, running, screen_text, settle
from tests.tui.test_study_screen import key_presses, study_of
from tests.walks.sheet import bare, squeeze

WIDE, NARROW = (120, 40), (119, 40)


def panes(app: QuizApp) -> tuple[QuestionPane, BlockPage]:
    return app.screen.query_one(QuestionPane), app.screen.query_one("#lesson", BlockPage)


def text_of(page: BlockPage) -> str:
    return page.query_one(BlockView).plain


async def turned(pilot: Pilot[int], size: tuple[int, int]) -> None:
    await pilot.resize_terminal(*size)
    await settle(pilot)


async def test_study_has_its_verdict_at_the_right(context: AppContext) -> None:
    async with running(context, WIDE, start=study_of("limits-memory")) as (app, pilot):
        left, right = panes(app)
        assert not right.display
        assert left.text.size.width <= 90
        assert abs((left.text.region.x + left.text.region.right) - 120) <= 2, "in the middle"
        await press(pilot, *key_presses(app), "enter")
        assert right.display
        assert left.region.right <= right.region.x
        assert "✓ Correct" in text_of(right)
        assert "Source:" in text_of(right)
        assert "Source:" not in text_of(left)
        assert screen_text(app).count("✓ Correct") == 1, "not at the bottom as well"
        await press(pilot, "enter")
        assert not right.display


@pytest.mark.parametrize("way", [("b", "enter", "enter", "space")])
async def test_reading_has_its_answer_at_the_right(context: AppContext, way: tuple[str, ...]) -> None:
    async with running(context, WIDE) as (app, pilot):
        await press(pilot, *way)
        _, right = panes(app)
        assert right.display
        assert "Source:" in text_of(right)
        await press(pilot, "space")
        assert not right.display
        assert "Source:" not in screen_text(app)


async def test_another_width_moves_the_verdict(context: AppContext) -> None:
    async with running(context, NARROW, start=study_of("limits-memory")) as (app, pilot):
        await press(pilot, *key_presses(app), "enter")
        left, right = panes(app)
        assert not right.display
        one = text_of(left)
        assert "Source:" in one
        await turned(pilot, WIDE)
        assert right.display
        assert "Source:" not in text_of(left)
        await turned(pilot, NARROW)
        assert not right.display
        assert text_of(left) == one
        assert "✓ Correct" in screen_text(app)


async def test_keys_scroll_both_panes_to_their_ends_and_back(context: AppContext) -> None:
    async with running(context, (120, 20), start=study_of("limits-memory")) as (app, pilot):
        await press(pilot, *key_presses(app), "enter")
        left, right = panes(app)
        assert right.max_scroll_y > 0
        await press(pilot, *["pagedown"] * 9)
        assert (right.scroll_y, left.scroll_y) == (right.max_scroll_y, left.max_scroll_y)
        await press(pilot, *["pageup"] * 9)
        assert (right.scroll_y, left.scroll_y) == (0, 0)
        await press(pilot, "down")
        assert right.scroll_y == 1


async def test_browse_previews_the_question_under_the_cursor(context: AppContext) -> None:
    async with running(context, WIDE) as (app, pilot):
        await press(pilot, "b", "enter")
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        preview, items = screen.query_one("#preview", BlockPage), context.library.bank.items
        for key in ("down", "down", "up", "end"):
            await press(pilot, key)
            item = items.get(screen._here)
            if item is None:  # a calculation
                assert "new each time" in text_of(preview)
                continue
            assert squeeze(item.stem) in bare(text_of(preview))
            assert all(squeeze(part.text) in bare(text_of(preview)) for part in arrange(item, 0).choices)
            assert squeeze(item.explanation)[:40] not in bare(text_of(preview))
            assert not set("✓✗▌") & set(text_of(preview))
        await turned(pilot, NARROW)
        assert not preview.display
        await turned(pilot, WIDE)
        assert preview.display
        assert screen._here


async def test_a_click_on_a_preview_answers_nothing(context: AppContext) -> None:
    async with running(context, WIDE) as (app, pilot):
        await press(pilot, "b", "enter", "down")
        before = screen_text(app)
        await pilot.click("#preview", offset=(8, 12))
        await settle(pilot)
        assert screen_text(app) == before


def test_every_question_fits_beside_its_verdict_and_its_list(real: AppContext) -> None:
    for item in real.library.bank.items.values():
        showing = arrange(item, 0)
        answered, _ = question_rows.answered(showing, uncovered(real.library, item))
        assert len(markup.lines(answered, 56)) <= 35, item.id
        assert len(markup.lines(unanswered(showing), 66)) <= 32, item.id

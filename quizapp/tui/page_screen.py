"""Screens that are one page: of text that scrolls, or of rows with a cursor on one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from textual.widget import Widget

from quizapp.tui.base import BaseScreen
from quizapp.tui.widgets.block_page import BlockPage

RowT = TypeVar("RowT")
ABOVE = 5
"""Rows that stay in sight above the cursor."""


class PageScreen(BaseScreen):
    """``paint`` fills ``page``, when the screen is mounted and whenever there is something else to show."""

    page: BlockPage

    def body(self) -> Iterable[Widget]:
        """One page."""
        self.page = BlockPage()
        yield self.page

    def on_mount(self) -> None:
        """What there is to show. Textual calls this behind the ``on_mount`` of a subclass, if it has one."""
        self.paint()

    def paint(self) -> None:
        """Show what stands now, always and whole."""
        raise NotImplementedError

    def action_scroll(self, by: int) -> None:
        """Through the page."""
        self.page.scroll_lines(by)


class ListScreen(PageScreen, Generic[RowT]):
    """``rows``, of which the one at the place ``at`` is under the cursor."""

    rows: Sequence[RowT] = ()
    at = 0

    def action_move(self, by: int) -> None:
        """Another row."""
        self.at = min(max(self.at + by, 0), max(0, len(self.rows) - 1))
        self.paint()
        self.page.scroll_to(y=max(0, self.at - ABOVE), animate=False)

    def action_enter(self, place: int) -> None:
        """The row that was clicked, as ``enter`` on it."""
        if place < len(self.rows):
            self.action_pick(place)
            self.app.simulate_key("enter")

    def action_pick(self, place: int) -> None:
        """A row by its number."""
        if place < len(self.rows):
            self.at = place
            self.paint()

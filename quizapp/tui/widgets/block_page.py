"""A page: blocks in a column that the screen's keys scroll."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import VerticalScroll
from textual.widget import Widget

from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import Block


class BlockPage(VerticalScroll):
    """One text, and ``below`` it whatever else scrolls with it. It never has the focus: keys are the screen's."""

    DEFAULT_CSS = """
    BlockPage { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    BlockPage > BlockView { max-width: 100; }
    """

    def __init__(self, *below: Widget, place: str = "board") -> None:
        self.text = BlockView(id="page" if place == "board" else f"{place}-page")
        super().__init__(self.text, *below, id=place, can_focus=False)

    def show(self, blocks: Sequence[Block]) -> None:
        """Show these blocks, always."""
        self.text.show(blocks)

    def block_clicked(self, event: events.Click) -> int | None:
        """Return the block that was clicked, if one was."""
        if not self.content_region.contains_point(event.screen_offset):
            return None
        return self.text.block_at(event.screen_y - self.text.content_region.y)

    def scroll_lines(self, by: int) -> None:
        """So many lines down, or up."""
        self.scroll_relative(y=by, animate=False)

    def has_more(self, by: int) -> bool:
        """Return whether there is anything to scroll to: down where ``by`` is positive, else up."""
        return self.scroll_y < self.max_scroll_y if by > 0 else self.scroll_y > 0

    def scroll_windows(self, by: int) -> None:
        """So many times what the window holds, two lines less."""
        self.scroll_lines(by * max(1, self.size.height - 2))

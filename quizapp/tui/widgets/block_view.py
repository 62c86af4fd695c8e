"""Text that flows: blocks with hanging indents, wrapped to whatever width there is."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

from quizapp.tui.widgets import markup
from quizapp.tui.widgets.markup import Block


class BlockView(Widget):
    """Shows blocks. Cheaper than a Markdown widget by an order of magnitude, and safe for any text."""

    DEFAULT_CSS = """
    BlockView { width: 1fr; height: auto; }
    """

    def __init__(self, blocks: Sequence[Block] = (), *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._blocks = tuple(blocks)
        self._laid: tuple[int, list[Content]] | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is shown."""
        return self._blocks

    @property
    def plain(self) -> str:
        """The text as it stands, without styles."""
        return "\n".join(line.plain for line in self._lines(max(20, self.content_size.width)))

    def show(self, blocks: Sequence[Block]) -> None:
        """Show these blocks, always: ``Content`` compares its text alone, so equal blocks may differ in look."""
        self._blocks, self._laid = tuple(blocks), None
        self.refresh(layout=True)

    def line_of(self, index: int) -> int:
        """The line on which block ``index`` begins, at the present width."""
        return len(markup.lines(self._blocks[:index], max(20, self.content_size.width)))

    def block_at(self, line: int) -> int | None:
        """The block that is on ``line`` of the widget, at the present width; None below the last."""
        width, end = max(20, self.content_size.width), 0
        for index, block in enumerate(self._blocks):
            end += len(markup.lines([block], width))
            if line < end:
                return index
        return None

    async def on_click(self, event: events.Click) -> None:
        """Run what the block that was clicked is for."""
        at = self.block_at(event.y)
        if at is not None and self._blocks[at].click:
            await self.screen.run_action(self._blocks[at].click)

    def reveal(self, first: int, last: int, at: int) -> None:
        """Scroll to the blocks from ``first`` up to ``last``; where they have no room together, to block ``at``."""
        board = self.parent
        if not isinstance(board, VerticalScroll) or not board.max_scroll_y:
            return
        top, end = self.line_of(first), self.line_of(last)
        if end - top > board.scrollable_content_region.height:
            top = self.line_of(at)
            end = self.line_of(min(at + 1, last))
        board.scroll_to_region(Region(0, top, 1, max(1, end - top)), animate=False)

    def _lines(self, width: int) -> list[Content]:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, markup.lines(self._blocks, width))
        return self._laid[1]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """All the room there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The number of lines at ``width``."""
        return len(self._lines(width)) if self._blocks else 0

    def render(self) -> Content:
        """The lines at the present width."""
        return Content("\n").join(self._lines(self.content_size.width))


class Column(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A column that scrolls by itself only to what has the focus; keys go to the screen, which has more to scroll."""

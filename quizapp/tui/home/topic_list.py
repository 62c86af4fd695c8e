"""The topics on Home: rows under a cursor, which can be entered or clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events

from quizapp.tui.home.view import TOPICS_FROM, topic_blocks
from quizapp.tui.widgets.block_view import BlockView

if TYPE_CHECKING:
    from quizapp.services.bank.extent import Extent
    from quizapp.services.progress.topic_counts import TopicCounts


class TopicList(BlockView):
    """The cursor ``at`` -1 is on none. ``entered`` hears that a topic was clicked."""

    def __init__(self, entered: Callable[[], object]) -> None:
        super().__init__(id="stand")
        self.at = -1
        self._entered = entered
        self._rows: tuple[TopicCounts, ...] = ()
        self._extent: Extent | None = None

    @property
    def topic(self) -> str:
        """The topic under the cursor; empty for none."""
        return self._rows[self.at].topic if 0 <= self.at < len(self._rows) else ""

    def fill(self, rows: Sequence[TopicCounts], size: Extent) -> None:
        """Show these topics; the cursor stays on its place."""
        self._rows, self._extent = tuple(rows), size
        self.move(0)

    def move(self, by: int) -> None:
        """The cursor so many rows down; above the first it is on none."""
        self.at = min(max(self.at + by, -1), len(self._rows) - 1)
        if self._extent is not None:
            self.show(topic_blocks(self._rows, self._extent, self.at))
            here = TOPICS_FROM + self.at if self.at >= 0 else 0
            self.reveal(here, here + 1, here)

    async def on_click(self, event: events.Click) -> None:
        """Enter the topic that was clicked."""
        block = self.block_at(event.y)
        if block is not None and 0 <= block - TOPICS_FROM < len(self._rows):
            self.move(block - TOPICS_FROM - self.at)
            self._entered()

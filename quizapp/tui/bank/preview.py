"""The question under the cursor of a list, beside the list."""

from __future__ import annotations

from textual.content import Content

from quizapp.core.bank import Item, arrange
from quizapp.tui.widgets.block_page import BlockPage
from quizapp.tui.widgets.markup import DIM, Block, blocks
from quizapp.tui.widgets.question_pane import TWO_PANES, unanswered


class PreviewPane(BlockPage):
    """A question as it is asked, without its answer. It is there where the terminal has room for two panes."""

    DEFAULT_CSS = """
    PreviewPane { width: 3fr; border-left: solid $rule; padding: 0 1; }
    PreviewPane > BlockView { max-width: 90; }
    """

    def __init__(self) -> None:
        super().__init__(place="preview")

    def show_item(self, item: Item | None, stem: str) -> None:
        """Show an item from its top; of a calculation, which is None, the ``stem``; nothing where that is empty."""
        self.display = self.app.size.width >= TWO_PANES
        shown: tuple[Block, ...] = ()
        if item is not None:
            shown = unanswered(arrange(item, 0))
        elif stem:
            word = Content.styled("A calculation: its numbers are new each time.", DIM)
            shown = (*blocks(stem, indent=" "), Block(Content("")), Block(word, " ", " "))
        self.show(shown)
        self.scroll_home(animate=False)

"""A box over the screen below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, ScreenResultType

from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import Block

if TYPE_CHECKING:
    from quizapp.tui.base_app import BaseApp


class Dialog(ModalScreen[ScreenResultType]):
    """``blocks`` in a box that scrolls. ``SCROLLS`` False: the arrows are the dialog's own."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > #box { width: 74; max-width: 94%; height: auto; max-height: 90%; padding: 1 2; background: $raised;
        border: round $rule; }
    """
    SCROLLS = True

    @property
    def quiz_app(self) -> BaseApp:
        """The application, as its screens know it."""
        return cast("BaseApp", self.app)

    def compose(self) -> ComposeResult:
        """One box."""
        self.text = BlockView(self.blocks())
        yield VerticalScroll(self.text, id="box", can_focus=self.SCROLLS)

    def blocks(self) -> Sequence[Block]:
        """Return what stands in the box."""
        raise NotImplementedError

"""About an item: where it comes from, what it rests on, and how it went so far."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from quizapp.core.bank import Item
from quizapp.present.phrases import about_rows
from quizapp.services.bank.item_details import About, about
from quizapp.services.context import AppContext
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block, inline


class ItemDetailsScreen(ModalScreen[None]):
    """``revealed``: facts and sources may be named, the answer has been given."""

    DEFAULT_CSS = """
    ItemDetailsScreen { align: center middle; }
    ItemDetailsScreen > #info {
        width: 74; max-width: 94%; height: auto;
        max-height: 90%; padding: 1 2; background: $raised;
        border: round $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i,enter", "dismiss", "close", id="info.close")]

    def __init__(self, context: AppContext, item: Item, *, revealed: bool) -> None:
        super().__init__()
        self._about = about(context, item)
        self._revealed = revealed

    def compose(self) -> ComposeResult:
        """One box."""
        with VerticalScroll(id="info"):
            yield BlockView(_blocks(self._about, revealed=self._revealed))


def _blocks(a: About, *, revealed: bool) -> list[Block]:
    out = [Block(Content.styled("About this item", "bold")), Block(Content(""))]
    return out + [
        Block(inline(text), f"{name:<8}", " " * 8, lead=DIM) for name, text in about_rows(a, revealed=revealed)
    ]

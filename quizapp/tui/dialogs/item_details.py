"""About an item: where it comes from, what it rests on, and how it went so far."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.core.bank import Item
from quizapp.present.phrases import about_rows
from quizapp.services.bank.item_details import about
from quizapp.services.context import AppContext
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.markup import DIM, Block, inline


class ItemDetailsScreen(Dialog[None]):
    """``revealed``: facts and sources may be named, the answer has been given."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i,enter", "dismiss", "close", id="info.close")]

    def __init__(self, context: AppContext, item: Item, *, revealed: bool) -> None:
        super().__init__()
        self._about = about(context, item)
        self._revealed = revealed

    def blocks(self) -> list[Block]:
        """Return a row a fact."""
        rows = about_rows(self._about, revealed=self._revealed)
        out = [Block(Content.styled("About this question", "bold")), Block(Content(""))]
        return out + [Block(inline(text), f"{name:<8}", " " * 8, lead=DIM) for name, text in rows]

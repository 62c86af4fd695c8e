""" "Says who?": what a figure is, and what it rests on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from quizapp.services.says_who import Rows
from quizapp.tui.prose import DIM, Block, inline
from quizapp.tui.widgets.flow import Flow

LABEL = 12


class SaysWhoScreen(ModalScreen[None]):
    """A box with the definition of a figure and the evidence behind it."""

    DEFAULT_CSS = """
    SaysWhoScreen { align: center middle; }
    SaysWhoScreen > #who { width: 74; max-width: 94%; height: auto; max-height: 90%; padding: 1 2; background: $raised;
        border: round $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i,enter", "dismiss", "close", id="who.close")]

    def __init__(self, title: str, rows: Rows) -> None:
        super().__init__()
        self._title, self._rows = title, rows

    def compose(self) -> ComposeResult:
        """One box."""
        out = [Block(inline(self._title, "bold")), Block(Content(""))]
        out += [Block(inline(text), f"{name:<{LABEL}}", " " * LABEL, lead=DIM) for name, text in self._rows]
        with VerticalScroll(id="who"):
            yield Flow(out)

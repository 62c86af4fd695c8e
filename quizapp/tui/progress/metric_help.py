"""Explain a figure: what it is, and what it rests on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from quizapp.present.metric_help import HelpRows
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block, inline

LABEL = 12


class MetricHelpScreen(ModalScreen[None]):
    """A box with the definition of a figure and the evidence behind it."""

    DEFAULT_CSS = """
    MetricHelpScreen { align: center middle; }
    MetricHelpScreen > #who {
        width: 74; max-width: 94%; height: auto;
        max-height: 90%; padding: 1 2; background: $raised;
        border: round $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i,enter", "dismiss", "close", id="who.close")]

    def __init__(self, title: str, rows: HelpRows) -> None:
        super().__init__()
        self._title, self._rows = title, rows

    def compose(self) -> ComposeResult:
        """One box."""
        out = [Block(inline(self._title, "bold")), Block(Content(""))]
        out += [Block(inline(text), f"{name:<{LABEL}}", " " * LABEL, lead=DIM) for name, text in self._rows]
        with VerticalScroll(id="who"):
            yield BlockView(out)

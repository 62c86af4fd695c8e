"""Explain a figure: what it is, and what it rests on."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.present.metric_help import HelpRows
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.markup import DIM, Block, inline

LABEL = 12


class MetricHelpScreen(Dialog[None]):
    """A box with the definition of a figure and the evidence behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i,enter", "dismiss", "close", id="who.close")]

    def __init__(self, title: str, rows: HelpRows) -> None:
        super().__init__()
        self._title, self._rows = title, rows

    def blocks(self) -> list[Block]:
        """Return the definition, and the evidence in rows."""
        out = [Block(inline(self._title, "bold")), Block(Content(""))]
        return out + [Block(inline(text), f"{name:<{LABEL}}", " " * LABEL, lead=DIM) for name, text in self._rows]

"""The least that Textual can do: a blank application, and a screen of Statics that change on a key.

Run as a program: ``floors.py blank`` or ``floors.py statics``.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

STEM = (
    "A function reads a stream with four shards through an event source mapping whose parallelization factor is two. "
    "The stream has a backlog of several hours and the team wants to know how far it can go without other changes."
)
WHY = (
    "A shard has as many batches in flight as the factor says; order is kept for each partition key, not for the shard."
)


class Statics(App[None]):
    """Six texts. ``enter`` changes them all: question, verdict, question."""

    def __init__(self) -> None:
        super().__init__()
        self._number = 0

    def compose(self) -> ComposeResult:
        """A head, a stem, four rows, a foot."""
        yield Static(id="head", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static(STEM, markup=False)
            for i in range(4):
                yield Static(id=f"row-{i}", markup=False)
        yield Static(id="foot", markup=False)

    def on_mount(self) -> None:
        """The first question."""
        self._show()

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "next")]

    def action_next(self) -> None:
        """On."""
        self._number += 1
        self._show()

    def _show(self) -> None:
        verdict = self._number % 2
        self.query_one("#head", Static).update(f"state <{self._number}>")
        for i in range(4):
            self.query_one(f"#row-{i}", Static).update(
                f" {i + 1}  {i * 2}\n     {WHY}" if verdict else f" {i + 1}  {i * 2}"
            )
        self.query_one("#foot", Static).update("Right, comes back in two days" if verdict else "choose")


if __name__ == "__main__":
    (App() if sys.argv[1] == "blank" else Statics()).run()

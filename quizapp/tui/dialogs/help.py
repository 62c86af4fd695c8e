"""Help: what this screen is for and every key that works on it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen

from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import Block, inline

_ALSO = (
    ("1-9, 0, a-e, F", "choose a row or a partner"),
    ("j k, arrows", "move; after a verdict, scroll"),
    ("space", "choose, or pick a step up and drop it"),
    ("x", "strike an option out"),
    ("z", "suspend this question (asks first)"),
    ("i", "about this item"),
    ("!", "report a mistake"),
    ("ctrl+p", "palette: commands and themes"),
)

KEY = 16
"""Cells for the keys; the longest ones end before the words begin."""


class HelpScreen(ModalScreen[None]):
    """Read from the bindings of the screen below, so it cannot be out of date."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > #help { width: 66; max-width: 90%; height: auto; max-height: 90%; padding: 1 2; background: $raised;
        border: round $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "close", id="help.close")
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        """One box."""
        with VerticalScroll(id="help"):
            yield BlockView(self._blocks())

    def _blocks(self) -> list[Block]:
        out = [Block(Content.styled("Keys", "bold")), Block(Content(""))]
        about = getattr(self._below, "about", "")
        if about:
            out = [Block(inline(about)), Block(Content("")), *out]
        listed: set[str] = set()
        for active in self._below.active_bindings.values():
            binding = active.binding
            if not binding.show or binding.action in listed or not binding.description:
                continue
            listed.add(binding.action)
            key = binding.key_display or self.app.get_key_display(binding)
            out.append(_row(key, binding.tooltip or binding.description))
        if any(b.binding.action.startswith(("choose", "info")) for b in self._below.active_bindings.values()):
            out += [_row(key, text) for key, text in getattr(self._below, "ALSO", _ALSO)]
        out += [Block(Content("")), Block(Content.styled("quizapp is not affiliated with AWS.", "$dim"))]
        return out


def _row(key: str, text: str) -> Block:
    return Block(Content.styled(f"{key:<{KEY}}", "bold $text-primary") + inline(text), "  ", " " * (KEY + 2))

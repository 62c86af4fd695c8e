"""Help: what this screen is for and every key that works on it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.markup import Block, inline

_ALSO = (
    ("choose", "1-9, 0, a-e, F", "choose a row or a partner"),
    ("choose", "& é \" ' ... à", "the same without shift, on a French keyboard"),
    ("move", "j k, arrows", "move; after a verdict, scroll"),
    ("scroll", "j k, arrows", "scroll"),
    ("mark", "space", "choose, or pick a step up and drop it"),
    ("strike", "x", "strike an option out"),
    ("suspend", "z", "suspend this question (asks first)"),
    ("bookmark", "v", "mark this question, or take the mark away"),
    ("note", "N", "your note on this question"),
    ("info", "i", "about this question"),
    ("report", "!", "report a mistake"),
    ("command_palette", "ctrl+p", "palette: commands and themes"),
)
_ANYWHERE = (("ctrl+c", "copy what you dragged over; shift-drag copies as in other programs"),)
"""(action, keys, words) of keys that a line of keys has no room for; those that work on the screen below are listed."""

KEY = 16
"""Cells for the keys; the longest ones end before the words begin."""


class HelpScreen(Dialog[None]):
    """Read from the bindings of the screen below, so it cannot be out of date."""

    DEFAULT_CSS = """
    HelpScreen > #box { width: 66; max-width: 90%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "close", id="help.close")
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below

    def blocks(self) -> list[Block]:
        """Return what the screen is for, and its keys."""
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
            key = self.app.get_key_display(binding)
            out.append(_row(key, binding.tooltip or binding.description))
        out += [_row(key, text) for key, text in self._also(listed)]
        out += [
            _row(", ".join(self._leave_keys()), "as esc: leave the field, or back"),
            *(_row(*row) for row in _ANYWHERE),
        ]
        out += [Block(Content("")), Block(Content.styled("quizapp is not affiliated with AWS.", "$dim"))]
        return out

    def _leave_keys(self) -> list[str]:
        """Return the keys that are as good as ``escape``."""
        return sorted(getattr(self.app, "leave_keys", ()))

    def _also(self, listed: set[str]) -> list[tuple[str, str]]:
        """Return the other keys of a screen that shows questions: its own list, or those of its actions."""
        own: tuple[tuple[str, str], ...] = getattr(self._below, "ALSO", ())
        actions = {_name(active.binding.action) for active in self._below.active_bindings.values()}
        if own or not actions & {"choose", "info"}:
            return list(own)
        shown = {_name(action) for action in listed}
        return [(keys, words) for action, keys, words in _ALSO if action in actions - shown]


def _name(action: str) -> str:
    return action.partition("(")[0].rpartition(".")[2]


def _row(key: str, text: str) -> Block:
    return Block(Content.styled(f"{key:<{KEY}}", "bold $text-primary") + inline(text), "  ", " " * (KEY + 2))

"""Help: what this screen is for and every key that works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.markup import Block, inline

_WORDS = {
    "choose": "choose a row, or begin a number",
    "assign": "choose a row, or give it its partner",
    "pick": "choose a row",
    "move": "move; where nothing can be chosen, scroll",
    "scroll": "scroll",
    "page": "another page",
    "mark": "choose, or pick a step up and drop it",
    "strike": "strike an option out, or bring it back",
    "digit": "the question with this number",
    "filter": "which questions are shown",
    "suspend": "suspend this question (asks first)",
    "bookmark": "mark this question, or take the mark away",
    "note": "your note on this question",
    "report": "report a mistake",
    "command_palette": "palette: commands, screens and themes",
    "copy_text": "copy what you dragged over; shift-drag copies as in other programs",
    "quit": "leave; everything is saved",
}
"""What the keys of an action do, where the binding does not say it or several bindings say it together."""
_FOCUS = ("focus_next", "focus_previous")

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
        rows = help_rows(self._below)
        out += [_row(", ".join(row.keys), row.words) for row in rows]
        if any("1" in row.pressed for row in rows):
            out.append(_row("& é \" ' ... à", "1 to 0 without shift, on a French keyboard"))
        out.append(_row(", ".join(sorted(getattr(self.app, "leave_keys", ()))), "as esc: leave the field, or back"))
        out += [Block(Content("")), Block(Content.styled("quizapp is not affiliated with AWS.", "$dim"))]
        return out


class HelpRow(NamedTuple):
    """``keys`` as they are shown, ``pressed`` as Textual names them, and what they do."""

    keys: tuple[str, ...]
    pressed: tuple[str, ...]
    words: str


def help_rows(screen: Screen[object]) -> list[HelpRow]:
    """Return every key that works on a screen: those of the line of keys first. Typing in a field has no rows."""
    shown: dict[str, list[Binding]] = {}
    hidden: dict[str, list[Binding]] = {}
    for active in screen.active_bindings.values():
        binding, name = active.binding, _name(active.binding.action)
        idle = name in _FOCUS and len(screen.focus_chain) < 2
        if active.enabled and not idle and not isinstance(active.node, Input):
            if binding.show and binding.description:
                shown.setdefault(name, []).append(binding)
            else:
                hidden.setdefault(name, []).append(binding)
    out = []
    for name, bindings in shown.items():
        one = bindings[0]
        out.append(_help_row(screen, [*bindings, *hidden.pop(name, ())], one.tooltip or one.description))
    for name, bindings in hidden.items():
        one = bindings[0]
        out.append(_help_row(screen, bindings, _WORDS.get(name) or one.tooltip or one.description or name))
    return out


def _help_row(screen: Screen[object], bindings: Sequence[Binding], words: str) -> HelpRow:
    names = [_spelled(screen.app.get_key_display(replace(binding, key_display=None))) for binding in bindings]
    return HelpRow(_ranges(list(dict.fromkeys(names))), tuple(binding.key for binding in bindings), words)


def _spelled(name: str) -> str:
    return f"ctrl+{name[1:]}" if len(name) > 1 and name.startswith("^") else name


def _ranges(names: Sequence[str]) -> tuple[str, ...]:
    """Keys that follow each other by their first and last."""
    out: list[list[str]] = []
    for name in names:
        if out and len(name) == len(out[-1][-1]) == 1 and name.isalnum() and ord(name) == ord(out[-1][-1]) + 1:
            out[-1].append(name)
        else:
            out.append([name])
    parts = [(f"{run[0]}-{run[-1]}",) if len(run) > 2 else run for run in out]
    return tuple(name for run in parts for name in run)


def _name(action: str) -> str:
    return action.partition("(")[0].rpartition(".")[2]


def _row(key: str, text: str) -> Block:
    named = f"{key:<{KEY}}" if len(key) < KEY - 1 else f"{key}  "
    return Block(Content.styled(named, "bold $text-primary") + inline(text), "  ", " " * (KEY + 2))

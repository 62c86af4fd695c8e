"""The learner's own note on a question: a field that wraps."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TextArea

from quizapp.core.markup import strip_control
from quizapp.services.bank.marks import NoteTooLong
from quizapp.store import StoreError
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.input_guard import TextField
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block


class NoteField(TextField, TextArea):
    """``enter`` ends the note; a text that is pasted may have several lines."""

    def on_key(self, event: events.Key) -> None:
        """Leave ``enter`` to the dialog."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.call_later(self.screen.run_action, "leave")


class NoteScreen(Dialog[None]):
    """``text`` is the note so far. However the dialog ends, ``keep`` is given what was typed."""

    DEFAULT_CSS = """
    NoteScreen > #box { width: 70; }
    NoteScreen NoteField { margin: 1 0 0 0; height: 6; border: tall $rule; background: $background; }
    NoteScreen NoteField:focus { border: tall $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "close", id="note.close"),
        Binding("enter", "field", "into the field", id="note.field"),
    ]

    def __init__(self, text: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._note, self._keep = strip_control(text), keep
        self._refused = self._kept = False

    def compose(self) -> ComposeResult:
        """A word and a field."""
        self._words = BlockView(self.blocks())
        self._field = NoteField(self._note, placeholder="what you want to remember", highlight_cursor_line=False)
        yield Vertical(self._words, self._field, id="box")

    def on_mount(self) -> None:
        """Into the field, behind what stands there."""
        self._field.move_cursor(self._field.document.end)
        self._field.focus()

    def on_unmount(self) -> None:
        """Keep what was typed where the dialog was taken away, as when the time of an exam is up."""
        if not self._kept and not self._refused:
            self._save()

    def blocks(self, trouble: str = "") -> list[Block]:
        """Return what the note is for, and how to leave."""
        how = Content.styled(trouble, "$text-warning") if trouble else Content.styled("enter saves it", DIM)
        return [
            Block(Content.styled("Your note on this question", "bold")),
            Block(Content("")),
            Block(Content("You'll see it with the answer. An empty note is removed.")),
            Block(how),
        ]

    def action_field(self) -> None:
        """Back into the field."""
        self._field.focus()

    def action_leave(self) -> None:
        """Save, then close. What can't be saved stays for now; the next time it is given up."""
        if self._refused or self._save():
            self.dismiss()

    def _save(self) -> bool:
        """Save what was typed, if anything was; whether that was possible."""
        try:
            if self._field.text != self._note:
                self._keep(self._field.text)
        except (NoteTooLong, StoreError) as error:
            self._refused = True
            self._words.show(self.blocks(f"{error}. q closes without saving."))
            return False
        self._kept = True
        return True

    def on_text_area_changed(self) -> None:
        """What could not be saved may be another text now."""
        if self._refused:
            self._refused = False
            self._words.show(self.blocks())

"""Marking a question and writing a note on it, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.binding import Binding

from quizapp.present.phrases import BOOKMARKED, NOTE_KEPT
from quizapp.services.bank.marks import toggle_bookmark, write_note
from quizapp.store import StoreError
from quizapp.tui.base import BaseScreen
from quizapp.tui.dialogs.note import NoteScreen


def marking_keys(screen: str, *, show: bool = False) -> Iterator[Binding]:
    """The keys of a screen with a question on it, under ids that begin with the name of their ``screen``.

    ``show``: the line of keys names the mark.
    """
    yield Binding("v", "bookmark", "mark", show=show, id=f"{screen}.bookmark", tooltip="Mark the question for good")
    yield Binding("N", "note", "note", show=False, id=f"{screen}.note", tooltip="Your note on the question")


class MarkingScreen(BaseScreen):
    """A screen with a question on it, or under its cursor."""

    def card_here(self) -> str:
        """Return the card of the question that is meant; empty for none."""
        raise NotImplementedError

    def marks_changed(self) -> None:
        """Paint what is different."""
        raise NotImplementedError

    def keep_bookmark(self, card: str) -> bool:
        """Mark the card, or take its mark away; whether it is marked now. Raises StoreError."""
        return toggle_bookmark(self.quiz_app.context, card)

    def keep_note(self, card: str, text: str) -> None:
        """Keep the note on the card. Raises NoteTooLong or StoreError."""
        write_note(self.quiz_app.context, card, text)

    def action_bookmark(self) -> None:
        """Mark the question, or take its mark away, and say which."""
        if not (card := self.card_here()):
            return
        try:
            on = self.keep_bookmark(card)
        except StoreError as error:
            self.quiz_app.show_error(f"Not saved. {error}")
            return
        self.marks_changed()
        self.show_message(BOOKMARKED[on])

    def action_note(self) -> None:
        """Open the note on the question."""
        if card := self.card_here():
            note = self.quiz_app.context.store.read.note(card)
            self.app.push_screen(NoteScreen(note, partial(self._noted, card)))

    def _noted(self, card: str, text: str) -> None:
        """Keep a note, and say so where it is another one than before."""
        read = self.quiz_app.context.store.read
        before = read.note(card)
        self.keep_note(card, text)
        if (after := read.note(card)) != before and self in self.app.screen_stack:  # the exam may be over
            self.show_message(NOTE_KEPT[bool(after)])
            self.marks_changed()

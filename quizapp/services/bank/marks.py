"""What the learner marks and writes: bookmarks and notes on questions."""

from __future__ import annotations

from quizapp.core.events import Bookmark, Note
from quizapp.core.markup import strip_control
from quizapp.core.quantity import number
from quizapp.services.context import AppContext

MOST_NOTE = 2000
"""Characters of a note: a page, and more belongs in a file of one's own."""


class NoteTooLong(Exception):
    """A note has more characters than are kept."""

    exit_code = 1


def toggle_bookmark(context: AppContext, card_id: str) -> bool:
    """Mark the card, or take its mark away; whether it is marked now."""
    on = not context.store.read.is_bookmarked(card_id)
    context.record(Bookmark(card=card_id, on=on))
    return on


def write_note(context: AppContext, card_id: str, text: str) -> str:
    """Keep ``text`` as the note on the card, or remove it where it is empty; the note as it is now.

    Nothing is written where nothing is different. Raises NoteTooLong.
    """
    note = readable_note(text)
    if note != context.store.read.note(card_id):
        context.record(Note(card=card_id, text=note))
    return note


def readable_note(text: str) -> str:
    """Return a note as it is kept, without blanks around it. Raises NoteTooLong."""
    note = "\n".join(line.rstrip() for line in strip_control(text).strip().splitlines())
    if len(note) > MOST_NOTE:
        raise NoteTooLong(f"A note has at most {number(MOST_NOTE)} characters; this one has {number(len(note))}")
    return note

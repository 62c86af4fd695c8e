"""``:mark`` and ``:note`` line by line, in study and in exams."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.cli.output import paragraph, say
from quizapp.present.phrases import NOTE_KEPT
from quizapp.services.bank.marks import NoteTooLong

MARKING_HELP = (
    ":mark marks this question for good (again: takes the mark away), :note followed by text keeps a note on it, and "
    "':note -' removes the note."
)
_MARKED = {True: "Marked. :mark takes the mark away.", False: "The mark is gone. :mark marks it again."}


def marking(word: str, mark: Callable[[], bool], note: Callable[[str], object], noted: bool) -> bool:
    """Do what ``word`` says of the question that is up, and say so; whether it was one of these commands.

    ``mark`` gives whether it is marked now; ``note`` keeps a text; ``noted``: whether there is a note.
    """
    name, _, text = word.partition(" ")
    if name == ":mark":
        say(_MARKED[mark()])
    elif name == ":note" and not text.strip():
        there = "There is a note on this question; it's shown with the answer." if noted else "There is no note yet."
        say(paragraph(f"{there} :note followed by text keeps another; ':note -' removes it."))
    elif name == ":note":
        kept = "" if text.strip() == "-" else text
        try:
            note(kept)
        except NoteTooLong as error:
            say(f"{error}. Nothing changed.")
        else:
            say(NOTE_KEPT[bool(kept)])
    else:
        return False
    return True

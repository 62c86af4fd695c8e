"""What is said around a question: how to answer it, what an empty field says, where the session stands. Pure."""

from __future__ import annotations

from textual.content import Content

from quizapp.core.bank import ShortText, Showing, Typed, type_of
from quizapp.core.symbols import RIGHT, SKIPPED, WRONG
from quizapp.present.phrases import MARK
from quizapp.present.study_phrases import place_words
from quizapp.services.study.views import StudyView
from quizapp.tui.widgets.markup import DIM

_TRAIL = {"right": (RIGHT, "$text-success"), "wrong": (WRONG, "$text-error"), "skipped": (SKIPPED, DIM)}
_HINTS = {
    "single": "",
    "multiple": "space or its number chooses",
    "numeric": "",
    "text": "",
    "ordering": "space picks a step up and drops it, arrows move it",
    "matching": "arrows choose a row, a letter gives it its partner, and may be used again",
}


def hint(showing: Showing) -> str:
    """How to answer this type of item, in a line."""
    return _HINTS[type_of(showing.item)]


_UNITS = {"s": "seconds", "ms": "milliseconds", "min": "minutes", "h": "hours", "%": "per cent", "USD": "dollars"}


def placeholder(item: Typed) -> str:
    """What an empty field says."""
    if isinstance(item, ShortText):
        return "your answer"
    unit = item.answer.unit
    return f"a number, in {_UNITS.get(unit, unit)}" if unit else "a number"


def mark_sign(marked: bool) -> Content:
    """What stands beside the heading of a question that the learner marked."""
    return Content.styled(MARK, "$text-accent") if marked else Content("")


def trail(view: StudyView, width: int) -> Content:
    """``7 of 24, 2 to repeat`` and the latest outcomes, as many as fit in ``width``."""
    head = place_words(view)
    marks = view.trail[-max(0, (width - len(head) - 3) // 2) :] if width > len(head) + 4 else ()
    parts = [Content(head), *(Content.styled(f" {_TRAIL[m][0]}", _TRAIL[m][1]) for m in marks)]
    return Content("").join(parts)

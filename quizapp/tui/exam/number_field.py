"""The field for a number on the sheet of an exam: how one is begun, saved and left."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.core.bank import Numeric, complete
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import ExamView
from quizapp.tui.exam import view as exam_painting
from quizapp.tui.exam.base import ExamBaseScreen
from quizapp.tui.number_field import NumberField


class ExamField(ExamBaseScreen, NumberField):
    """What the sheet does with numbers. The sheet itself paints, takes steps and says what is missing."""

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self.view: ExamView | None = None

    def action_confirm(self) -> None:
        """Go on, when the answer is complete."""
        raise NotImplementedError

    def _step(self, step: Callable[[], ExamView]) -> bool:
        raise NotImplementedError

    def _warn(self, text: str) -> None:
        raise NotImplementedError

    def _asks_for_a_number(self) -> bool:
        return self.view is not None and isinstance(self.view.showing.item, Numeric)

    def leave_field(self) -> None:
        """Keep what was typed, and leave the field."""
        self._keep_number()
        self.set_focus(None)

    def on_input_submitted(self) -> None:
        """``enter`` in the field means what it means outside."""
        self.action_confirm()

    def _keep_number(self, *, leaving: bool = False) -> bool:
        """Save what was typed when it can be read; otherwise say so, and the answer before stays. False: not saved."""
        view = self.view
        if view is None or not isinstance(view.showing.item, Numeric):
            return True
        text, before = self._number.value.strip(), saved_number(view)
        if text == before:
            return True
        if complete(view.showing.item, (text,)):
            return self._step(lambda: self._exam.respond((text,)))
        word = exam_painting.unread(text, before)
        if leaving:
            self.show_message(word)
        else:
            self._warn(word)
        return True


def saved_number(view: ExamView) -> str:
    """The number that is saved, as it was typed; empty without one and for other types."""
    return view.response[0] if view.response and isinstance(view.showing.item, Numeric) else ""


def complete_number(view: ExamView | None, text: str) -> bool:
    """Whether the text in the field is a number that can be read."""
    return view is not None and complete(view.showing.item, (text.strip(),))

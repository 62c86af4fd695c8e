"""A timed exam: the sheet under its keys, the time that is left, and the ways to the map, the end and out."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual.binding import Binding, BindingType

from quizapp.core.bank import Multiple, Single
from quizapp.services.exam.session import Exam
from quizapp.store import StoreError
from quizapp.tui.answering import answer_keys
from quizapp.tui.dialogs.marking import marking_keys
from quizapp.tui.exam.lifecycle import ask_to_leave
from quizapp.tui.exam.map import MapScreen
from quizapp.tui.exam.question_screen import QuestionScreen, saved_number
from quizapp.tui.exam.submit import SubmitScreen
from quizapp.tui.widgets.clock import MINUTE_MS, Clock

WARNINGS = (10, 5)
"""Minutes left at which a word is said, once."""


class ExamScreen(QuestionScreen):
    """One sitting."""

    heading = "Exam"
    FIELD_KEYS = (("⏎", "confirm"), ("esc", "leave the field, then n next, o map, q leave"))
    about = (
        "Choose with numbers, letters or arrows. Each answer is saved at once, and you can change it until the end. "
        "Enter goes on when the answer is complete. You'll see what was right and wrong after the exam."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "confirm", id="exam.confirm", tooltip="Confirm the answer and go on"),
        Binding("n", "turn(1)", "next", id="exam.next", tooltip="Next question"),
        Binding("S", "ask_submit(1)", "submit", id="exam.end", tooltip="Review what is open, and submit"),
        Binding("p", "turn(-1)", "previous", id="exam.previous", tooltip="Previous question"),
        Binding("f", "flag", "flag", id="exam.flag", tooltip="Flag, to come back to"),
        Binding("o", "map", "map", id="exam.map", tooltip="All questions; submit from there"),
        Binding("g", "guess", "guess", id="exam.guess", tooltip="Say that the answer is a guess"),
        Binding("q,escape", "leave", "leave", key_display="q", id="exam.leave", tooltip="Leave; everything is saved"),
        Binding("t", "clock", "clock", show=False, id="exam.clock", tooltip="Hide the clock or show it"),
        Binding(
            "S", "ask_submit(0)", "submit", show=False, id="exam.hand_in", tooltip="Review what is open, and submit"
        ),
        Binding("x", "strike", "strike out", show=False, id="exam.strike", tooltip="Strike an option out, or back in"),
        Binding("u", "clear", "clear the answer", show=False, id="exam.clear", tooltip="Take the answer away"),
        *marking_keys("exam"),
        *answer_keys("exam"),
    ]

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self._warned = {m for m in WARNINGS if exam.remaining_ms() <= m * MINUTE_MS}
        self._mirrored = False

    def on_unmount(self) -> None:
        """However the screen goes: an exam whose clock can stop stops here."""
        with suppress(ValueError, StoreError):
            self._exam.close()

    # time

    def on_clock_ticked(self, message: Clock.Ticked) -> None:
        """Warn in good time; at the deadline the exam ends, whatever is open."""
        message.stop()
        if self._exam.follow():
            self._mirror()
        if self._exam.sitting.over or message.ms == 0:
            self.over()
            return
        due = [m for m in WARNINGS if message.ms <= m * MINUTE_MS and m not in self._warned]
        if due:
            self._warned |= set(due)
            self.show_message(f"{min(due)} minutes left.")

    def _mirror(self) -> None:
        """Another window wrote to this sitting: both show the same."""
        if self._exam.sitting.over or self._exam.sitting.phase == "paused":
            self.over()
            return
        if not self._mirrored:
            self._mirrored = True
            self.show_message("This exam is open in another window as well; both show the same question.")
        before, typed = self.view, self.pane.field.value.strip()
        unsaved = before is not None and self.pane.is_typed and typed and typed != saved_number(before)
        self.show(self._exam.view)
        if unsaved and not self._asks_the_same(before):
            self.quiz_app.show_error(f"The other window went on to another question: '{typed}' was not saved.")

    # questions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now is offered."""
        view = self.view
        if view is None:
            return action == "leave"
        if action == "turn":
            return 1 <= view.number + int(str(parameters[0])) <= len(view.spots)
        if action == "ask_submit":  # the line of keys names it at the last question
            return (view.number == len(view.spots)) == bool(parameters[0])
        if action == "strike":
            return isinstance(view.showing.item, Single | Multiple)
        return any(view.response) if action == "clear" else True

    def action_turn(self, by: int) -> None:
        """Another question."""
        if self.view is not None:
            self.go(self.view.number + by)

    def onward(self) -> None:
        """The next question; at the last one a word on how to end."""
        view = self.view
        if view is not None and view.number == len(view.spots):
            self._say("This is the last question. S shows what's unanswered, then submits.", "$text-warning")
        else:
            self.action_turn(1)

    def go(self, number: int) -> None:
        """To a question. A number that was typed is kept first."""
        if self._keep_number(leaving=True):
            self._step(lambda: self._exam.visit(number))

    # other screens

    def action_map(self) -> None:
        """All questions."""
        if self._keep_number(leaving=True):
            self.app.push_screen(MapScreen(self._exam), lambda number: self.go(number) if number else None)

    def action_ask_submit(self, _last: int = 0) -> None:
        """What is open, and the end."""
        if self._keep_number(leaving=True):
            self.app.push_screen(SubmitScreen(self._exam))

    def action_leave(self) -> None:
        """Say what the clock does, then leave."""
        if self._keep_number(leaving=True):
            ask_to_leave(self.quiz_app, self._exam)

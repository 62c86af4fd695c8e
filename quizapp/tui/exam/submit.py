"""Before an exam is submitted: what has no answer, what is flagged, and one key for good."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.services.exam.session import Exam
from quizapp.tui.base import up_and_down
from quizapp.tui.exam import cover_view
from quizapp.tui.exam.base import ExamBaseScreen
from quizapp.tui.page_screen import PageScreen
from quizapp.tui.widgets.clock import Clock
from quizapp.tui.widgets.markup import DIM, Block


class SubmitScreen(ExamBaseScreen, PageScreen):
    """The only place from which an exam is submitted by hand."""

    DEFAULT_CSS = """
    SubmitScreen BlockPage { padding: 1 2; }
    """
    heading = "Hand in"
    about = "What is open or flagged, by number. enter submits for good; esc goes back, nothing has happened then."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "submit for good", id="hand_in.submit"),
        Binding("q,escape", "back", "go back", key_display="esc", id="hand_in.back"),
        Binding("t", "clock", "clock", id="hand_in.clock", tooltip="Hide the clock or show it"),
        *up_and_down("hand_in", "scroll"),
    ]

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self._since = 0.0

    def on_mount(self) -> None:
        """From when on it can be submitted."""
        self._since = self.quiz_app.monotonic()
        self.top_bar.show("Before you submit", "")

    def on_clock_ticked(self, _message: Clock.Ticked) -> None:
        """Another window may have changed an answer."""
        self.paint()

    def paint(self) -> None:
        """What is open, as it stands."""
        keys = Content.styled("enter", "bold $text-primary") + Content.styled(" submits for good   ", DIM)
        keys += Content.styled("esc", "bold $text-primary") + Content.styled(" goes back", DIM)
        self.page.show([*cover_view.before_the_end(self._exam.view), Block(Content("")), Block(keys, " ")])

    def action_submit(self) -> None:
        """The end; not by the same key press that was meant for the map."""
        if (
            self.quiz_app.monotonic() - self._since >= self.quiz_app.key_grace_s
            and self.attempt(self._exam.submit) is not None
        ):
            self.over()

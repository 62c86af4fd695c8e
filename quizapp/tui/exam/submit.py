"""Before an exam is handed in: what has no answer, what is flagged, and one key for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quizapp.services.exam.session import Exam
from quizapp.tui.exam import cover_view
from quizapp.tui.exam.base import ExamBaseScreen
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.clock import Clock
from quizapp.tui.widgets.markup import DIM, Block


class SubmitScreen(ExamBaseScreen):
    """The only place from which an exam is handed in by hand."""

    DEFAULT_CSS = """
    SubmitScreen #board { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
    SubmitScreen #board > BlockView { max-width: 100; }
    """
    heading = "Hand in"
    about = "What is open or flagged, by number. enter hands in for good; esc goes back, nothing has happened then."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "hand in for good", id="hand_in.submit"),
        Binding("q,escape", "back", "go back", key_display="esc", id="hand_in.back"),
        Binding("t", "clock", "clock", id="hand_in.clock", tooltip="Hide the clock or show it"),
        Binding("j,down", "scroll(1)", "down", show=False, id="hand_in.down"),
        Binding("k,up", "scroll(-1)", "up", show=False, id="hand_in.up"),
    ]

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self._since = 0.0

    def body(self) -> Iterable[Widget]:
        """What is open."""
        self._flow = BlockView()
        yield VerticalScroll(self._flow, id="board", can_focus=False)

    def on_mount(self) -> None:
        """As it stands."""
        self._since = self.quiz_app.monotonic()
        self.top_bar.show("Before you hand in", "")
        self._paint()

    def on_clock_ticked(self, _message: Clock.Ticked) -> None:
        """Another window may have changed an answer."""
        self._paint()

    def _paint(self) -> None:
        keys = Content.styled("enter", "bold $text-primary") + Content.styled(" hands in for good   ", DIM)
        keys += Content.styled("esc", "bold $text-primary") + Content.styled(" goes back", DIM)
        self._flow.show([*cover_view.before_the_end(self._exam.view), Block(Content("")), Block(keys, " ")])

    def action_submit(self) -> None:
        """The end; not by the same key press that was meant for the map."""
        if (
            self.quiz_app.monotonic() - self._since >= self.quiz_app.key_grace_s
            and self.attempt(self._exam.submit) is not None
        ):
            self.over()

    def action_scroll(self, by: int) -> None:
        """Through the lists."""
        self.query_one("#board").scroll_relative(y=by, animate=False)

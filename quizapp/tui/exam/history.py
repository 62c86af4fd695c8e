"""Exams that were sat: the latest first, and whether they say that anything has changed."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.core.dates import date_text
from quizapp.core.metrics.exam_result import ExamResult
from quizapp.core.quantity import plural
from quizapp.present.exam_phrases import NOT_AWS
from quizapp.services.clock import date_at
from quizapp.services.context import AppContext
from quizapp.services.exam.review import sat, trend
from quizapp.tui.base import back_key, up_and_down
from quizapp.tui.exam import result_view
from quizapp.tui.page_screen import ListScreen
from quizapp.tui.widgets.markup import DIM, Block
from quizapp.tui.widgets.trend import trend_line


class HistoryScreen(ListScreen[ExamResult]):
    """A list of sittings; ``enter`` opens the result of one."""

    DEFAULT_CSS = """
    HistoryScreen BlockPage { padding: 1 1 0 0; }
    HistoryScreen #page { max-width: 110; }
    """
    heading = "Exams"
    about = "Each line is a sitting with its raw score and its interval on the practice scale. enter opens its result."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "result", id="history.open", tooltip="The result of this sitting"),
        *up_and_down("history", "move"),
        back_key("history"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        self.rows = sat(context)

    def paint(self) -> None:
        """The sittings, and what those of one exam say together."""
        self.top_bar.show("Exams", plural(len(self.rows), "sitting"))
        if not self.rows:
            self.page.show([Block(Content.styled("No exam was submitted yet.", DIM), "  ")])
            return
        out = []
        for place, result in enumerate(self.rows):
            when = date_text(date_at(result.started_ms, self._app_context.clock()))
            row = result_view.history_row(result, when, place == self.at)
            out.append(replace(row, click=f"enter({place})"))
        here = self.rows[self.at]
        line = trend_line(trend(list(self.rows), here.blueprint), here.title)
        out += [Block(Content("")), Block(line, "   ", "   ")]
        out.append(Block(Content.styled(NOT_AWS, DIM), "   ", "   "))
        self.page.show(out)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        return bool(self.rows) if action == "open" else True

    def action_open(self) -> None:
        """Its result."""
        if self.rows:
            self.quiz_app.open_result(self.rows[self.at])

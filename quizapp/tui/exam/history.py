"""Exams that were sat: the latest first, and whether they say that anything has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quizapp.core.dates import date_text
from quizapp.services.clock import date_at
from quizapp.services.context import AppContext
from quizapp.services.exam.review import sat, trend
from quizapp.tui.base import BaseScreen
from quizapp.tui.exam import result_view, view
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block
from quizapp.tui.widgets.trend import trend_line


class HistoryScreen(BaseScreen):
    """A list of sittings; ``enter`` opens the result of one."""

    DEFAULT_CSS = """
    HistoryScreen #board { padding: 1 1 0 0; scrollbar-size-vertical: 1; }
    HistoryScreen BlockView { max-width: 110; }
    """
    heading = "Exams"
    about = "Each line is a sitting with its raw score and its interval on the practice scale. enter opens its result."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "result", id="history.open", tooltip="The result of this sitting"),
        Binding("j,down", "move(1)", "down", show=False, id="history.down"),
        Binding("k,up", "move(-1)", "up", show=False, id="history.up"),
        Binding("q,escape", "back", "back", key_display="q", id="history.back"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        self._results = sat(context)
        self._at = 0

    def body(self) -> Iterable[Widget]:
        """One page."""
        self._flow = BlockView()
        yield VerticalScroll(self._flow, id="board", can_focus=False)

    def on_mount(self) -> None:
        """The list."""
        self._paint()

    def _paint(self) -> None:
        count = len(self._results)
        self.top_bar.show("Exams", f"{count} sitting{'' if count == 1 else 's'}")
        if not self._results:
            self._flow.show([Block(Content.styled("No exam was handed in yet.", DIM), "  ")])
            return
        out = []
        for place, result in enumerate(self._results):
            when = date_text(date_at(result.started_ms, self._app_context.clock()))
            out.append(result_view.history_row(result, when, place == self._at))
        here = self._results[self._at]
        line = trend_line(trend(self._results, here.blueprint), here.title)
        out += [Block(Content("")), Block(line, "   ", "   ")]
        out.append(Block(Content.styled(view.NOT_AWS, DIM), "   ", "   "))
        self._flow.show(out)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        return bool(self._results) if action == "open" else True

    def action_move(self, by: int) -> None:
        """Another sitting."""
        self._at = min(max(self._at + by, 0), max(0, len(self._results) - 1))
        self._paint()
        self.query_one("#board").scroll_to(y=max(0, self._at - 5), animate=False)

    def action_open(self) -> None:
        """Its result."""
        if self._results:
            self.quiz_app.open_result(self._results[self._at])

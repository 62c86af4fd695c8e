"""Review of an exam: every question with its verdict and reasons, under the number it had."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import msgspec
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizapp.core.bank import Response, Showing
from quizapp.core.metrics.exam_result import FILTERS, ExamResult, QuestionResult
from quizapp.services.bank.opening import library_or_empty
from quizapp.services.context import AppContext
from quizapp.services.exam.review import feedback_of, shown_again
from quizapp.tui.base import back_key, up_and_down
from quizapp.tui.dialogs.marking import marking_keys
from quizapp.tui.dialogs.question_dialogs import QuestionDialogs, source_key
from quizapp.tui.exam import result_view
from quizapp.tui.page_screen import PageScreen
from quizapp.tui.widgets.markup import DIM, Block, inline
from quizapp.tui.widgets.question_pane import QuestionPane
from quizapp.tui.widgets.question_words import mark_sign
from quizapp.tui.widgets.two_panes import TwoPanes


class ReviewScreen(QuestionDialogs, PageScreen):
    """One question at a time. Reading changes nothing."""

    DEFAULT_CSS = """
    ReviewScreen #filters { height: 2; padding: 0 2; border-bottom: solid $rule; text-wrap: nowrap; }
    """
    heading = "Review"
    about = "1 to 5 choose which questions: all, wrong or open, flagged, slow, guessed. n and p go on and back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,right", "turn(1)", "next", key_display="n", id="review.next"),
        Binding("p,left", "turn(-1)", "previous", key_display="p", id="review.previous"),
        *(
            Binding(str(key), f"filter('{name}')", name, show=False, id=f"review.{name}")
            for key, name in enumerate(FILTERS, 1)
        ),
        Binding("w", "steps", "steps", id="review.steps", tooltip="Worked steps with these numbers"),
        Binding("i", "info", "about", id="review.info", tooltip="About this question"),
        Binding(
            "exclamation_mark", "report", "report", key_display="!", id="review.report", tooltip="Report a mistake"
        ),
        source_key("review"),
        *marking_keys("review"),
        *up_and_down("review", "scroll", 15),
        back_key("review"),
    ]

    def __init__(self, context: AppContext, result: ExamResult) -> None:
        super().__init__()
        self._app_context, self._result = context, result
        self._filter, self._rows, self._at = "all", result.rows, 0

    @property
    def row(self) -> QuestionResult:
        """The question that is shown."""
        return self._rows[self._at]

    def body(self) -> Iterable[Widget]:
        """Filters over a page."""
        self._filters = Static(id="filters", markup=False)
        self.page = self.pane = QuestionPane()
        yield self._filters
        yield TwoPanes(self.pane)

    def paint(self) -> None:
        """The question from its top, with its verdict and reasons."""
        row, library = self.row, library_or_empty(self._app_context)
        head = (result_view.row_head(row, self._result), Block(Content("")))
        feedback = msgspec.structs.replace(
            feedback_of(library, row), note=self._app_context.store.read.note(row.card_id)
        )
        if self.pane.show_verdict((row.number,), self.question_here(), feedback, head):
            self.pane.scroll_home(animate=False)
        self._paint_filters()
        title = Content(f"Question {row.number}") + Content("   ") + inline(library.bank.title(row.item.topic), DIM)
        which = "" if self._filter == "all" else f" {self._filter}"
        sign = mark_sign(self._app_context.store.read.is_bookmarked(row.card_id))
        place = Content(f"{self._at + 1} of {len(self._rows)}{which}")
        self.top_bar.show(title, sign + Content("   ") + place if sign else place)
        self.refresh_bindings()

    def _paint_filters(self) -> None:
        self._names = result_view.filters(self._result, self._filter, self.app.size.width - 4)
        self._filters.update(self._names, layout=False)

    def on_resize(self) -> None:
        """The filters have as much room as there is, and reasons go beside the question, or below."""
        self.paint()

    def action_scroll(self, by: int) -> None:
        """Through the reasons and the question."""
        self.pane.scroll_panes(by)

    def on_click(self, event: events.Click) -> None:
        """The filter that was clicked."""
        offset = event.get_content_offset(self._filters)
        name = result_view.filter_at(self._names, offset.x) if offset is not None else ""
        if name:
            self.action_filter(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now is offered."""
        if action == "turn":
            return 0 <= self._at + int(str(parameters[0])) < len(self._rows)
        return self.row.item.variant is not None if action == "steps" else True

    def action_turn(self, by: int) -> None:
        """Another question."""
        self._at += by
        self.paint()

    def action_filter(self, name: str) -> None:
        """Other questions; the one that is shown stays when it is among them."""
        rows = self._result.chosen(name)
        if not rows:
            self.show_message(f"No question here: {name} 0.")
            return
        number = self.row.number
        self._filter, self._rows = name, rows
        self._at = next((place for place, row in enumerate(rows) if row.number >= number), 0)
        self.paint()

    def question_here(self) -> Showing:
        """Return the question as it was shown."""
        return shown_again(self.row)

    def marks_changed(self) -> None:
        """Paint the question again."""
        self.paint()

    def answer_shown(self) -> Response:
        """Return what was answered; here all is told."""
        return self.row.response if self.row.answered else ()

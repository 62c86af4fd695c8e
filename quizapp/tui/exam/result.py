"""The result of an exam: passed or not, how sure that is, and where the points are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from quizapp.core.dates import date_text
from quizapp.core.metrics.exam_result import ExamResult
from quizapp.present.exam_markdown import exam_markdown
from quizapp.present.exam_phrases import OUTSIDE
from quizapp.present.exam_report_phrases import ended_words
from quizapp.present.phrases import corrected_lines
from quizapp.services.bank.library import LibraryError
from quizapp.services.bank.opening import open_bank
from quizapp.services.clock import date_at
from quizapp.services.context import AppContext
from quizapp.services.exam import report
from quizapp.services.exam.review import keep_exam_report, missed_cards
from quizapp.services.study.session_queue import again_on
from quizapp.store.atomic_write import FileError, quoted
from quizapp.tui.base import back_key, up_and_down
from quizapp.tui.exam import result_view
from quizapp.tui.exam.history import HistoryScreen
from quizapp.tui.exam.review import ReviewScreen
from quizapp.tui.page_screen import PageScreen
from quizapp.tui.widgets.block_page import BlockPage
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import inline


class ResultScreen(PageScreen):
    """``result`` of a sitting that has ended."""

    DEFAULT_CSS = """
    ResultScreen #lists { height: auto; margin: 1 0 0 0; }
    ResultScreen #left { height: auto; }
    ResultScreen.-wide #lists { layout: grid; grid-size: 2; grid-rows: auto; }
    """
    heading = "Result"
    about = "r shows every question with its answer and reasons; m puts what was missed into a study session."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "review", "review", id="result.review", tooltip="Every question, with the answer and the reasons"),
        Binding("m", "misses", "study the misses", id="result.misses"),
        Binding("h", "history", "history", id="result.history", tooltip="All sittings, and their trend"),
        Binding("R", "report", "report", id="result.report", tooltip="Write the report to a file"),
        *up_and_down("result", "scroll", 15),
        back_key("result"),
    ]

    def __init__(self, context: AppContext, result: ExamResult) -> None:
        super().__init__()
        self._app_context, self._result = context, result
        self._since = 0.0

    def body(self) -> Iterable[Widget]:
        """The verdict over bars."""
        result = self._result
        topics, named = report.titles_of(self._app_context, result)
        domains = {share.name: share.name.capitalize() for share in result.domains} | {"none": OUTSIDE}
        cut = result.cut / result.of
        left = Vertical(
            BlockView(result_view.shares("Domains, weakest first", result.domains, domains, cut)),
            BlockView(result_view.mistakes(result.misconceptions, named)),
            id="left",
        )
        right = BlockView(result_view.shares("Topics, weakest first", result.topics, topics, cut))
        self.page = BlockPage(Container(left, right, id="lists"))
        yield self.page

    def on_mount(self) -> None:
        """What, and when."""
        self._since = self.quiz_app.monotonic()
        result = self._result
        day = date_text(date_at(result.started_ms, self._app_context.clock()))
        self.top_bar.show(inline(f"Result: {result.title}"), f"{ended_words(result)}, {day}")

    def paint(self) -> None:
        """The verdict, and what it rests on."""
        self.page.show(result_view.head(self._result, report.regraded(self._app_context, self._result)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        return action != "misses" or any(row.missed for row in self._result.rows)

    def action_review(self) -> None:
        """Every question."""
        self.app.push_screen(ReviewScreen(self._app_context, self._result))

    def action_misses(self) -> None:
        """A study session over what was wrong or open, as practice."""
        try:
            if not self._app_context.loaded:  # it could not be read before, and may be by now
                corrected = open_bank(self._app_context).corrected
                for line in corrected_lines(corrected) if corrected is not None else ():
                    self.quiz_app.notify(line, timeout=12, markup=False)
            entries = again_on(self._app_context, missed_cards(self._result))
        except LibraryError as error:
            self.quiz_app.show_error(f"Studying them needs the bank, and it can't be read. {error}")
            return
        if entries:
            self.quiz_app.begin_study(entries)
        else:
            self.show_message("The bank has none of these questions any more; r shows them as they were.")

    def action_history(self) -> None:
        """All sittings."""
        if any(isinstance(screen, HistoryScreen) for screen in self.app.screen_stack):
            self.action_back()
        else:
            self.app.push_screen(HistoryScreen(self._app_context))

    def action_report(self) -> None:
        """Write the report."""
        try:
            path = keep_exam_report(self._app_context, self._result, exam_markdown)
        except FileError as error:
            self.quiz_app.show_error(error)
        else:
            self.quiz_app.notify(f"Report written: {quoted(path)}", timeout=6, markup=False)

    def action_back(self) -> None:
        """Home; not by a key that was pressed as the time ran out."""
        if self.quiz_app.monotonic() - self._since >= self.quiz_app.key_grace_s:
            self.app.pop_screen()

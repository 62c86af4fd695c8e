"""Progress: where you stand, topic by topic, the days behind and ahead, and exams. Every figure can be explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import ClassVar

from msgspec.structs import replace
from textual import events, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizapp.core.bank import Bank
from quizapp.core.dates import date_text
from quizapp.core.quantity import plural
from quizapp.present.page import weak_html
from quizapp.services.clock import date_at
from quizapp.services.context import AppContext
from quizapp.services.exam.review import sat
from quizapp.services.progress.activity import activity
from quizapp.services.progress.exam_plan import NoDate, Plan, prepare_plan
from quizapp.services.progress.metrics import Metrics, mark_of, measure
from quizapp.services.progress.over_time import over_time
from quizapp.services.progress.real_exam import exam_behind, real_exams
from quizapp.services.progress.weak_report import keep_weak_report
from quizapp.services.study.session_queue import plan_session
from quizapp.store.atomic_write import FileError, quoted
from quizapp.tui.base import back_key, up_and_down
from quizapp.tui.dialogs.real_exam import ask_how_it_went
from quizapp.tui.messages import PlanMade
from quizapp.tui.page_screen import PageScreen
from quizapp.tui.progress import view
from quizapp.tui.progress.days_view import days_page, due_lines, exams_page, plan_page
from quizapp.tui.progress.metric_help import MetricHelpScreen
from quizapp.tui.progress.over_time_view import spans_that_fit
from quizapp.tui.progress.real_exam_view import real_exam_lines
from quizapp.tui.progress.view import Line, row
from quizapp.tui.widgets.markup import DIM

PAGES = ("Standing", "Topics", "Days", "Plan", "Exams")
STANDING, TOPICS, DAYS, PLAN, EXAMS = range(len(PAGES))
WIDE = 100
MARGIN = 3


class ProgressScreen(PageScreen):
    """Five pages over one learner. Nothing here changes anything but ``R``, which writes a file."""

    DEFAULT_CSS = """
    ProgressScreen #pages { height: 2; padding: 0 1; margin: 0 0 0 2; }
    ProgressScreen BlockPage { padding: 0 1; }
    ProgressScreen #page { max-width: 116; }
    """
    heading = "Progress"
    about = "j and k go from figure to figure; i says what it means and what it rests on. Arrows turn the pages."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "page", key_display="1-5", id="progress.turn", tooltip="Another page"),
        *(
            Binding(str(n + 1), f"page({n})", f"{name.lower()} page", show=False, id=f"progress.page_{n + 1}")
            for n, name in enumerate(PAGES)
        ),
        Binding("left", "turn(-1)", "previous page", show=False, id="progress.previous"),
        Binding("enter", "practise", "practise", id="progress.practise", tooltip="Practise this topic"),
        Binding("enter", "open", "result", id="progress.open", tooltip="The result of this exam"),
        Binding("w", "result", "how it went", id="progress.result", tooltip="How your real exam went"),
        Binding("i", "explain", "explain", id="progress.who", tooltip="What this figure means and what it rests on"),
        Binding("R", "report", "report", id="progress.report", tooltip="Write the weak-topic report to a file"),
        *up_and_down("progress", "move", 15),
        back_key("progress"),
    ]

    def __init__(self, context: AppContext, page: int = STANDING) -> None:
        super().__init__()
        self._app_context = context
        self._number = page
        self._lines: list[Line] = []
        self._at = [0] * len(PAGES)
        self._found: Metrics | None = None
        self._plan: Plan | str | None = None
        self._playing = ""

    def body(self) -> Iterable[Widget]:
        """The names of the pages over one of them."""
        self._names = Static("", id="pages", markup=False)
        yield self._names
        yield from super().body()

    def on_click(self, event: events.Click) -> None:
        """The page or the figure that was clicked."""
        offset = event.get_content_offset(self._names)
        page = view.page_at(PAGES, offset.x) if offset is not None else None
        if page is not None:
            self.action_page(page)
        elif (at := self.page.block_clicked(event)) is not None:
            line = self._lines[at]
            if line.figure is not None:
                self._at[self._number] = next(n for n, stop in enumerate(self._stops()) if stop is line)
                self._show()
                self.refresh_bindings()

    def on_mount(self) -> None:
        """What the pages are made of."""
        self._measure()

    def on_screen_resume(self) -> None:
        """Back from a session: measure again."""
        if self._found and self._found.mark != mark_of(self._app_context, self._app_context.clock()):
            self._plan = None
            self._measure()
            self.paint()

    def on_resize(self) -> None:
        """Charts have as much room as there is."""
        if self._found is not None:
            self.paint()

    def _measure(self) -> None:
        self._found = found = measure(self._app_context)
        day = date_text(self._app_context.clock().calendar_date)
        self.top_bar.show("Progress", f"{plural(found.total, 'answer')}, {day}")

    def paint(self) -> None:
        """The page, its cursor on the line it was on."""
        self._names.update(view.pages_line(PAGES, self._number))
        assert self._found is not None  # noqa: S101 - measured on mount
        self._lines = self._page_lines(self._found, self._app_context.library.bank)
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        here = self._here()
        self.page.show([replace(line.block, here=line is here) for line in self._lines])

    def _stops(self) -> list[Line]:
        """The lines that the cursor can be on."""
        return [line for line in self._lines if line.figure is not None]

    def _here(self) -> Line | None:
        stops = self._stops()
        return stops[min(self._at[self._number], len(stops) - 1)] if stops else None

    def _page_lines(self, found: Metrics, bank: Bank) -> list[Line]:
        wide = self.app.size.width >= WIDE
        if self._number == STANDING:
            return view.overview_page(found, bank, wide)
        if self._number == TOPICS:
            return view.topics_page(found, bank, wide)
        if self._number == DAYS:
            width = min(self.app.size.width, 116)
            course = over_time(self._app_context, *spans_that_fit(width))
            return days_page(activity(self._app_context, min(34, (width - 14) // 3)), course)
        if self._number == PLAN:
            return self._ahead(found)
        results, now = sat(self._app_context), self._app_context.clock()
        real = real_exam_lines(real_exams(self._app_context), exam_behind(self._app_context))
        return real + exams_page(results, [date_at(r.started_ms, now) for r in results], self.app.size.width)

    def _ahead(self, found: Metrics) -> list[Line]:
        """The plan as soon as it is played, and what is due as things stand."""
        if self._plan is None and self._playing != found.mark:
            self._begin_plan(found.mark)
        width = min(self.app.size.width, 116)
        due = due_lines(found.load, width - 8)
        if isinstance(self._plan, str | None):
            words = self._plan or "playing the days up to the exam ..."
            return [row(Content.styled(words, DIM)), view.gap(), *due]
        return [*plan_page(self._plan, width), view.gap(), *due]

    def _begin_plan(self, mark: str) -> None:
        """Read what the plan needs, here; play the days in a thread, once for what is known now."""
        try:
            played = prepare_plan(self._app_context)
        except NoDate as error:
            self._plan = f"{str(error).partition(';')[0].capitalize()}. The settings (s on Home) have the exam date."
        else:
            self._playing = mark
            self._play(played, mark)

    @work(thread=True, group="plan")
    def _play(self, played: Callable[[], Plan], mark: str) -> None:
        """Play the days; the message brings the plan to the main thread."""
        self.post_message(PlanMade(played(), mark))

    def on_plan_made(self, message: PlanMade) -> None:
        """The plan is there; one of what was known before is left aside."""
        if self._found is not None and message.mark == self._found.mark:
            self._plan = message.plan
            if self._number == PLAN:
                self.paint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        here = self._here()
        if action == "result":
            return self._exam_meant() is not None
        if action in ("practise", "open"):
            return here is not None and bool(here.target) and (action == "open") == (self._number == EXAMS)
        return here is not None if action == "explain" else True

    def _exam_meant(self) -> date | None:
        """The real exam under the cursor, else the one whose date has come; None on other pages."""
        if self._number != EXAMS:
            return None
        here, known = self._here(), real_exams(self._app_context)
        of_settings = exam_behind(self._app_context)
        if of_settings is not None and all(one.day != of_settings for one in known):
            return of_settings
        return here.day if here is not None and here.day is not None else known[0].day if known else None

    def action_result(self) -> None:
        """Enter how the real exam went, or correct it."""
        if (day := self._exam_meant()) is not None:
            ask_how_it_went(self.quiz_app, day, lambda _result: self.on_screen_resume())

    def action_page(self, page: int) -> None:
        """Another page, from its top."""
        self._number = page
        self.paint()
        self.page.scroll_home(animate=False)

    def action_turn(self, by: int) -> None:
        """The next page, or the one before."""
        self.action_page((self._number + by) % len(PAGES))

    def action_move(self, by: int) -> None:
        """Another figure; past the last one the page scrolls."""
        stops, at = self._stops(), self._at[self._number]
        if abs(by) > 1 or not stops or not 0 <= at + by < len(stops):
            self.page.scroll_relative(y=by if abs(by) > 1 else 3 * by, animate=False)
            return
        self._at[self._number] = at + by
        self._show()
        self.refresh_bindings()
        here = self._lines.index(stops[at + by])
        line, height = self.page.text.line_of(here), self.page.size.height
        if not MARGIN <= line - self.page.scroll_y < height - MARGIN:
            self.page.scroll_to(y=max(0, line - (MARGIN if by < 0 else height - MARGIN - 1)), animate=False)

    def action_explain(self) -> None:
        """What the figure means, and what it rests on."""
        if (here := self._here()) is not None and here.figure is not None:
            self.app.push_screen(MetricHelpScreen(*here.figure()))

    def action_report(self) -> None:
        """Write the weak-topic report."""
        try:
            path = keep_weak_report(self._app_context, "html", weak_html)
        except FileError as error:
            self.quiz_app.show_error(error)
        else:
            self.quiz_app.notify(f"Report written: {quoted(path)}", timeout=6, markup=False)

    def action_practise(self) -> None:
        """The topic under the cursor."""
        if (here := self._here()) is not None:
            self.quiz_app.begin_study(plan_session(self._app_context, topics=[here.target]))

    def action_open(self) -> None:
        """The exam under the cursor."""
        if (here := self._here()) is not None:
            self.quiz_app.open_result_of(here.target)

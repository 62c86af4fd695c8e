"""Home: what is due today, one key to start, and how far one has come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from quizapp.core.dates import date_text
from quizapp.core.markup import strip_control
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import today_summary
from quizapp.store import StoreError
from quizapp.tui.base import BaseScreen, up_and_down
from quizapp.tui.home.view import menu, today_blocks, topic_blocks, without_bank_blocks
from quizapp.tui.widgets.block_view import BlockView, Column
from quizapp.tui.widgets.markup import DIM, Block

if TYPE_CHECKING:
    from quizapp.services.bank.regrade import Corrected
    from quizapp.services.exam.views import Waiting

FEW, FEW_WITH_EXAM = 24, 40
"""Lines below which the menu has two columns: it stays whole."""
MOST_TOLD = 3
"""So many corrected questions are named; ``stats`` has them all."""


class StartButton(Button, inherit_bindings=False):
    """The one button. ``enter`` is the screen's own, so that the line of keys names it."""


class HomeScreen(BaseScreen):
    """The base of the stack. Its due count needs no bank; the topics follow once that is read."""

    DEFAULT_CSS = """
    HomeScreen #columns { padding: 1 2; }
    HomeScreen #today { width: 29; padding: 0 1 0 0; scrollbar-size-vertical: 1; }
    HomeScreen #start { margin: 1 0; min-width: 15; background: $primary; color: $background; text-style: bold; }
    HomeScreen #stand-box { width: 1fr; padding: 0 0 0 2; scrollbar-size-vertical: 1; }
    HomeScreen.-wide #today { width: 44; }
    HomeScreen.-wide #columns { padding: 2 4; }
    """
    heading = "quizapp"
    about = "Start asks what is due, then what is new. Everything you answer is saved at once."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,m", "exam(1)", "your exam", key_display="⏎", id="home.resume", tooltip="Resume, submit, discard"
        ),
        Binding("enter", "start", "start", id="home.start", tooltip="Ask what is due, then what is new"),
        Binding("t", "study", "study", id="home.study", tooltip="Ask what is due, then what is new"),
        Binding("m", "exam(0)", "exam", id="home.exam", tooltip="A mock exam against the clock"),
        Binding("b", "browse", "browse", id="home.browse", tooltip="Search and read all questions"),
        Binding("l", "lab", "lab", id="home.lab", tooltip="The laboratory: bill, concurrency, scaling and more"),
        Binding("p", "progress", "progress", id="home.progress", tooltip="Readiness, topics, days, plan, exams"),
        Binding("s", "settings", "settings", id="home.settings", tooltip="Exam date, minutes, theme"),
        *up_and_down("home", "scroll", 10),
        Binding("q", "quit", "quit", id="home.quit", tooltip="Leave; everything is saved"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        self._wants_start = False
        self._open: Waiting | None = None

    def body(self) -> Iterable[Widget]:
        """Two columns."""
        self._counts = BlockView(id="counts")
        self._menu = BlockView(menu(), id="menu")
        self._below = BlockView(id="below")
        self._stand = BlockView([Block(Content.styled("reading the bank …", DIM))], id="stand")
        self._start = StartButton("Start", id="start", variant="primary", compact=True)
        yield Horizontal(
            Column(self._counts, self._start, self._menu, self._below, id="today"),
            VerticalScroll(self._stand, id="stand-box", can_focus=False),
            id="columns",
        )

    def on_mount(self) -> None:
        """Counts at once; focus on the one button."""
        if not self.children:
            return  # the application was left before this screen was filled
        self._start.focus()
        self._count()

    def on_screen_resume(self) -> None:
        """Back from a session: count again."""
        if self._app_context.loaded:
            self._count()
            self._topics()
        elif self._app_context.without_bank is not None:
            self._count()

    def bank_failed(self) -> bool:
        """The bank can't be read: say why, and offer an open exam. Whether there is one."""
        self._count()
        self._stand.show(without_bank_blocks(self._app_context.without_bank or "", exam=self._open is not None))
        if self._open is not None and not self.quiz_app.asked:
            self.action_exam()
        return self._open is not None

    def bank_arrived(self, corrected: Corrected | None) -> None:
        """The bank is open: show the topics, offer an open exam, and start if that was asked for meanwhile."""
        self._count()
        self._topics()
        self.tell_corrected(corrected)
        if self._open is not None and not self.quiz_app.asked:
            self.action_exam()
        elif self._wants_start and not self.quiz_app.asked:
            self.action_start()

    def tell_corrected(self, corrected: Corrected | None) -> None:
        """Say which answers count otherwise since a key was corrected, or, once, since the database was opened."""
        recounted = self._app_context.store.recount_to_tell()
        if recounted is None and corrected is None:
            return
        from quizapp.present.phrases import corrected_lines, recounted_line

        if recounted is not None:
            self.notify(strip_control(recounted_line(recounted)), timeout=20, markup=False)
        if corrected is None:
            return
        lines = corrected_lines(corrected)
        more = [f"and {len(lines) - MOST_TOLD} more questions"] if len(lines) > MOST_TOLD else []
        self.notify("\n".join([*lines[:MOST_TOLD], *more]), timeout=12, markup=False)

    def _count(self) -> None:
        context = self._app_context
        day = context.facts_day()
        self.top_bar.show("quizapp", f"AWS Lambda, facts as of {date_text(day)}")
        try:
            counts = today_summary(context)
        except StoreError as error:
            self.quiz_app.show_error(error)
            return
        known = context.loaded or context.without_bank is not None or bool(context.store.read.bank_revision())
        waits, now = self._exam_blocks(), today_blocks(counts, context, known=known)
        self._counts.show(waits or now)
        self._below.show([Block(Content("")), *now] if waits else [])
        self._show_menu()

    def on_resize(self) -> None:
        """Few lines: the menu in two columns, so that none of it is cut."""
        self._show_menu()

    def _show_menu(self) -> None:
        self._menu.show(menu(two=self.app.size.height < (FEW if self._open is None else FEW_WITH_EXAM)))

    def _exam_blocks(self) -> list[Block]:
        """The exam that is open comes first. What it is made of needs modules that the first frame does not."""
        self._open = None
        known = self._app_context.loaded or self._app_context.without_bank is not None
        if known and any(row.ended is None for row in self._app_context.store.read.exams()):
            from quizapp.services.exam.lifecycle import waiting
            from quizapp.services.exam.log import tell_set_aside
            from quizapp.tui.home.exam_view import open_exam_blocks

            self._open = waiting(self._app_context)
            if (told := tell_set_aside(self._app_context)) is not None:
                self.quiz_app.show_error(told)
            if self._open is not None:
                self._start.label = "Your exam"
                self.refresh_bindings()
                return open_exam_blocks(self._open, self._app_context)
        self._start.label = "Start"
        self.refresh_bindings()
        return []

    def _topics(self) -> None:
        from quizapp.services.bank.extent import asked_extent
        from quizapp.services.progress.topic_counts import topic_counts

        self._stand.show(topic_blocks(topic_counts(self._app_context), asked_extent(self._app_context)))

    def on_button_pressed(self) -> None:
        """The one button."""
        self.action_start() if self._open is None else self.action_exam()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While an exam is open it comes first, and studying has a key of its own. What needs the bank waits for it."""
        if self.quiz_app.asked and not self._app_context.loaded and self._app_context.without_bank is None:
            return action in ("quit", "scroll")  # another screen was asked for, and keys are meant for it
        needs_bank = action in ("browse", "lab", "progress") or (action == "exam" and self._open is None)
        if needs_bank and not self._app_context.loaded:
            return False
        if action == "study" or (action, parameters) == ("exam", (1,)):
            return self._open is not None
        return self._open is None if action in ("start", "exam") else True

    def action_exam(self, _open: int = 1) -> None:
        """The exam that is open, or the choice of one."""
        if self._app_context.loaded or self._open is not None:
            self.quiz_app.begin_exam()

    def action_start(self) -> None:
        """A session over what is due and new."""
        self.action_study()

    def action_study(self) -> None:
        """A session over what is due and new."""
        if not self._app_context.loaded:
            self._wants_start = self._app_context.without_bank is None
            if self._app_context.without_bank is not None:
                self.quiz_app.show_error(self._app_context.without_bank)
            return
        self._wants_start = False
        from quizapp.services.study.session_queue import plan_session

        self.quiz_app.begin_study(plan_session(self._app_context))

    def action_browse(self) -> None:
        """All questions."""
        if self._app_context.loaded:
            self.quiz_app.open_browse()

    def action_lab(self) -> None:
        """The laboratory."""
        if self._app_context.loaded:
            self.quiz_app.open_lab()

    def action_progress(self) -> None:
        """Where one stands, measured."""
        if self._app_context.loaded:
            self.quiz_app.open_progress()

    def action_settings(self) -> None:
        """What can be chosen."""
        self.quiz_app.open_settings()

    def action_scroll(self, by: int) -> None:
        """Through the topics, and what waits where it needs more room."""
        for column in self.query(VerticalScroll):
            column.scroll_relative(y=by, animate=False)

    async def action_quit(self) -> None:
        """Leave."""
        self.app.exit(0)

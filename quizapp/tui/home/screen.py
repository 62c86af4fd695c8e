"""Home: what is due today, one key to start, and how far one has come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quizapp.core.dates import date_text
from quizapp.present.study_phrases import KEEP_GOING
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import is_new_learner, today_summary
from quizapp.services.study.today import WARM_UP
from quizapp.store import StoreError
from quizapp.tui.base import up_and_down
from quizapp.tui.home.around import AroundScreen
from quizapp.tui.home.menu import HomeMenu
from quizapp.tui.home.topic_list import TopicList
from quizapp.tui.home.view import exam_blocks, today_blocks, without_bank_blocks
from quizapp.tui.widgets.block_view import BlockView, Column
from quizapp.tui.widgets.markup import DIM, Block
from quizapp.tui.widgets.start_button import StartButton

if TYPE_CHECKING:
    from quizapp.services.bank.regrade import Corrected
    from quizapp.services.exam.views import Waiting
    from quizapp.tui.home.first_run import FirstRunScreen

FEW, FEW_WITH_EXAM = 32, 40  # lines below which the menu has two columns: it stays whole


class HomeScreen(AroundScreen):
    """The base of the stack. Its due count needs no bank; the topics follow once that is read."""

    DEFAULT_CSS = """
    HomeScreen #columns { padding: 1 2; }
    HomeScreen #today { width: 30; padding: 0 1 0 0; scrollbar-size-vertical: 1; }
    HomeScreen #menu { margin: 1 0 0 0; }
    HomeScreen #start { margin: 1 0; min-width: 15; background: $primary; color: $background; text-style: bold; }
    HomeScreen #stand-box { width: 1fr; scrollbar-size-vertical: 1; }
    HomeScreen.-wide #today { width: 44; }
    HomeScreen.-wide #columns { padding: 2 4; }
    """
    heading = "quizapp"
    about = (
        "Start asks what is due, then what is new. Arrows choose a topic, enter practises it. All answers are saved."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,m", "exam(1)", "your exam", key_display="⏎", id="home.resume", tooltip="Resume, submit, discard"
        ),
        Binding("enter", "start", "start", id="home.start", tooltip="Ask what is due, then what is new"),
        Binding("enter", "practise", "practise", id="home.practise", tooltip="Practise the topic under the cursor"),
        Binding("t", "study", "study", id="home.study", tooltip="Ask what is due, then what is new"),
        Binding("m", "exam(0)", "exam", id="home.exam", tooltip="A mock exam against the clock"),
        Binding("b", "browse", "browse", id="home.browse", tooltip="Search and read all questions"),
        Binding("l", "lab", "lab", id="home.lab", tooltip="The laboratory: bill, concurrency, scaling and more"),
        Binding("p", "progress", "progress", id="home.progress", tooltip="Readiness, topics, days, plan, exams"),
        Binding("s", "settings", "settings", id="home.settings", tooltip="Exam date, minutes, theme"),
        Binding("w", "news", "what's new", show=False, id="home.news", tooltip="What changed at AWS since you studied"),
        *up_and_down("home", "move", 10),
        Binding("q", "quit", "quit", id="home.quit", tooltip="Leave; everything is saved"),
    ]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        self._wants_start = False
        self._open: Waiting | None = None
        self._idle, self._measured = False, ""
        self._first_run: FirstRunScreen | None = None

    def body(self) -> Iterable[Widget]:
        """Two columns."""
        self._counts = BlockView(id="counts")
        self._menu = HomeMenu()
        self._exam = BlockView(id="exam")
        self._way = BlockView(id="way")
        self._below = BlockView(id="below")
        self._topics = TopicList(self.action_practise)
        self._topics.show([Block(Content.styled("reading the bank …", DIM))])
        self._start = StartButton("Start", id="start", variant="primary", compact=True)
        yield self.around()
        yield Horizontal(
            Column(self._counts, self._start, self._exam, self._way, self._menu, self._below, id="today"),
            VerticalScroll(self._topics, id="stand-box", can_focus=False),
            id="columns",
        )

    def on_mount(self) -> None:
        """Counts at once; focus on the one button."""
        if not self.children:
            return  # the application was left before this screen was filled
        self._start.focus()
        self._count()
        if self.quiz_app.first_run and not self._app_context.has_settings and is_new_learner(self._app_context):
            self._ask_first()

    def on_screen_resume(self) -> None:
        """Back from a session: count again."""
        if self._app_context.loaded:
            self._count()
            self.call_after_refresh(self._show_way)
        elif self._app_context.without_bank is not None:
            self._count()

    def bank_failed(self) -> bool:
        """The bank can't be read: say why, and offer an open exam. Whether there is one."""
        self._count()
        if self._first_run is not None:
            self._first_run.dismiss(0)
        self._topics.show(without_bank_blocks(self._app_context.without_bank or "", exam=self._open is not None))
        if self._open is not None and not self.quiz_app.asked:
            self.action_exam()
        return self._open is not None

    def bank_arrived(self, corrected: Corrected | None) -> None:
        """The bank is open: show the topics, offer an open exam, and start if that was asked for meanwhile."""
        self._count()
        self._show_way()
        self.look_around()
        self.tell_corrected(corrected)
        if self._first_run is not None:
            self._first_run.bank_arrived()
        elif self._open is not None and not self.quiz_app.asked:
            self.action_exam()
        elif self._wants_start and not self.quiz_app.asked:
            self.action_start()
        elif not self.quiz_app.asked:
            self.ask_result()

    def _count(self) -> None:
        context = self._app_context
        self.top_bar.show("quizapp", f"AWS Lambda, facts as of {date_text(context.facts_day())}")
        try:
            counts = today_summary(context)
        except StoreError as error:
            self.quiz_app.show_error(error)
            return
        known = context.loaded or context.without_bank is not None or bool(context.store.read.bank_revision())
        warm_up = min(counts.new, WARM_UP) if counts.new and is_new_learner(context) else 0
        self._idle = known and not (counts.due or counts.new or counts.early or counts.practice)
        now = today_blocks(counts, known=known, warm_up=warm_up)
        waits = self._exam_blocks()
        self._counts.show(waits or now)
        self._exam.show(exam_blocks(context.settings.exam_date, context.clock().calendar_date))
        self._below.show([Block(Content("")), *now] if waits else [])
        self._exam.display = self._way.display = self._open is None
        self._show_menu()

    def on_resize(self) -> None:
        """Few lines: the menu in two columns, so that none of it is cut."""
        self._show_menu()

    def _show_menu(self) -> None:
        self._menu.lay_out(two=self.app.size.height < (FEW if self._open is None else FEW_WITH_EXAM))

    def _exam_blocks(self) -> list[Block]:
        """The exam that is open comes first."""
        self._open = None
        if (self._app_context.loaded or self._app_context.without_bank is not None) and any(
            row.ended is None for row in self._app_context.store.read.exams()
        ):
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
        self._start.label = KEEP_GOING if self._idle else "Start"
        self.refresh_bindings()
        return []

    def _show_way(self) -> None:
        """Readiness and topics, where anything has changed: measuring takes longer than a frame may."""
        from quizapp.services.bank.extent import asked_extent
        from quizapp.services.progress.overview import overview
        from quizapp.tui.home.way_view import way_blocks

        context = self._app_context
        mark = f"{context.clock().study_day} {context.store.read.log_mark()} {context.settings}"
        if mark != self._measured:
            self._measured, found = mark, overview(context)
            self._way.show(way_blocks(found))
            self._topics.fill(found.topics, asked_extent(context))
        self.refresh_bindings()

    def _ask_first(self) -> None:
        """The first run: three questions, then a warm-up if it is wanted."""
        from quizapp.tui.home.first_run import FirstRunScreen

        def answered(begin: int | None) -> None:
            self._first_run = None
            self._count()
            if begin:
                self.action_study()

        self._first_run = FirstRunScreen(self._app_context)
        self.app.push_screen(self._first_run, answered)

    def on_button_pressed(self) -> None:
        """The one button."""
        self.action_start() if self._open is None else self.action_exam()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While an exam is open it comes first, and studying has a key of its own. What needs the bank waits for it."""
        if self.quiz_app.asked and not self._app_context.loaded and self._app_context.without_bank is None:
            return action in ("quit", "move")  # another screen was asked for, and keys are meant for it
        needs_bank = action in ("browse", "lab", "progress") or (action == "exam" and self._open is None)
        if needs_bank and not self._app_context.loaded:
            return False
        if action == "practise":
            return bool(self._topics.topic)
        if action == "start":
            return self._open is None and not self._topics.topic
        if (action, parameters) == ("exam", (1,)):
            return self._open is not None and not self._topics.topic
        if action in ("study", "exam"):
            return (self._open is None) == (action == "exam")
        return super().check_action(action, parameters)

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
        from quizapp.services.study.warm_up import warm_up

        if is_new_learner(self._app_context) and (easy := warm_up(self._app_context)):
            self.quiz_app.begin_study(easy, warm_up=True)
        else:
            self.quiz_app.begin_study(plan_session(self._app_context))

    def action_practise(self) -> None:
        """A session on the topic under the cursor."""
        from quizapp.services.study.session_queue import plan_session

        if topic := self._topics.topic:
            self.quiz_app.begin_study(plan_session(self._app_context, [topic]))

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

    def action_move(self, by: int) -> None:
        """The cursor through the topics, above them is Start; what waits scrolls where it needs more room."""
        self.query_one("#today", VerticalScroll).scroll_relative(y=by, animate=False)
        self._topics.move(by)
        self.refresh_bindings()

    async def action_quit(self) -> None:
        """Leave."""
        self.app.exit(0)

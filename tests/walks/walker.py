"""Somebody who walks through the application: one loop of events for a walk, driven from outside, step by step."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from shutil import rmtree

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from quizapp.core.bank import key_of
from quizapp.core.metrics.exam_result import exam_result
from quizapp.services.bank.library import Library
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.services.exam.forms import blueprint
from quizapp.services.exam.lifecycle import resume_exam, start_exam
from quizapp.services.study.session_queue import plan_session
from quizapp.store import StoreError
from quizapp.store.paths import user_paths
from quizapp.tui.app import QuizApp
from quizapp.tui.bank.browse import BrowseScreen
from quizapp.tui.bank.reading import ReadingScreen
from quizapp.tui.exam.cover import CoverScreen
from quizapp.tui.exam.review import ReviewScreen
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.input_guard import TextField
from quizapp.tui.study.screen import StudyScreen
from tests.support.exam_screens import tick
from tests.support.exams import BootClock
from tests.support.screens import press, running, settle
from tests.support.textual_adapter import has_ended, has_failed
from tests.walks.law import Law

_ARRIVED: dict[str, type[Screen[object]]] = {
    "home": HomeScreen, "study": StudyScreen, "exam": ExamScreen, "browse": ReadingScreen, "review": ReviewScreen,
}  # fmt: skip
Step = Callable[[], Awaitable[object]]


class Walker:
    """A new user over a library that was read already. ``exam``: the blueprint of the exam that is sat."""

    def __init__(self, library: Library, root: Path, exam: str, size: tuple[int, int]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="walk-"))
        self.clock, seeds = BootClock(), count(1)
        paths = user_paths(self._folder)
        self.context: AppContext = open_context(paths, root, clock=self.clock, seeds=lambda: next(seeds))
        open_bank(self.context, library)
        self.law = Law(self.context)
        self._exam, self._size = exam, size
        self._loop = asyncio.new_event_loop()
        self._life: asyncio.Task[None] | None = None

    def start(self, place: str) -> None:
        """Open the program at a place."""
        keys = self._arrive(place)
        self._run(self._open())
        self._step(lambda: settle(self._pilot))
        for key in keys:
            self.press(key)
        assert isinstance(self._app.screen, _ARRIVED[place])

    def _arrive(self, place: str) -> tuple[str, ...]:
        self._start: Callable[[QuizApp], None] | None = None
        if place == "study":
            self._start = lambda app: app.begin_study(plan_session(self.context))
        elif place == "exam":
            self._start = lambda app: app.begin_exam(self._exam)
            return ("enter",)
        elif place == "browse":
            return ("b", "down", "enter")
        elif place == "review":
            self._start = self._review
        return ()

    def _review(self, app: QuizApp) -> None:
        """Over an exam of which every second question was answered, every third of those wrongly or not wholly."""
        exam = start_exam(self.context, blueprint(self.context, self._exam))
        for number, one in enumerate(exam.sitting.form.items, 1):
            exam.visit(number)
            if number % 2:
                exam.respond(key_of(one.item)[: -1 if number % 3 == 0 else None])
        exam.submit()
        app.push_screen(ReviewScreen(self.context, exam_result(exam.sitting)))

    # steps

    def press(self, key: str) -> None:
        """A key, and the law."""
        self._step(lambda: press(self._pilot, key), key)

    def burst(self, keys: tuple[str, ...]) -> None:
        """Keys that come before anything is painted."""

        async def post() -> None:
            for key in keys:
                self._app.post_message(events.Key(key, key if len(key) == 1 else None))
            await settle(self._pilot)

        self._step(post, unseen=True)

    def paste(self, text: str) -> None:
        """Text from elsewhere."""

        async def post() -> None:
            self._app.post_message(events.Paste(text))
            await settle(self._pilot)

        self._step(post)

    def click(self, across: int, down: int) -> None:
        """A click at so many thousandths of the width and height."""

        async def click() -> None:
            size = self._app.size
            await self._pilot.click(offset=(across * (size.width - 1) // 1000, down * (size.height - 1) // 1000))
            await settle(self._pilot)

        self._step(click)

    def resize(self, size: tuple[int, int]) -> None:
        """Another size of the terminal."""

        async def resize() -> None:
            await self._pilot.resize_terminal(*size)
            await settle(self._pilot)

        self._size = size
        self._step(resize)

    def wait(self, minutes: float) -> None:
        """Time passes, and the clock of an exam ticks."""
        self.clock.advance(minutes=minutes)
        self._step(lambda: tick(self._app, self._pilot))

    def elsewhere(self, by: int, key: str) -> None:
        """Another window of the open exam goes to another question; a key here before this one has looked; the clock
        ticks."""

        async def both() -> None:
            screen = self._app.screen
            if isinstance(screen, ExamScreen) and screen.view is not None:
                with suppress(ValueError, StoreError):
                    resume_exam(self.context).visit((screen.view.number - 1 + by) % len(screen.view.spots) + 1)
            await press(self._pilot, key)
            await tick(self._app, self._pilot)

        self._step(both, unseen=True)

    def come_back(self) -> None:
        """End the program, and start it again."""
        self._run(self._close())
        self._start = None
        self._run(self._open())
        self._step(lambda: settle(self._pilot))

    @property
    def forward(self) -> str:
        """The key that goes on to another question, or back to where there are questions."""
        screen = self._app.screen
        if isinstance(screen, StudyScreen):
            phase = screen._study.view.phase
            return (
                "enter"
                if phase != "question"
                else "escape"
                if isinstance(self._app.focused, Input | TextField)
                else "s"
            )
        if isinstance(self._app.focused, Input | TextField):
            return "escape"
        if isinstance(screen, HomeScreen | CoverScreen | BrowseScreen):
            return "enter"
        return "n" if isinstance(screen, ExamScreen | ReadingScreen | ReviewScreen) else "escape"

    def end(self) -> None:
        """Leave; nothing stays behind."""
        with suppress(Exception):
            self._run(self._close())
        self._loop.close()
        self.context.close()
        rmtree(self._folder, ignore_errors=True)

    # inside

    def _step(self, step: Step, key: str = "", *, unseen: bool = False) -> None:
        async def held() -> None:
            await step()
            if self._app.is_running and not has_failed(self._app):
                await self.law.hold(self._pilot, key, unseen=unseen)

        self.clock.advance(ms=7_000)
        self._run(self._order(held))
        if not self._app.is_running or has_ended(self._app):
            self._run(self._close())
            self._start = None
            self._run(self._open())

    def _run(self, work: Awaitable[None]) -> None:
        self._loop.run_until_complete(asyncio.ensure_future(work, loop=self._loop))

    async def _open(self) -> None:
        self._orders: asyncio.Queue[tuple[Step | None, asyncio.Future[None]]] = asyncio.Queue()
        self._life = asyncio.create_task(self._live())
        await self._order(lambda: settle(self._pilot))

    async def _close(self) -> None:
        if self._life is not None:
            life, self._life = self._life, None
            self._orders.put_nowait((None, asyncio.get_running_loop().create_future()))
            await life

    async def _order(self, step: Step) -> None:
        """Have a step done where the application lives."""
        assert self._life is not None
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._orders.put_nowait((step, done))
        await asyncio.wait({done, self._life}, return_when=asyncio.FIRST_COMPLETED)
        if self._life.done():
            await self._life
        await done

    async def _live(self) -> None:
        """The application, from its start to its end; what it is given to do is done in its own context."""
        async with running(self.context, self._size, self._start) as (app, pilot):
            self._app: QuizApp = app
            self._pilot: Pilot[int] = pilot
            while True:
                step, done = await self._orders.get()
                if step is None:
                    return
                try:
                    await step()
                except BaseException as error:  # it is the walk's to raise
                    done.set_exception(error)
                else:
                    done.set_result(None)

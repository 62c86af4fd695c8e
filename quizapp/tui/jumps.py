"""Where the palette leads: any screen, a topic to practise, a question to read by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from quizapp.services.study.session_queue import plan_session
from quizapp.tui.answering import AnsweringScreen
from quizapp.tui.base import BaseScreen
from quizapp.tui.palette import Palette

if TYPE_CHECKING:
    from quizapp.tui.base_app import BaseApp

Jump = tuple[str, Callable[[], object]]


class JumpProvider(Provider):
    """From an open exam nothing leads away. From a study session other screens open above it, and it goes on below."""

    @property
    def _quiz_app(self) -> BaseApp:
        return cast("BaseApp", self.app)

    def _screens(self) -> Iterator[Jump]:
        app = self._quiz_app
        below = [screen for screen in app.screen_stack if isinstance(screen, BaseScreen)]
        if not isinstance(self.screen, BaseScreen) or not app.context.loaded:
            return
        if not all(screen.leads_away for screen in below):
            return
        if not self._answering:
            yield "Go to Home", app.to_home
            yield "Go to Mock exam", app.begin_exam
        yield "Go to Browse", app.open_browse
        yield "Go to Lab", app.open_lab
        yield "Go to Progress", app.open_progress
        yield "Go to Exam history", app.open_history
        yield "Go to Settings", app.open_settings

    @property
    def _answering(self) -> bool:
        """Whether a session is open: another one does not begin above it."""
        return any(isinstance(screen, AnsweringScreen) for screen in self.app.screen_stack)

    def _contents(self) -> Iterator[Jump]:
        """What the bank has."""
        app = self._quiz_app
        bank = app.context.library.bank
        if not self._answering:
            for topic in bank.topics:
                yield f"Practise {bank.title(topic)}", partial(self._practise, topic)
        for question in bank.items:
            yield f"Read {question}", partial(app.open_reading, question)

    def _practise(self, topic: str) -> None:
        self._quiz_app.begin_study(plan_session(self._quiz_app.context, topics=[topic]))

    def _once(self, run: Callable[[], object]) -> Callable[[], object]:
        palette = self.app.screen
        return palette.once(run) if isinstance(palette, Palette) else run

    async def discover(self) -> Hits:
        """Return the screens; topics and questions are found by typing."""
        for title, run in self._screens():
            yield DiscoveryHit(title, self._once(run))

    async def search(self, query: str) -> Hits:
        """Return the screens, topics and questions that match."""
        matcher = self.matcher(query)
        screens = list(self._screens())
        for title, run in [*screens, *(self._contents() if screens else ())]:
            if (score := matcher.match(title)) > 0:
                yield Hit(score, Content(title), self._once(run), text=title)

"""What the screens of a running exam share: the clock in the top line, and how a step that fails is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from textual.containers import Horizontal
from textual.widget import Widget

from quizapp.core.sessions import ExamOver
from quizapp.services.context import SettingsError
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import ExamView
from quizapp.store import StoreError
from quizapp.tui.base import BaseScreen
from quizapp.tui.exam.lifecycle import finish
from quizapp.tui.widgets.clock import Clock
from quizapp.tui.widgets.header import Header


class ExamBaseScreen(BaseScreen):
    """A screen over a running exam."""

    DEFAULT_CSS = """
    ExamBaseScreen #head { height: 2; }
    ExamBaseScreen #head > Header { width: 1fr; }
    """

    leads_away = False

    def __init__(self, exam: Exam) -> None:
        super().__init__()
        self._exam = exam

    def top(self) -> Iterable[Widget]:
        """Title, and the clock at its right."""
        self._clock = Clock(self._exam.remaining_ms, lambda: self.quiz_app.context.settings.show_clock)
        yield Horizontal(Header(self.heading), self._clock, id="head")

    def on_screen_resume(self) -> None:
        """Back from another screen: the clock as it is now, shown or hidden as was chosen there."""
        self._clock.tick()

    def action_clock(self) -> None:
        """Hide the clock or show it; the choice is kept."""
        settings = self.quiz_app.context.settings
        try:
            self.quiz_app.context.save_settings(msgspec.structs.replace(settings, show_clock=not settings.show_clock))
        except (SettingsError, StoreError) as error:
            self.quiz_app.show_error(error)
        self._clock.refresh()

    def attempt(self, step: Callable[[], ExamView]) -> ExamView | None:
        """What stands after one step of the exam. None: it could not be saved, which is said, or the exam is over."""
        try:
            return step()
        except ExamOver:
            self.over()
        except StoreError as error:
            self.quiz_app.show_error(f"Not saved. {error}")
        except ValueError:
            if self._exam.sitting.phase == "open":
                raise
            self.over()
        return None

    def over(self) -> None:
        """The exam has ended, or was closed in another window: leave its screens."""
        try:
            self._exam.expired()
        except StoreError as error:
            self.quiz_app.show_error(f"Not saved. {error}")
        else:
            finish(self.quiz_app, self._exam)

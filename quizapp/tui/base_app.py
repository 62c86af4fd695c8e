"""What every screen may ask of the application: words to the user, what was opened, and other screens.

The one module that takes something of Textual's by a private name: passing words, and what a mistake does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events

from quizapp.tui.input_guard import InputGuard

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from quizapp.core.metrics.exam_result import ExamResult
    from quizapp.core.scheduler import Entry
    from quizapp.core.settings import Signs
    from quizapp.services.context import AppContext
    from quizapp.services.exam.session import Exam


PASSING_S = 6
"""Words that are told for longer are worth reading to the end; the others are past with the next key."""


class BaseApp(InputGuard):
    """The application as its screens know it; ``navigation`` opens the screens.

    ``key_grace_s``: for this long after a verdict ``enter`` is ignored. ``monotonic``: seconds that only run forward.
    ``failure``: what ended the screens. ``asked``: the command line asked for a screen of its own.
    ``first_run``: who has answered nothing and chosen nothing is asked for the exam, its date and minutes a day.
    """

    context: AppContext
    key_grace_s: float
    monotonic: Callable[[], float]
    failure: Exception | None = None
    asked: bool = False
    first_run: bool = False

    def to_home(self) -> None:
        """Close whatever is open above Home."""
        raise NotImplementedError

    def begin_study(self, entries: Sequence[Entry], *, warm_up: bool = False) -> None:
        """Open a session over ``entries``; the ways to keep going when there are none."""
        raise NotImplementedError

    def begin_exam(self, name: str = "", *, resume: bool = False, extra: bool = False, counts: bool = True) -> None:
        """Open the exam that is open, else the cover of the blueprint ``name``, else the choice of one."""
        raise NotImplementedError

    def open_exam(self, exam: Exam) -> None:
        """Open a running exam at its question."""
        raise NotImplementedError

    def open_result(self, result: ExamResult) -> None:
        """Open the result of an exam."""
        raise NotImplementedError

    def open_result_of(self, exam: str) -> None:
        """Open the result of an earlier exam by its id, or say why it can't be read."""
        raise NotImplementedError

    def open_history(self) -> None:
        """Open the exams that were sat."""
        raise NotImplementedError

    def open_browse(self) -> None:
        """Open Browse."""
        raise NotImplementedError

    def open_reading(self, question: str) -> None:
        """Open a question of the bank by its id, to read."""
        raise NotImplementedError

    def open_lab(self, calculator: str = "bill", parameters: Mapping[str, object] | None = None) -> None:
        """Open the laboratory at a calculator, with ``parameters`` where they are given."""
        raise NotImplementedError

    def open_progress(self) -> None:
        """Open Progress."""
        raise NotImplementedError

    def show_signs(self, setting: Signs) -> None:
        """Show signs as ``setting`` says, on all that is open."""
        raise NotImplementedError

    def open_settings(self) -> None:
        """Open Settings."""
        raise NotImplementedError

    async def take(self, event: events.Event) -> None:
        """Let a key go its way; the passing words of the step before it are past."""
        if isinstance(event, events.Key) and self._notifications:
            self.forget_words(most_s=PASSING_S)
        await super().take(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """As in Textual, without anything a terminal could obey: file names and other machines' words come here."""
        from quizapp.core.markup import strip_control

        super().notify(strip_control(str(message)), title=title, severity=severity, timeout=timeout, markup=markup)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy, and say so: a terminal that refuses does so without a word."""
        super().copy_to_clipboard(text)
        lines = text.count("\n") + 1
        size = f"{lines} lines" if lines > 1 else f"{len(text)} characters"
        self.notify(f"Copied {size}. If they don't paste, select with Shift held down.", timeout=4, markup=False)

    def forget_words(self, most_s: float = float("inf")) -> None:
        """Take passing words, told for ``most_s`` at most, off the screen; what went wrong stays for its time."""
        for told in list(self._notifications):
            if told.severity == "information" and told.timeout <= most_s:
                self._unnotify(told, refresh=False)
        self._refresh_notifications()

    def _refresh_notifications(self) -> None:
        """Show the passing words; those with a path or an address get the room that it needs on one line."""
        super()._refresh_notifications()
        self.call_after_refresh(self._fit_toasts)

    def _fit_toasts(self) -> None:
        from textual.widgets import Static

        for toast in self.screen.query("Toast").results(Static):
            longest = max(map(len, str(toast.render()).split()), default=0)
            toast.set_class(longest > min(60, self.size.width // 2) - 4, "-unbroken")

    def _fatal_error(self) -> None:
        """A mistake in the program ends the screens; the command line says it in one line, without a traceback."""
        self.failure = self._exception
        self._close_messages_no_wait()

    def show_error(self, reason: object) -> None:
        """Tell the user what went wrong and what to do; nothing was lost."""
        self.notify(str(reason), severity="error", timeout=12, markup=False)

"""The clock of an exam: it asks how much time is left, on every full second."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quizapp.core.quantity import clock_text
from quizapp.tui.widgets.markup import DIM

MINUTE_MS = 60_000


class Clock(Widget):
    """``remaining``: milliseconds left; ``shown``: whether to say so. It ticks either way, to whoever is above it."""

    DEFAULT_CSS = """
    Clock { width: 12; height: 2; border-bottom: solid $rule; padding: 0 1 0 0; text-align: right; }
    """

    class Ticked(Message):
        """``ms`` are left."""

        def __init__(self, ms: int) -> None:
            super().__init__()
            self.ms = ms

    def __init__(self, remaining: Callable[[], int], shown: Callable[[], bool]) -> None:
        super().__init__()
        self._remaining, self._shown = remaining, shown
        self._ms = 0
        self._painted: Content | None = None

    def on_mount(self) -> None:
        """Begin."""
        self._next()

    def _next(self) -> None:
        """Tick, and again when the next second is full."""
        self.tick()
        self.set_timer(max(0.01, ((self._ms - 1) % 1000 + 1) / 1000), self._next)

    def tick(self) -> None:
        """Ask now. What is painted is painted again only where it differs: a clock that is hidden writes nothing."""
        self._ms = self._remaining()
        if self._painted != self._face():
            self.refresh()
        self.post_message(self.Ticked(self._ms))

    def render(self) -> Content:
        """The time left, or that it is hidden."""
        self._painted = self._face()
        return self._painted

    def _face(self) -> Content:
        """The time left; from ten minutes on in another colour, from five in bold."""
        if not self._shown():
            return Content.styled("hidden", DIM)
        look = (
            "" if self._ms > 10 * MINUTE_MS else "$text-warning" if self._ms > 5 * MINUTE_MS else "bold $text-warning"
        )
        return Content.styled(clock_text(self._ms), look)

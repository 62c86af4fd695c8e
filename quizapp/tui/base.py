"""What all screens share: a top line, a line of keys, and a word when the terminal is too small."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from quizapp.tui.widgets.footer import Footer
from quizapp.tui.widgets.header import Header

if TYPE_CHECKING:
    from quizapp.tui.base_app import BaseApp


def back_key(screen: str) -> Binding:
    """The key that leads back, under an id that begins with the name of its ``screen``."""
    return Binding("q,escape", "back", "back", key_display="q", id=f"{screen}.back")


def up_and_down(screen: str, action: str, page: int = 0) -> Iterator[Binding]:
    """The keys down and up, and a ``page`` of so many lines where there is one. ``action`` is told how far."""
    yield Binding("j,down", f"{action}(1)", "down", show=False, id=f"{screen}.down")
    yield Binding("k,up", f"{action}(-1)", "up", show=False, id=f"{screen}.up")
    if page:
        yield Binding("pagedown", f"{action}({page})", "page down", show=False, id=f"{screen}.page_down")
        yield Binding("pageup", f"{action}(-{page})", "page up", show=False, id=f"{screen}.page_up")


class BaseScreen(Screen[int]):
    """A screen with a frame. Subclasses give ``body``; ``about`` is what help says first.

    ``leads_away`` False: the palette does not jump from it, or from what is opened above it.
    """

    DEFAULT_CSS = """
    BaseScreen { layout: vertical; }
    BaseScreen > #too-small { display: none; layer: over; width: 100%; height: 100%; background: $background;
        content-align: center middle; }
    BaseScreen.-tiny > #too-small, BaseScreen.-short > #too-small { display: block; }
    BaseScreen > #body { height: 1fr; }
    """
    AUTO_FOCUS = ""
    heading = "quizapp"
    about = ""
    leads_away = True

    @property
    def quiz_app(self) -> BaseApp:
        """The application, as its screens know it."""
        return cast("BaseApp", self.app)

    def top(self) -> Iterable[Widget]:
        """The line at the top."""
        yield Header(self.heading)

    def body(self) -> Iterable[Widget]:
        """What stands between the two lines."""
        return ()

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield from self.top()
        with Vertical(id="body"):
            yield from self.body()
        yield Footer()
        yield Static(Content("Too small: 60x20 is needed. q quits."), id="too-small")

    @property
    def top_bar(self) -> Header:
        """The line at the top."""
        return self.query_one(Header)

    def show_message(self, text: str) -> None:
        """A passing word to the user; the one before has passed."""
        self.quiz_app.forget_words()
        self.notify(text, timeout=4, markup=False)

    def leave_field(self) -> None:
        """``escape`` in a field: out of it, and nothing else."""
        self.set_focus(None)

    def action_back(self) -> None:
        """Back to where this screen was opened."""
        self.app.pop_screen()

    def commands(self) -> Iterable[SystemCommand]:
        """The palette's entries for this screen: each of its actions once. Keys that only move about have none."""
        listed = {"app.command_palette"}
        for active in self.active_bindings.values():
            binding = active.binding
            if active.enabled and (binding.show or binding.tooltip) and binding.action not in listed:
                listed.add(binding.action)
                yield SystemCommand(binding.description.capitalize(), binding.tooltip, self._runner(binding.action))

    def _runner(self, action: str) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            if self.is_current:
                await self.run_action(action)

        return run

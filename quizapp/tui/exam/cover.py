"""The cover page of an exam: the rules, two switches, and one key that starts the clock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quizapp.core.bank.blueprints import Blueprint
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import feeds
from quizapp.tui.base import BaseScreen
from quizapp.tui.exam import cover_view
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import Block, inline


class CoverScreen(BaseScreen):
    """``plan`` before it is started."""

    DEFAULT_CSS = """
    CoverScreen #board { padding: 1 2 0 1; scrollbar-size-vertical: 1; }
    CoverScreen BlockView { max-width: 100; }
    """
    heading = "Mock exam"
    about = "The rules of this exam. enter starts the clock; nothing has happened before that."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start the clock", id="cover.start"),
        Binding("x", "extra", "extra time", id="cover.extra", tooltip="More time, or the usual one"),
        Binding("c", "schedule", "schedule", id="cover.schedule", tooltip="Whether the answers feed the schedule"),
        Binding("j,down", "scroll(1)", "down", show=False, id="cover.down"),
        Binding("k,up", "scroll(-1)", "up", show=False, id="cover.up"),
        Binding("q,escape", "back", "back", key_display="q", id="cover.back"),
    ]

    def __init__(self, context: AppContext, plan: Blueprint, *, extra: bool = False, counts: bool = True) -> None:
        super().__init__()
        self._app_context, self._plan = context, plan
        self._extra, self._counts = extra, counts
        self._why_not = ""
        self._practice = not feeds(context, plan)

    def body(self) -> Iterable[Widget]:
        """One page."""
        self._flow = BlockView()
        yield VerticalScroll(self._flow, id="board", can_focus=False)

    def on_mount(self) -> None:
        """The rules."""
        self.top_bar.show(inline(self._plan.title), "the clock has not started")
        self._paint()

    def _paint(self) -> None:
        out = cover_view.cover(self._plan, extra=self._extra, counts=None if self._practice else self._counts)
        if self._why_not:
            word = Content.styled("Not possible: ", "bold $text-error") + inline(self._why_not)
            out = [Block(word, " ", " "), Block(Content("")), *out]
        self._flow.show(out)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Practice has no choice about the schedule."""
        return not (action == "schedule" and self._practice)

    def action_extra(self) -> None:
        """More time, or not."""
        self._extra = not self._extra
        self._paint()

    def action_schedule(self) -> None:
        """Whether answers count as evidence."""
        self._counts = not self._counts
        self._paint()

    def action_start(self) -> None:
        """Start the clock; what is lacking is said here and stays to be read."""
        from quizapp.tui.exam.lifecycle import begin  # noqa: PLC0415 - lifecycle imports this screen

        self._why_not = begin(self.quiz_app, self._plan, extra=self._extra, counts=self._counts)
        if self._why_not:
            self._paint()
            self.query_one("#board").scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """Through the rules."""
        self.query_one("#board").scroll_relative(y=by, animate=False)

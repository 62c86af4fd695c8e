"""The cover page of an exam: the rules, two switches, and one key that starts the clock."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.core.bank.blueprints import Blueprint
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import feeds
from quizapp.tui.base import back_key, up_and_down
from quizapp.tui.exam import cover_view
from quizapp.tui.exam.lifecycle import begin
from quizapp.tui.page_screen import PageScreen
from quizapp.tui.widgets.markup import Block, inline


class CoverScreen(PageScreen):
    """``plan`` before it is started."""

    DEFAULT_CSS = """
    CoverScreen BlockPage { padding: 1 2 0 1; }
    """
    heading = "Mock exam"
    about = "The rules of this exam. enter starts the clock; nothing has happened before that."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start the clock", id="cover.start"),
        Binding("x", "extra", "extra time", id="cover.extra", tooltip="More time, or the usual one"),
        Binding("c", "schedule", "schedule", id="cover.schedule", tooltip="Whether the answers feed the schedule"),
        *up_and_down("cover", "scroll"),
        back_key("cover"),
    ]

    def __init__(self, context: AppContext, plan: Blueprint, *, extra: bool = False, counts: bool = True) -> None:
        super().__init__()
        self._app_context, self._plan = context, plan
        self._extra, self._counts = extra, counts
        self._why_not = ""
        self._practice = not feeds(context, plan)

    def on_mount(self) -> None:
        """What it is about."""
        self.top_bar.show(inline(self._plan.title), "the clock has not started")

    def paint(self) -> None:
        """The rules, below what makes a start impossible."""
        out = cover_view.cover(self._plan, extra=self._extra, counts=None if self._practice else self._counts)
        if self._why_not:
            word = Content.styled("Not possible: ", "bold $text-error") + inline(self._why_not)
            out = [Block(word, " ", " "), Block(Content("")), *out]
        self.page.show(out)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Practice has no choice about the schedule."""
        return not (action == "schedule" and self._practice)

    def action_extra(self) -> None:
        """More time, or not."""
        self._extra = not self._extra
        self.paint()

    def action_schedule(self) -> None:
        """Whether answers count as evidence."""
        self._counts = not self._counts
        self.paint()

    def action_start(self) -> None:
        """Start the clock; what is lacking is said here and stays to be read."""
        self._why_not = begin(self.quiz_app, self._plan, extra=self._extra, counts=self._counts)
        if self._why_not:
            self.paint()
            self.page.scroll_home(animate=False)

"""Reading one question: think first, then uncover the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

import msgspec
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from quizapp.core.bank import Item, Response, Showing, arrange
from quizapp.services.bank.feedback import uncovered
from quizapp.services.context import AppContext
from quizapp.services.exam.log import cards_in_open_exam
from quizapp.tui.base import back_key, up_and_down
from quizapp.tui.dialogs.marking import marking_keys
from quizapp.tui.dialogs.question_dialogs import QuestionDialogs, source_key
from quizapp.tui.dialogs.suspend import SuspendingScreen
from quizapp.tui.page_screen import PageScreen
from quizapp.tui.widgets.question_pane import QuestionPane
from quizapp.tui.widgets.question_words import mark_sign
from quizapp.tui.widgets.two_panes import TwoPanes


class ReadingScreen(SuspendingScreen, QuestionDialogs, PageScreen):
    """One of ``items`` at a time. Reading writes nothing and changes no schedule."""

    DEFAULT_CSS = """
    ReadingScreen BlockPage { padding: 1 2; }
    """
    heading = "Browse"
    about = (
        "space uncovers the answer; n and p go to the next and previous question. Reading changes nothing in your "
        "schedule. v marks the question, N is your note on it; z suspends it, or restores it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "uncover", "uncover", key_display="space", id="reading.uncover"),
        Binding("n,right", "turn(1)", "next", key_display="n", id="reading.next"),
        Binding("p,left", "turn(-1)", "previous", key_display="p", id="reading.previous"),
        *marking_keys("reading", show=True),
        Binding("exclamation_mark", "report", "report", show=False, key_display="!", id="reading.report"),
        source_key("reading"),
        Binding("i", "info", "about", id="reading.info"),
        Binding("z", "suspend", "suspend", id="reading.suspend", tooltip="Suspend, after asking"),
        Binding("z", "restore", "restore", id="reading.restore", tooltip="Ask this question again"),
        *up_and_down("reading", "scroll", 15),
        back_key("reading"),
    ]

    def __init__(self, context: AppContext, items: Sequence[Item], at: int) -> None:
        super().__init__()
        self._app_context = context
        self._items = items
        self._at = at
        self._covered = True
        self._examined = cards_in_open_exam(context)

    def body(self) -> Iterable[Widget]:
        """A page."""
        self.page = self.pane = QuestionPane()
        yield TwoPanes(self.pane)

    def paint(self) -> None:
        """The question, with its answer or without."""
        item, showing, read = self._items[self._at], self.question_here(), self._app_context.store.read
        note = read.note(item.card_id)
        if self._covered:
            word = "in your open exam: its answer is shown after the end" if self._held else "space uncovers the answer"
            self.pane.show_covered((self._at,), showing, f"{word} and your note" if note and not self._held else word)
        else:
            feedback = uncovered(self._app_context.library, item)
            self.pane.show_verdict((self._at,), showing, msgspec.structs.replace(feedback, note=note))
        title = self._app_context.library.bank.title(item.topic)
        place = Content(f"{self._at + 1} of {len(self._items)}{', suspended' if self._suspended else ''}")
        sign = mark_sign(read.is_bookmarked(item.card_id))
        self.top_bar.show(title, sign + Content("   ") + place if sign else place)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """The answer goes beside the question, or below."""
        self.paint()

    def action_scroll(self, by: int) -> None:
        """Through the answer and the question."""
        self.pane.scroll_panes(by)

    @property
    def _held(self) -> bool:
        """Whether the question is part of an exam that is open."""
        return self._items[self._at].card_id in self._examined

    @property
    def _suspended(self) -> bool:
        """Whether the question is suspended."""
        return self.card_here() in self._app_context.store.read.suspended()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        if action == "source":
            return self.has_source()
        if action in ("suspend", "restore"):
            return (action == "restore") == self._suspended
        return len(self._items) > 1 if action == "turn" else not (action == "uncover" and self._held)

    def card_here(self) -> str:
        """Return the card of the question that is read."""
        return self._items[self._at].card_id

    def marks_changed(self) -> None:
        """Paint the question again."""
        self.paint()

    def suspension_changed(self) -> None:
        """Paint the question again."""
        self.paint()

    def action_uncover(self) -> None:
        """Show the answer, or cover it again."""
        self._covered = not self._covered
        self.paint()

    def action_turn(self, by: int) -> None:
        """Another item."""
        self._at = (self._at + by) % len(self._items)
        self._covered = True
        self.paint()
        self.pane.scroll_home(animate=False)

    def question_here(self) -> Showing:
        """Return the question that is read, its options always in one order."""
        return arrange(self._items[self._at], 0)

    def answer_shown(self) -> Response | None:
        """Return that nothing was answered; None while the answer is covered."""
        return None if self._covered else ()

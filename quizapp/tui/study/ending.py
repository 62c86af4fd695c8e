"""The end of a session on its screen: how it went, and the ways to keep going under a cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from quizapp.core.scheduler import Entry
from quizapp.present.study_phrases import GO_HOME, offer_words
from quizapp.services.context import AppContext
from quizapp.services.study.keep_going import Offer, offers
from quizapp.services.study.views import StudyView
from quizapp.tui.answering import AnsweringScreen
from quizapp.tui.dialogs.keep_going import take
from quizapp.tui.study.summary_view import summary_blocks
from quizapp.tui.widgets.question_pane import Identity, QuestionPane
from quizapp.tui.widgets.response_draft import ResponseDraft


class SessionEnding:
    """Painted into ``pane``. After a session that was left early, or of all there is, there is nothing to choose."""

    def __init__(self, pane: QuestionPane) -> None:
        self._pane = pane
        self._view: StudyView | None = None
        self._offers: tuple[Offer, ...] = ()
        self._at, self._first = 0, 0

    @property
    def chooses(self) -> bool:
        """Whether there is something to choose from."""
        return self._view is not None and bool(self._offers)

    @property
    def offer(self) -> Offer | None:
        """What is under the cursor; None for Home, the last row."""
        return self._offers[self._at] if self._at < len(self._offers) else None

    def begin(self, view: StudyView, context: AppContext) -> None:
        """Show a view of a session that is over, from its top; the cursor is on the first way to keep going."""
        self._view, self._at = view, 0
        self._offers = () if view.left else offers(context)
        self._paint()
        self._pane.scroll_home(animate=False)

    def forget(self) -> None:
        """A question is up again."""
        self._view, self._offers = None, ()

    def move(self, by: int) -> None:
        """The cursor to another row."""
        self.go(min(max(self._at + by, 0), len(self._offers)))

    def go(self, row: int) -> bool:
        """The cursor to a row; whether there is such a one."""
        if not self._offers or not 0 <= row <= len(self._offers):
            return False
        self._at = row
        self._paint()
        here = self._first + row
        self._pane.text.reveal(here, here + 1, here)
        return True

    def row_at(self, line: int) -> int:
        """The row on a line of the pane's text; -1 for none."""
        block = self._pane.text.block_at(line)
        return block - self._first if block is not None and self._offers else -1

    def _paint(self) -> None:
        if self._view is None or self._view.summary is None:
            return
        choices = [*map(offer_words, self._offers), GO_HOME] if self._offers else []
        blocks, self._first = summary_blocks(
            self._view.summary, warm_up=self._view.warm_up, choices=choices, at=self._at
        )
        self._pane.show_text(blocks)


class EndingScreen(AnsweringScreen):
    """A screen whose keys go to its ``ending``, once that is shown, in place of a question."""

    ending: SessionEnding
    _leaves: tuple[Identity, ResponseDraft, float] | None = None

    def leaves_anyway(self, identity: Identity) -> bool:
        """Whether leaving without the answer in the making was asked about before, and not by the same key press."""
        now, asked = self.quiz_app.monotonic(), self._leaves
        if asked is not None and asked[:2] == (identity, self.pane.answer):
            return now - asked[2] >= self.quiz_app.key_grace_s
        self._leaves = identity, self.pane.answer, now
        return False

    def start_another(self, entries: Sequence[Entry]) -> None:
        """Begin another session in place of this one."""
        raise NotImplementedError

    def action_move(self, by: int) -> None:
        """The cursor through the answers, or through the ways to keep going."""
        if self.ending.chooses:
            self.ending.move(by)
        else:
            super().action_move(by)

    def action_choose(self, row: int) -> None:
        """A row by its number; at the end one of the ways to keep going."""
        if not self.ending.chooses:
            super().action_choose(row)
        elif self.ending.go(row):
            self.action_open()

    def on_click(self, event: events.Click) -> None:
        """One of the ways to keep going."""
        if event.widget is self.pane.text and self.ending.go(self.ending.row_at(event.y)):
            self.action_open()

    def action_open(self) -> None:
        """What the cursor is on."""
        if (offer := self.ending.offer) is not None:
            take(self.quiz_app, offer, self.start_another)
        else:
            self.action_home()

    def action_home(self) -> None:
        """The session is over."""
        self.app.pop_screen()

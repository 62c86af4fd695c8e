"""A screen on which a question is answered: the keys that study and exams share, and what is asked before it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import events
from textual.binding import Binding

from quizapp.core.bank import Showing
from quizapp.tui.base import BaseScreen, up_and_down
from quizapp.tui.widgets import question_rows
from quizapp.tui.widgets import response_draft as drafts
from quizapp.tui.widgets.question_pane import Identity, QuestionPane
from quizapp.tui.widgets.response_draft import ResponseDraft

UNSHIFTED_DIGITS = "&é\"'(-è_çà"
"""What the digit keys 1 to 9 and 0 of an AZERTY keyboard type without shift."""


def answer_keys(screen: str) -> Iterator[Binding]:
    """The keys for ``pane``, under ids that begin with the name of their ``screen``."""
    yield Binding("space", "mark", "choose", show=False, id=f"{screen}.toggle")
    yield from up_and_down(screen, "move")
    yield Binding("pagedown", "page(1)", "page down", show=False, id=f"{screen}.page_down")
    yield Binding("pageup", "page(-1)", "page up", show=False, id=f"{screen}.page_up")
    for number in range(1, 11):
        yield Binding(str(number % 10), f"choose({number - 1})", show=False, id=f"{screen}.choose_{number}")
    for place, letter in enumerate(question_rows.LETTERS):
        yield Binding(letter, f"assign({place})", show=False, id=f"{screen}.letter_{letter}")


class AnsweringScreen(BaseScreen):
    """Its keys go to ``pane``."""

    pane: QuestionPane

    def ask(self, identity: Identity, showing: Showing, draft: ResponseDraft, number: str = "") -> bool:
        """Put a question up, with the answer that is saved; whether it is another one than before."""
        fresh = self.pane.show_question(identity, showing, draft, number)
        if fresh:
            self._asked: tuple[ResponseDraft, float] | None = None
        return fresh

    def settled(self, showing: Showing, say: Callable[[str], object]) -> bool:
        """Whether the answer was clearly meant, or was asked about before, and not by the same key press."""
        draft = self.pane.draft
        doubt = drafts.doubt(showing, draft)
        if not doubt:
            return True
        now = self.quiz_app.monotonic()
        if self._asked is not None and self._asked[0] == draft:
            return now - self._asked[1] >= self.quiz_app.key_grace_s
        self._asked = draft, now
        say(doubt)
        return False

    def on_key(self, event: events.Key) -> None:
        """A number may begin with a sign. French keyboards have digits behind shift: what they have there is a row."""
        character = event.character
        if self.focused is not None or not character:
            return
        if self.pane.is_typed:
            taken = character in ".-$"
            if taken:
                self.pane.type(character)
        else:
            taken = character in UNSHIFTED_DIGITS and event.key not in self.active_bindings
            if taken:
                self.action_choose(UNSHIFTED_DIGITS.index(character))
        if taken:
            event.stop()
            event.prevent_default()

    def action_move(self, by: int) -> None:
        """The cursor through the answers; through the text where there are none."""
        self.pane.move(by)

    def action_page(self, by: int) -> None:
        """A page of text."""
        self.pane.scroll_pages(by)

    def action_choose(self, row: int) -> None:
        """A row by its number; the first digit of a number."""
        self.pane.choose(row)

    def action_assign(self, letter: int) -> None:
        """A partner by its letter; for other items a letter is as good as a number."""
        self.pane.assign(letter)

    def action_mark(self) -> None:
        """``space`` on the row under the cursor; the field of a number."""
        self.pane.mark()

    def action_strike(self) -> None:
        """Strike an option out, or bring it back."""
        self.pane.strike()

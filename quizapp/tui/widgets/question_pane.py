"""A question on the screen: to answer, with its verdict, or with its answer covered. Study, exams and reading have it.

The pane owns the answer in the making and what keys do to it; the screen owns the session, and decides what is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from textual.content import Content
from textual.widgets import Input

from quizapp.core.bank import Item, Matching, Numeric, Showing, Typed
from quizapp.core.bank.numbers import begun_number
from quizapp.services.bank.feedback import Feedback
from quizapp.tui.widgets import question_rows, question_words
from quizapp.tui.widgets import response_draft as drafts
from quizapp.tui.widgets.block_page import BlockPage
from quizapp.tui.widgets.markup import DIM, Block
from quizapp.tui.widgets.response_draft import ResponseDraft

TWO_PANES = 120
"""So many columns of the terminal have room for a question and, beside it, what is learned from it."""
Identity = tuple[object, ...]
"""What tells a question that is up from every other: sitting, place, item, version and seed."""


def unanswered(showing: Showing) -> tuple[Block, ...]:
    """Return a question that is only looked at: no row is under a cursor, and nothing tells the answer."""
    blocks, _ = question_rows.question(showing, msgspec.structs.replace(drafts.blank(showing), cursor=-1))
    return tuple(msgspec.structs.replace(block, click="") for block in blocks)


class QuestionPane(BlockPage):
    """Painted by a call, never by a watcher: a watcher is passed over where the next question looks like the last one.

    ``keep`` is asked before another ``draft`` is shown, with the one before and the one after: whether it may be, since
    what is not saved is not shown. ``edited`` hears of every attempt, with why an option is one too many, if it is.
    ``typing``: a question that is answered in the field has the focus there at once. ``numbers_only``: where a number
    is asked for, the field takes nothing but what one is made of.
    """

    DEFAULT_CSS = """
    QuestionPane { align-horizontal: center; }
    QuestionPane > BlockView { max-width: 90; }
    QuestionPane > #number { margin: 1 2; width: 40; display: none; }
    """

    def __init__(
        self,
        keep: Callable[[ResponseDraft, ResponseDraft], bool] = lambda _before, _after: True,
        edited: Callable[[ResponseDraft, ResponseDraft, str], None] = lambda _before, _after, _excess: None,
        *,
        typing: bool = False,
        numbers_only: bool = False,
    ) -> None:
        self.field = Input(id="number", placeholder="a number", select_on_focus=False)
        super().__init__(self.field)
        self.beside = BlockPage(place="lesson")
        self.beside.display = False
        self.showing: Showing | None = None
        self.draft = self._given = ResponseDraft(rows=0, wanted=0)
        self._saved_number = ""
        self._identity: Identity = ()
        self._answers_at, self._cursor_at = 0, -1
        self._sized = False
        self._keep, self._edited, self._typing, self._numbers_only = keep, edited, typing, numbers_only
        self._steps: list[ResponseDraft] = []

    # painting

    @property
    def splits(self) -> bool:
        """Whether a verdict stands beside its question, not below."""
        return self.beside.is_attached and self.app.size.width >= TWO_PANES

    def show_question(self, identity: Identity, showing: Showing, draft: ResponseDraft, number: str = "") -> bool:
        """Ask a question; whether it is another one than before.

        ``draft`` and ``number`` are the answer that is saved. They replace what is in the making where the question is
        another one, or they are others than at the last call: then someone else saved them.
        """
        fresh = self._turn_to(identity, showing)
        if fresh:
            self.draft, self.field.value = draft, number
            self._steps = []
            if isinstance(showing.item, Typed):
                self.field.placeholder = question_words.placeholder(showing.item)
                asks = showing.item.answer.unit if isinstance(showing.item, Numeric) and self._numbers_only else None
                self.field.restrict = None if asks is None else begun_number(asks)
            self.screen.set_focus(self.field if self._typing and self.is_typed else None)
            self.scroll_home(animate=False)
        else:
            if self.field.value.strip() == self._saved_number:
                self.field.value = number
            if draft != self._given:
                self.draft = draft
        self._given, self._saved_number = draft, number
        self._paint(showing)
        return fresh

    def show_verdict(
        self,
        identity: Identity,
        showing: Showing,
        feedback: Feedback,
        head: Sequence[Block] = (),
        *,
        said: Content | None = None,
    ) -> bool:
        """Show a question with all that is learned from it, below ``head``; whether it was not there before.

        Where there is room for two panes, ``head`` and all that is learned stand beside the question, below
        what is ``said`` of it in a line: elsewhere the screen has a line for that.
        """
        split, opens = self.splits, not self.beside.display
        fresh = self._turn_to(identity, None, split=split)
        if split:
            blocks, self._answers_at = question_rows.answered(showing, feedback)
            self.show(blocks)
            over = [Block(said, "", "   "), Block(Content(""))] if said is not None else []
            self.beside.show([*over, *head, *question_rows.beside(showing, feedback)])
            if fresh or opens:
                self.beside.scroll_home(animate=False)
            return fresh
        blocks, at = question_rows.verdict(showing, feedback)
        self._answers_at = len(head) + at
        self.show([*head, *blocks])
        return fresh

    def show_covered(self, identity: Identity, showing: Showing, note: str) -> None:
        """Show a question alone, with a word below on how to see the answer."""
        self._turn_to(identity, None)
        blocks = unanswered(showing)
        self.show([*blocks, Block(Content("")), Block(Content.styled(f" {note}", DIM))])

    def show_text(self, blocks: Sequence[Block]) -> None:
        """Show something else than a question, from its top."""
        self._turn_to((), None)
        self.show(blocks)
        self.scroll_home(animate=False)

    def scroll_to_answers(self, identity: Identity) -> None:
        """Bring the answers into sight where question and verdict do not fit together, if they are still up."""
        if self._identity == identity and self.max_scroll_y:
            self.scroll_to(y=self.text.line_of(self._answers_at), animate=False)

    def on_resize(self) -> None:
        """What is being typed or chosen stays in sight; the first size is no change of one."""
        if self._sized and self.showing is not None:
            self.call_after_refresh(self._keep_in_sight, self._identity)
        self._sized = True

    def on_input_changed(self) -> None:
        """What is typed can be seen."""
        if self.field.has_focus:
            self.field.scroll_visible(animate=False)

    def _keep_in_sight(self, identity: Identity) -> None:
        showing, at = self.showing, self._cursor_at
        if showing is None or self._identity != identity:
            return
        if self.field.has_focus:
            self.field.scroll_visible(animate=False)
        elif at >= 0:
            self.text.reveal(*question_rows.seen_together(showing, len(self.text.blocks), at))

    def _turn_to(self, identity: Identity, asked: Showing | None, *, split: bool = False) -> bool:
        if self.beside.display != split:
            self.beside.display = split
            self._sized = False
        fresh, self._identity, self.showing = self._identity != identity, identity, asked
        self.field.display = self.is_typed
        return fresh

    def _paint(self, showing: Showing) -> None:
        """The question with the answer in the making."""
        blocks, self._cursor_at = question_rows.question(showing, self.draft)
        self.show(blocks)

    # answering

    @property
    def is_typed(self) -> bool:
        """Whether the question that is up is answered in the field."""
        return self.showing is not None and isinstance(self.showing.item, Typed)

    @property
    def answer(self) -> ResponseDraft:
        """The answer in the making, with what stands in the field."""
        return msgspec.structs.replace(self.draft, text=self.field.value)

    @property
    def begun(self) -> bool:
        """Whether something was done to the answer since the question came up or it was saved."""
        return self.showing is not None and (bool(self._steps) or self.field.value.strip() != self._saved_number)

    def step_back(self) -> None:
        """Take back the last thing that was done to the answer in the making: a choice, a pair, a step, a number."""
        showing = self.showing
        if showing is not None and self._steps:
            self._change(showing, self._steps.pop())
        else:
            self.field.value = self._saved_number

    def move(self, by: int) -> None:
        """The cursor through the rows; through the text where there are none."""
        if self.showing is not None and self.draft.rows:
            self._change(self.showing, drafts.move(self.draft, by))
        else:
            self.scroll_panes(by)

    def scroll_panes(self, by: int) -> None:
        """So many lines through both panes: down to the end of what is learned, then of the question; up likewise."""
        self._reading(by).scroll_lines(by)

    def scroll_pages(self, by: int) -> None:
        """The same by what a pane holds."""
        self._reading(by).scroll_windows(by)

    def _reading(self, by: int) -> BlockPage:
        """The pane that is next to be read in a direction."""
        if not self.beside.display:
            return self
        first, then = (self.beside, self) if by > 0 else (self, self.beside)
        return first if first.has_more(by) else then

    def choose(self, row: int) -> None:
        """A row by its number; the first digit of a number."""
        if self.is_typed:
            self.type(str((row + 1) % 10))
        else:
            self._edit(lambda item, draft: drafts.pick(item, draft, row), row)

    def assign(self, letter: int) -> None:
        """A partner by its letter; for other items a letter is as good as a number."""
        if self.showing is not None and isinstance(self.showing.item, Matching):
            self._edit(lambda _, draft: drafts.pair(draft, letter))
        elif not self.is_typed:
            self.choose(letter)

    def mark(self) -> None:
        """The row under the cursor; the field of a number."""
        if self.is_typed:
            self.go_on_typing()
        else:
            self._edit(drafts.toggle, self.draft.cursor)

    def strike(self) -> None:
        """Strike an option out, or bring it back."""
        self._edit(drafts.strike)

    def type(self, character: str) -> None:
        """Begin a number."""
        self.field.value = character
        self.go_on_typing()

    def go_on_typing(self) -> None:
        """Into the field, behind what stands there."""
        self.screen.set_focus(self.field)
        self.field.cursor_position = len(self.field.value)

    def _edit(self, change: Callable[[Item, ResponseDraft], ResponseDraft], row: int = -1) -> None:
        """Another state of the answer. ``row``: the one that is chosen, if any."""
        showing, before = self.showing, self.draft
        if showing is None:
            return
        after = change(showing.item, before)
        self._change(showing, after)
        if self.draft == after != before:
            self._steps.append(before)
        full = 0 <= row < before.rows and drafts.full(showing.item, before, row)
        self._edited(before, after, drafts.enough(before) if full else "")

    def _change(self, showing: Showing, after: ResponseDraft) -> None:
        """Show another draft, once it is saved; its row is brought into sight.

        Saving shows what stands then: that is another question where another window has gone on.
        """
        asked = self._identity
        if self._keep(self.draft, after) and self._identity == asked:
            self.draft = after
            self._paint(showing)
            self._keep_in_sight(asked)

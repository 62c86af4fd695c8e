"""The sheet of an exam: a question, its options, and the answer as it stands. Nothing tells right from wrong.

The sheet shows ``ExamView`` and keeps only the cursor. Every change of an answer goes to the exam, which saves it
before the sheet shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from quizapp.core.bank import Item, Matching, Numeric, Ordering, Showing
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import ExamView
from quizapp.tui.exam import view as exam_painting
from quizapp.tui.exam.number_field import ExamField, complete_number, saved_number
from quizapp.tui.widgets import question_rows
from quizapp.tui.widgets import response_draft as drafts
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM
from quizapp.tui.widgets.response_draft import ResponseDraft
from quizapp.tui.widgets.unfinished import AskOnce


class QuestionScreen(ExamField):
    """One question at a time. ``view`` is replaced whole; ``draft`` as well. Both are painted by a call, never by a
    watcher: a watcher is passed over where the next question looks like the one before."""

    DEFAULT_CSS = """
    QuestionScreen #board { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    QuestionScreen #page { max-width: 100; }
    QuestionScreen #number { margin: 1 2; width: 40; display: none; }
    QuestionScreen #foot { height: 3; border-top: solid $rule; padding: 0 2; }
    QuestionScreen #foot > Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self.draft: ResponseDraft | None = None

    def body(self) -> Iterable[Widget]:
        """A page to read, a field for numbers, the strip of all questions, a line for what is saved."""
        self._page = BlockView(id="page")
        self._number = Input(id="number", placeholder="a number", select_on_focus=False)
        self._board = VerticalScroll(self._page, self._number, id="board", can_focus=False)
        self._strip, self._line = Static(markup=False), Static(markup=False)
        yield self._board
        yield Vertical(self._strip, self._line, id="foot")

    def on_mount(self) -> None:
        """Show where the sitting stands."""
        self.show(self._exam.view)

    def on_resize(self) -> None:
        """The strip has as much room as there is."""
        if self.view is not None:
            self._paint_strip(self.view)

    def show(self, view: ExamView) -> None:
        """Paint a view, always and whole; what is new by its identity is shown from its beginning."""
        before, self.view = self.view, view
        with self.app.batch_update():
            if before is None or before.identity != view.identity:
                self._open_question(view)
            else:
                if self._number.value.strip() == saved_number(before):  # another window's number is the newer one
                    self._number.value = saved_number(view)
                if (before.response, before.struck) != (view.response, view.struck):
                    self.draft = drafts.stored(view.showing, view.response, view.struck)
            self.top_bar.show(exam_painting.title(view), exam_painting.marks(view.spot))
            self._paint_strip(view)
            self._say(exam_painting.said(view.showing, view))
            self._paint_question()
        self.refresh_bindings()

    def _open_question(self, view: ExamView) -> None:
        """Another question, with the answer that is kept."""
        self.set_focus(None)
        item = view.showing.item
        self._number.display = isinstance(item, Numeric)
        self._number.value = saved_number(view)
        if isinstance(item, Numeric):
            self._number.placeholder = question_rows.placeholder(item.answer.unit)
        self.draft = drafts.stored(view.showing, view.response, view.struck)
        self._ask_once = AskOnce(self.quiz_app.monotonic, self.quiz_app.key_grace_s)
        self._board.scroll_home(animate=False)

    def _paint_strip(self, view: ExamView) -> None:
        self._strip.update(exam_painting.strip(view, self.app.size.width - 4), layout=False)

    def _paint_question(self) -> int:
        """The question with its answer as it stands; the block under the cursor, -1 for none."""
        if self.view is None or self.draft is None:
            return -1
        blocks, at = question_rows.question(self.view.showing, self.draft)
        self._page.show(blocks)
        return at

    def _say(self, text: str, look: str = DIM) -> None:
        self._line.update(Content.styled(text, look), layout=False)

    def _warn(self, text: str) -> None:
        self._say(text, "$text-warning")

    # steps

    def _step(self, step: Callable[[], ExamView]) -> bool:
        """One step, and what stands after it."""
        if self.view is None or not self.attempt(step):
            return False
        self.show(self._exam.view)
        return True

    def action_flag(self) -> None:
        """To come back to, or no longer."""
        self._step(self._exam.flag)

    def action_guess(self) -> None:
        """A guess, or no longer."""
        self._step(self._exam.guess)

    def action_clear(self) -> None:
        """Take the answer away."""
        if self._step(self._exam.clear):
            self._number.value = ""

    def action_move(self, by: int) -> None:
        """The cursor through the answers."""
        if self.draft is not None and self.draft.rows:
            self._edit(lambda _, draft: drafts.move(draft, by))
        else:
            self._board.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A page of text."""
        self._board.scroll_relative(y=by * max(1, self._board.size.height - 2), animate=False)

    def action_choose(self, row: int) -> None:
        """A row by its number; the first digit of a number."""
        if self._asks_for_a_number():
            self._type(str((row + 1) % 10))
        else:
            self._edit(lambda item, draft: drafts.pick(item, draft, row), row)

    def action_assign(self, letter: int) -> None:
        """A partner by its letter; for other items a letter is as good as a number."""
        if self.view is not None and isinstance(self.view.showing.item, Matching):
            self._edit(lambda _, draft: drafts.pair(draft, letter))
        elif self.view is not None and not isinstance(self.view.showing.item, Numeric):
            self.action_choose(letter)

    def action_mark(self) -> None:
        """The row under the cursor; the field of a number."""
        if self._asks_for_a_number():
            self._into_the_field()
        elif self.draft is not None:
            self._edit(drafts.toggle, self.draft.cursor)

    def action_confirm(self) -> None:
        """On, when the answer is complete; otherwise say what is missing. Nothing is unselected."""
        view, draft = self.view, self.draft
        if view is None or draft is None or not self._keep_number():
            return
        showing = view.showing
        lacking = drafts.lacking(showing, msgspec.structs.replace(draft, text=self._number.value))
        typed = self._number.value.strip()
        if isinstance(showing.item, Numeric) and not complete_number(view, typed) and typed != saved_number(view):
            return  # why it cannot be read was said
        if lacking:
            self._warn(lacking)
            if isinstance(showing.item, Numeric):
                self._into_the_field()
        elif self._ask_once.settled(drafts.doubt(showing, draft), draft, self._warn) and self._keep_order(
            showing, draft
        ):
            self.set_focus(None)
            self.onward()

    def onward(self) -> None:
        """What follows a confirmed answer."""

    def _keep_order(self, showing: Showing, draft: ResponseDraft) -> bool:
        """Save an order that is taken as it stood; whether there is nothing left to save."""
        if not isinstance(showing.item, Ordering) or draft.touched:
            return True
        order = drafts.response(showing, draft)
        return self._step(lambda: self._exam.respond(order))

    def action_strike(self) -> None:
        """Strike an option out."""
        if self.draft is not None and self.draft.cursor < 0:
            self._warn("Go to an option first: j, k or the arrows; then x strikes it out.")
        else:
            self._edit(drafts.strike)

    def _edit(self, change: Callable[[Item, ResponseDraft], ResponseDraft], row: int = -1) -> None:
        """Another state of the answer: saved first, then shown. ``row``: the one that is chosen, if any."""
        view, draft = self.view, self.draft
        if view is None or draft is None:
            return
        after = change(view.showing.item, draft)
        if 0 <= row < draft.rows and drafts.full(view.showing.item, draft, row):
            self._warn(drafts.enough(draft))
        if after != draft and self._keep(view, draft, after):
            self.draft = after
            at = self._paint_question()
            if at >= 0:
                self._page.reveal(*question_rows.seen_together(view.showing, len(self._page.blocks), at))

    def _keep(self, view: ExamView, before: ResponseDraft, after: ResponseDraft) -> bool:
        """Save what is different; whether that worked."""
        ids = [part.choice_id for part in view.showing.choices]
        struck = [ids[row] for row in sorted(before.struck ^ after.struck)]
        if not all(self._step(lambda choice=choice: self._exam.strike(choice)) for choice in struck):  # type: ignore[misc]
            return False
        response = drafts.partial(view.showing, after)
        moved = after.order != before.order or (before.held and not after.held)
        if response == view.response or (isinstance(view.showing.item, Ordering) and not moved):
            return True
        return self._step(lambda: self._exam.respond(response))

"""The sheet of an exam: a question, its options, and the answer as it stands. Nothing tells right from wrong.

The sheet shows ``ExamView``; the answer in the making is its pane's. Every change of an answer goes to the exam, which
saves it before the sheet shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizapp.core.bank import Ordering, Typed, complete
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import ExamView
from quizapp.tui.answering import AnsweringScreen
from quizapp.tui.dialogs.marking import MarkingScreen
from quizapp.tui.exam import view as exam_painting
from quizapp.tui.exam.base import ExamBaseScreen
from quizapp.tui.widgets import response_draft as drafts
from quizapp.tui.widgets.markup import DIM
from quizapp.tui.widgets.question_pane import QuestionPane
from quizapp.tui.widgets.response_draft import ResponseDraft


class QuestionScreen(ExamBaseScreen, MarkingScreen, AnsweringScreen):
    """One question at a time. ``view`` is replaced whole, and painted by a call, never by a watcher."""

    DEFAULT_CSS = """
    QuestionScreen #foot { height: 3; border-top: solid $rule; padding: 0 2; }
    QuestionScreen #foot > Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self.view: ExamView | None = None

    def body(self) -> Iterable[Widget]:
        """A question, the strip of all questions, a line for what is saved."""
        self.pane = QuestionPane(self._keep, self._edited, numbers_only=True)
        self._strip, self._line = Static(markup=False), Static(markup=False)
        yield self.pane
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
        self.view = view
        with self.app.batch_update():
            self.top_bar.show(exam_painting.title(view), exam_painting.marks(view.spot, self._is_marked(view)))
            self._paint_strip(view)
            self._say(exam_painting.said(view.showing, view))
            saved = drafts.stored(view.showing, view.response, view.struck)
            self.ask(view.identity, view.showing, saved, saved_number(view))
        self.refresh_bindings()

    def _is_marked(self, view: ExamView) -> bool:
        return self.quiz_app.context.store.read.is_bookmarked(view.showing.item.card_id)

    def card_here(self) -> str:
        """Return the card of the question that is up."""
        return self.view.showing.item.card_id if self.view is not None else ""

    def marks_changed(self) -> None:
        """Show what stands now."""
        if self.view is not None:
            self.show(self.view)

    def _paint_strip(self, view: ExamView) -> None:
        self._strip.update(exam_painting.strip(view, self.app.size.width - 4), layout=False)

    def _say(self, text: str, look: str = DIM) -> None:
        self._line.update(Content.styled(text, look), layout=False)

    def _warn(self, text: str) -> None:
        self._say(text, "$text-warning")

    # steps

    def _step(self, step: Callable[[], ExamView]) -> bool:
        """One step, and what stands after it; whether it was saved."""
        view = self.attempt(step) if self.view is not None else None
        if view is not None:
            self.show(view)
        return view is not None

    def _asks_the_same(self, before: ExamView | None) -> bool:
        """Whether the question of ``before`` is still up: with a step this window may have followed another."""
        return before is not None and self.view is not None and self.view.identity == before.identity

    def action_flag(self) -> None:
        """To come back to, or no longer."""
        self._step(self._exam.flag)

    def action_guess(self) -> None:
        """A guess, or no longer."""
        self._step(self._exam.guess)

    def action_clear(self) -> None:
        """Take the answer away."""
        before = self.view
        if self._step(self._exam.clear) and self._asks_the_same(before):
            self.pane.field.value = ""

    def action_confirm(self) -> None:
        """On, when the answer is complete; otherwise say what is missing. Nothing is unselected."""
        showing, before = self.pane.showing, self.view
        if self.view is None or showing is None or not self._keep_number() or not self._asks_the_same(before):
            return
        in_field, typed = isinstance(showing.item, Typed), self.pane.field.value.strip()
        if in_field and not complete(showing.item, (typed,)) and typed != saved_number(self.view):
            return  # why it cannot be read was said
        if lacking := drafts.lacking(showing, self.pane.answer):
            self._warn(lacking)
            if in_field:
                self.pane.go_on_typing()
        elif self.settled(showing, self._warn):
            order = drafts.response(showing, self.pane.draft)
            as_it_stood = isinstance(showing.item, Ordering) and not self.pane.draft.touched
            if not as_it_stood or (self._step(lambda: self._exam.respond(order)) and self._asks_the_same(before)):
                self.set_focus(None)
                self.onward()

    def onward(self) -> None:
        """What follows a confirmed answer."""

    def action_strike(self) -> None:
        """Strike an option out, or bring it back."""
        if self.pane.draft.cursor < 0:
            self._warn("Go to an option first: j, k or the arrows; then x strikes it out.")
        else:
            self.pane.strike()

    def _edited(self, _before: ResponseDraft, _after: ResponseDraft, excess: str) -> None:
        """Say why one more cannot be chosen."""
        if excess:
            self._warn(excess)

    def _keep(self, before: ResponseDraft, after: ResponseDraft) -> bool:
        """Save what is different; whether there was anything, and that worked."""
        view = self.view
        if view is None or after == before:
            return False
        response = drafts.partial(view.showing, after)
        if after.struck - before.struck or (after.struck != before.struck and response == view.response):
            (row,) = after.struck ^ before.struck
            return self._step(partial(self._exam.strike, view.showing.choices[row].choice_id))
        moved = after.order != before.order or (before.held and not after.held)
        if response == view.response or (isinstance(view.showing.item, Ordering) and not moved):
            return True
        return self._step(lambda: self._exam.respond(response))

    # the field of a number

    def leave_field(self) -> None:
        """Keep what was typed, and leave the field."""
        self._keep_number()
        self.set_focus(None)

    def on_input_submitted(self) -> None:
        """``enter`` in the field means what it means outside."""
        self.action_confirm()

    def _keep_number(self, *, leaving: bool = False) -> bool:
        """Save what was typed when it can be read; otherwise say so, and the answer before stays. False: not saved."""
        view = self.view
        if view is None or not isinstance(view.showing.item, Typed):
            return True
        text, before = self.pane.field.value.strip(), saved_number(view)
        if text == before:
            return True
        if complete(view.showing.item, (text,)):
            return self._step(lambda: self._exam.respond((text,)))
        word = exam_painting.unread(text, before)
        if leaving:
            self.show_message(word)
        else:
            self._warn(word)
        return True


def saved_number(view: ExamView) -> str:
    """What is saved of what was typed; empty without it and for other types."""
    return view.response[0] if view.response and isinstance(view.showing.item, Typed) else ""

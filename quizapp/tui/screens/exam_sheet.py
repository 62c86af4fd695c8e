"""The sheet of an exam: a question, its options, and the answer as it stands. Nothing tells right from wrong.

The sheet shows ``ExamView`` and keeps only the cursor. Every change of an answer goes to the exam, which saves it
before the sheet shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import events
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input, Static

from quizapp.bank import Item, Matching, Multiple, Numeric, Ordering, complete
from quizapp.services.exam import Exam
from quizapp.services.exam_views import ExamView
from quizapp.tui import draft as drafts
from quizapp.tui import exam_painting, painting
from quizapp.tui.draft import Draft
from quizapp.tui.prose import DIM
from quizapp.tui.screens.exam_base import ExamHouse
from quizapp.tui.widgets.flow import Flow


class ExamSheet(ExamHouse):
    """One question at a time. ``view`` is replaced whole; ``draft`` as well. Both are painted by a call, never by a
    watcher: a watcher is passed over where the next question looks like the one before."""

    DEFAULT_CSS = """
    ExamSheet #board { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    ExamSheet #page { max-width: 100; }
    ExamSheet #number { margin: 1 2; width: 40; display: none; }
    ExamSheet #foot { height: 3; border-top: solid $rule; padding: 0 2; }
    ExamSheet #foot > Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self.view: ExamView | None = None
        self.draft: Draft | None = None

    def body(self) -> Iterable[Widget]:
        """A page to read, a field for numbers, the strip of all questions, a line for what is saved."""
        self._page = Flow(id="page")
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
                if self._number.value.strip() == _number(before):  # another window's number is the newer one
                    self._number.value = _number(view)
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
        self._number.value = _number(view)
        if isinstance(item, Numeric):
            self._number.placeholder = painting.placeholder(item.answer.unit)
        self.draft = drafts.stored(view.showing, view.response, view.struck)
        self._board.scroll_home(animate=False)

    def _paint_strip(self, view: ExamView) -> None:
        self._strip.update(exam_painting.strip(view, self.app.size.width - 4), layout=False)

    def _paint_question(self) -> int:
        """The question with its answer as it stands; the block under the cursor, -1 for none."""
        if self.view is None or self.draft is None:
            return -1
        blocks, at = painting.question(self.view.showing, self.draft)
        self._page.show(blocks)
        return at

    def _say(self, text: str, look: str = DIM) -> None:
        self._line.update(Content.styled(text, look), layout=False)

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
        if self.view is not None and isinstance(self.view.showing.item, Numeric):
            self._type(str(row + 1))
        else:
            self._edit(lambda item, draft: drafts.pick(item, draft, row))

    def action_assign(self, letter: int) -> None:
        """A partner by its letter; for other items a letter is as good as a number."""
        if self.view is not None and isinstance(self.view.showing.item, Matching):
            self._edit(lambda _, draft: drafts.pair(draft, letter))
        elif self.view is not None and not isinstance(self.view.showing.item, Numeric):
            self.action_choose(letter)

    def action_mark(self) -> None:
        """The row under the cursor; the field of a number."""
        if self.view is not None and isinstance(self.view.showing.item, Numeric):
            self.set_focus(self._number)
            self._number.cursor_position = len(self._number.value)
        else:
            self._edit(drafts.toggle)

    def action_strike(self) -> None:
        """Strike an option out."""
        if self.draft is not None and self.draft.cursor < 0:
            self._say("Go to an option first: j, k or the arrows; then x strikes it out.", "$text-warning")
        else:
            self._edit(drafts.strike)

    def _edit(self, change: Callable[[Item, Draft], Draft]) -> None:
        """Another state of the answer: saved first, then shown."""
        view, draft = self.view, self.draft
        if view is None or draft is None:
            return
        after = change(view.showing.item, draft)
        marked = isinstance(view.showing.item, Multiple) and after == draft and draft.cursor >= 0
        if marked and draft.cursor not in draft.chosen and change is drafts.toggle:
            self._say(exam_painting.enough(draft), "$text-warning")
        if after != draft and self._keep(view, draft, after):
            self.draft = after
            at = self._paint_question()
            if after.cursor != draft.cursor and at >= 0 and self._board.max_scroll_y:
                self._board.scroll_to_region(Region(0, self._page.line_of(at), 1, 2), animate=False)

    def _keep(self, view: ExamView, before: Draft, after: Draft) -> bool:
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

    # numbers

    def _type(self, character: str) -> None:
        """Begin a number."""
        self._number.value = character
        self.set_focus(self._number)
        self._number.cursor_position = 1

    def on_key(self, event: events.Key) -> None:
        """``escape`` in the field leaves the field, not the exam; a number may begin with a sign."""
        numeric = self.view is not None and isinstance(self.view.showing.item, Numeric)
        if event.key == "escape" and self.focused is self._number:
            self._keep_number()
            self.set_focus(None)
        elif numeric and self.focused is None and event.character and event.character in "0.-$":
            self._type(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_input_submitted(self) -> None:
        """``enter`` in the field: save, and leave it, so that ``n`` goes on."""
        if self._keep_number() and complete_number(self.view, self._number.value):
            self.set_focus(None)

    def _keep_number(self, *, leaving: bool = False) -> bool:
        """Save what was typed when it can be read; otherwise say so, and the answer before stays. False: not saved."""
        view = self.view
        if view is None or not isinstance(view.showing.item, Numeric):
            return True
        text, before = self._number.value.strip(), _number(view)
        if text == before:
            return True
        if complete(view.showing.item, (text,)):
            return self._step(lambda: self._exam.respond((text,)))
        word = exam_painting.unread(text, before)
        if leaving:
            self.tell(word)
        else:
            self._say(word, "$text-warning")
        return True


def _number(view: ExamView) -> str:
    """The number that is saved, as it was typed; empty without one and for other types."""
    return view.response[0] if view.response and isinstance(view.showing.item, Numeric) else ""


def complete_number(view: ExamView | None, text: str) -> bool:
    """Whether the text in the field is a number that can be read."""
    return view is not None and complete(view.showing.item, (text.strip(),))

"""Study: a question, its verdict, the next one; at the end how it went.

Longer than other modules: it is one screen in three phases, and they share every binding.

The screen shows ``StudyView`` and keeps only the answer in the making. Every step goes to the
session, which saves it before it returns; what cannot be saved leaves all as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

import msgspec
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from quizapp.core.bank import Matching, Numeric, Response, Single, complete
from quizapp.core.quantity import plural
from quizapp.present.phrases import UNDONE
from quizapp.services.study.session import Study
from quizapp.services.study.views import StudyView
from quizapp.store import StoreError
from quizapp.tui.dialogs.ask import ask_to_suspend
from quizapp.tui.number_field import NumberField
from quizapp.tui.study.details import StudyDialogs
from quizapp.tui.study.summary_view import summary_blocks
from quizapp.tui.widgets import question_rows
from quizapp.tui.widgets import response_draft as drafts
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM
from quizapp.tui.widgets.response_draft import ResponseDraft
from quizapp.tui.widgets.unfinished import AskOnce

_PHASE = {
    "submit": "question", "strike": "question", "skip": "question", "mark": "question", "assign": "question",
    "choose": "question", "advance": "verdict", "guess": "verdict", "home": "done", "misses": "done",
}  # fmt: skip


class StudyScreen(StudyDialogs, NumberField):
    """One session. ``view`` is replaced whole; ``draft`` as well. Both are painted by a call, never by a watcher: a
    watcher is passed over where the next question looks like the one before."""

    DEFAULT_CSS = """
    StudyScreen #board { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    StudyScreen #page { max-width: 100; }
    StudyScreen #number { margin: 1 2; width: 40; display: none; }
    StudyScreen #banner { height: auto; min-height: 2; max-height: 3; border-top: solid $rule; padding: 0 1; }
    """
    heading = "Study"
    FIELD_KEYS = (("⏎", "answer"), ("esc", "leave the field: s skip, q back, ? help"))
    about = (
        "Choose with numbers, letters or arrows; enter submits, then goes on. Each answer is saved before you see "
        "whether it was right. g marks it as a guess: it comes back sooner. u undoes the last thing you did."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "answer", id="study.submit"),
        Binding("enter", "advance", "go on", id="study.advance"),
        Binding("enter", "home", "home", id="study.home"),
        Binding("m", "misses", "again on the misses", id="study.misses"),
        Binding("space", "mark", "choose", show=False, id="study.toggle"),
        Binding("g", "guess", "guessed", id="study.guess", tooltip="That was a guess"),
        Binding("w", "steps", "steps", id="study.steps", tooltip="Worked steps with these numbers"),
        Binding("r", "another", "another", id="study.another", tooltip="Another variant, as practice"),
        Binding("l", "lab", "lab", id="study.lab", tooltip="The laboratory with these numbers"),
        Binding("s", "skip", "skip", id="study.skip", tooltip="Skip for now"),
        Binding("u", "undo", "undo", id="study.undo", tooltip="Undo the last thing you did"),
        Binding("x", "strike", "strike out", show=False, id="study.strike"),
        Binding("z", "suspend", "suspend", show=False, id="study.suspend", tooltip="Suspend, after asking"),
        Binding("i", "info", "about", id="study.info", tooltip="About this item"),
        Binding("exclamation_mark", "report", "report", show=False, key_display="!", id="study.report"),
        Binding("j,down", "move(1)", "down", show=False, id="study.down"),
        Binding("k,up", "move(-1)", "up", show=False, id="study.up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="study.page_down"),
        Binding("pageup", "page(-1)", "page up", show=False, id="study.page_up"),
        *(Binding(str(n % 10), f"choose({n - 1})", show=False, id=f"study.choose_{n}") for n in range(1, 11)),
        *(Binding(c, f"assign({n})", show=False, id=f"study.letter_{c}") for n, c in enumerate(question_rows.LETTERS)),
        Binding("q,escape", "back", "back", key_display="q", id="study.back", tooltip="End here; everything is saved"),
    ]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.draft: ResponseDraft | None = None
        self._study = study
        self._painted_at: float | None = None
        self._verdict_at = float("-inf")
        self._long_banner = False

    def body(self) -> Iterable[Widget]:
        """A page to read, a field for numbers, a line for the verdict. They stay; their text changes."""
        self._page = BlockView(id="page")
        self._number = Input(id="number", placeholder="a number", select_on_focus=False)
        self._board = VerticalScroll(self._page, self._number, id="board", can_focus=False)
        self._banner = Static(id="banner", markup=False)
        yield self._board
        yield self._banner

    def on_mount(self) -> None:
        """Show where the session stands."""
        self.show(self._study.view)

    def on_resize(self) -> None:
        """The marks of the session have as much room as there is."""
        if self.view is not None:
            self._paint_top(self.view)

    # painting

    def show(self, view: StudyView) -> None:
        """Paint a view, always and whole; what is new by its identity is shown from its beginning."""
        fresh = self.view is None or self.view.identity != view.identity
        self.view = view
        with self.app.batch_update():
            self._paint_top(view)
            self._banner.display = view.phase != "done"
            self._number.display = view.phase == "question" and _numeric(view)
            if fresh and view.phase == "question":
                self._open_question(view)
            if view.phase == "done":
                self._page.show(summary_blocks(view.summary) if view.summary else ())
                self._board.scroll_home(animate=False)
            elif view.phase == "verdict":
                self._paint_verdict(view, fresh)
            else:
                self._paint_question()
        self.refresh_bindings()

    def _paint_top(self, view: StudyView) -> None:
        done = view.phase == "done"
        trail = question_rows.trail(view, self.app.size.width // (2 if done else 3))
        self.top_bar.show("Session" if done else view.topic, trail)

    def _open_question(self, view: StudyView) -> None:
        """Another question: nothing is chosen or typed yet."""
        showing = view.showing
        assert showing is not None  # noqa: S101 - there is one outside the summary
        self.draft = drafts.blank(showing)
        self._ask_once = AskOnce(self.quiz_app.monotonic, self.quiz_app.key_grace_s)
        self._say(question_rows.hint(showing))
        self._number.value = ""
        if isinstance(showing.item, Numeric):
            self._number.placeholder = question_rows.placeholder(showing.item.answer.unit)
        self.set_focus(self._number if isinstance(showing.item, Numeric) else None)
        self._board.scroll_home(animate=False)
        self._painted_at = None
        self.call_after_refresh(self._note_painted)

    def _note_painted(self) -> None:
        self._painted_at = self.quiz_app.monotonic()

    def _set_draft(self, draft: ResponseDraft) -> None:
        """Another answer in the making; it is painted at once."""
        self.draft = draft
        self._paint_question()

    def _paint_question(self) -> None:
        """The question with the answer in the making."""
        view, draft = self.view, self.draft
        if view is None or view.showing is None or draft is None or view.phase != "question":
            return
        blocks, at = question_rows.question(view.showing, draft)
        self._page.show(blocks)
        if at >= 0:
            self._page.reveal(*question_rows.seen_together(view.showing, len(blocks), at))

    def _paint_verdict(self, view: StudyView, fresh: bool) -> None:
        showing, feedback = view.showing, view.feedback
        if showing is None or feedback is None:
            return
        self._set_banner(question_rows.banner(feedback))
        blocks, at = question_rows.verdict(showing, feedback)
        self._page.show(blocks)
        if fresh:
            self.set_focus(None)
            self._verdict_at = self.quiz_app.monotonic()
            self.call_after_refresh(self._to_verdict, view, at)

    def _to_verdict(self, view: StudyView, at: int) -> None:
        """Bring the answers into sight when question and verdict do not fit together."""
        if self.view is view and self._board.max_scroll_y:
            self._board.scroll_to(y=self._page.line_of(at), animate=False)

    def _say(self, text: str) -> None:
        self._set_banner(Content.styled(text, DIM))

    def _set_banner(self, content: Content) -> None:
        """A line, or two where it is too long for one; only then is the screen laid out anew."""
        long = content.cell_length > self._banner.content_size.width
        self._banner.update(content, layout=long or self._long_banner)
        self._long_banner = long

    # steps

    def _step(self, step: Callable[[], StudyView]) -> bool:
        """One step of the session; what cannot be saved is said, and nothing has changed."""
        try:
            view = step()
        except StoreError as error:
            self.quiz_app.show_error(f"Not saved. {error}")
            return False
        self.show(view)
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what works now is offered."""
        view = self.view
        if view is None:
            return action == "back"
        if action in _PHASE and view.phase != _PHASE[action]:
            return False
        if action in ("steps", "another", "lab"):
            return (
                view.phase == "verdict"
                and self._variant() is not None
                and (action != "lab" or self._calculator() is not None)
            )
        if action == "misses":
            return bool(view.summary and view.summary.misses)
        if action == "undo":
            return view.undoable
        if action in ("info", "report", "suspend", "move", "page"):
            return view.phase != "done" or action in ("move", "page")
        return True

    def action_submit(self) -> None:
        """Hand the answer in, when it is one."""
        view, draft = self.view, self.draft
        if view is None or view.showing is None or draft is None:
            return
        showing, draft = view.showing, msgspec.structs.replace(draft, text=self._number.value)
        lacking = drafts.lacking(showing, draft)
        response = drafts.response(showing, draft)
        if not lacking and not complete(showing.item, response):
            unit = showing.item.answer.unit if isinstance(showing.item, Numeric) else ""
            lacking = f"That cannot be read as a number{f' in {unit}' if unit else ''}; it was not counted."
        if lacking:
            self._say(lacking)
        elif self._ask_once.settled(drafts.doubt(showing, draft), draft, self._say):
            self._answer(response)

    def _answer(self, response: Response) -> None:
        started = self._painted_at
        rt_ms = int((self.quiz_app.monotonic() - started) * 1000) if started is not None else None
        self._step(lambda: self._study.answer(response, rt_ms))

    def on_input_submitted(self) -> None:
        """``enter`` in the field."""
        self.action_submit()

    def action_advance(self) -> None:
        """On to the next question; not by the same key press that was meant for the answer."""
        if self.quiz_app.monotonic() - self._verdict_at >= self.quiz_app.key_grace_s:
            self._step(self._study.advance)

    def action_guess(self) -> None:
        """That was a guess, or was not."""
        self._step(self._study.guess)

    def action_skip(self) -> None:
        """Later."""
        self._step(self._study.skip)

    def action_undo(self) -> None:
        """Undo the last thing that was done, and say what it was."""
        step = self.view.undoes if self.view is not None else ""
        if step and self._step(self._study.undo):
            self.show_message(UNDONE[step])

    def action_suspend(self) -> None:
        """Ask, then suspend."""
        ask_to_suspend(self.app, self._suspend)

    def _suspend(self) -> None:
        if self._step(self._study.suspend):
            self.show_message("Suspended. u undoes it.")

    def action_move(self, by: int) -> None:
        """The cursor through the answers; through the text once there is a verdict."""
        view, draft = self.view, self.draft
        if view is not None and view.phase == "question" and draft is not None and draft.rows:
            self._set_draft(drafts.move(draft, by))
        else:
            self._board.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A page of text."""
        self._board.scroll_relative(y=by * max(1, self._board.size.height - 2), animate=False)

    def action_choose(self, row: int) -> None:
        """A row by its number; the first digit of a number."""
        if self._asks_for_a_number():
            self._type(str((row + 1) % 10))
            return
        self._edit(lambda item, draft: drafts.pick(item, draft, row), row)

    def action_assign(self, letter: int) -> None:
        """A partner by its letter; for other items a letter is as good as a number."""
        view = self.view
        if view is not None and view.showing is not None and isinstance(view.showing.item, Matching):
            self._edit(lambda _, draft: drafts.pair(draft, letter))
        elif not self._asks_for_a_number():
            self.action_choose(letter)

    def action_mark(self) -> None:
        """``space`` on the row under the cursor; the field of a number."""
        if self._asks_for_a_number():
            self._into_the_field()
        elif self.draft is not None:
            self._edit(drafts.toggle, self.draft.cursor)

    def _asks_for_a_number(self) -> bool:
        return self.view is not None and self.view.phase == "question" and _numeric(self.view)

    def action_strike(self) -> None:
        """Strike an option out."""
        self._edit(drafts.strike)

    def _edit(self, change: Callable[..., ResponseDraft], row: int = -1) -> None:
        """Another state of the answer. ``row``: the one that is chosen, if any."""
        view, draft = self.view, self.draft
        if view is None or view.showing is None or draft is None or view.phase != "question":
            return
        after = change(view.showing.item, draft)
        self._set_draft(after)
        if 0 <= row < draft.rows and drafts.full(view.showing.item, draft, row):
            self._say(drafts.enough(draft))
            return
        if isinstance(view.showing.item, Single) or after == draft:
            return
        lacking = drafts.lacking(view.showing, after)
        self._say(lacking or "enter answers")

    def action_another(self) -> None:
        """Another variant of this one."""
        self._step(self._study.another)

    def action_misses(self) -> None:
        """Another session over what was missed."""
        from quizapp.services.study.session_queue import again_on  # noqa: PLC0415

        if self.view is not None and self.view.summary is not None:
            entries = again_on(self.quiz_app.context, self.view.summary.misses)
            self.app.switch_screen(StudyScreen(Study(self.quiz_app.context, entries)))

    def action_home(self) -> None:
        """The session is over."""
        self.action_back()

    def action_back(self) -> None:
        """End here. Everything is saved already."""
        try:
            self._study.leave()
        except StoreError as error:
            self.quiz_app.show_error(error)
        self.app.pop_screen()
        if owed := self._study.owed:
            self.quiz_app.notify(f"{plural(owed, 'missed question')} will come back tomorrow instead.", timeout=6)


def _numeric(view: StudyView) -> bool:
    """Whether the question that is up asks for a number."""
    return view.showing is not None and isinstance(view.showing.item, Numeric)

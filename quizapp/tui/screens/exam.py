"""A timed exam: a question, its options, the time that is left. Nothing tells right from wrong.

The screen shows ``ExamView`` and keeps only the cursor. Every change of an answer goes to the exam, which saves it
before the screen shows it. Longer than other modules: one screen for five types of question that share every binding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from quizapp.bank import Item, Matching, Multiple, Numeric, Ordering, Single, complete
from quizapp.services.exam import Exam
from quizapp.services.exam_views import ExamView
from quizapp.store import StoreError
from quizapp.tui import draft as drafts
from quizapp.tui import exam_painting, painting
from quizapp.tui.draft import Draft
from quizapp.tui.prose import DIM
from quizapp.tui.screens.exam_base import ExamHouse
from quizapp.tui.widgets.clock import MINUTE_MS, Clock
from quizapp.tui.widgets.flow import Flow

WARNINGS = (10, 5)
"""Minutes left at which a word is said, once."""


class ExamScreen(ExamHouse):
    """One sitting. ``view`` is replaced whole; ``draft`` as well."""

    DEFAULT_CSS = """
    ExamScreen #board { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    ExamScreen #page { max-width: 100; }
    ExamScreen #number { margin: 1 2; width: 40; display: none; }
    ExamScreen #foot { height: 3; border-top: solid $rule; padding: 0 2; }
    ExamScreen #foot > Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    heading = "Exam"
    FIELD_KEYS = (("⏎", "save"), ("esc", "leave the field, then n next, o map, q leave"))
    about = (
        "Choose with numbers, letters or arrows; every change is saved at once and can be changed until the end. Right "
        "and wrong are told after the end."
    )
    ALSO = (
        ("1-9, a-e, F", "choose a row or a partner; begin a number"),
        ("j k, arrows", "move"),
        ("space, enter", "choose, or pick a step up and drop it; into the field"),
        ("x", "strike an option out, or bring it back"),
        ("u", "clear the answer"),
        ("S", "review what is open, and hand in"),
        ("ctrl+p", "palette: commands and themes"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "turn(1)", "next", id="exam.next", tooltip="Next question"),
        Binding("p", "turn(-1)", "previous", id="exam.previous", tooltip="Previous question"),
        Binding("f", "flag", "flag", id="exam.flag", tooltip="Flag, to come back to"),
        Binding("o", "map", "map", id="exam.map", tooltip="All questions; hand in from there"),
        Binding("g", "guess", "guess", id="exam.guess", tooltip="Say that the answer is a guess"),
        Binding("q,escape", "leave", "leave", key_display="q", id="exam.leave", tooltip="Leave; everything is saved"),
        Binding("t", "clock", "clock", id="exam.clock", tooltip="Hide the clock or show it"),
        Binding("x", "strike", "strike out", show=False, id="exam.strike"),
        Binding("u", "clear", "clear the answer", show=False, id="exam.clear"),
        Binding("S", "hand_in", "review and hand in", show=False, id="exam.hand_in"),
        Binding("space,enter", "mark", "choose", show=False, id="exam.toggle"),
        Binding("j,down", "move(1)", "down", show=False, id="exam.down"),
        Binding("k,up", "move(-1)", "up", show=False, id="exam.up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="exam.page_down"),
        Binding("pageup", "page(-1)", "page up", show=False, id="exam.page_up"),
        *(Binding(str(n), f"choose({n - 1})", show=False, id=f"exam.choose_{n}") for n in range(1, 10)),
        *(Binding(c, f"assign({n})", show=False, id=f"exam.letter_{c}") for n, c in enumerate(painting.LETTERS)),
    ]

    view: reactive[ExamView | None] = reactive(None, init=False)
    draft: reactive[Draft | None] = reactive(None, init=False)

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self._warned = {m for m in WARNINGS if exam.remaining_ms() <= m * MINUTE_MS}
        self._mirrored = False

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
        self.view = self._exam.view

    def on_unmount(self) -> None:
        """However the screen goes: an exam whose clock can stop stops here."""
        with suppress(ValueError, StoreError):
            self._exam.close()

    # painting

    def watch_view(self, before: ExamView | None, view: ExamView) -> None:
        """Paint a view: another question, or another state of this one."""
        with self.app.batch_update():
            if before is None or before.number != view.number:
                self._fresh(view)
            self.top_bar.show(exam_painting.title(view), exam_painting.marks(view.spot))
            self._strip.update(exam_painting.strip(view, self.app.size.width - 4), layout=False)
            self._say(exam_painting.said(view.showing, view))

    def _fresh(self, view: ExamView) -> None:
        """Another question."""
        self.set_focus(None)
        item = view.showing.item
        self._number.display = isinstance(item, Numeric)
        if isinstance(item, Numeric):
            self._number.placeholder = painting.placeholder(item.answer.unit)
            self._number.value = view.response[0] if view.response else ""
        self.draft = drafts.stored(view.showing, view.response, view.struck)
        self._board.scroll_home(animate=False)

    def watch_draft(self, before: Draft | None, draft: Draft) -> None:
        """Paint the question with its answer as it stands."""
        if self.view is None:
            return
        blocks, at = painting.question(self.view.showing, draft)
        self._page.show(blocks)
        moved = before is not None and before.cursor != draft.cursor
        if moved and at >= 0 and self._board.max_scroll_y:
            self._board.scroll_to_region(Region(0, self._page.line_of(at), 1, 2), animate=False)

    def _say(self, text: str, look: str = DIM) -> None:
        self._line.update(Content.styled(text, look), layout=False)

    # time

    def on_clock_ticked(self, message: Clock.Ticked) -> None:
        """Warn in good time; at the deadline the exam ends, whatever is open."""
        message.stop()
        if self._exam.follow():
            self._mirror()
        if self._exam.sitting.over or message.ms == 0:
            self.over()
            return
        due = [m for m in WARNINGS if message.ms <= m * MINUTE_MS and m not in self._warned]
        if due:
            self._warned |= set(due)
            self.tell(f"{min(due)} minutes left.")

    def _mirror(self) -> None:
        """Another window wrote to this sitting: both show the same."""
        if self._exam.sitting.over or self._exam.sitting.phase == "paused":
            self.over()
            return
        if not self._mirrored:
            self._mirrored = True
            self.tell("This exam is open in another window as well; both show the same question.")
        self.view = view = self._exam.view
        self.draft = drafts.stored(view.showing, view.response, view.struck)

    # steps

    def _step(self, step: Callable[[], ExamView]) -> bool:
        """One step; the view after it."""
        number = self.view.number if self.view else 0
        if not self.attempt(step):
            return False
        self.view = self._exam.view
        return bool(number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works now is offered."""
        view = self.view
        if view is None:
            return action == "leave"
        if action == "turn":
            return 1 <= view.number + int(str(parameters[0])) <= len(view.spots)
        if action == "strike":
            return isinstance(view.showing.item, Single | Multiple)
        return any(view.response) if action == "clear" else True

    def action_turn(self, by: int) -> None:
        """Another question."""
        if self.view is not None:
            self.go(self.view.number + by)

    def go(self, number: int) -> None:
        """To a question. A number that was typed is kept first."""
        if self._keep_number(leaving=True) and self._step(lambda: self._exam.visit(number)):
            self.refresh_bindings()

    def action_flag(self) -> None:
        """To come back to, or no longer."""
        self._step(self._exam.flag)

    def action_guess(self) -> None:
        """A guess, or no longer."""
        self._step(self._exam.guess)

    def action_clear(self) -> None:
        """Take the answer away."""
        view = self.view
        if view is not None and self._step(self._exam.clear):
            self._number.value = ""
            self.draft = drafts.stored(view.showing, (), view.struck)
            self.refresh_bindings()

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
            self.refresh_bindings()

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
        text, before = self._number.value.strip(), view.response[0] if view.response else ""
        if text == before:
            return True
        if complete(view.showing.item, (text,)):
            return self._step(lambda: self._exam.respond((text,)))
        word = exam_painting.unread(text, before, view.showing.item.answer.unit)
        if leaving:
            self.tell(word)
        else:
            self._say(word, "$text-warning")
        return True

    # other screens

    def action_map(self) -> None:
        """All questions."""
        from quizapp.tui.screens.exam_map import MapScreen  # noqa: PLC0415

        if self._keep_number(leaving=True):
            self.app.push_screen(MapScreen(self._exam), lambda number: self.go(number) if number else None)

    def action_hand_in(self) -> None:
        """What is open, and the end."""
        from quizapp.tui.screens.exam_hand_in import HandInScreen  # noqa: PLC0415

        if self._keep_number(leaving=True):
            self.app.push_screen(HandInScreen(self._exam))

    def action_leave(self) -> None:
        """Say what the clock does, then leave."""
        from quizapp.tui.exam_room import ask_to_leave  # noqa: PLC0415

        if self._keep_number(leaving=True):
            ask_to_leave(self.house, self._exam)


def complete_number(view: ExamView | None, text: str) -> bool:
    """Whether the text in the field is a number that can be read."""
    return view is not None and complete(view.showing.item, (text.strip(),))

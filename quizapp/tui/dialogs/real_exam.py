"""How the real exam went, asked in a box; then its score, which may be left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from quizapp.core.dates import date_text
from quizapp.present.around_phrases import ANSWERS, ASKS, LATER, PASSED
from quizapp.services.progress.real_exam import RealExamResult, dismiss, keep_result, score_trouble
from quizapp.store import StoreError
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block

if TYPE_CHECKING:
    from quizapp.tui.base_app import BaseApp

GIVEN: tuple[bool | None, ...] = (True, False, None)
"""What each of the answers says; the last of them says that the exam is on another day."""


def ask_how_it_went(app: BaseApp, day: date, kept: Callable[[RealExamResult], object]) -> None:
    """Ask how the exam of ``day`` went; ``kept`` hears what was written. Who leaves is not asked again."""
    context = app.context

    def write(passed: bool | None, score: int | None = None) -> None:
        try:
            kept(keep_result(context, day, passed, score))
        except StoreError as error:
            app.show_error(error)

    def decided(choice: int | None) -> None:
        if choice is None or not 0 <= choice < len(GIVEN):
            _leave(app, day, moved=choice == len(GIVEN))
        elif (passed := GIVEN[choice]) is None:
            write(None)
        else:
            app.push_screen(ScoreScreen(passed=passed), lambda score: write(passed, score or None))

    app.push_screen(AskScreen(_asking(day), ANSWERS, "esc closes; it isn't asked again"), decided)


def _asking(day: date) -> list[Block]:
    """Return what stands above the answers to the question how it went."""
    return [
        Block(Content.styled(ASKS, "bold")),
        Block(Content("")),
        Block(Content(f"Its date was {date_text(day)}.")),
        Block(Content.styled("It is kept with your history, beside the forecast. You can change it on Progress.", DIM)),
    ]


def _leave(app: BaseApp, day: date, *, moved: bool) -> None:
    """Ask no more, and say where it can be entered; ``moved``: the date is to be changed."""
    try:
        dismiss(app.context, day)
    except StoreError as error:
        app.show_error(error)
    if moved:
        app.open_settings()
    else:
        app.notify(LATER, markup=False)


class ScoreScreen(Dialog[int]):
    """Gives the score, or 0 for none."""

    DEFAULT_CSS = """
    ScoreScreen > #box { width: 66; }
    ScoreScreen Input { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "no score", id="score.leave"),
        Binding("enter", "field", "into the field", id="score.field"),
    ]

    def __init__(self, *, passed: bool) -> None:
        super().__init__()
        self._passed = passed

    def compose(self) -> ComposeResult:
        """A word and a field."""
        self._words = BlockView(self.blocks())
        self._field = Input(placeholder="100 to 1000, or empty", type="integer", max_length=4)
        yield Vertical(self._words, self._field, id="box")

    def on_mount(self) -> None:
        """Into the field."""
        self._field.focus()

    def blocks(self, trouble: str = "") -> list[Block]:
        """Return what is asked, and how to leave."""
        says = trouble or "enter saves it; esc, then q, leaves the score out"
        how = Content.styled(says, "$text-warning" if trouble else DIM)
        return [
            Block(Content.styled(f"Your exam: {PASSED[self._passed]}", "bold")),
            Block(Content("")),
            Block(Content("Which score does your report show? Leave it empty if you don't want to say.")),
            Block(how),
        ]

    def on_input_changed(self) -> None:
        """Another text may be a score."""
        self._words.show(self.blocks())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the score, if it can be one."""
        if trouble := score_trouble(event.value, passed=self._passed):
            self._words.show(self.blocks(trouble))
        else:
            self.dismiss(int(event.value) if event.value.strip() else 0)

    def action_field(self) -> None:
        """Back into the field."""
        self._field.focus()

    def action_leave(self) -> None:
        """Keep the result without a score."""
        self.dismiss(0)

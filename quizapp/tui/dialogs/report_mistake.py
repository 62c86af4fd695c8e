"""Report a mistake in an item: a line from the learner, the rest is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from quizapp.core.bank import Response, Showing
from quizapp.services.bank.mistake_report import write_report
from quizapp.services.context import AppContext
from quizapp.store import StoreError
from quizapp.store.atomic_write import quoted
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block

if TYPE_CHECKING:
    from quizapp.tui.base_app import BaseApp


class ReportMistakeScreen(ModalScreen[None]):
    """``enter`` writes it; ``escape`` leaves the field, and outside of it the dialog, as ``q`` does."""

    DEFAULT_CSS = """
    ReportMistakeScreen { align: center middle; }
    ReportMistakeScreen > #report { width: 70; max-width: 94%; height: auto; padding: 1 2; background: $raised;
        border: round $rule; }
    ReportMistakeScreen Input { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "close", id="report.close"),
        Binding("enter", "field", "into the field", id="report.field"),
    ]

    def __init__(self, context: AppContext, showing: Showing, response: Response = ()) -> None:
        super().__init__()
        self._app_context = context
        self._showing = showing
        self._response = response

    def compose(self) -> ComposeResult:
        """A word and a field."""
        with Vertical(id="report"):
            yield BlockView(
                [
                    Block(Content.styled("Report a mistake", "bold")),
                    Block(Content("")),
                    Block(
                        Content("What is wrong with this question? Its id, version and all that was shown are added.")
                    ),
                    Block(Content.styled("enter writes it to a file; esc leaves the field, then q closes", DIM)),
                ]
            )
            yield Input(placeholder="what is wrong")

    def action_field(self) -> None:
        """Back into the field."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it and say where it is."""
        app = cast("BaseApp", self.app)
        try:
            path = write_report(self._app_context, self._showing, event.value, self._response)
        except StoreError as error:
            app.show_error(error)
        else:
            app.notify(f"Report written: {quoted(path)}", timeout=10, markup=False)
        self.dismiss()

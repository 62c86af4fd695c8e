"""Report a mistake in an item: a line from the learner, the rest is filled in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from quizapp.core.bank import Response, Showing
from quizapp.present.phrases import report_kept
from quizapp.services.bank.mistake_report import EmptyReport, send_to, write_report
from quizapp.services.context import AppContext
from quizapp.store import StoreError
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block


class ReportMistakeScreen(Dialog[None]):
    """``enter`` writes it; ``escape`` leaves the field, and outside of it the dialog, as ``q`` does."""

    DEFAULT_CSS = """
    ReportMistakeScreen > #box { width: 70; }
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
        yield Vertical(BlockView(self.blocks()), Input(placeholder="what is wrong"), id="box")

    def blocks(self) -> list[Block]:
        """Return what to write, and how to leave."""
        return [
            Block(Content.styled("Report a mistake", "bold")),
            Block(Content("")),
            Block(Content("What is wrong with this question? Its id, version and all that was shown are added.")),
            Block(Content.styled("enter writes it to a file; esc leaves the field, then q closes", DIM)),
        ]

    def action_field(self) -> None:
        """Back into the field."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it, say where it is and where to send it; the dialog stays while nothing is said."""
        app = self.quiz_app
        try:
            path = write_report(self._app_context, self._showing, event.value, self._response)
        except EmptyReport as error:
            app.notify(str(error), timeout=4, markup=False)
            return
        except StoreError as error:
            app.show_error(error)
        else:
            app.notify(report_kept(path, send_to()), timeout=20, markup=False)
        self.dismiss()

"""A question with the pane beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from quizapp.tui.widgets.question_pane import QuestionPane


class TwoPanes(Horizontal):
    """A question and, from ``TWO_PANES`` columns and after its answer, what is learned from it at its right."""

    DEFAULT_CSS = """
    TwoPanes { height: 1fr; }
    TwoPanes > #lesson { width: 1fr; border-left: solid $rule; }
    TwoPanes > #lesson > BlockView { max-width: 90; }
    """

    def __init__(self, pane: QuestionPane) -> None:
        super().__init__()
        self._pane = pane

    def compose(self) -> ComposeResult:
        """Both, of which the right one is shown with a verdict."""
        yield self._pane
        yield self._pane.beside

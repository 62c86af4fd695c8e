"""What can be opened from a question of a session: what it is about, its worked steps, the Lab, a report."""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.core.bank.items import Variant
from quizapp.services.bank.variants import calculator_of
from quizapp.services.study.views import StudyView
from quizapp.tui.base import BaseScreen
from quizapp.tui.dialogs.item_details import ItemDetailsScreen
from quizapp.tui.dialogs.report_mistake import ReportMistakeScreen
from quizapp.tui.dialogs.steps import StepsScreen


class StudyDialogs(BaseScreen):
    """A screen over ``view``, which the session gives."""

    def __init__(self) -> None:
        super().__init__()
        self.view: StudyView | None = None

    def action_info(self) -> None:
        """About this item."""
        if self.view is not None and self.view.showing is not None:
            revealed = self.view.phase == "verdict"
            self.app.push_screen(ItemDetailsScreen(self.quiz_app.context, self.view.showing.item, revealed=revealed))

    def _variant(self) -> Variant | None:
        view = self.view
        return view.showing.item.variant if view is not None and view.showing is not None else None

    def _calculator(self) -> tuple[str, Mapping[str, object]] | None:
        """The calculator of the laboratory, and its parameters, for the variant on the screen."""
        variant = self._variant()
        return calculator_of(variant) if variant is not None else None

    def action_steps(self) -> None:
        """Worked steps of the variant."""
        variant = self._variant()
        if variant is not None:
            self.app.push_screen(StepsScreen(variant.steps))

    def action_lab(self) -> None:
        """The laboratory with these numbers."""
        calculator = self._calculator()
        if calculator is not None:
            self.quiz_app.open_lab(*calculator)

    def action_report(self) -> None:
        """Report a mistake."""
        view = self.view
        if view is not None and view.showing is not None:
            given = view.feedback.response if view.feedback else ()
            self.app.push_screen(ReportMistakeScreen(self.quiz_app.context, view.showing, given))

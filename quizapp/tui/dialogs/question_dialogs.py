"""What can be opened from a question, wherever it stands: what it is about, its worked steps, a report, a note."""

from __future__ import annotations

from quizapp.core.bank import Response, Showing
from quizapp.tui.dialogs.item_details import ItemDetailsScreen
from quizapp.tui.dialogs.marking import MarkingScreen
from quizapp.tui.dialogs.report_mistake import ReportMistakeScreen
from quizapp.tui.dialogs.steps import StepsScreen


class QuestionDialogs(MarkingScreen):
    """A screen with a question on it."""

    def question_here(self) -> Showing | None:
        """Return the question that is on the screen."""
        raise NotImplementedError

    def answer_shown(self) -> Response | None:
        """Return what was answered, empty for nothing; None while the answer is not told yet."""
        raise NotImplementedError

    def card_here(self) -> str:
        """Return the card of the question that is on the screen."""
        here = self.question_here()
        return here.item.card_id if here is not None else ""

    def action_info(self) -> None:
        """About this item."""
        if (here := self.question_here()) is not None:
            revealed = self.answer_shown() is not None
            self.app.push_screen(ItemDetailsScreen(self.quiz_app.context, here.item, revealed=revealed))

    def action_steps(self) -> None:
        """Worked steps of a variant."""
        here = self.question_here()
        if here is not None and here.item.variant is not None:
            self.app.push_screen(StepsScreen(here.item.variant.steps))

    def action_report(self) -> None:
        """Report a mistake in it."""
        if (here := self.question_here()) is not None:
            self.app.push_screen(ReportMistakeScreen(self.quiz_app.context, here, self.answer_shown() or ()))

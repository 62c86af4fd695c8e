"""What can be opened from a question, wherever it stands: what it is about, its worked steps, a report, a note."""

from __future__ import annotations

from asyncio import to_thread

from textual.binding import Binding

from quizapp.core.bank import Response, Showing
from quizapp.core.markup import strip_control
from quizapp.services.web_browser import open_page
from quizapp.tui.dialogs.item_details import ItemDetailsScreen
from quizapp.tui.dialogs.marking import MarkingScreen
from quizapp.tui.dialogs.report_mistake import ReportMistakeScreen
from quizapp.tui.dialogs.steps import StepsScreen


def source_key(screen: str) -> Binding:
    """The key that opens the source of a question in a browser, under an id that begins with its ``screen``."""
    return Binding("L", "source", "source", show=False, id=f"{screen}.source", tooltip="Open the source in a browser")


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
        """About this question."""
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

    def has_source(self) -> bool:
        """Whether the question names a source that may be seen now: after its answer."""
        here = self.question_here()
        return here is not None and self.answer_shown() is not None and bool(here.item.sources)

    def action_source(self) -> None:
        """Open the source in a browser."""
        here = self.question_here()
        if here is not None and self.has_source():
            self.run_worker(self._open_source(here.item.sources[0].url), exclusive=True, group="source")

    async def _open_source(self, url: str) -> None:
        """A browser may take its time to start: it is asked beside the screen."""
        if await to_thread(open_page, url):
            self.show_message("Opened in your browser.")
        else:
            self.quiz_app.notify(
                f"No browser could be opened. The source is\n{strip_control(url)}", timeout=20, markup=False
            )

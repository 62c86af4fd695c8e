"""What Home says or asks once, when the bank is there: how the exam went, what changed at AWS, corrected keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from quizapp.core.markup import strip_control
from quizapp.tui.base import BaseScreen
from quizapp.tui.widgets.block_view import BlockView

if TYPE_CHECKING:
    from datetime import date

    from quizapp.services.bank.fact_news import News
    from quizapp.services.bank.regrade import Corrected
    from quizapp.services.progress.real_exam import RealExamResult


MOST_TOLD = 3
"""So many corrected questions are named; ``stats`` has them all."""


class AroundScreen(BaseScreen):
    """A screen with ``around`` at its top, where there is something to say. It is worked out once, and shown once."""

    DEFAULT_CSS = """
    AroundScreen #around { display: none; padding: 1 2 0 2; max-height: 5; }
    AroundScreen #around.-said { display: block; }
    AroundScreen.-wide #around { padding: 1 4 0 4; }
    """
    _news: tuple[date, tuple[News, ...]] | None = None
    _result: RealExamResult | None = None

    def around(self) -> BlockView:
        """Return the place where it is said."""
        self._around = BlockView(id="around")
        return self._around

    def look_around(self) -> None:
        """The bank is there: name what changed since the last session."""
        from quizapp.services.bank.fact_news import news_since

        self._news = news_since(self.quiz_app.context)
        self._say()

    def ask_result(self) -> None:
        """Ask how the exam went, once its day is past."""
        from quizapp.services.progress.real_exam import exam_to_ask_about

        if (day := exam_to_ask_about(self.quiz_app.context)) is not None:
            from quizapp.tui.dialogs.real_exam import ask_how_it_went

            ask_how_it_went(self.quiz_app, day, self._kept)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There may be nothing new."""
        return bool(self._news and self._news[1]) if action == "news" else True

    def action_news(self) -> None:
        """Show all that changed; then it is read."""
        from quizapp.tui.dialogs.news import NewsScreen

        if self._news is not None:
            self.app.push_screen(NewsScreen(*self._news))

    def on_click(self, event: events.Click) -> None:
        """What changed, where it is named."""
        if event.widget is self._around and self.check_action("news", ()):
            self.action_news()

    def tell_corrected(self, corrected: Corrected | None) -> None:
        """Say which answers count otherwise since a key was corrected, or, once, since the database was opened."""
        recounted = self.quiz_app.context.store.recount_to_tell()
        if recounted is None and corrected is None:
            return
        from quizapp.present.phrases import corrected_lines, recounted_line

        if recounted is not None:
            self.notify(strip_control(recounted_line(recounted)), timeout=20, markup=False)
        if corrected is None:
            return
        lines = corrected_lines(corrected)
        more = [f"and {len(lines) - MOST_TOLD} more questions"] if len(lines) > MOST_TOLD else []
        self.notify("\n".join([*lines[:MOST_TOLD], *more]), timeout=12, markup=False)

    def _kept(self, result: RealExamResult) -> None:
        self._result = result
        self._say()

    def _say(self) -> None:
        from quizapp.tui.home.around_view import news_blocks, result_blocks

        blocks = result_blocks(self._result) if self._result is not None else []
        blocks += news_blocks(*self._news) if self._news is not None else []
        self._around.show(blocks)
        self._around.set_class(bool(blocks), "-said")
        self.refresh_bindings()

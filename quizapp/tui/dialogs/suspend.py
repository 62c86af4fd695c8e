"""Suspending a question from where it is read, and restoring it."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.present.phrases import RESTORED
from quizapp.services.bank.suspended import NotSuspended, restore, suspend
from quizapp.store import StoreError
from quizapp.tui.base import BaseScreen
from quizapp.tui.dialogs.ask import ask_to_suspend


class SuspendingScreen(BaseScreen):
    """A screen with a question under its cursor, which ``z`` suspends or restores."""

    def card_here(self) -> str:
        """Return the card of the question that is meant."""
        raise NotImplementedError

    def suspension_changed(self) -> None:
        """Paint what is different."""
        raise NotImplementedError

    def action_suspend(self) -> None:
        """Ask, then suspend."""
        card = self.card_here()
        ask_to_suspend(
            self.app, card, lambda: self._change(lambda: suspend(self.quiz_app.context, card), "Suspended. z restores.")
        )

    def action_restore(self) -> None:
        """Ask it again."""
        card = self.card_here()
        self._change(lambda: restore(self.quiz_app.context, [card]), RESTORED)

    def _change(self, step: Callable[[], None], word: str) -> None:
        """Suspend or restore; what cannot be saved is said."""
        try:
            step()
        except (NotSuspended, StoreError) as error:
            self.quiz_app.show_error(error)
        else:
            self.show_message(word)
        self.suspension_changed()

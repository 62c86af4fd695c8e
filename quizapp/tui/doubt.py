"""What is asked once before an answer is taken as it stands."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.tui.draft import Draft


class Doubt:
    """Remembers for which draft something was asked. ``ticker`` and ``patience_s`` as the application has them."""

    def __init__(self, ticker: Callable[[], float], patience_s: float) -> None:
        self._ticker, self._patience_s = ticker, patience_s
        self._asked: tuple[Draft, float] | None = None

    def settled(self, question: str, draft: Draft, ask: Callable[[str], object]) -> bool:
        """Whether there is no ``question``, or it was asked of this draft before, and not by the same key press."""
        if not question:
            return True
        if self._asked is not None and self._asked[0] == draft:
            return self._ticker() - self._asked[1] >= self._patience_s
        self._asked = draft, self._ticker()
        ask(question)
        return False

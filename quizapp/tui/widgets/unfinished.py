"""What is asked once before an answer is taken as it stands."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.tui.widgets.response_draft import ResponseDraft


class AskOnce:
    """Remembers for which draft something was asked. ``monotonic`` and ``key_grace_s`` as the application has them."""

    def __init__(self, monotonic: Callable[[], float], key_grace_s: float) -> None:
        self._monotonic, self._key_grace_s = monotonic, key_grace_s
        self._asked: tuple[ResponseDraft, float] | None = None

    def settled(self, question: str, draft: ResponseDraft, ask: Callable[[str], object]) -> bool:
        """Whether there is no ``question``, or it was asked of this draft before, and not by the same key press."""
        if not question:
            return True
        if self._asked is not None and self._asked[0] == draft:
            return self._monotonic() - self._asked[1] >= self._key_grace_s
        self._asked = draft, self._monotonic()
        ask(question)
        return False

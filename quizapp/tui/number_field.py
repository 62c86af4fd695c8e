"""A question's field for a number: how it is begun from outside, the same in study and in exams."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from quizapp.tui.base import BaseScreen


class NumberField(BaseScreen):
    """A screen with a field for a number. A digit or a sign begins one, ``space`` goes on with what stands there."""

    _number: Input

    def _asks_for_a_number(self) -> bool:
        """Whether the question that is up takes a number now."""
        raise NotImplementedError

    def _into_the_field(self) -> None:
        self.set_focus(self._number)
        self._number.cursor_position = len(self._number.value)

    def _type(self, character: str) -> None:
        """Begin a number."""
        self._number.value = character
        self.set_focus(self._number)
        self._number.cursor_position = 1

    def on_key(self, event: events.Key) -> None:
        """A number may begin with a sign."""
        if self.focused is None and event.character and event.character in ".-$" and self._asks_for_a_number():
            self._type(event.character)
            event.stop()
            event.prevent_default()

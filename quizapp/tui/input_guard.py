"""Keys and clicks before any screen has them: nothing acts that nobody sees, and ``escape`` in a field leaves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.actions import ActionParseResult
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.widgets import OptionList

from quizapp.tui.key_queue import KeyQueue

LEAST_COLUMNS, LEAST_ROWS = 60, 20
"""Of a window that shows a question whole."""
LEAVE_KEY = "ctrl+g"
"""What is as good as ``escape``, unless the keymap says another."""
LEFT_FIELD_S = 1.0
"""For so long after ``escape`` left a field, further ones are taken for the same: a key that is held repeats after up
to two thirds of a second."""


class TextField:
    """A widget that letters are typed into and ``escape`` leaves, as an ``Input`` is."""


class InputGuard(KeyQueue):
    """An application that looks at what is pressed first. ``monotonic``: seconds that only run forward.

    ``leave_keys``: keys that are as good as ``escape``.
    """

    monotonic: Callable[[], float]
    leave_keys: frozenset[str] = frozenset({LEAVE_KEY})
    _left_field_at = float("-inf")

    async def on_event(self, event: events.Event) -> None:
        """Let nothing act that nobody sees: a window that is too small shows no question and takes no key but ``q``."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            event = self._meant(event)
        if not self._unseen(event):
            await super().on_event(event)

    def _meant(self, key: events.Key) -> events.Key:
        """Return the key that a terminal or a user means by another: a line feed is ``enter``.

        ``leave_keys`` are ``escape``, which GNU screen may keep and tmux holds back for half a second.
        """
        if key.key == "ctrl+j":
            return events.Key("enter", "\r")
        return events.Key("escape", "\x1b") if key.key in self.leave_keys else key

    async def take(self, event: events.Event) -> None:
        """Leave a field at ``escape`` and do nothing else, however often it is pressed; let all else go its way."""
        mine = isinstance(event, events.Key) and event.key == "escape"
        if not (self._unseen(event) or (mine and self._escape_is_the_fields())):
            await super().take(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; a page up or down in a list that has no place on the screen yet would end the program."""
        if "page_" in str(action) and not _laid_out(default_namespace):
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def _unseen(self, event: events.Event) -> bool:
        """Whether a key or click comes where "too small" stands in place of all else; ``q`` ends the program there."""
        too_small = self.size.width < LEAST_COLUMNS or self.size.height < LEAST_ROWS
        if not too_small or not isinstance(event, events.InputEvent | events.Paste):
            return False
        if isinstance(event, events.Key) and event.key in ("q", "ctrl+q"):
            self.exit()
        return True

    def _escape_is_the_fields(self) -> bool:
        """Whether ``escape`` was dealt with: it left a field, or comes too soon after one that did."""
        from textual.widgets import Input, Select

        focused, now = self.screen.focused, self.monotonic()
        before, self._left_field_at = self._left_field_at, now
        if isinstance(focused, Input | TextField) and not isinstance(self.screen, CommandPalette):
            getattr(self.screen, "leave_field", lambda: self.screen.set_focus(None))()
            return True
        if isinstance(focused, Input) or (focused is not None and isinstance(focused.parent, Select)):
            return False  # it closes what the field or the list belongs to, and the next one is nobody's
        if now - before < LEFT_FIELD_S:
            self.clear_notifications()
            self.notify("You left the field. q goes back.", timeout=3, markup=False)
            return True
        self._left_field_at = float("-inf")
        return False


def _laid_out(node: DOMNode | None) -> bool:
    """Whether the list that a page of is asked for, if any, has lines to count."""
    lists = node.query(OptionList) if isinstance(node, CommandPalette) else [node]
    return all(bool(one.scrollable_content_region) for one in lists if isinstance(one, OptionList))

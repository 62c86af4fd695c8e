"""One key at a time: a key goes where it belongs once all that the key before it did is done.

Textual sends each key that has arrived to what has the focus at that moment, and runs the bindings later. Typed fast or
pasted as keys, ``4 2 5`` opened the field with ``4`` and lost the rest: they had been sent to the screen before.
"""

from __future__ import annotations

from collections import deque

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.widgets import Input


class KeyQueue(App[int]):
    """Keys and pasted text wait until the one before is done with. ``take`` gets each in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._passing: events.Key | events.Paste | None = None
        self._sent_to: DOMNode | None = None

    async def on_event(self, event: events.Event) -> None:
        """Queue what was typed; what comes back from the widgets is theirs or, since then, a field's."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._waiting.append(event)
            if self._passing is None:
                await self._next()
        elif isinstance(event, events.Key) and event is self._passing and self._is_the_fields(event):
            self._waiting.appendleft(events.Key(event.key, event.character))
        else:
            await super().on_event(event)

    async def take(self, event: events.Event) -> None:
        """Let a key or pasted text go its way."""
        await super().on_event(event)

    def _is_the_fields(self, event: events.Key) -> bool:
        """Whether a field has got the focus while the key was on its way past it."""
        field = self.focused
        return (
            isinstance(field, Input)
            and field is not self._sent_to
            and field.check_consume_key(event.key, event.character)
        )

    async def _next(self) -> None:
        while self._waiting and self._passing is None:
            event = self._waiting.popleft()
            self._passing, self._sent_to = event, self.focused or self.screen
            await self.take(event)
            if event.is_forwarded:
                self._follow(self._sent_to)
            else:
                self._passing = None

    def _follow(self, node: DOMNode) -> None:
        """Behind the key through the queues of all that it may pass, up to the application."""
        above = node.parent
        if node is self or above is None:
            self.call_later(self._done)
        elif not node.call_later(self._follow, above):
            self._follow(above)  # it is going away, and took the key with it

    async def _done(self) -> None:
        self._passing = None
        await self._next()

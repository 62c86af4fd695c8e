"""The palette of commands, which closes itself and nothing else, and runs what was chosen once.

Textual's takes ``enter`` again until it has dealt with the first: a second one closed the screen below.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """``spent``: a command was chosen."""

    spent = False

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the palette, if it is not closed yet."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def once(self, command: Callable[[], object]) -> Callable[[], Awaitable[None]]:
        """Return a command that runs unless one has been chosen here before."""

        async def run() -> None:
            if self.spent:
                return
            self.spent = True
            outcome = command()
            if isawaitable(outcome):
                await outcome

        return run

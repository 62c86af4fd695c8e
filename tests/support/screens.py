"""A running application in tests: its screen as text, and keys with their effects settled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from quizapp.services.context import AppContext
from quizapp.tui.app import QuizApp
from tests.support import textual_adapter

_CALM = 3
"""So many turns of the event loop with nothing to run, and nothing is on its way."""


def screen_text(app: QuizApp) -> str:
    """What stands on the screen, line by line, without styles."""
    rows = textual_adapter.painted(app.screen)
    lines = [strip.text.replace("\N{NO-BREAK SPACE}", " ").rstrip() for strip in rows]
    return "\n".join(lines).strip("\n")


def told(app: QuizApp) -> str:
    """The passing words on the screen, in full: on the picture their lines are broken and share rows with others."""
    return "\n".join(textual_adapter.toasts(app))


async def settle(pilot: Pilot[int]) -> None:
    """Until threads and messages are done and all is painted."""
    await pilot.app.workers.wait_for_complete()
    await _calm()
    async with asyncio.timeout(60):
        # A palette that closes holds back what is painted, and lets go by a timer.
        while textual_adapter.holds_back(pilot.app) and not textual_adapter.has_ended(pilot.app):
            await asyncio.sleep(0.005)
    for _ in range(2):  # what is laid out anew may send messages of its own
        await _calm()
        textual_adapter.paint(pilot.app.screen)
    await _calm()


async def _calm() -> None:
    """Until nothing is left to run: all else waits for a timer, a key or a thread.

    Textual watches the processor instead, which takes 40 ms a key, and more on a busy machine.
    """
    quiet = 0
    async with asyncio.timeout(60):
        while quiet < _CALM:
            await asyncio.sleep(0)
            quiet = quiet + 1 if textual_adapter.nothing_to_run() else 0


class Ticker:
    """Seconds that run forward by ten at every look, so that no answer is too quick and no key too early."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 10.0
        return self.now


@asynccontextmanager
async def running(
    context: AppContext,
    size: tuple[int, int] = (80, 24),
    start: Callable[[QuizApp], None] | None = None,
    monotonic: Callable[[], float] | None = None,
) -> AsyncIterator[tuple[QuizApp, Pilot[int]]]:
    """The application over ``context``, with the bank read."""
    app = QuizApp(lambda: context, open_study=start, monotonic=monotonic or Ticker())
    async with app.run_test(size=size, notifications=True) as pilot:
        for _ in range(500):  # Home is there, and the bank was read or could not be
            await settle(pilot)
            if len(app.screen_stack) > 1 and (context.loaded or textual_adapter.passing(app)):
                break
            await pilot.pause(0.01)
        await settle(pilot)
        yield app, pilot


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Keys, and all that follows from them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", lambda _least: _calm())
        await pilot.press(*keys)
    await settle(pilot)

"""A running application in tests: its screen as text, and keys with their effects settled."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from quizapp.services.workspace import Workspace
from quizapp.tui.app import QuizApp

_TEXT = re.compile(r'<text [^>]*x="([\d.]+)" y="([\d.]+)"[^>]*textLength="([\d.]+)"[^>]*>(.*?)</text>', re.DOTALL)
_CELL = 12.2


def screen_text(app: QuizApp) -> str:
    """What stands on the screen, line by line, without styles."""
    svg = app.export_screenshot()
    body = svg[svg.index("<g class") :] if "<g class" in svg else svg
    rows: dict[float, list[tuple[int, str]]] = {}
    for x, y, _, text in _TEXT.findall(body):
        plain = html.unescape(re.sub(r"<[^>]+>", "", text)).replace("\N{NO-BREAK SPACE}", " ")
        rows.setdefault(float(y), []).append((round(float(x) / _CELL), plain))
    lines = []
    for _, pieces in sorted(rows.items()):
        line = ""
        for at, piece in sorted(pieces):
            line = line.ljust(at) + piece
        lines.append(line.rstrip())
    return "\n".join(lines).strip("\n")


async def settle(pilot: Pilot[int]) -> None:
    """Until threads and messages are done."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


class Ticker:
    """Seconds that run forward by ten at every look, so that no answer is too quick and no key too early."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 10.0
        return self.now


@asynccontextmanager
async def running(
    workspace: Workspace,
    size: tuple[int, int] = (80, 24),
    start: Callable[[QuizApp], None] | None = None,
    ticker: Callable[[], float] | None = None,
) -> AsyncIterator[tuple[QuizApp, Pilot[int]]]:
    """The application over ``workspace``, with the bank read."""
    app = QuizApp(lambda: workspace, open_study=start, ticker=ticker or Ticker())
    async with app.run_test(size=size, notifications=True) as pilot:
        for _ in range(500):  # Home is there, and the bank was read or could not be
            await settle(pilot)
            if len(app.screen_stack) > 1 and (workspace.loaded or len(app._notifications)):
                break
            await pilot.pause(0.01)
        await settle(pilot)
        yield app, pilot


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Keys, and all that follows from them."""
    await pilot.press(*keys)
    await settle(pilot)

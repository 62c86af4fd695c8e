"""From a key press to the painted verdict and to the next question, against a screen of Statics.

Both applications run headless in this process, in turns of a hundred presses. A press counts as
painted at the last frame that it leads to.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from quizapp.core.scheduler import Entry
from quizapp.services.context import open_context
from quizapp.services.study.session import Study
from quizapp.store.paths import user_paths
from quizapp.tui.app import QuizApp
from quizapp.tui.study.screen import StudyScreen
from tests.support.floors import Statics
from tests.support.textual_adapter import draw_with

PRESSES = 1000
TURN = 100
QUIET = 0.03
BANK = Path(__file__).parents[2] / "question_bank"

pytestmark = pytest.mark.benchmark


class Paper(HeadlessDriver):
    """A driver that has every frame rendered in full, and notes when it got one."""

    latest = 0.0

    @property
    def is_headless(self) -> bool:
        """Say no, so that frames are rendered down to terminal codes."""
        return False

    def write(self, data: str) -> None:
        """A frame."""
        self.latest = time.perf_counter()


class Frames:
    """Presses keys of ``app`` and waits for the frames they lead to."""

    def __init__(self, app: App[Any]) -> None:
        self.app, self._paper = app, draw_with(app, Paper)

    @property
    def latest(self) -> float:
        """When the last frame was written."""
        return self._paper.latest

    async def press(self, key: str) -> float:
        """Seconds from the key to the last frame it leads to."""
        pressed = time.perf_counter()
        self.app.post_message(events.Key(key, "\r" if key == "enter" else key))
        while self.latest < pressed or time.perf_counter() - self.latest < QUIET:
            await asyncio.sleep(0.001)
            if time.perf_counter() - pressed > 5:
                raise TimeoutError(key)
        return self.latest - pressed


@asynccontextmanager
async def _statics() -> AsyncIterator[Frames]:
    app = Statics()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield Frames(app)


@asynccontextmanager
async def _study(data: Path) -> AsyncIterator[Frames]:
    context = open_context(user_paths(data), BANK, seeds=lambda: 7)
    app = QuizApp(lambda: context, key_grace_s=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        singles = [i for i in context.library.bank.valid_on(context.facts_day()) if hasattr(i, "options")]
        singles = [i for i in singles if len(i.options) == 4]
        entries = [Entry(i.card_id, i.topic, "practice") for i in singles] * (PRESSES // len(singles) + 1)
        app.push_screen(StudyScreen(Study(context, entries)))
        await pilot.pause()
        yield Frames(app)
    context.close()


async def test_verdict_and_next_question_are_painted_nearly_as_fast_as_statics(tmp_path: Path) -> None:
    floor: list[float] = []
    verdicts: list[float] = []
    nexts: list[float] = []
    while len(floor) < PRESSES:
        async with _statics() as statics:
            for _ in range(TURN):
                floor.append(await statics.press("enter"))
        async with _study(tmp_path / str(len(floor))) as study:
            for _ in range(TURN):
                await study.press("1")
                verdicts.append(await study.press("enter"))
                nexts.append(await study.press("enter"))
    base, tail = median(floor), quantiles(floor, n=100)[98]
    print(f"\nStatics {base * 1000:.1f} ms, p99 {tail * 1000:.1f} ms")
    for name, times in (("verdict", verdicts), ("next question", nexts)):
        middle, worst = median(times), quantiles(times, n=100)[98]
        print(f"{name}: median {middle / base:.2f}x, p99 {worst / tail:.2f}x")
        assert middle <= 3 * base
        assert worst <= 6 * tail

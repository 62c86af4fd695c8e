"""From the key to the figures of Progress, against the start of Home to its due count, on a thousand answers."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest

from quizapp.services.bank.opening import open_bank
from quizapp.services.clock import system_clock
from quizapp.services.context import open_context
from quizapp.store.paths import bundled_bank, user_paths
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings
from tests.support.terminal import Terminal, python

PAIRS = 9
HOME = re.compile(rb"\d+ due")
BANK = re.compile(rb"\d+ of \d+")
FIGURES = re.compile(rb"(?s)(Passing is|Too early).*Study first")

pytestmark = pytest.mark.benchmark


def _both(data: Path) -> tuple[float, float]:
    """Seconds from the start to Home's count, and from the key to what Progress says."""
    terminal = Terminal(python("-m", "quizapp", "--data-dir", str(data)))
    try:
        home = terminal.read_until(HOME, plain=True) - terminal.started
        terminal.read_until(BANK, plain=True)
        terminal.settle(0.3)
        start = len(terminal.output)
        pressed = terminal.write(b"p")
        return home, terminal.read_until(FIGURES, start=start, plain=True) - pressed
    finally:
        terminal.close()


def test_progress_is_painted_about_as_soon_as_home(tmp_path: Path) -> None:
    clock = FixedClock(system_clock().ts_utc_ms)
    context = open_context(user_paths(tmp_path), bundled_bank(), clock=clock, seeds=lambda: 7)
    open_bank(context)
    study_evenings(context, clock, evenings=40, answers=25, seed=3)
    answers = context.store.read.totals()[0]
    context.close()
    _both(tmp_path)
    homes, figures = zip(*(_both(tmp_path) for _ in range(PAIRS)), strict=True)
    ratio = median(figures) / median(homes)
    print(f"\n{answers} answers: Home {median(homes) * 1000:.0f} ms, Progress {ratio:.2f}x")
    assert ratio <= 1.5

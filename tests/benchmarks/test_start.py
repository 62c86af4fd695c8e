"""How long until there is something to read, against a blank Textual application in the same run."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest

from tests.support.terminal import PAINTED, Terminal, python

FLOORS = str(Path(__file__).parents[1] / "support" / "floors.py")
PAIRS = 15
FRAME = re.compile(rb"\x1b\[\?1049h.*?" + PAINTED.pattern, re.DOTALL)
DUE = re.compile(rb"Next: a warm-up")

pytestmark = pytest.mark.benchmark


def _blank() -> float:
    terminal = Terminal(python(FLOORS, "blank"))
    try:
        return terminal.read_until(FRAME) - terminal.started
    finally:
        terminal.close()


def _quizapp(data: Path) -> tuple[float, float]:
    terminal = Terminal(python("-m", "quizapp", "--data-dir", str(data)))
    try:
        frame = terminal.read_until(FRAME) - terminal.started
        return frame, terminal.read_until(DUE, plain=True) - terminal.started
    finally:
        terminal.close()


def test_the_first_frame_and_the_due_count_come_nearly_as_soon_as_a_blank_application(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{}")  # the first run is behind
    _blank()
    _quizapp(tmp_path)
    blanks, frames, counts = [], [], []
    for _ in range(PAIRS):
        blanks.append(_blank())
        frame, count = _quizapp(tmp_path)
        frames.append(frame)
        counts.append(count)
    floor = median(blanks)
    print(
        f"\nblank {floor * 1000:.0f} ms; first frame {median(frames) / floor:.2f}x; due {median(counts) / floor:.2f}x"
    )
    assert median(frames) <= 1.3 * floor
    assert median(counts) <= 1.8 * floor

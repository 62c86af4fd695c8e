"""What the length of the history costs: the weak-topic report, Home and ``due``; and ``due`` as a program."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from quizapp.present.page import weak_html
from quizapp.services.context import AppContext
from quizapp.services.progress.topic_counts import topic_counts
from quizapp.services.progress.weak_report import weak_report
from quizapp.services.study.session_queue import today_summary
from tests.support.clock import FixedClock
from tests.support.long_logs import long_log

pytestmark = pytest.mark.benchmark
SIZES = (1_000, 10_000, 100_000)
PAIRS = 30


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, AppContext]]:
    """Histories of 1,000, 10,000 and 100,000 answers."""
    folder = tmp_path_factory.mktemp("long")
    opened = {size: long_log(folder / str(size), size, FixedClock()) for size in SIZES}
    yield opened
    for context in opened.values():
        context.close()


def _took(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def test_a_report_costs_no_more_an_answer_however_many_there_are(histories: dict[int, AppContext]) -> None:
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(5):
        for size, context in histories.items():
            times[size].append(_took(lambda w=context: weak_html(weak_report(w))))  # type: ignore[misc]
    each = {size: median(times[size]) / size for size in SIZES}
    steps = [each[more] / each[fewer] for fewer, more in ((1_000, 10_000), (10_000, 100_000), (1_000, 100_000))]
    print(
        f"\nreport weak: {', '.join(f'{median(times[n]) * 1000:.0f} ms for {n:,}' for n in SIZES)};"
        f" cost of an answer {steps[0]:.2f}x, {steps[1]:.2f}x, in all {steps[2]:.2f}x"
    )
    assert max(steps) <= 1.2


@pytest.mark.parametrize(("name", "work"), [("due and Home's counts", today_summary), ("Home's topics", topic_counts)])
def test_what_home_counts_does_not_grow_with_the_history(
    name: str,
    work: Callable[[AppContext], object],
    histories: dict[int, AppContext],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = FixedClock()
    later.advance(days=3650)  # by then every card is due in both, so that the work is the same
    few: list[float] = []
    many: list[float] = []
    with monkeypatch.context() as patch:
        for context in histories.values():
            patch.setattr(context, "clock", later)
        due = {today_summary(histories[size]).due + today_summary(histories[size]).later for size in (1_000, 100_000)}
        assert len(due) == 1
        for _ in range(40):
            few.append(_took(lambda: work(histories[1_000])))
            many.append(_took(lambda: work(histories[100_000])))
    ratio = median(many) / median(few)
    print(f"\n{name}: {median(few) * 1000:.1f} ms after 1,000 answers; after 100,000 {ratio:.2f}x")
    assert ratio <= 1.2


def test_due_is_fast_enough_for_a_prompt(histories: dict[int, AppContext], tmp_path: Path) -> None:
    # bytecode is kept, as it is on every machine where quizapp is installed
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    floor = ["-c", "import sqlite3, click"]
    due = ["-m", "quizapp", "due", "--data-dir", str(histories[100_000].paths.data)]
    floors, dues = [], []
    for _ in range(PAIRS + 1):
        floors.append(_took(lambda: _run(floor, env)))
        dues.append(_took(lambda: _run(due, env)))
    del floors[0], dues[0]
    ratio = min(dues) / min(floors)  # what else the machine does stretches the longer program more
    print(f"\npython -c 'import sqlite3, click' {min(floors) * 1000:.0f} ms; quizapp due {ratio:.2f}x")
    assert ratio <= 2


def _run(arguments: list[str], env: dict[str, str]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=env)

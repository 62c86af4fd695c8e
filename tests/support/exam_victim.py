"""A scripted exam without think time, to be killed. ``exam_victim.py DATA BANK BLUEPRINT [N]``: dies at the Nth
boundary of a write.

Prints ``ready``, then one line of JSON for each step that was acknowledged: the exam as it stands, and how many events
it has. Its clock goes on by ten milliseconds whenever somebody looks at it, and by a minute while the exam is closed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from quizapp.core.bank import key_of
from quizapp.core.sessions import ExamSitting
from quizapp.core.settings import Settings
from quizapp.services.bank.opening import open_bank
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import blueprint
from quizapp.services.exam.lifecycle import resume_exam, start_exam
from quizapp.services.exam.session import Exam
from quizapp.store import Store
from quizapp.store.paths import user_paths
from tests.support.clock import START_MS
from tests.support.exams import MINUTE, wrong

BOUNDARIES = count()


class Ticking:
    """A clock that goes on by itself."""

    passed = 0

    def __call__(self) -> Moment:
        """Ten milliseconds later."""
        self.passed += 10
        return Moment(START_MS + self.passed, 0, 1_000_000 + self.passed)


def told(sitting: ExamSitting, events: int) -> dict[str, Any]:
    """What is acknowledged of a sitting."""
    return {
        "exam": sitting.exam, "events": events, "phase": sitting.phase, "deadline": sitting.deadline_ms,
        "current": sitting.current, "away": [list(row) for row in sitting.away],
        "places": [
            [list(p.response), p.flagged, p.guess, sorted(p.struck), [list(e) for e in p.earlier], p.up_ms]
            for p in sitting.places
        ],
    }  # fmt: skip


def main(data: Path, bank: Path, name: str, fatal: int | None) -> None:
    """One exam after the other: answer, change, flag, strike, clear, leave, come back, hand in."""

    def probe(_: str) -> None:
        if next(BOUNDARIES) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    paths, clock = user_paths(data), Ticking()
    store = Store(paths.database, paths.device, paths.backups, probe=probe)
    context = AppContext(paths, bank, store, Settings(), clock)

    def acknowledge(exam: Exam) -> None:
        print(json.dumps(told(exam.sitting, store.read.exam_length(exam.sitting.exam))), flush=True)

    open_bank(context)
    print("ready", flush=True)
    while True:
        exam = start_exam(context, blueprint(context, name))
        acknowledge(exam)
        for number, one in enumerate(exam.sitting.form.items, 1):
            steps: list[Callable[[], object]] = [partial(exam.visit, number), partial(exam.respond, wrong(one.item))]
            if number in (2, 4):
                steps += [exam.flag, exam.guess, partial(exam.strike, "0"), partial(exam.respond, key_of(one.item))]
            if number == 3:
                steps += [exam.clear]
            for step in steps:
                step()
                acknowledge(exam)
            if number in (2, 3):
                exam.close()
                acknowledge(exam)
                clock.passed += MINUTE
                exam = resume_exam(context)
                acknowledge(exam)
        exam.submit()
        acknowledge(exam)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else None)

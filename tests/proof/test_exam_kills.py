"""Killed at any moment of an exam, no acknowledged step is missing, and the deadline stands or moved by the recorded
pauses alone. A few moments here; all of them under ``make proof``."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.events import Answer, ExamBody, ExamStart, Resume
from quizapp.core.metrics.exam_result import exam_result
from quizapp.core.sessions import replayed
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam, waiting
from quizapp.services.exam.log import sitting_of
from tests.support.clock import START_MS
from tests.support.exam_victim import told
from tests.support.exams import MINUTE, BootClock, desk, exam_bank
from tests.support.logs import derived
from tests.support.recount import log_of_exams, recount

VICTIM = ("-m", "tests.support.exam_victim")  # as a script it would find its neighbours before Python's own modules
ROOT = Path(__file__).parents[2]
BOUNDARIES = 124
"""Four in each write: that of the bank, the twenty-five of the first exam, and some of the second."""
POLICIES = {"five": "runs-on", "calm": "pauses"}
AWAY_MS = 90_000


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return exam_bank(tmp_path / "bank")


def start(data: Path, bank: Path, name: str, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, *VICTIM, str(data), str(bank), name, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})


def acknowledged(victim: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """The steps it had printed whole when it died."""
    assert victim.stdout is not None
    lines = victim.stdout.read().split("\n")[:-1]
    victim.stdout.close()
    victim.wait()
    return [json.loads(line) for line in lines if line != "ready"]


def survives(data: Path, bank: Path, name: str, acks: list[dict[str, Any]]) -> None:
    """Everything acknowledged is there, the file is whole, and the exam goes on where it stood."""
    clock = BootClock(START_MS, 1_000_000)
    context = desk(data, bank, clock)
    try:
        assert context.store.check().integrity == "ok"
        logs = {row.exam: context.store.exam(row.exam) for row in context.store.read.exams()}
        last = {ack["exam"]: ack for ack in acks}
        assert last.keys() <= logs.keys()
        untold = sum(
            len(events) - last[exam]["events"] if exam in last else len(events) for exam, events in logs.items()
        )
        assert untold in (0, 1)  # one step may have been committed and not yet told
        for ack in acks:
            events = logs[ack["exam"]][: ack["events"]]
            assert told(fold(events), len(events)) == ack
        for exam in logs:
            whole(context, exam)
        goes_on(context, clock, name)
        before = derived(context.store), context.store.read.exams()
        context.store.rebuild()
        assert (derived(context.store), context.store.read.exams()) == before
    finally:
        context.close()


def fold(events: list[Any]) -> Any:
    """The sitting after these events."""
    return replayed((e.body, e.ts_utc_ms) for e in events if isinstance(e.body, ExamBody))


def whole(context: AppContext, exam: str) -> None:
    """The deadline is that of the start and the recorded pauses; the answers came with the end, all or none."""
    sitting, _ = sitting_of(context, exam)
    bodies = [event.body for event in context.store.exam(exam)]
    (begin,) = [body for body in bodies if isinstance(body, ExamStart)]
    moved = [body.paused_ms for body in bodies if isinstance(body, Resume)]
    assert sitting.deadline_ms == begin.deadline_ms + sum(moved)
    if sitting.plan.clock == "runs-on":
        assert not any(moved)
    else:
        assert all(ms >= MINUTE for ms in moved)
    answers = [e for e in context.store.events() if isinstance(e.body, Answer) and e.body.session == exam]
    answered = sum(sitting.answered(n) for n in range(1, len(sitting.places) + 1))
    assert len(answers) == (answered if sitting.over else 0)


def goes_on(context: AppContext, clock: BootClock, name: str) -> None:
    """The open exam can be resumed a minute and a half later, and handed in."""
    found = waiting(context)
    if found is None:
        return
    before, _ = sitting_of(context, found.exam)
    clock.advance(ms=before.last_ms - START_MS + AWAY_MS)
    exam = resume_exam(context)
    pauses = POLICIES[name] == "pauses"
    assert exam.sitting.deadline_ms == before.deadline_ms + (AWAY_MS if pauses else 0)
    assert exam.remaining_ms() == before.deadline_ms - before.last_ms - (0 if pauses else AWAY_MS)
    assert exam.sitting.places == before.places
    exam.submit()
    result = exam_result(exam.sitting)
    counted = recount(log_of_exams(context.paths.database)[found.exam])
    assert (counted["right"], counted["of"], counted["score"]) == (result.right, result.of, result.score)
    assert counted["answers"] == [list(row.response) for row in result.rows]


def kill_at_boundary(data: Path, bank: Path, name: str, boundary: int) -> int:
    victim = start(data, bank, name, str(boundary))
    acks = acknowledged(victim)
    assert victim.returncode == -9
    survives(data, bank, name, acks)
    return len(acks)


def kill_after(data: Path, bank: Path, name: str, seconds: float) -> int:
    victim = start(data, bank, name)
    assert victim.stdout is not None
    assert victim.stdout.readline() == "ready\n"
    time.sleep(seconds)  # not a wait for something: the moment itself is what varies
    victim.kill()
    acks = acknowledged(victim)
    survives(data, bank, name, acks)
    return len(acks)


@pytest.mark.parametrize(("name", "boundary"), [("five", 6), ("calm", 57), ("calm", 102)])
def test_killed_at_a_boundary_of_a_write(tmp_path: Path, bank: Path, name: str, boundary: int) -> None:
    kill_at_boundary(tmp_path / "user", bank, name, boundary)


def test_killed_at_a_random_moment(tmp_path: Path, bank: Path, commit_seed: int) -> None:
    chance = random.Random(commit_seed)
    kill_after(tmp_path / "user", bank, chance.choice(list(POLICIES)), chance.uniform(0.0, 0.15))


@pytest.mark.proof
@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("boundary", range(BOUNDARIES))
def test_killed_at_every_boundary(tmp_path: Path, bank: Path, name: str, boundary: int) -> None:
    kill_at_boundary(tmp_path / "user", bank, name, boundary)


@pytest.mark.proof
@pytest.mark.parametrize("name", POLICIES)
def test_killed_at_two_hundred_random_moments(tmp_path: Path, bank: Path, commit_seed: int, name: str) -> None:
    chance = random.Random(f"{commit_seed} {name}")
    steps = [kill_after(tmp_path / f"user-{n}", bank, name, chance.uniform(0.0, 0.25)) for n in range(200)]
    print(f"\n{name} ({POLICIES[name]}): 200 kills, {sum(steps)} acknowledged steps, none missing")
    assert sum(steps) > 1000

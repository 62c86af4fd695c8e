"""Time in an exam while the wall clock jumps: within a boot the machine's own count is believed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.exam_desk import resume_exam
from quizapp.services.exam_log import sitting_of
from quizapp.services.workspace import Workspace
from tests.support.clock import START_MS
from tests.support.exams import MINUTE, BootClock, begun, desk, exam_bank
from tests.support.logs import answer


@pytest.fixture
def clock() -> BootClock:
    return BootClock()


@pytest.fixture
def room(tmp_path: Path, clock: BootClock) -> Iterator[Workspace]:
    with_exams = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), clock)
    yield with_exams
    with_exams.close()


def test_a_clock_that_steps_forward_costs_nothing_while_the_machine_counts(room: Workspace, clock: BootClock) -> None:
    exam = begun(room)
    clock.advance(minutes=2)
    clock.set_wall(minutes=600)
    assert exam.remaining_ms() == 8 * MINUTE
    exam.flag()
    room.record(answer("limits-memory"))  # by the clock that is ahead, on the same device
    assert not exam.expired()
    again = resume_exam(room)  # as after a kill, in the same boot
    clock.advance(minutes=3)
    again.flag()
    assert again.remaining_ms() == 5 * MINUTE
    assert again.sitting == sitting_of(room, exam.sitting.exam)[0]
    clock.advance(minutes=5)
    assert again.expired()
    assert again.sitting.ended_ms == START_MS + 10 * MINUTE
    assert [row.ended for row in room.store.read.exams()] == ["expire"]


BOOT_STEPS = st.lists(
    st.tuples(st.sampled_from(["wait", "wall", "flag", "close", "kill", "study"]), st.integers(-30, 30)), max_size=12
)


@given(steps=BOOT_STEPS)
def test_within_a_boot_no_clock_ends_an_exam_early_or_wins_time(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as root:
        clock, elapsed = BootClock(), 0
        room = desk(Path(root) / "user", exam_bank(Path(root) / "bank"), clock)
        exam = begun(room)
        for kind, minutes in steps:
            if kind == "wait":
                clock.advance(minutes=abs(minutes) / 10)
                elapsed += abs(minutes) * MINUTE // 10
            elif kind == "wall":
                clock.set_wall(minutes=minutes)
            elif kind == "study":
                room.record(answer("limits-memory"))
            elif kind == "flag" and elapsed < 10 * MINUTE:
                exam.flag()
            elif kind == "close":
                exam.close()
                exam = exam if exam.sitting.over else resume_exam(room)
            elif kind == "kill" and not exam.sitting.over:
                exam = resume_exam(room)
            assert exam.remaining_ms() == max(0, 10 * MINUTE - elapsed) or exam.sitting.over
            assert exam.sitting.over <= (elapsed >= 10 * MINUTE)
        room.close()

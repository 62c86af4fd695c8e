"""Time in an exam while the wall clock jumps: within a boot the machine's own count is believed."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.events import Resume
from quizapp.present.exam_phrases import sat_under
from quizapp.services.bank.library import Library, load_library
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam, waiting
from quizapp.services.exam.log import TimeInDoubt, sitting_of
from quizapp.services.exam.report import exam_json, result_of
from quizapp.services.exam.session import Exam
from tests.support.clock import START_MS
from tests.support.exams import MINUTE, BootClock, begun, desk, exam_bank, exam_events
from tests.support.logs import answer


def test_a_clock_that_steps_forward_costs_nothing_while_the_machine_counts(room: AppContext, clock: BootClock) -> None:
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


LIMIT = 10 * MINUTE


def _left_behind(room: AppContext, clock: BootClock) -> str:
    """An exam with 8 minutes left; then the machine restarts with a clock that is ten hours ahead. Its id."""
    exam = begun(room)
    clock.advance(minutes=2)
    exam.flag()
    clock.advance(minutes=1)
    clock.reboot()
    clock.set_wall(minutes=600)
    clock.advance(minutes=1)
    return exam.sitting.exam


def test_after_a_restart_a_clock_that_is_ahead_ends_nothing_and_its_time_is_given_back(
    room: AppContext, clock: BootClock
) -> None:
    exam_id = _left_behind(room, clock)
    found = waiting(room)
    assert found is not None
    assert found.left_ms == 0
    assert found.doubt is not None
    assert (found.doubt.since_ms, found.doubt.left_ms) == (START_MS + LIMIT, 7 * MINUTE)  # a minute since the boot
    with pytest.raises(TimeInDoubt):
        resume_exam(room)
    assert [row.ended for row in room.store.read.exams()] == [None]
    exam = resume_exam(room, clock="wrong")
    assert exam.remaining_ms() == 7 * MINUTE
    clock.advance(minutes=1)
    clock.set_wall(minutes=-600)  # put right, while the machine counts
    exam.flag()
    assert exam.remaining_ms() == 6 * MINUTE
    clock.reboot()
    clock.advance(minutes=1)
    assert resume_exam(room).remaining_ms() == LIMIT - 6 * MINUTE + MINUTE - MINUTE  # by the clock, which is right now
    assert resume_exam(room).sitting == sitting_of(room, exam_id)[0]
    (kept,) = (e.body.disbelieved_ms for e in exam_events(room) if isinstance(e.body, Resume) and e.body.disbelieved_ms)
    resume_exam(room).submit()
    result = result_of(room, exam_id)
    assert kept == 601 * MINUTE
    assert result.terms.disbelieved == (kept,)
    said = "Resumed after the clock was doubted; 10 h 1 min didn't count."
    assert said in sat_under(result)
    assert exam_json(room, result)["doubted"] == [{"disbelieved_s": 601 * 60}]


def test_a_clock_that_is_believed_ends_the_exam_at_its_deadline(room: AppContext, clock: BootClock) -> None:
    _left_behind(room, clock)
    exam = resume_exam(room, clock="believed")
    assert exam.sitting.phase == "expired"
    assert exam.sitting.ended_ms == START_MS + LIMIT
    assert exam.sitting.disbelieved == ()


def test_what_the_machine_has_counted_since_it_started_is_not_doubted(room: AppContext, clock: BootClock) -> None:
    begun(room).flag()
    clock.reboot()
    clock.set_wall(minutes=-600)  # set back, to win time
    clock.advance(minutes=4)
    assert resume_exam(room).remaining_ms() == 6 * MINUTE
    clock.reboot()
    clock.advance(minutes=11)
    found = waiting(room)
    assert found is not None
    assert found.doubt is None
    assert resume_exam(room, clock="wrong").sitting.phase == "expired"  # saying so gives nothing back


def test_on_another_machine_the_clock_is_doubted_and_in_the_same_boot_it_is_not_asked(
    room: AppContext, clock: BootClock, tmp_path: Path
) -> None:
    begun(room).flag()
    clock.advance(minutes=30)
    there = desk(tmp_path / "there", room.bank_root, BootClock(clock.ts_utc_ms))
    there.store.merge(room.store.path)
    elsewhere, here = waiting(there), waiting(room)
    assert elsewhere is not None
    assert elsewhere.doubt is not None
    assert elsewhere.doubt.left_ms == LIMIT
    assert here is not None
    assert here.doubt is None
    assert resume_exam(room).sitting.phase == "expired"
    there.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library(exam_bank(tmp_path_factory.mktemp("bank")))


@dataclass
class Truth:
    """What happens in the world. ``lost``: time that an opening took from the learner, who was shown what is left."""

    room: AppContext
    clock: BootClock
    exam: Exam
    elapsed: int = 0
    ahead: int = 0
    lost: int = 0

    def wait(self, minutes: float) -> None:
        self.clock.advance(minutes=minutes)
        self.elapsed += int(minutes * MINUTE)

    def off(self, minutes: float) -> None:
        """The machine is off for so long."""
        self.wait(minutes)
        self.clock.reboot()

    def open(self) -> None:
        """Open the exam again; never say that the clock is right where that is asked."""
        before, _ = sitting_of(self.room, self.exam.sitting.exam)
        if before.over:
            return
        found = waiting(self.room)
        assert found is not None
        if found.doubt is not None:
            with pytest.raises(TimeInDoubt):
                resume_exam(self.room)
        self.exam = resume_exam(self.room, clock="asked" if found.doubt is None else "wrong")
        true, left = max(0, LIMIT - self.elapsed), self.exam.remaining_ms()
        assert left <= before.deadline_ms - before.last_ms
        if found.doubt is not None:
            assert left == found.doubt.left_ms > 0
        elif not found.counted and self.ahead >= 0:
            assert left <= true
        if self.exam.sitting.over:
            assert self.elapsed + self.lost >= LIMIT
        self.lost = max(self.lost, true - left)


REBOOT_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["wait", "wall", "flag", "close", "kill", "study", "off", "off", "off"]),
        st.one_of(st.integers(-30, 30), st.sampled_from([-600, 600])),
    ),
    max_size=12,
)


@given(steps=REBOOT_STEPS)
def test_over_reboots_no_exam_ends_unsaid_before_its_time_is_known_to_be_up(
    library: Library, steps: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as root:
        clock = BootClock()
        room = desk(Path(root), library.root, clock, library)
        truth = Truth(room, clock, begun(room))
        for kind, minutes in steps:
            if kind == "wait":
                truth.wait(abs(minutes) / 10)
            elif kind == "wall":
                clock.set_wall(minutes=minutes)
                truth.ahead += minutes
            elif kind == "study":
                room.record(answer("limits-memory"))
            elif kind == "off":
                truth.off(abs(minutes) / 10)
                truth.open()
            elif kind == "kill":
                truth.open()
            elif kind == "flag" and not truth.exam.expired():
                truth.exam.flag()
            elif kind == "close":
                truth.exam.close()
                truth.open()
            if truth.exam.sitting.over:
                assert truth.elapsed + truth.lost >= LIMIT
        room.close()

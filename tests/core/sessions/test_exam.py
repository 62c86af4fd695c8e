"""The sitting of an exam: laws over random courses of events, and the exam's clock."""

from __future__ import annotations

import time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from quizapp.core.bank import complete, key_of, parts_of
from quizapp.core.events import (
    Clear,
    Discard,
    ExamBody,
    ExamGuess,
    ExamResponse,
    ExamStart,
    Expire,
    Flag,
    Pause,
    Resume,
    SessionEnd,
    Strike,
    Submit,
    Visit,
)
from quizapp.core.events.codec import decode_body, encode_body
from quizapp.core.metrics.exam_result import exam_result
from quizapp.core.sessions import ExamOver, ExamSitting, exam_now_ms, remaining_ms, replayed
from quizapp.services.bank.library import load_library
from tests.conftest import PROFILE
from tests.support.clock import START_MS
from tests.support.exams import MINUTE, plan, start_of, wrong
from tests.support.small_bank import write_small_bank

ITEMS: list[Any] = []


@pytest.fixture(autouse=True, scope="module")
def _items(tmp_path_factory: pytest.TempPathFactory) -> None:
    ITEMS[:] = load_library(write_small_bank(tmp_path_factory.mktemp("bank"))).bank


NUMBERS = st.integers(1, 5)
SPANS = st.sampled_from([0, 1, 5, 999, 20_000, 2 * MINUTE, 7 * MINUTE])


class Sat(RuleBasedStateMachine):
    """A sitting, and beside it a plain account of what must hold."""

    answers = Bundle("answers")

    @initialize(pauses=st.booleans(), unscored=st.integers(0, 2), late=st.integers(0, 3))
    def start(self, pauses: bool, unscored: int, late: int) -> None:
        self.plan = plan(5, cut=2, unscored=unscored, clock="pauses" if pauses else "runs-on")
        self.events: list[tuple[ExamBody, int]] = [(start_of(ITEMS, self.plan), START_MS + late)]
        self.now = START_MS + late
        self.sitting = replayed(self.events)
        assert self.sitting is not None
        self.open_ms = 0
        self.deadline = START_MS + 10 * MINUTE
        self.given: dict[int, tuple[str, ...]] = {}

    def send(self, body: ExamBody) -> bool:
        """Give the sitting an event; whether it took it. What it must refuse, it refuses."""
        sitting = self.sitting
        late = self.now >= self.deadline and not isinstance(body, Expire | Discard | Resume)
        closed = sitting.phase == "paused" and not isinstance(body, Resume | Submit | Expire | Discard)
        if sitting.over or late or closed:
            with pytest.raises(ExamOver if sitting.over or late else ValueError):
                sitting.after(body, self.now)
            return False
        if sitting.phase == "open" and not isinstance(body, Resume):
            self.open_ms += max(0, min(self.now, self.deadline) - sitting.last_ms)
        self.sitting = sitting.after(body, self.now)
        self.events.append((body, self.now))
        assert self.sitting.last_ms == self.now
        return True

    @rule(span=SPANS)
    def wait(self, span: int) -> None:
        self.now += span

    @rule(number=NUMBERS)
    def visit(self, number: int) -> None:
        if self.send(Visit(exam="x", number=number)):
            assert self.sitting.current == number

    @rule(number=NUMBERS, which=st.sampled_from(["key", "wrong", "junk", "part", "none"]))
    def respond(self, number: int, which: str) -> None:
        item = ITEMS[number - 1]
        responses = {"key": key_of(item), "wrong": wrong(item), "junk": ("junk",), "none": ()}
        response = responses.get(which, key_of(item)[:-1])
        if self.send(ExamResponse(exam="x", number=number, response=response)):
            self.given[number] = response

    @rule(number=NUMBERS)
    def clear(self, number: int) -> None:
        if self.send(Clear(exam="x", number=number)):
            self.given.pop(number, None)

    @rule(number=NUMBERS, on=st.booleans())
    def mark(self, number: int, on: bool) -> None:
        if self.send(Flag(exam="x", number=number, on=on)):
            assert self.sitting.place(number).flagged is on
        if self.send(ExamGuess(exam="x", number=number, on=on)):
            assert self.sitting.place(number).guess is on

    @rule(number=NUMBERS, on=st.booleans(), data=st.data())
    def strike(self, number: int, on: bool, data: st.DataObject) -> None:
        ids = [part.choice_id for part in parts_of(ITEMS[number - 1])] or ["nothing"]
        choice = data.draw(st.sampled_from(ids))
        if self.send(Strike(exam="x", number=number, choice=choice, on=on)):
            assert (choice in self.sitting.place(number).struck) is on

    @rule(number=st.sampled_from([-1, 0, 6, 99]))
    @precondition(lambda self: not self.sitting.over and self.now < self.deadline and self.sitting.phase == "open")
    def nowhere(self, number: int) -> None:
        for body in (Visit(exam="x", number=number), ExamResponse(exam="x", number=number, response=())):
            with pytest.raises(ValueError, match="no question"):
                self.sitting.after(body, self.now)

    @rule()
    def pause(self) -> None:
        self.send(Pause(exam="x"))

    @rule(share=st.sampled_from([0, 1]))
    def resume(self, share: int) -> None:
        away = self.now - self.sitting.last_ms
        paused = away if self.plan.clock == "pauses" else 0
        before = self.sitting.anchor_ms, self.sitting.up_ms
        if self.send(Resume(exam="x", away_ms=away, paused_ms=paused, up_ms=self.now if share else None)):
            self.deadline += paused
            assert self.sitting.phase == "open"
            assert (self.sitting.anchor_ms, self.sitting.up_ms) == ((self.now, self.now) if share else before)

    @rule(rare=st.integers(0, 9))
    def submit(self, rare: int) -> None:
        if not rare and self.send(Submit(exam="x")):
            assert self.sitting.phase == "submitted"

    @rule()
    def expire(self) -> None:
        if self.now >= self.deadline and self.send(Expire(exam="x")):
            assert self.sitting.phase == "expired"
            assert self.sitting.ended_ms == self.deadline

    @rule(rare=st.integers(0, 19))
    def discard(self, rare: int) -> None:
        if not rare and self.send(Discard(exam="x")):
            assert self.sitting.phase == "discarded"

    @invariant()
    def the_answers_are_those_accepted(self) -> None:
        for number, place in enumerate(self.sitting.places, 1):
            assert place.response == self.given.get(number, ())
            assert self.sitting.answered(number) is complete(ITEMS[number - 1], place.response)
            assert all(complete(ITEMS[number - 1], earlier) for earlier in place.earlier)

    @invariant()
    def pauses_alone_move_the_deadline(self) -> None:
        moved = [body.paused_ms for body, _ in self.events if isinstance(body, Resume)]
        assert self.sitting.deadline_ms == START_MS + 10 * MINUTE + sum(moved) == self.deadline
        assert [paused for _, paused in self.sitting.away] == moved

    @invariant()
    def questions_get_no_more_time_than_the_exam_was_open(self) -> None:
        given = [place.up_ms for place in self.sitting.places]
        assert min(given) >= 0
        assert sum(given) == self.open_ms
        away = sum(ms for ms, _ in self.sitting.away)
        assert self.open_ms <= self.sitting.last_ms - self.sitting.started_ms - away
        assert self.open_ms <= 10 * MINUTE

    @invariant()
    def replaying_the_events_rebuilds_the_very_same_state(self) -> None:
        assert replayed(self.events) == self.sitting
        stored = [(decode_body(*encode_body(body)), at) for body, at in self.events]
        assert replayed(stored) == self.sitting

    @invariant()
    def the_score_lies_within_bounds(self) -> None:
        if not self.sitting.over or self.sitting.phase == "discarded":
            with pytest.raises(ValueError, match="no result"):
                exam_result(self.sitting)
            return
        result = exam_result(self.sitting)
        right = [n for n, r in self.given.items() if r == key_of(ITEMS[n - 1])]
        scored = [n for n in right if n <= self.plan.scored]
        assert (result.right, result.unscored_right) == (len(scored), len(right) - len(scored))
        assert 0 <= result.right <= result.of == self.plan.scored
        assert 100 <= result.low <= result.score <= result.high <= 1000
        assert 0 <= result.used_ms <= result.allowed_ms <= 10 * MINUTE
        assert sum(share.of for share in result.domains) == result.of
        assert sum(share.right for share in result.topics) == result.right
        assert result.passed is (result.right >= 2) is (result.score >= 720)


class TestSat(Sat.TestCase):
    """The machine, run by pytest."""

    settings = settings(max_examples=400 if PROFILE == "proof" else 50, stateful_step_count=40, deadline=None)
    if PROFILE == "proof":
        pytestmark = pytest.mark.proof


def started(**more: Any) -> ExamSitting:
    sitting = replayed([(start_of(ITEMS, plan(5, **more)), START_MS)])
    assert sitting is not None
    return sitting


DEADLINE = START_MS + 10 * MINUTE
STEPS: tuple[ExamBody, ...] = (
    Visit(exam="x", number=2), ExamResponse(exam="x", number=1, response=("a",)), Clear(exam="x", number=1),
    Flag(exam="x", number=1), ExamGuess(exam="x", number=1), Strike(exam="x", number=1, choice="a"), Pause(exam="x"),
    Submit(exam="x"),
)  # fmt: skip


@pytest.mark.parametrize("body", STEPS, ids=lambda body: type(body).__name__)
def test_the_millisecond_before_the_deadline_counts_and_the_deadline_does_not(body: ExamBody) -> None:
    sitting = started()
    assert sitting.after(body, DEADLINE - 1).last_ms == DEADLINE - 1
    for late in (0, 1, 10**9):
        with pytest.raises(ExamOver):
            sitting.after(body, DEADLINE + late)
    ended = sitting.after(Expire(exam="x"), DEADLINE)
    assert (ended.phase, ended.ended_ms) == ("expired", DEADLINE)
    with pytest.raises(ExamOver):
        ended.after(body, DEADLINE - 1)


@pytest.mark.parametrize("end", [Submit(exam="x"), Expire(exam="x"), Discard(exam="x")], ids=lambda b: type(b).__name__)
def test_nothing_is_accepted_after_an_end(end: ExamBody) -> None:
    ended = started().after(end, START_MS + 5)
    for body in (*STEPS, Resume(exam="x", away_ms=1), Expire(exam="x"), Discard(exam="x")):
        with pytest.raises(ExamOver):
            ended.after(body, START_MS + 6)


def test_what_is_no_step_of_an_exam_is_refused() -> None:
    with pytest.raises(ValueError, match="no step"):
        started().after(SessionEnd(session="x", reason="done"), START_MS)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no step"):
        started().after(start_of(ITEMS, plan(5)), START_MS)


def test_a_second_start_and_what_comes_before_the_first_are_passed_over() -> None:
    first, second = start_of(ITEMS, plan(5)), start_of(ITEMS[:2], plan(2))
    sitting = replayed([(Flag(exam="x", number=1), 0), (first, START_MS), (second, START_MS + 1)])
    assert sitting == replayed([(first, START_MS)])
    assert replayed([]) is None


def test_a_late_event_of_a_second_copy_is_passed_over() -> None:
    events: list[tuple[ExamBody, int]] = [
        (start_of(ITEMS, plan(5)), START_MS),
        (Submit(exam="x"), START_MS + 10),
        (ExamResponse(exam="x", number=1, response=key_of(ITEMS[0])), START_MS + 11),
    ]
    assert replayed(events) == replayed(events[:2])


def test_time_is_given_to_the_question_that_is_up_and_to_none_while_the_exam_is_closed() -> None:
    sitting = started()
    sitting = sitting.after(Visit(exam="x", number=3), START_MS + 1000)
    sitting = sitting.after(Pause(exam="x"), START_MS + 4000)
    sitting = sitting.after(Resume(exam="x", away_ms=MINUTE), START_MS + 4000 + MINUTE)
    sitting = sitting.after(Visit(exam="x", number=1), START_MS + 4500 + MINUTE)
    sitting = sitting.after(Expire(exam="x"), DEADLINE + MINUTE)
    up = [place.up_ms for place in sitting.places]
    assert up == [1000 + 10 * MINUTE - 4500 - MINUTE, 0, 3500, 0, 0]
    assert sum(up) + MINUTE == 10 * MINUTE


def test_an_answer_that_was_changed_is_remembered_and_one_that_was_only_begun_is_not() -> None:
    sitting = started()
    storage = 1 + next(n for n, i in enumerate(ITEMS) if len(key_of(i)) == 2 and parts_of(i))
    item, key = ITEMS[storage - 1], key_of(ITEMS[storage - 1])
    for n, response in enumerate([key[:1], key, key[:1], key, wrong(item), key]):
        sitting = sitting.after(ExamResponse(exam="x", number=storage, response=response), START_MS + n)
    assert sitting.place(storage).earlier == (key, key, wrong(item))
    result = exam_result(sitting.after(Submit(exam="x"), START_MS + 9))
    assert result.changes == (1, 1, 0)  # taking one choice off and putting it on again is no change


@pytest.mark.parametrize("left", [(), "half"], ids=["nothing", "half an answer"])
def test_a_right_answer_that_was_taken_away_is_not_said_to_have_become_right(left: object) -> None:
    storage = 1 + next(n for n, i in enumerate(ITEMS) if len(key_of(i)) == 2 and parts_of(i))
    item, key = ITEMS[storage - 1], key_of(ITEMS[storage - 1])
    sitting = started()
    for n, response in enumerate([wrong(item), key, key[:1] if left else ()]):
        sitting = sitting.after(ExamResponse(exam="x", number=storage, response=response), START_MS + n)
    result = exam_result(sitting.after(Submit(exam="x"), START_MS + 9))
    assert not result.rows[storage - 1].correct
    assert result.changes == (1, 1, 0)


def test_two_hours_and_ten_minutes_pass_in_milliseconds() -> None:
    began = time.perf_counter()
    long = plan(5, minutes=130)
    sitting = replayed([(start_of(ITEMS, long), START_MS)])
    assert sitting is not None
    at = START_MS
    while at < sitting.deadline_ms:
        number = at // MINUTE % 5 + 1
        sitting = sitting.after(Visit(exam="x", number=number), at)
        sitting = sitting.after(ExamResponse(exam="x", number=number, response=key_of(ITEMS[number - 1])), at + 30_000)
        at += MINUTE
    assert at == sitting.deadline_ms == START_MS + 130 * MINUTE
    result = exam_result(sitting.after(Expire(exam="x"), at))
    assert (result.right, result.used_ms, result.allowed_ms) == (5, 130 * MINUTE, 130 * MINUTE)
    assert sum(row.up_ms for row in result.rows) == 130 * MINUTE
    assert time.perf_counter() - began < 1


# the clock

MS = st.integers(0, 10**10)
WALLS = st.integers(START_MS - 10**10, START_MS + 10**10)


@given(elapsed=MS, set_by=st.integers(-(10**10), 10**10), up0=MS, last=MS)
def test_setting_the_clock_wins_no_time_and_suspend_counts(elapsed: int, set_by: int, up0: int, last: int) -> None:
    """The machine's time since boot runs on while it sleeps, whatever happens to the wall clock."""
    last_ms = START_MS + min(last, elapsed)
    now = exam_now_ms(START_MS + elapsed + set_by, START_MS, up0, up0 + elapsed, last_ms)
    assert now >= START_MS + elapsed
    assert now == START_MS + elapsed + max(0, set_by)


@given(elapsed=MS, since_reboot=MS, up0=MS, set_by=st.integers(-(10**10), 0))
def test_after_a_reboot_the_second_clock_only_falls_behind(
    elapsed: int, since_reboot: int, up0: int, set_by: int
) -> None:
    since_reboot = min(since_reboot, elapsed)
    assert exam_now_ms(START_MS + elapsed, START_MS, up0, since_reboot, START_MS) == START_MS + elapsed
    back = exam_now_ms(START_MS + elapsed + set_by, START_MS, up0, since_reboot, START_MS)
    assert START_MS <= back <= START_MS + elapsed


@given(wall=WALLS, up0=st.none() | MS, up=st.none() | MS, last=WALLS)
def test_the_time_is_never_before_the_last_event_and_one_of_its_three_clocks(
    wall: int, up0: int | None, up: int | None, last: int
) -> None:
    now = exam_now_ms(wall, START_MS, up0, up, last)
    boot = START_MS if up0 is None or up is None else START_MS + up - up0
    assert now in (wall, boot, last)
    assert now >= max(wall, last)


@given(steps=st.lists(st.tuples(MS, st.integers(-(10**9), 10**9), st.booleans()), max_size=20))
def test_the_time_never_runs_back_while_every_event_is_recorded(steps: list[tuple[int, int, bool]]) -> None:
    """Random waits, settings of the wall clock and reboots; each reading is an event."""
    wall, up, last = START_MS, 1000, START_MS
    for wait, set_by, reboot in steps:
        wall, up = wall + wait + set_by, wait if reboot else up + wait
        now = exam_now_ms(wall, START_MS, 1000, up, last)
        assert now >= last
        last = now


@given(deadline=WALLS, now=WALLS)
def test_time_left_is_never_negative_and_nothing_at_the_deadline(deadline: int, now: int) -> None:
    assert remaining_ms(deadline, now) == max(0, deadline - now)
    assert remaining_ms(deadline, deadline) == 0
    assert remaining_ms(deadline, deadline - 1) == 1


def test_events_of_exams_survive_their_spelling_in_the_log() -> None:
    start = start_of(ITEMS, plan(5), up_ms=5, counts=False, extra_minutes=30)
    again = decode_body(*encode_body(start))
    assert isinstance(again, ExamStart)
    assert msgspec.to_builtins(again) == msgspec.json.decode(msgspec.json.encode(start))

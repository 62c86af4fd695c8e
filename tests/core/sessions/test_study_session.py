"""A study session as a state machine."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from quizapp.core.scheduler import Entry
from quizapp.core.sessions import StudySession, begin


def entries(count: int) -> list[Entry]:
    return [Entry(f"c{i}", "a", "new") for i in range(count)]


def answered(session: StudySession, correct: bool) -> StudySession:
    return session.answered("id", correct).advanced()


def test_an_empty_session_is_done_at_once() -> None:
    assert begin([]).phase == "done"
    assert begin([]).total == 0


def test_a_missed_question_comes_back_after_four_others() -> None:
    session = answered(begin(entries(6)), False)
    assert [e.card_id for e in session.waiting] == ["c2", "c3", "c4", "c0", "c5"]
    assert session.waiting[3].purpose == "repeat"


def test_a_missed_question_comes_back_at_the_end_of_a_short_session() -> None:
    session = answered(begin(entries(2)), False)
    assert session.current == Entry("c1", "a", "new")
    assert session.waiting == (Entry("c0", "a", "repeat"),)


def test_a_question_comes_back_twice_at_most() -> None:
    session = begin(entries(1))
    for _ in range(3):
        assert session.phase == "question"
        session = answered(session, False)
    assert session.phase == "done"


def test_a_guess_comes_back_like_an_error_and_can_be_taken_back() -> None:
    verdict = begin(entries(1)).answered("id", True)
    assert verdict.guessed(True).advanced().current == Entry("c0", "a", "repeat")
    assert verdict.guessed(True).guessed(False).advanced().phase == "done"


def test_practice_that_was_missed_comes_back_as_practice() -> None:
    session = begin([Entry("c0", "a", "practice")])
    assert answered(session, False).current == Entry("c0", "a", "practice")


def test_a_skipped_question_goes_to_the_end_and_leaves_the_second_time() -> None:
    session = begin(entries(2)).skipped()
    assert session.current == Entry("c1", "a", "new")
    session = answered(session, True).skipped()
    assert session.phase == "done"
    assert [r.outcome for r in session.results] == ["right", "skipped"]


def test_what_is_known_is_not_asked_again() -> None:
    session = begin(entries(6)).answered("id", False).advanced()
    again = session
    for _ in range(4):
        again = answered(again, True)
    assert again.current == Entry("c0", "a", "repeat")
    assert "c0" not in {e.card_id for e in again.suspended().waiting}


@pytest.mark.parametrize("step", ["guessed", "advanced"])
def test_no_verdict_no_step_beyond_it(step: str) -> None:
    session = begin(entries(1))
    with pytest.raises(ValueError, match="question phase"):
        session.guessed(True) if step == "guessed" else session.advanced()


def test_the_counter_of_a_session_never_grows_and_says_what_is_repeated() -> None:
    session, said = begin(entries(3)), []
    while session.phase != "done":
        said.append((session.number, session.total, session.repeats))
        session = session.answered("id", session.place != 1)
        session = session.advanced()
    assert said == [(1, 3, 0), (2, 3, 1), (3, 3, 1), (3, 3, 1)]


def test_a_miss_is_one_to_repeat_as_soon_as_its_verdict_is_there() -> None:
    verdict = begin(entries(3)).answered("id", False)
    assert (verdict.number, verdict.total, verdict.repeats) == (1, 3, 1)


def test_a_session_that_is_stopped_keeps_what_was_not_asked_and_can_be_taken_up_again() -> None:
    verdict = answered(begin(entries(4)), True).answered("id", False)
    stopped = verdict.stopped()
    assert stopped.phase == "done"
    assert (stopped.number, stopped.total, stopped.repeats) == (2, 4, 1)
    assert [entry.card_id for entry in stopped.waiting] == ["c2", "c3", "c1"]
    assert stopped.undone() == verdict.undone()


def test_nothing_is_answered_twice() -> None:
    verdict = begin(entries(1)).answered("id", True)
    with pytest.raises(ValueError, match="verdict phase"):
        verdict.answered("id", True)
    with pytest.raises(ValueError, match="nothing to undo"):
        begin(entries(1)).undone()


def test_what_was_suspended_by_mistake_comes_back_and_no_answer_goes() -> None:
    verdict = answered(begin(entries(3)), True)
    suspended = verdict.suspended()
    assert suspended.undoes == "suspend"
    assert suspended.undone() == verdict
    assert suspended.undone().undone() == begin(entries(3))


class Sessions(RuleBasedStateMachine):
    """Any order of steps that the phase allows."""

    def __init__(self) -> None:
        super().__init__()
        self.session = begin(entries(7))
        self.answers = 0

    @precondition(lambda self: self.session.phase == "question")
    @rule(correct=st.booleans())
    def answer(self, correct: bool) -> None:
        self.step("answer", self.session.answered(f"a{self.answers}", correct))
        self.answers += 1

    @precondition(lambda self: self.session.phase == "question")
    @rule()
    def skip(self) -> None:
        self.step("skip", self.session.skipped())

    @precondition(lambda self: self.session.phase == "verdict")
    @rule(on=st.booleans())
    def guess(self, on: bool) -> None:
        self.step("guess", self.session.guessed(on))

    @precondition(lambda self: self.session.phase == "verdict")
    @rule()
    def advance(self) -> None:
        after = self.session.advanced()
        assert (after.total, after.repeats) == (self.session.total, self.session.repeats)
        self.session = after

    @precondition(lambda self: self.session.current is not None)
    @rule()
    def suspend(self) -> None:
        self.step("suspend", self.session.suspended())

    @precondition(lambda self: self.session.phase == "verdict" and len(self.session.results) < 20)
    @rule()
    def another(self) -> None:
        entry = self.session.current
        assert entry is not None
        self.step("another", self.session.inserted(Entry(entry.card_id, entry.topic, "practice")))

    @precondition(lambda self: self.session.undoes is not None)
    @rule()
    def undo(self) -> None:
        self.session = self.session.undone()

    def step(self, what: str, after: StudySession) -> None:
        """Whatever was done, undoing it gives back the session before it, whole."""
        assert after.undoes == what
        assert after.total <= self.session.total
        assert after.place >= self.session.place - 1
        assert after.undone() == self.session
        self.session = after

    @precondition(lambda self: self.session.phase == "done")
    @rule(count=st.integers(1, 7))
    def start_anew(self, count: int) -> None:
        self.session = begin(entries(count))

    @invariant()
    def numbers_add_up(self) -> None:
        session = self.session
        assert (session.current is None) == (session.phase == "done")
        assert session.total >= session.number
        behind = {result.entry.card_id for result in session.results}
        again = [entry for entry in session.waiting if entry.card_id in behind]
        assert session.repeats >= len(again)
        assert len(session.results) <= 20 + 7 * 3 + 7
        if session.phase == "done":
            assert not session.waiting


Sessions.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestSessions = Sessions.TestCase

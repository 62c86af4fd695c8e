"""What may be said about readiness, and when."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.metrics.estimate import DomainShape, Estimate, ExamShape, estimate
from quizapp.core.metrics.evidence import Evidence, Tally
from quizapp.core.metrics.readiness import readiness, word
from tests.support.evidence import ANY_LOG, DAY, answer, answers

EXAM = ExamShape((DomainShape("dev", 0.6, 30), DomainShape("sec", 0.4, 20)), 36)
LAST = Estimate(passing=0.8, score=760, low=700, high=820, day=DAY - 9)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "too early"), (19, "too early"), (20, "words"), (64, "words"), (65, "number")]
)
def test_words_until_there_is_enough_evidence(count: int, said: str) -> None:
    found = readiness(answers(count, count), DAY, EXAM)
    assert found.answers == count
    assert (found.word == "too early") == (said == "too early")
    assert (found.estimate is not None) == (said == "number")


@pytest.mark.parametrize(
    ("passing", "said"),
    [(0, "unlikely"), (0.249, "unlikely"), (0.25, "uncertain"), (0.749, "uncertain"), (0.75, "likely"), (1, "likely")],
)
def test_the_words(passing: float, said: str) -> None:
    assert word(passing) == said


def test_the_word_comes_from_the_estimate_that_is_not_shown() -> None:
    good, poor = (readiness(answers(right, 40), DAY, EXAM) for right in (39, 10))
    assert (good.word, good.estimate) == ("likely", None)
    assert (poor.word, poor.estimate) == ("unlikely", None)


def test_only_domains_of_the_exam_count() -> None:
    log = answers(60, 60, domain="none") + answers(10, 10, domain="dev") + answers(10, 10, domain="other")
    assert readiness(log, DAY, EXAM).answers == 10


def test_the_number_is_the_estimate_of_the_weighted_evidence() -> None:
    # dev: 40 of 60 today; sec: 10 of 20, 21 days old, so k = 5, n = 10. N = 60 + 10 = 70
    log = answers(40, 60) + answers(10, 20, domain="sec", study_day=DAY - 21)
    tallies = {"dev": Tally(answers=60, right=40, n=60, k=40), "sec": Tally(answers=20, right=10, n=10, k=5)}
    found = readiness(log, DAY, EXAM)
    assert found.effective == pytest.approx(70)
    assert found.estimate == estimate(tallies, EXAM, f"80:{max(a.answer for a in log)}", DAY)
    assert not found.faded


def test_the_first_number_counts_raw_answers() -> None:
    # 65 answers, half of them a half-life old: N = 32 + 33/2 = 48.5, and yet the number of today
    log = answers(30, 32) + answers(20, 33, study_day=DAY - 21)
    found = readiness(log, DAY, EXAM)
    assert found.effective == pytest.approx(48.5)
    assert found.estimate is not None
    assert found.estimate.day == DAY
    assert not found.faded


def test_faded_evidence_keeps_the_number_of_the_day_it_came_in() -> None:
    log = answers(50, 70, study_day=DAY - 21)
    found = readiness(log, DAY, EXAM)
    assert found.effective == pytest.approx(35)  # 70 / 2 < 65
    assert found.faded
    assert found.estimate == readiness(log, DAY - 21, EXAM).estimate
    assert found.estimate is not None
    assert found.estimate.day == DAY - 21


def test_what_is_no_evidence_does_not_move_a_figure_that_is_not_of_today() -> None:
    log = answers(50, 70, study_day=DAY - 30)
    later = [answer(True, purpose="practice"), answer(False, purpose="repeat"), answer(True, undone=True)]
    assert readiness([*log, *later], DAY, EXAM).estimate == readiness(log, DAY, EXAM).estimate
    assert readiness(log, DAY + 3, EXAM).estimate == readiness(log, DAY, EXAM).estimate


def test_answers_that_measure_no_ability_change_nothing() -> None:
    log = answers(50, 70)
    noise = [answer(False, purpose="repeat"), answer(False, rapid=True), answer(False, purpose="review", gap_days=30)]
    assert readiness(log + noise, DAY, EXAM) == readiness(log, DAY, EXAM)


def test_a_clock_set_back_is_no_obstacle() -> None:
    found = readiness(answers(50, 70, study_day=DAY + 30), DAY, EXAM)
    assert found.effective == 70
    assert found.estimate is not None
    assert found.estimate.day == DAY


@given(ANY_LOG, st.randoms(use_true_random=False))
def test_the_order_of_answers_makes_no_difference(log: list[Evidence], random: Any) -> None:
    log = [*log, *answers(40, 66, study_day=DAY - 3)]
    mixed = list(log)
    random.shuffle(mixed)
    found = readiness(log, DAY, EXAM)
    assert readiness(mixed, DAY, EXAM) == found
    assert 0 <= found.effective <= found.answers

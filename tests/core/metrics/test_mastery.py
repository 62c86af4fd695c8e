"""The two numbers of a topic, worked out by hand."""

from __future__ import annotations

from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.metrics.accuracy import (
    accuracies,
    domain_accuracies,
    first_exposure_rate,
    masteries,
    recall_of,
    share_remembered,
)
from quizapp.core.metrics.beta import probability_below
from quizapp.core.metrics.evidence import Evidence
from quizapp.core.scheduler import Candidate, Card
from tests.support.evidence import ANY_LOG, DAY, answer, answers
from tests.support.half_life import HalfLife, remembered_card

MODEL = HalfLife()


def card(name: str, rated: int, stability: float) -> Candidate:
    return Candidate(name, "a", (name,), remembered_card(rated, stability, 1))


def test_the_share_remembered_is_the_mean_of_recall_with_unseen_cards_at_the_first_exposure_rate() -> None:
    cards = [
        card("x", DAY - 4, 4),  # 2 ** (-4/4) = 0.5
        card("y", DAY - 2, 1),  # 2 ** (-2/1) = 0.25
        Candidate("z", "a", ("z",)),  # never seen: 0.4
        Candidate("p", "a", ("p",), Card(exposures=1, last_day=DAY)),  # met in practice alone, never rated: 0.4
    ]
    share, unseen = share_remembered(cards, DAY, MODEL, 0.4)
    assert share == pytest.approx((0.5 + 0.25 + 0.4 + 0.4) / 4)  # 1.55 / 4 = 0.3875
    assert unseen == 2
    assert share_remembered([], DAY, MODEL, 0.4) == (None, 0)


def test_it_can_be_asked_for_the_exam_day() -> None:
    # rated on DAY - 4 with a half-life of 4 days; eight days after DAY: 2 ** (-12/4) = 1/8
    (topic,) = masteries([], {"a": [card("x", DAY - 4, 4)]}, DAY, MODEL, on=DAY + 8)
    assert topic.remembered == 0.125
    (today,) = masteries([], {"a": [card("x", DAY - 4, 4)]}, DAY, MODEL)
    assert today.remembered == 0.5


def test_a_card_rated_on_a_day_to_come_is_fully_remembered() -> None:
    assert recall_of(card("x", DAY + 3, 4), DAY, MODEL) == 1.0


def test_the_first_exposure_rate_counts_first_meetings_in_earnest() -> None:
    log = [
        answer(True),  # weight 1
        answer(False, study_day=DAY - 21),  # weight 1/2
        answer(True, purpose="review", gap_days=9),  # not a first meeting
        answer(True, generated=True, gap_days=9, purpose="review"),  # evidence, but no first meeting either
        answer(True, purpose="practice"),
    ]
    assert first_exposure_rate(log, DAY) == pytest.approx((1 + 1) / (1.5 + 2))  # (k+1)/(n+2) = 2/3.5
    assert first_exposure_rate([], DAY) == 0.5


def test_accuracy_by_hand() -> None:
    # N = 10, K = 8: m0 = 9/12 = 3/4, so every topic starts from Beta(6, 2).
    # a: 3 of 5 -> Beta(9, 4), mean 9/13;  b: 5 of 5 -> Beta(11, 2), mean 11/13;  c: nothing -> mean 6/8
    log = answers(3, 5, "a") + answers(5, 5, "b")
    a, b, c = accuracies(log, ["a", "b", "c"], DAY)
    assert (a.a, a.b) == pytest.approx((9, 4))
    assert (a.mean, b.mean, c.mean) == pytest.approx((9 / 13, 11 / 13, 3 / 4))
    assert (a.answers, a.right, c.answers) == (5, 3, 0)
    # the ends of the interval: P(p < low) = P(Bin(12, low) >= 9) = 0.05, and 0.95 for high
    for end, share in ((a.low, 0.05), (a.high, 0.95)):
        assert sum(comb(12, j) * end**j * (1 - end) ** (12 - j) for j in range(9, 13)) == pytest.approx(share)


def test_old_answers_weigh_less_than_they_count() -> None:
    # 4 of 8, 21 days old: k = 2, n = 4, m0 = 3/6 = 1/2; Beta(4 + 2, 4 + 2)
    (a,) = accuracies(answers(4, 8, study_day=DAY - 21), ["a"], DAY)
    assert (a.answers, a.a, a.b, a.mean) == (8, 6.0, 6.0, 0.5)


def test_a_topic_that_left_the_bank_still_tells_about_the_learner() -> None:
    # m0 = (0 + 1) / (8 + 2) = 0.1 from answers on a topic that is not listed
    (a,) = accuracies(answers(0, 8, "gone"), ["a"], DAY)
    assert a.mean == pytest.approx(0.1)


def test_both_numbers_stand_beside_each_other() -> None:
    cards = {"b": [Candidate("z", "b", ())], "a": [card("x", DAY - 4, 4), Candidate("u", "a", ())]}
    b, a = masteries(answers(1, 1, "a"), cards, DAY, MODEL)
    # one first meeting, right: (1+1)/(1+2) = 2/3; topic a: (1/2 + 2/3)/2 = 7/12
    assert (b.accuracy.topic, b.remembered, b.cards, b.unseen) == ("b", pytest.approx(2 / 3), 1, 1)
    assert (a.topic, a.remembered, a.cards, a.unseen) == ("a", pytest.approx(7 / 12), 2, 1)
    assert a.accuracy.mean == pytest.approx((8 * 2 / 3 + 1) / 9)


@given(ANY_LOG, st.randoms(use_true_random=False))
def test_accuracy_is_bounded_and_the_order_makes_no_difference(log: list[Evidence], random: Any) -> None:
    found = accuracies(log, ["a", "b", "c"], DAY)
    for one in found:
        assert 0 < one.low < one.high < 1
        assert 0 < one.mean < 1
        assert probability_below(one.a, one.b, one.low) == pytest.approx(0.05, abs=1e-8)
    mixed = list(log)
    random.shuffle(mixed)
    assert accuracies(mixed, ["a", "b", "c"], DAY) == found


@given(ANY_LOG)
def test_another_right_answer_never_lowers_a_topic(log: list[Evidence]) -> None:
    (before,) = accuracies(log, ["a"], DAY)
    (better,) = accuracies([*log, answer(True, "a")], ["a"], DAY)
    (worse,) = accuracies([*log, answer(False, "a")], ["a"], DAY)
    assert worse.mean < before.mean < better.mean


@given(st.lists(st.tuples(st.integers(DAY - 90, DAY), st.floats(0.5, 60)), min_size=1, max_size=12), st.integers(0, 60))
def test_without_reviews_less_is_remembered_every_day(cards: list[tuple[int, float]], later: int) -> None:
    own = [card(str(i), rated, stability) for i, (rated, stability) in enumerate(cards)]
    (now, _), (then, _) = (share_remembered(own, day, MODEL, 0.5) for day in (DAY, DAY + later))
    assert now is not None
    assert then is not None
    assert 0 <= then <= now <= 1


def test_a_domain_is_mixed_with_the_rate_over_all_domains_at_the_strength_that_readiness_gives_it() -> None:
    log = [*answers(3, 4, domain="dev"), *answers(1, 4, domain="sec"), *answers(9, 9, domain="none")]
    dev, sec, ops = domain_accuracies(log, ("dev", "sec", "ops"), DAY)
    # K = 4 of N = 8, items of no domain left out: m0 = 5/10; means (15 * 0.5 + k) / (15 + n)
    assert dev.mean == pytest.approx(10.5 / 19)
    assert sec.mean == pytest.approx(8.5 / 19)
    assert ops.mean == pytest.approx(0.5)
    assert (dev.right, dev.answers, ops.answers) == (3, 4, 0)
    assert (dev.a, dev.b) == (pytest.approx(10.5), pytest.approx(8.5))
    assert probability_below(dev.a, dev.b, dev.low) == pytest.approx(0.05)
    assert probability_below(dev.a, dev.b, dev.high) == pytest.approx(0.95)

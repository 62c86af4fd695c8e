"""Weak topics, advice and mistakes, worked out by hand."""

from __future__ import annotations

from math import comb
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.metrics.accuracy import domain_accuracies
from quizapp.core.metrics.evidence import Evidence
from quizapp.core.metrics.status import (
    Advice,
    TopicStatus,
    advice,
    mistakes,
    not_measured,
    pooled_means,
    state,
    study_first,
    study_order,
    topic_statuses,
)
from tests.support.evidence import ANY_LOG, DAY, answer, answers

TOPICS = ["a", "b", "c", "d"]


def at_least(successes: int, trials: int, p: float) -> float:
    """P(Bin(trials, p) >= successes), which is P(Beta(successes, trials - successes + 1) < p)."""
    return sum(comb(trials, j) * p**j * (1 - p) ** (trials - j) for j in range(successes, trials + 1))


def by_topic(log: list[Evidence], topics: list[str] = TOPICS) -> dict[str, TopicStatus]:
    return {status.topic: status for status in topic_statuses(log, topics, DAY)}


def test_the_chance_to_lie_below_72_percent_by_hand() -> None:
    # K = 8 of N = 10: m0 = 9/12, prior Beta(6, 2). a: 3 of 5 -> Beta(9, 4); b: 5 of 5 -> Beta(11, 2)
    found = by_topic(answers(3, 5, "a") + answers(5, 5, "b"))
    assert found["a"].below == pytest.approx(at_least(9, 12, 0.72), abs=1e-12)
    # P(Bin(12, .72) >= 11) = 12 * .72^11 * .28 + .72^12 = .0906 + .0194 = .1100
    assert found["b"].below == pytest.approx(0.1100, abs=5e-5)
    assert (found["a"].state, found["b"].state) == ("unsure", "strong")
    assert found["c"].state == "unknown"


def test_five_wrong_answers_make_a_topic_weak() -> None:
    # K = 5 of N = 10: m0 = 6/12, prior Beta(4, 4). a: 0 of 5 -> Beta(4, 9); b: 5 of 5 -> Beta(9, 4)
    found = by_topic(answers(0, 5, "a") + answers(5, 5, "b"))
    assert found["a"].below == pytest.approx(at_least(4, 12, 0.72), abs=1e-12)
    assert found["a"].below > 0.99
    assert (found["a"].state, found["b"].state) == ("weak", "unsure")  # b: P(Bin(12, .72) >= 9) = .555
    assert found["b"].below == pytest.approx(0.555, abs=5e-4)


@pytest.mark.parametrize(
    ("count", "below", "word"),
    [
        (0, 0.99, "unknown"),
        (2, 0.99, "unknown"),
        (3, 0.99, "unsure"),
        (4, 0.01, "unsure"),
        (5, 0.8, "weak"),
        (5, 0.7999, "unsure"),
        (5, 0.2001, "unsure"),
        (5, 0.2, "strong"),
    ],
)
def test_the_thresholds(count: int, below: float, word: str) -> None:
    assert state(count, below) == word


def test_thresholds_count_raw_answers_however_old() -> None:
    # five wrong answers 210 days old weigh 5 * 2 ** -10: they are five answers, and say next to nothing
    found = by_topic(answers(0, 5, "a", study_day=DAY - 210) + answers(20, 20, "b"))
    assert found["a"].accuracy.answers == 5
    assert found["a"].state != "weak"


def test_what_is_not_measured_stands_apart_and_without_an_exam_the_lowest_mean_is_first() -> None:
    log = answers(4, 5, "b") + answers(1, 3, "a") + answers(0, 2, "c")
    found = topic_statuses(log, TOPICS, DAY)
    assert [status.topic for status in study_order(found, ()) if status.state != "unknown"] == ["a", "b"]
    assert [status.topic for status in not_measured(found)] == ["c", "d"]


def test_one_wrong_answer_does_not_make_the_weakest_topic() -> None:
    # K = 15 of N = 26: m0 = 16/28 = 4/7. b: 2 of 10 -> (32/7 + 2)/18 = .365; a: 0 of 1 -> (32/7)/9 = .508
    found = by_topic(answers(0, 1, "a") + answers(2, 10, "b") + answers(13, 15, "c"))
    assert found["b"].accuracy.mean == pytest.approx((32 / 7 + 2) / 18)
    assert found["a"].accuracy.mean == pytest.approx((32 / 7) / 9)
    assert found["b"].accuracy.mean < found["a"].accuracy.mean


def test_advice_is_exam_weight_times_deficit_and_what_speaks_against_a_topic_comes_first() -> None:
    # m0 = 3/4 as above: means a 9/13 = .6923, b 11/13 = .8462, c 6/8 = .75 (not measured), d likewise
    # a: .1 * (.9 - .6923) = .02077;  b: .5 * (.9 - .8462) = .02692;  c: .2 * .15 = .03;  d: no weight
    found = topic_statuses(answers(3, 5, "a") + answers(5, 5, "b"), TOPICS, DAY)
    got = advice(found, {"a": 0.1, "b": 0.5, "c": 0.2})
    assert [(one.topic, round(one.gain, 5), one.tier) for one in got] == [
        ("a", 0.02077, "guess"),
        ("c", 0.03, "rest"),
        ("b", 0.02692, "strong"),
    ]


def test_a_topic_with_few_answers_starts_at_the_rate_of_its_domain() -> None:
    # of domain x 1 of 4 are right, of y 9 of 9: K = 10 of N = 13, m0 = 11/15
    # so x stands at (11 + 1) of 19 and y at (11 + 9) of 24, that is 5/6
    log = answers(1, 2, "a", domain="x") + answers(0, 2, "b", domain="x") + answers(9, 9, "c", domain="y")
    found = topic_statuses(log, TOPICS, DAY)
    x, y = domain_accuracies(log, ["x", "y"], DAY)
    got = pooled_means(found, {"a": x, "b": x, "c": y}, 11 / 15)
    assert got == pytest.approx({"a": (8 * 12 / 19 + 1) / 10, "b": 8 * 12 / 19 / 10, "c": (8 * 5 / 6 + 9) / 17})
    gains = {one.topic: one.gain for one in advice(found, dict.fromkeys(TOPICS, 0.25), got)}
    assert gains["a"] == pytest.approx(0.25 * (0.9 - got["a"]))
    assert gains["c"] == pytest.approx(0.25 * (0.9 - (8 * 11 / 15 + 9) / 17))  # judged by its own answers alone


def test_the_pass_rate_itself_is_no_guess() -> None:
    log = answers(18, 25, "a") + answers(17, 25, "b") + answers(25, 25, "c")
    tiers = {one.topic: one.tier for one in advice(topic_statuses(log, TOPICS, DAY), dict.fromkeys(TOPICS, 0.25))}
    assert tiers == {"a": "rest", "b": "guess", "d": "rest"}  # c is above the goal


def test_a_guess_on_one_answer_comes_behind_those_on_more() -> None:
    log = answers(0, 1, "a") + answers(1, 2, "b") + answers(9, 10, "c")
    ordered = advice(topic_statuses(log, TOPICS, DAY), {"a": 0.7, "b": 0.1, "c": 0.1, "d": 0.1})
    assert [(one.topic, one.tier) for one in ordered[:2]] == [("b", "guess"), ("a", "guess")]


def test_guesses_wait_for_twenty_answers_and_a_weak_topic_does_not() -> None:
    ordered = (
        Advice("g", 0.4, "guess"), Advice("w", 0.3, "weak"), Advice("h", 0.2, "guess"), Advice("i", 0.1, "guess"),
        Advice("r", 0.5, "rest"), Advice("s", 0.5, "strong"),
    )  # fmt: skip
    assert [one.topic for one in study_first(ordered, 19)] == ["w"]
    assert [one.topic for one in study_first(ordered, 20)] == ["g", "w", "h"]
    assert study_first(ordered[4:], 900) == ()


def test_a_topic_above_the_goal_has_nothing_to_give() -> None:
    # K = N = 98: m0 = 99/100 > .9
    assert advice(topic_statuses(answers(98, 98, "a"), ["a"], DAY), {"a": 1.0}) == ()


def test_mistakes_go_by_weight() -> None:
    log = [
        answer(False, misconception="old", study_day=DAY - 42),  # 1/4 each: 3/4 in all
        answer(False, misconception="old", study_day=DAY - 42),
        answer(False, misconception="old", study_day=DAY - 42),
        answer(False, misconception="fresh", card="c"),  # 1
        answer(
            False, misconception="known", card="c", purpose="review", gap_days=3, study_day=DAY - 21
        ),  # 1/2, a review
        answer(False, misconception="known", card="c", purpose="review", gap_days=3),  # 1
        answer(True, misconception="corrected"),  # its key was corrected: right now
        answer(False, misconception="idle", purpose="practice"),
        answer(False, misconception="idle", rapid=True),
        answer(False, misconception="idle", purpose="repeat"),
        answer(False, misconception="idle", undone=True),
        answer(False),
    ]
    found = [(m.misconception, m.answers, m.cards, m.weight, m.last_day) for m in mistakes(log, DAY)]
    assert found == [
        ("known", 2, 1, 1.5, DAY),
        ("fresh", 1, 1, 1.0, DAY),
        ("old", 3, 3, 0.75, DAY - 42),
    ]


def test_nobody_has_learned_anything_yet() -> None:
    found = topic_statuses([], ["a"], DAY)
    assert found[0].accuracy.mean == 0.5  # m0 = 1/2
    assert found[0].state == "unknown"
    assert mistakes([], DAY) == ()


@given(ANY_LOG, st.randoms(use_true_random=False))
def test_the_order_of_answers_makes_no_difference(log: list[Evidence], random: Any) -> None:
    mixed = list(log)
    random.shuffle(mixed)
    assert topic_statuses(mixed, TOPICS, DAY) == topic_statuses(log, TOPICS, DAY)
    assert mistakes(mixed, DAY) == mistakes(log, DAY)


@given(ANY_LOG)
def test_every_topic_is_listed_once(log: list[Evidence]) -> None:
    found = topic_statuses(log, TOPICS, DAY)
    measured = [status for status in study_order(found, ()) if status.state != "unknown"]
    assert sorted([*measured, *not_measured(found)], key=lambda s: s.topic) == list(found)
    means = [status.accuracy.mean for status in measured]
    assert means == sorted(means)
    assert all(0 <= status.below <= 1 for status in found)
    ordered = advice(found, dict.fromkeys(TOPICS, 0.25))
    for tiers in (("weak", "guess"), ("rest",), ("strong",)):
        counts = {status.topic: status.accuracy.answers for status in found}
        gains = [one.gain for one in ordered if one.tier in tiers and (one.tier != "guess" or counts[one.topic] > 1)]
        assert gains == sorted(gains, reverse=True)
        assert all(0 < gain <= 0.25 * 0.9 for gain in gains)
    # the table agrees with the advice, whatever is left out of either
    order = [status.topic for status in study_order(found, ordered)]
    assert sorted(order) == sorted(TOPICS)
    assert order[: len(ordered)] == [one.topic for one in ordered]


@given(ANY_LOG)
def test_another_right_answer_makes_weakness_less_likely(log: list[Evidence]) -> None:
    before, better, worse = (
        topic_statuses([*log, *more], ["a"], DAY)[0].below for more in ([], [answer(True)], [answer(False)])
    )
    assert better <= before + 1e-12
    assert worse >= before - 1e-12

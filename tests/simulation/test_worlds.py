"""The shipped measures in worlds whose truth is known.

The claims are held to the published results. The proof judges all held-out learners of one world anew, another one at
each commit; `make simulation` judges every world, ten minutes on two cores.
"""

from __future__ import annotations

from itertools import combinations
from math import comb
from random import Random
from statistics import fmean

import pytest

from studies.simulation import published, worldly
from studies.simulation.judging import ReadinessJudgement, TopicJudgement, judge_topics, readiness_of, topics_of
from studies.simulation.worldly import World
from studies.simulation.worlds import EXAM, TOPICS, WORLDS, Truth, as_studied, exam_like, learner

NAMES = sorted(WORLDS)
LEAST_COVERAGE = 0.8


def even(rate: float) -> Truth:
    """The same rate in every topic."""
    return Truth({topic: rate for topic, _ in TOPICS}, {topic: 1.0 for topic, _ in TOPICS})


# the worlds


def test_the_chance_to_pass_is_exact() -> None:
    # P(36 or more of 50) with one rate is a binomial tail
    for rate in (0.5, 0.7, 0.8):
        tail = sum(comb(50, k) * rate**k * (1 - rate) ** (50 - k) for k in range(36, 51))
        assert even(rate).passing == pytest.approx(tail)
        assert even(rate).share == pytest.approx(rate)


def test_domains_count_their_weight_and_topics_the_same_within_one() -> None:
    truth = even(0.0)
    truth.rates.update({topic: 1.0 for topic, domain in TOPICS if domain == "security"})
    truth.rates["development-0"] = 1.0
    assert truth.share == pytest.approx(0.26 + 0.32 / 8)
    assert sum(d.slots for d in EXAM.domains) == 50


@pytest.mark.parametrize("world", NAMES)
def test_rates_are_chances_and_a_seed_is_a_learner(world: str, commit_seed: int) -> None:
    for seed in range(commit_seed, commit_seed + 30):
        truth, _ = learner(world, seed)
        assert all(0 <= rate <= 1 for rate in truth.rates.values())
        assert truth == learner(world, seed)[0]
    assert learner(world, commit_seed)[0] != learner(world, commit_seed + 1)[0]


def test_in_the_correlated_world_topics_of_a_domain_are_alike() -> None:
    within, across = [], []
    for seed in range(300):
        rates = learner("correlated", seed)[0].rates
        for (one, of_one), (other, of_other) in combinations(TOPICS, 2):
            (within if of_one == of_other else across).append(abs(rates[one] - rates[other]))
    assert fmean(within) < 0.95 * fmean(across)


def test_in_the_mixture_few_rates_lie_between_studied_and_not() -> None:
    rates = [rate for seed in range(300) for rate in learner("mixture", seed)[0].rates.values()]
    between = sum(0.6 < rate < 0.7 for rate in rates)
    assert between < sum(0.35 < rate < 0.45 for rate in rates)
    assert between < sum(0.85 < rate < 0.95 for rate in rates)


def test_answers_are_right_as_often_as_the_truth_says_and_asked_as_the_exam_asks() -> None:
    answers = exam_like(even(0.7), Random(1), 20_000)
    assert fmean(a.correct for a in answers) == pytest.approx(0.7, abs=0.015)
    assert fmean(a.domain == "security" for a in answers) == pytest.approx(0.26, abs=0.015)
    assert {a.purpose for a in answers} == {"new"}
    uneven = even(0.7)
    uneven.asked["security-0"] = 23.0  # as much as all others
    studied = as_studied(uneven, Random(1), 20_000)
    assert fmean(a.topic == "security-0" for a in studied) == pytest.approx(0.5, abs=0.015)


# judging


@pytest.mark.parametrize("world", NAMES)
def test_a_judgement_counts_what_it_says(world: str) -> None:
    for seed in range(3):
        judged = judge_topics(world, seed)
        for precision in (judged.shrunk, judged.raw, judged.lower):
            assert 3 * precision in (0, 1, 2, 3)
        assert 0 <= judged.wrong <= judged.labels <= 24
        assert 0 <= judged.raw_wrong <= judged.raw_labels <= 24


def test_topics_in_sum_by_hand() -> None:
    found = topics_of(
        [
            TopicJudgement(shrunk=1, raw=2 / 3, lower=0, labels=4, wrong=1, raw_labels=10, raw_wrong=2),
            TopicJudgement(shrunk=1 / 3, raw=1 / 3, lower=0, labels=0, wrong=0, raw_labels=6, raw_wrong=2),
        ]
    )
    assert found.precision == pytest.approx({"shrunk": 2 / 3, "raw": 0.5, "lower": 0})
    assert found.over_raw == pytest.approx((1 / 6, 1 / 6, 2))  # 1/3 and 0
    assert found.over_lower == pytest.approx((2 / 3, 1 / 3, 2))  # 1 and 1/3
    assert (found.wrong, found.raw_wrong) == (0.5, 2)
    assert (found.wrong_share, found.raw_wrong_share) == (0.25, 0.25)


def test_readiness_in_sum_by_hand() -> None:
    found = readiness_of(
        [
            ReadinessJudgement(loss=0.2, plug_in=0.4, covered={20: True, 65: True}),
            ReadinessJudgement(loss=0.4, plug_in=0.4, covered={20: False, 65: True}),
        ]
    )
    assert (found.loss, found.plug_in) == pytest.approx((0.3, 0.4))
    assert found.gain == pytest.approx((0.1, 0.1, 2))
    assert found.coverage == {20: 0.5, 65: 1.0}


# what is claimed, of the published results


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """One of the worlds."""
    return next(found for found in published.worldly().worlds if found.world == request.param)


every_world = pytest.mark.parametrize("world", NAMES, indirect=True)


@every_world
def test_the_table_finds_the_weakest_topics_better_than_raw_accuracy_and_the_lower_bound(world: World) -> None:
    assert world.topics.over_raw.pairs == world.topics.over_lower.pairs == 1000
    assert world.topics.over_raw.lower() > 0
    assert world.topics.over_lower.lower() > 0


@every_world
def test_a_learner_gets_at_most_half_as_many_wrong_labels_as_by_raw_accuracy(world: World) -> None:
    assert 0 < world.topics.wrong <= world.topics.raw_wrong / 2
    assert world.topics.wrong_share <= world.topics.raw_wrong_share / 2


@every_world
def test_readiness_after_20_answers_is_a_better_forecast_than_the_share_right(world: World) -> None:
    assert world.readiness.gain.pairs == 1000
    assert world.readiness.gain.lower() > 0


@every_world
def test_the_interval_holds_the_score_in_four_cases_of_five(world: World) -> None:
    assert min(world.readiness.coverage[answers] for answers in (65, 130)) >= LEAST_COVERAGE


@pytest.mark.proof
def test_the_published_worlds_are_what_a_run_gives(commit_seed: int) -> None:
    chosen = Random(commit_seed).choice(NAMES)
    (found,) = worldly.run(worldly.HELD_OUT, published.worldly().day, [chosen]).worlds
    kept = next(world for world in published.worldly().worlds if world.world == chosen)
    assert found.topics.precision == pytest.approx(kept.topics.precision, abs=1e-6)
    assert found.topics.wrong == pytest.approx(kept.topics.wrong, abs=1e-6)
    assert found.readiness.gain == pytest.approx(kept.readiness.gain, abs=1e-6)
    assert found.readiness.coverage == pytest.approx(kept.readiness.coverage, abs=1e-6)

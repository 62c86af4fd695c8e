"""The hierarchical estimate: each part by hand, the whole against its closed-form means."""

from __future__ import annotations

from math import comb, fsum
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.metrics.beta import draw_beta
from quizapp.core.metrics.estimate import DomainShape, ExamShape, distribution, estimate, percentile, scale
from quizapp.core.metrics.evidence import Tally
from quizapp.core.rng import SeededRandom

DVA = ExamShape(
    (
        DomainShape("development", 0.32, 16),
        DomainShape("security", 0.26, 13),
        DomainShape("deployment", 0.24, 12),
        DomainShape("troubleshooting", 0.18, 9),
    ),
    36,
)
ONE = ExamShape((DomainShape("all", 1.0, 1),), 1)
RATES = st.lists(st.floats(0, 1), max_size=50)


def counted(n: float, k: float) -> Tally:
    return Tally(answers=round(n), right=round(k), n=n, k=k)


def test_the_distribution_of_right_answers_by_hand() -> None:
    assert distribution([]) == [1.0]
    assert distribution([0.25]) == [0.75, 0.25]
    # .8*.5 = .4 none;  .2*.5 + .8*.5 = .5 one;  .2*.5 = .1 both
    assert distribution([0.2, 0.5]) == pytest.approx([0.4, 0.5, 0.1])


def test_equal_rates_are_a_binomial() -> None:
    exact = [comb(50, j) * 0.72**j * 0.28 ** (50 - j) for j in range(51)]
    assert distribution([0.72] * 50) == pytest.approx(exact, abs=1e-15, rel=1e-11)


@given(RATES)
def test_a_distribution_adds_up(rates: list[float]) -> None:
    found = distribution(rates)
    assert len(found) == len(rates) + 1
    assert min(found) >= 0
    assert fsum(found) == pytest.approx(1, abs=1e-13)
    assert fsum(i * p for i, p in enumerate(found)) == pytest.approx(fsum(rates), abs=1e-11)
    variance = fsum(i * i * p for i, p in enumerate(found)) - fsum(rates) ** 2
    assert variance == pytest.approx(fsum(p * (1 - p) for p in rates), abs=1e-9)


@given(RATES)
def test_the_order_of_questions_makes_no_difference(rates: list[float]) -> None:
    assert distribution(rates) == pytest.approx(distribution(sorted(rates)), abs=1e-13)


@pytest.mark.parametrize(
    ("share", "score"),
    [
        (0, 100),
        (0.36, 410),  # 100 + 620 * .36/.72
        (0.72, 720),
        (0.86, 860),  # 720 + 280 * .14/.28
        (1, 1000),
    ],
)
def test_the_practice_scale(share: float, score: float) -> None:
    assert scale(share, 0.72) == pytest.approx(score)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 50))
def test_the_practice_scale_rises_and_stays_in_bounds(x: float, y: float, cut: int) -> None:
    low, high = sorted((x, y))
    assert 100 <= scale(low, cut / 50) <= scale(high, cut / 50) + 1e-9 <= 1000 + 2e-9


def test_percentiles_by_hand() -> None:
    # ten values: 5 % is at place .45, 50 % at 4.5, 95 % at 8.55
    values = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90]
    assert [percentile(values, share) for share in (0.05, 0.5, 0.95)] == pytest.approx([4.5, 45, 85.5])
    assert percentile([7], 0.95) == 7


def test_an_exam_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        ExamShape((DomainShape("a", 0.5, 10),), 5)
    for cut in (0, 11):
        with pytest.raises(ValueError, match="the cut"):
            ExamShape((DomainShape("a", 1.0, 10),), cut)


def test_two_hundred_draws_put_together_by_hand() -> None:
    """The definition again, from its own parts: mu, then each domain, then the exam."""
    exam = ExamShape((DomainShape("a", 0.75, 2), DomainShape("b", 0.25, 1)), 2)
    # a: 3 of 4, b: 1 of 2, so K = 4, N = 6: mu ~ Beta(4 + 2, 6 - 4 + 1) = Beta(6, 3)
    chance = SeededRandom("readiness", "hash")
    passing, shares = [], []
    for _ in range(200):
        mu = draw_beta(chance, 6, 3)
        p = draw_beta(chance, 15 * mu + 3, 15 * (1 - mu) + 1)
        q = draw_beta(chance, 15 * mu + 1, 15 * (1 - mu) + 1)
        # at least two of the three right, two of rate p and one of rate q
        passing.append(p * p + 2 * p * (1 - p) * q)
        shares.append(0.75 * p + 0.25 * q)
    # the scale rises, so its percentiles are those of the shares, interpolated on the scale: places 9.95, 99.5, 189.05
    scores = sorted(100 + 620 * x * 1.5 if x <= 2 / 3 else 720 + 280 * (x - 2 / 3) * 3 for x in shares)
    found = estimate({"a": counted(4, 3), "b": counted(2, 1)}, exam, "hash", 5)
    assert found.passing == pytest.approx(fmean(passing))
    assert found.score == pytest.approx((scores[99] + scores[100]) / 2)
    assert found.low == pytest.approx(0.05 * scores[9] + 0.95 * scores[10])
    assert found.high == pytest.approx(0.95 * scores[189] + 0.05 * scores[190])
    assert found.day == 5


@pytest.mark.parametrize(
    ("n", "k", "mean"),
    [
        (0, 0, 2 / 3),  # E[mu] = 2/3
        (10, 7, (15 * 9 / 13 + 7) / 25),  # E[mu] = (7+2)/(10+3) = 9/13;  E[p] = (15 E[mu] + 7)/(15 + 10) = .6954
        (10, 0, (15 * 2 / 13) / 25),  # .0923
    ],
)
def test_one_question_is_passed_with_the_mean_rate(n: float, k: float, mean: float) -> None:
    # with one question and a cut of one, P(pass) is p; 40 seeds of 200 draws: standard error below .003
    found = fmean(estimate({"all": counted(n, k)}, ONE, f"log{i}", 0).passing for i in range(40))
    assert found == pytest.approx(mean, abs=0.012)


def test_much_evidence_gives_the_binomial_itself() -> None:
    # 80 % of a million answers: p = .8 but for .0004, so P(X >= 36 of 50) is the binomial's
    log = {d.domain: counted(1e6, 8e5) for d in DVA.domains}
    exact = sum(comb(50, j) * 0.8**j * 0.2 ** (50 - j) for j in range(36, 51))
    found = estimate(log, DVA, "x", 0)
    assert found.passing == pytest.approx(exact, abs=0.001)
    assert (found.low, found.high) == pytest.approx((800, 800), abs=2)  # 720 + 280 * .08/.28


def test_the_extremes_are_certain() -> None:
    all_right = estimate({d.domain: counted(1e5, 1e5) for d in DVA.domains}, DVA, "x", 0)
    all_wrong = estimate({d.domain: counted(1e5, 0) for d in DVA.domains}, DVA, "x", 0)
    assert all_right.passing == pytest.approx(1, abs=1e-9)
    assert all_right.passing <= 1
    assert all_right.high <= 1000
    assert all_wrong.passing == pytest.approx(0, abs=1e-9)
    assert all_wrong.low == pytest.approx(100, abs=1)


def test_a_domain_without_answers_leans_on_the_others() -> None:
    good = estimate({"development": counted(100, 95)}, DVA, "x", 0)
    poor = estimate({"development": counted(100, 40)}, DVA, "x", 0)
    assert good.passing > 0.8
    assert poor.passing < 0.1
    assert good.high - good.low > 80  # three domains were never measured, and it shows


LOGS = st.dictionaries(
    st.sampled_from([d.domain for d in DVA.domains]),
    st.tuples(st.floats(0, 200), st.floats(0, 1)).map(lambda t: counted(t[0], t[0] * t[1])),
)


@given(LOGS, st.text(max_size=5))
def test_an_estimate_is_bounded_and_its_seeds(log: dict[str, Tally], seed: str) -> None:
    found = estimate(log, DVA, seed, 0)
    assert found == estimate(dict(reversed(log.items())), DVA, seed, 0)
    assert 0 <= found.passing <= 1
    assert 100 <= found.low <= found.score <= found.high <= 1000


def test_another_log_is_another_draw() -> None:
    assert estimate({}, DVA, "x", 0) != estimate({}, DVA, "y", 0)


@pytest.mark.proof
def test_a_higher_cut_is_harder() -> None:
    log = {d.domain: counted(20, 15) for d in DVA.domains}
    found = [estimate(log, ExamShape(DVA.domains, cut), "x", 0).passing for cut in range(1, 51)]
    assert found == sorted(found, reverse=True)


def test_more_right_answers_mean_more_chances() -> None:
    found = [estimate({d.domain: counted(20, k) for d in DVA.domains}, DVA, "x", 0) for k in range(0, 21, 4)]
    assert [e.passing for e in found] == sorted(e.passing for e in found)
    assert [e.score for e in found] == sorted(e.score for e in found)

"""The beta distribution against closed forms, binomial sums and values of scipy; its draws against their moments."""

from __future__ import annotations

from math import asin, comb, exp, pi, sqrt
from statistics import fmean, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.metrics.beta import draw_beta, draw_log_gamma, probability_below, quantile
from quizapp.core.rng import SeededRandom

SHARES = st.floats(0.001, 0.999)
PARAMETERS = st.floats(0.05, 400)


@given(SHARES, st.floats(0.05, 60))
def test_closed_forms(x: float, a: float) -> None:
    assert probability_below(1, 1, x) == pytest.approx(x, abs=1e-13)
    assert probability_below(a, 1, x) == pytest.approx(x**a, abs=1e-13)  # the density is a x^(a-1)
    assert probability_below(1, a, x) == pytest.approx(1 - (1 - x) ** a, abs=1e-13)
    assert probability_below(0.5, 0.5, x) == pytest.approx(2 / pi * asin(sqrt(x)), abs=1e-13)  # the arcsine law
    assert probability_below(a, a, 0.5) == pytest.approx(0.5, abs=1e-12)


def test_by_hand() -> None:
    # I_x(2,3) = P(Bin(4, x) >= 2) = 1 - (1-x)^4 - 4x(1-x)^3;  x = 0.4: 1 - 0.1296 - 4*0.4*0.216 = 0.5248
    assert probability_below(2, 3, 0.4) == pytest.approx(0.5248, abs=1e-14)


@given(st.integers(1, 60), st.integers(1, 60), SHARES)
def test_whole_parameters_are_a_binomial_sum(a: int, b: int, x: float) -> None:
    n = a + b - 1
    tail = sum(comb(n, j) * x**j * (1 - x) ** (n - j) for j in range(a, n + 1))
    assert probability_below(a, b, x) == pytest.approx(tail, abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "x", "value", "within"),
    [
        (8, 5, 0.72, 0.7745642828491046, 1e-13),
        (0.3, 0.7, 0.1, 0.43331004733423456, 1e-13),
        (50, 20, 0.72, 0.5270903691305362, 1e-12),
        (1000.5, 400.25, 0.72, 0.6804341734685296, 1e-11),
        (1e5, 4e4, 0.715, 0.7227592515699148, 1e-8),
        (0.015, 14.985, 0.001, 0.9462576489696989, 1e-13),
        (2.5, 0.01, 0.999, 0.054788010897468806, 1e-13),
    ],
)
def test_values_of_scipy(a: float, b: float, x: float, value: float, within: float) -> None:
    assert probability_below(a, b, x) == pytest.approx(value, abs=within)


@given(PARAMETERS, PARAMETERS, SHARES, SHARES)
def test_it_is_a_distribution(a: float, b: float, x: float, y: float) -> None:
    low, high = sorted((x, y))
    assert 0 <= probability_below(a, b, low) <= probability_below(a, b, high) + 1e-12 <= 1 + 1e-12
    assert probability_below(a, b, x) + probability_below(b, a, 1 - x) == pytest.approx(1, abs=1e-10)
    assert (probability_below(a, b, 0), probability_below(a, b, 1)) == (0, 1)


@pytest.mark.parametrize(
    ("a", "b", "share", "value"),
    [
        (8, 5, 0.05, 0.39086230177096337),  # scipy.special.betaincinv
        (8, 5, 0.95, 0.818975242757679),
        (0.3, 0.7, 0.05, 7.660738053881493e-05),
        (50, 20, 0.95, 0.7989165829682001),
        (2, 1, 0.5, 0.7071067811865476),  # x^2 = 1/2
        (1, 1, 0.3, 0.3),
    ],
)
def test_known_quantiles(a: float, b: float, share: float, value: float) -> None:
    assert quantile(a, b, share) == pytest.approx(value, abs=1e-13)


@given(st.floats(0.5, 200), st.floats(0.5, 200), SHARES)
def test_a_quantile_undoes_the_probability(a: float, b: float, share: float) -> None:
    assert probability_below(a, b, quantile(a, b, share)) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize(("a", "b"), [(0, 1), (1, 0), (-1, 2), (float("nan"), 1), (1, float("inf"))])
def test_impossible_parameters_are_refused(a: float, b: float) -> None:
    for use in (
        lambda: probability_below(a, b, 0.5),
        lambda: quantile(a, b, 0.5),
        lambda: draw_beta(SeededRandom(), a, b),
    ):
        with pytest.raises(ValueError, match="positive"):
            use()


def test_a_share_outside_the_unit_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(1, 1, 1.5)
    with pytest.raises(ValueError, match="positive"):
        draw_log_gamma(SeededRandom(), 0)


@pytest.mark.parametrize(("a", "b"), [(0.4, 0.3), (2, 1), (12.5, 4.25), (300, 100)])
def test_draws_have_the_mean_and_variance_of_the_distribution(a: float, b: float) -> None:
    chance = SeededRandom("beta", 7)
    draws = [draw_beta(chance, a, b) for _ in range(4000)]
    mean, variance = a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1))
    assert all(0 <= x <= 1 for x in draws)
    assert fmean(draws) == pytest.approx(mean, abs=4 * sqrt(variance / 4000))
    assert pvariance(draws) == pytest.approx(variance, rel=0.12)
    # the whole shape: each tenth of the distribution holds a tenth of the draws (sd of a count: 19)
    counts = [0] * 10
    for x in draws:
        counts[min(9, int(10 * probability_below(a, b, x)))] += 1
    assert max(abs(count - 400) for count in counts) < 5 * 19


@pytest.mark.parametrize("shape", [0.2, 1.0, 7.5])
def test_gamma_draws_have_their_shape_as_mean_and_variance(shape: float) -> None:
    chance = SeededRandom("gamma", 3)
    draws = [exp(draw_log_gamma(chance, shape)) for _ in range(4000)]
    assert fmean(draws) == pytest.approx(shape, abs=4 * sqrt(shape / 4000))
    assert pvariance(draws) == pytest.approx(shape, rel=0.25)


def test_equal_seeds_give_equal_draws() -> None:
    first, second = SeededRandom("x", 1), SeededRandom("x", 1)
    assert [draw_beta(first, 2, 1) for _ in range(5)] == [draw_beta(second, 2, 1) for _ in range(5)]
    assert draw_beta(SeededRandom("x", 1), 2, 1) != draw_beta(SeededRandom("x", 2), 2, 1)


@given(st.integers(0, 1000))
def test_tiny_and_huge_parameters_neither_underflow_nor_overflow(seed: int) -> None:
    chance = SeededRandom("extreme", seed)
    assert 0 <= draw_beta(chance, 1e-9, 1e-9) <= 1
    assert draw_beta(chance, 1e-9, 1e5) < 0.01
    assert draw_beta(chance, 1e6, 1e-9) > 0.99
    assert exp(draw_log_gamma(chance, 1e6)) == pytest.approx(1e6, rel=0.01)

"""Bounds of paired differences, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studies.simulation.bounds import Paired, holm_levels, holm_lower, paired, stratified


def test_mean_and_standard_error_of_paired_differences() -> None:
    # mean .2; variance ((-.1)^2 + .1^2) / 1 = .02; error sqrt(.02 / 2) = .1
    assert paired([0.1, 0.3]) == pytest.approx((0.2, 0.1, 2))
    # mean 2; variance (4 + 1 + 0 + 1 + 4) / 4 = 2.5; error sqrt(2.5 / 5)
    assert paired([0, 1, 2, 3, 4]) == pytest.approx((2, 0.5**0.5, 5))


def test_a_one_sided_lower_bound() -> None:
    # z(.95) = 1.644854, z(.99) = 2.326348
    assert Paired(0.2, 0.1, 60).lower() == pytest.approx(0.2 - 0.1644854, abs=1e-6)
    assert Paired(0.2, 0.1, 60).lower(0.01) == pytest.approx(0.2 - 0.2326348, abs=1e-6)


def test_the_chance_of_a_mean_that_only_looks_higher() -> None:
    assert Paired(0.2, 0.1, 60).chance_above(0) == pytest.approx(0.0227501, abs=1e-6)  # 1 - Phi(2)
    assert Paired(0.2, 0.1, 60).chance_above(0.2) == pytest.approx(0.5)
    assert Paired(0.2, 0.0, 60).chance_above(0.1) == 0
    assert Paired(0.2, 0.0, 60).chance_above(0.2) == 1


def test_strata_count_the_same_however_many_pairs_they_have() -> None:
    # mean (.1 + .3) / 2; error sqrt(.03^2 + .04^2) / 2 = .025
    assert stratified([Paired(0.1, 0.03, 10), Paired(0.3, 0.04, 90)]) == pytest.approx((0.2, 0.025, 100))


def of_chance(chance: float) -> Paired:
    """A mean whose p-value against 0 is ``chance``."""
    z = {0.01: 2.326348, 0.03: 1.880794, 0.04: 1.750686, 0.2: 0.841621}[chance]
    return Paired(z * 0.1, 0.1, 60)


def test_holm_tests_the_surest_at_a_third_the_next_at_half_the_last_at_the_whole_level() -> None:
    found = [of_chance(0.01), of_chance(0.04), of_chance(0.03)]
    assert holm_levels(found, 0) == pytest.approx([0.05 / 3, 0.05, 0.05 / 2])
    # .01 < .0167, but .03 > .025: not all are rejected
    assert [bound > 0 for bound in holm_lower(found, 0)] == [True, True, False]
    # .01 < .025 and .04 < .05
    assert all(bound > 0 for bound in holm_lower([of_chance(0.04), of_chance(0.01)], 0))
    assert holm_levels([of_chance(0.2)], 0) == [0.05]


@given(st.lists(st.tuples(st.floats(-0.1, 0.3), st.floats(0.001, 0.1)), min_size=1, max_size=20), st.floats(-0.1, 0.1))
def test_all_bounds_are_above_exactly_when_holm_rejects_all(drawn: list[tuple[float, float]], bound: float) -> None:
    found = [Paired(mean, error, 60) for mean, error in drawn]
    chances = sorted(f.chance_above(bound) for f in found)
    rejected = all(p < 0.05 / (len(found) - i) for i, p in enumerate(chances))
    near = any(abs(p - 0.05 / (len(found) - i)) < 1e-9 for i, p in enumerate(chances))
    assert near or all(lower > bound for lower in holm_lower(found, bound)) == rejected

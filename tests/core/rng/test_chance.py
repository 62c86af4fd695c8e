"""The seeded stream of choices."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.rng import SeededRandom

KEYS = st.lists(st.text() | st.integers(), max_size=4)


def test_the_stream_is_the_same_as_in_the_first_release() -> None:
    chance = SeededRandom("showing", "limits-memory", 1, 7)
    assert [chance.below(100) for _ in range(6)] == [93, 21, 64, 35, 98, 0]
    assert SeededRandom("x", 1).shuffled("abcdef") == tuple("cfeabd")


@given(KEYS, st.integers(1, 2**64))
def test_a_draw_stays_below_its_bound_and_repeats_with_its_key(key: list[str | int], bound: int) -> None:
    drawn = SeededRandom(*key).below(bound)
    assert 0 <= drawn < bound
    assert drawn == SeededRandom(*key).below(bound)


@given(KEYS, st.integers(-50, 50), st.integers(0, 50))
def test_between_includes_both_ends_and_nothing_outside(key: list[str | int], low: int, width: int) -> None:
    assert low <= SeededRandom(*key).between(low, low + width) <= low + width


@given(KEYS, st.lists(st.integers()))
def test_shuffling_loses_and_invents_nothing(key: list[str | int], values: list[int]) -> None:
    assert Counter(SeededRandom(*key).shuffled(values)) == Counter(values)


@given(KEYS)
def test_unit_is_at_least_zero_and_below_one(key: list[str | int]) -> None:
    assert 0 <= SeededRandom(*key).unit() < 1


def test_other_keys_give_other_streams() -> None:
    streams = [SeededRandom("k", i) for i in range(200)]
    assert len({tuple(stream.below(1000) for _ in range(3)) for stream in streams}) == 200


def test_every_value_is_about_as_likely() -> None:
    chance = SeededRandom("fair")
    counts = Counter(chance.choice("abcd") for _ in range(8000))
    assert all(1850 < n < 2150 for n in counts.values())


def test_a_number_that_would_bias_the_draw_is_drawn_again() -> None:
    """With a bound just above half of 2**64 nearly every second draw is thrown away."""
    chance = SeededRandom("bias")
    bound = (1 << 63) + 1
    assert all(chance.below(bound) < bound for _ in range(20))


@pytest.mark.parametrize("bound", [0, -1])
def test_a_bound_below_one_is_refused(bound: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        SeededRandom("x").below(bound)

"""Study days, and which to believe."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduler import study_day
from quizapp.core.scheduler.study_days import DAY_MS, FIRST_DAY, LAST_DAY, TRAVEL_DAYS, monotonic_days

HOUR = 3_600_000


def test_the_night_belongs_to_the_evening_before() -> None:
    midnight = 20_000 * DAY_MS
    assert study_day(midnight + 3 * HOUR, 0) == 19_999
    assert study_day(midnight + 4 * HOUR, 0) == 20_000


@pytest.mark.parametrize(("tz_min", "day"), [(0, 20_000), (-720, 19_999), (840, 20_001)])
def test_the_local_date_counts(tz_min: int, day: int) -> None:
    assert study_day(20_000 * DAY_MS + 15 * HOUR, tz_min) == day


def test_days_in_order_are_believed_as_they_are() -> None:
    assert monotonic_days([1, 1, 4, 9]) == [1, 1, 4, 9]


def test_a_day_far_ahead_is_put_back() -> None:
    assert monotonic_days([10, 4000, 11, 12]) == [10, 10, 11, 12]


def test_a_day_far_behind_is_put_forward() -> None:
    assert monotonic_days([10, 11, 2, 12]) == [10, 11, 11, 12]


def test_the_last_day_is_believed_even_against_all_others() -> None:
    assert monotonic_days([50, 51, 52, 3]) == [3, 3, 3, 3]


@pytest.mark.parametrize("back", [1, 2])
def test_a_step_back_within_time_zones_is_a_journey_and_no_day_is_lived_twice(back: int) -> None:
    assert monotonic_days([8, 10, 10 - back, 10, 11]) == [8, 10, 10, 10, 11]


def test_a_day_that_cannot_be_true_is_not_believed_even_when_it_is_the_last() -> None:
    assert monotonic_days([FIRST_DAY + 5, FIRST_DAY + 9, 3]) == [FIRST_DAY + 5, FIRST_DAY + 9, FIRST_DAY + 9]
    assert monotonic_days([FIRST_DAY + 5, LAST_DAY + 9]) == [FIRST_DAY + 5, FIRST_DAY + 5]
    assert monotonic_days([3, 4, FIRST_DAY + 5]) == [FIRST_DAY + 5] * 3
    assert monotonic_days([3, 4, 9]) == [3, 4, 9]  # nothing better is known


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40))
def test_what_is_believed_runs_forward_to_the_last_day(days: list[int]) -> None:
    found = monotonic_days(days)
    assert len(found) == len(days)
    assert all(a <= b for a, b in pairwise(found))
    assert 0 <= found[-1] - days[-1] <= TRAVEL_DAYS
    assert set(found) <= set(days)
    assert monotonic_days(found) == found

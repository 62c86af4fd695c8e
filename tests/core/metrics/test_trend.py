"""The trend of a topic, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.metrics.trend import Trend, trend, windows

SPAN = st.integers(5, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


def test_the_windows_are_fourteen_days_each_and_touch() -> None:
    assert windows(100) == ((73, 86), (87, 100))


def test_a_clear_rise_by_hand() -> None:
    # means 5/12 and 10/12; variances .01870 and .01068; 1.645 standard errors are .282, the means differ by .417
    assert trend((10, 4), (10, 9)) == Trend(pytest.approx(0.5), clear=True)


def test_what_chance_alone_would_do_is_not_clear_by_hand() -> None:
    # means 4/7 and 5/7 differ by .143; 1.645 standard errors are .390
    assert trend((5, 3), (5, 4)) == Trend(pytest.approx(0.2), clear=False)


def test_a_clear_fall_by_hand() -> None:
    # means 19/22 and 7/12; variances .00513 and .01870; 1.645 standard errors are .254, the means differ by .280
    assert trend((20, 18), (10, 6)) == Trend(pytest.approx(-0.3), clear=True)


@pytest.mark.parametrize(("before", "lately"), [((4, 4), (90, 9)), ((90, 9), (4, 4)), ((0, 0), (0, 0))])
def test_too_few_answers_on_either_side_tell_nothing(before: tuple[int, int], lately: tuple[int, int]) -> None:
    assert trend(before, lately) is None


@given(SPAN, SPAN)
def test_the_other_way_round_it_is_the_opposite(one: tuple[int, int], other: tuple[int, int]) -> None:
    up, down = trend(one, other), trend(other, one)
    assert up is not None
    assert down is not None
    assert up == Trend(pytest.approx(-down.change), down.clear)


@given(SPAN)
def test_the_same_again_is_no_change(span: tuple[int, int]) -> None:
    assert trend(span, span) == Trend(0.0, clear=False)

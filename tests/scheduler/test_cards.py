"""Cards: folding answers, one relearning step a day, wrong clocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduler import Card, Fsrs6, rapid, rate
from quizapp.scheduler.cards import Seen, fold, next_card
from quizapp.scheduler.memory import GOOD

MODEL = Fsrs6()


def test_the_rating_rule() -> None:
    assert rate(True, False, False) == (3, "right")
    assert rate(False, False, False) == (1, "wrong")
    assert rate(True, True, False) == (1, "guess")
    assert rate(True, False, True) == (1, "rapid")
    assert rate(False, True, True) == (1, "wrong")


@pytest.mark.parametrize(
    ("rt_ms", "earlier", "too_fast"),
    [
        (None, [], False),
        (2_999, [], True),
        (3_000, [], False),
        (3_999, [40_000] * 5, True),
        (4_000, [40_000] * 5, False),
    ],
)
def test_an_answer_is_rapid_below_three_seconds_or_a_tenth_of_the_usual(
    rt_ms: int | None, earlier: list[int], too_fast: bool
) -> None:
    assert rapid(rt_ms, earlier) is too_fast


def test_a_right_answer_comes_back_after_two_days_a_wrong_one_after_one() -> None:
    assert fold([Seen(10, True)], MODEL).due_day == 12
    assert fold([Seen(10, False)], MODEL).due_day == 11


def test_after_an_error_the_same_day_has_one_relearning_step() -> None:
    once = fold([Seen(10, False), Seen(10, True)], MODEL)
    assert once.memory == MODEL.step(MODEL.init(1), 0, GOOD)
    assert fold([Seen(10, False), Seen(10, True), Seen(10, True)], MODEL).memory == once.memory
    assert fold([Seen(10, False), Seen(10, False)], MODEL).memory == MODEL.init(1)


def test_a_second_right_answer_on_one_day_changes_nothing_but_exposure() -> None:
    first, second = fold([Seen(10, True)], MODEL), fold([Seen(10, True), Seen(10, True)], MODEL)
    assert second.memory == first.memory
    assert (first.exposures, second.exposures) == (1, 2)


def test_practice_is_exposure_and_nothing_else() -> None:
    card = fold([Seen(10, False, rated=False)], MODEL)
    assert card == Card(first_day=10, last_day=10, exposures=1)
    assert not card.due(99)


def test_a_lapse_is_counted_after_the_first_answer_only() -> None:
    assert fold([Seen(10, False)], MODEL).lapses == 0
    assert fold([Seen(10, True), Seen(12, False)], MODEL).lapses == 1


def test_a_card_last_seen_in_the_future_is_due_and_recovers() -> None:
    card = fold([Seen(10, True), Seen(4000, True)], MODEL)
    assert card.due(12)
    mended = fold([Seen(10, True), Seen(4000, True), Seen(12, True)], MODEL)
    assert mended.rated_day == 12
    assert mended.bent
    assert mended.due_day is not None
    assert mended.due_day < 60


SEEN = st.builds(
    Seen, day=st.integers(0, 50), correct=st.booleans(), guess=st.booleans(), rapid=st.booleans(), rated=st.booleans()
)


@given(st.lists(SEEN, max_size=15))
def test_step_by_step_is_the_same_as_all_at_once(history: list[Seen]) -> None:
    history = sorted(history, key=lambda seen: seen.day)
    card = Card()
    for seen in history:
        card = next_card(card, seen, MODEL)
    assert card == fold(history, MODEL)
    assert card.exposures == len(history)

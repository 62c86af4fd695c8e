"""Forecasts, worked out by hand: marks on the bank, what is due, and days played to the exam."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.metrics.forecast import BankItem, bank_forecast, due_load, outlook
from quizapp.core.scheduler import Candidate, Card, Limits, Memory, Pace
from tests.support.half_life import HalfLife, remembered_card

MODEL = HalfLife()
DAY = 100


def new(name: str, topic: str = "a") -> Candidate:
    return Candidate(name, topic, (name,))


def seen(name: str, rated: int, stability: float, due_in: int, topic: str = "a") -> Candidate:
    return Candidate(name, topic, (name,), remembered_card(rated, stability, due_in))


# the bank


def test_marks_on_the_bank_by_hand() -> None:
    items = [
        BankItem(seen("x", DAY - 4, 4, 9), 3, 0.25),  # R = .5: .5 + .5 * .25 = .625
        BankItem(seen("y", DAY - 2, 1, 9), 1, 0.1),  # R = .25: .25 + .75 * .1 = .325
        BankItem(new("z"), 2, 0.25),  # never seen: .6, guesses among them
    ]
    # (3 * .625 + 1 * .325 + 2 * .6) / 6 = 3.4 / 6
    assert bank_forecast(items, DAY, MODEL, 0.6) == pytest.approx(3.4 / 6)


def test_an_unseen_item_is_at_least_guessed() -> None:
    assert bank_forecast([BankItem(new("z"), 1, 0.25)], DAY, MODEL, 0.1) == 0.25


def test_a_bank_without_weight_has_no_forecast() -> None:
    assert bank_forecast([], DAY, MODEL, 0.5) is None
    assert bank_forecast([BankItem(new("z"), 0, 0.25)], DAY, MODEL, 0.5) is None


ITEMS = st.lists(
    st.builds(
        BankItem,
        st.builds(seen, st.just("x"), st.integers(DAY - 90, DAY), st.floats(0.5, 90), st.just(9)),
        st.floats(0.01, 5),
        st.floats(0, 0.5),
    ),
    min_size=1,
    max_size=10,
)


@given(ITEMS, st.integers(0, 90), st.randoms(use_true_random=False))
def test_the_forecast_is_bounded_and_falls_while_nothing_is_done(
    items: list[BankItem], later: int, random: Any
) -> None:
    now, then = bank_forecast(items, DAY, MODEL, 0.5), bank_forecast(items, DAY + later, MODEL, 0.5)
    assert now is not None
    assert then is not None
    assert min(item.guess for item in items) - 1e-12 <= then <= now <= 1 + 1e-12
    mixed = list(items)
    random.shuffle(mixed)
    assert bank_forecast(mixed, DAY, MODEL, 0.5) == now


# what is due


def test_what_is_due_by_day() -> None:
    cards = [
        seen("overdue", DAY - 9, 4, 3),
        seen("today", DAY - 3, 4, 3),
        seen("tomorrow", DAY - 3, 4, 4),
        seen("later", DAY - 3, 4, 90),
        seen("from a day to come", DAY + 4, 4, 50),
        new("never seen"),
        Candidate("practised", "a", ("p",), Card(exposures=1, last_day=DAY)),
    ]
    assert [(load.day, load.reviews) for load in due_load(cards, DAY, 3)] == [(100, 3), (101, 1), (102, 0)]
    assert due_load(cards, DAY, 0) == ()


def test_the_exam_brings_reviews_forward() -> None:
    # rated 3 days ago with 9 days to go: due after floor(2/3 * 9) = 6 days, not 90: in 3 days
    cards = [seen("later", DAY - 3, 4, 90)]
    assert [load.reviews for load in due_load(cards, DAY, 5)] == [0, 0, 0, 0, 0]
    assert [load.reviews for load in due_load(cards, DAY, 5, DAY + 6)] == [0, 0, 0, 1, 0]
    assert [load.reviews for load in due_load(cards, DAY, 5, DAY - 1)] == [0, 0, 0, 0, 0]  # the exam is over


# the days to the exam


def play(cards: list[Candidate], left: int, most: int, rate: float, seed: int = 1, **pace: Any) -> Any:
    return outlook(cards, DAY, Limits(most, 0), Pace(exam_day=DAY + left, **pace), MODEL, rate, seed)


def test_one_item_to_the_exam_by_hand() -> None:
    # exam in 2 days: the tail. Day 100: met, right (rate 1), half-life 4. Day 101: asked again, right with 2^(-1/4).
    found = play([new("x")], 2, 5, 1.0)
    assert [(d.day, d.new, d.reviews) for d in found.load] == [(100, 1, 0), (101, 0, 1)]
    assert found.met_on == 100
    # on the exam day, one day after: 2^(-1/8) = .917 if that was right, 2^-1 = .5 if not
    assert {round(play([new("x")], 2, 5, 1.0, seed).remembered, 3) for seed in range(30)} == {0.917, 0.5}


def test_the_schedule_believes_one_model_and_the_answers_follow_another() -> None:
    class Stone(HalfLife):
        """What was met once is never forgotten."""

        def recall(self, memory: Memory, elapsed_days: float) -> float:
            return 1.0

    cards = [new("x"), seen("y", DAY - 8, 4, 9)]
    courses = [
        outlook(cards, DAY, Limits(5, 0), Pace(exam_day=DAY + 4), MODEL, 1.0, seed, truth=Stone()) for seed in range(9)
    ]
    assert {course.remembered for course in courses} == {1.0}
    # by the schedule's own model half of the answers on y are wrong, and something is forgotten until the exam
    assert {play(cards, 4, 5, 1.0, seed).remembered < 1 for seed in range(9)} == {True}
    # a truth that is the model itself changes nothing
    same = outlook(cards, DAY, Limits(5, 0), Pace(exam_day=DAY + 4), MODEL, 1.0, 3, truth=HalfLife())
    assert same.remembered == pytest.approx(play(cards, 4, 5, 1.0, 3).remembered)


def test_items_are_met_at_the_pace_of_the_time_there_is() -> None:
    # 8 items, 11 days to go: one a day for 8 days would do, and the rest of the time goes to reviews;
    # with room for one question a day there are no reviews before the tail
    found = play([new(f"x{i}") for i in range(8)], 11, 1, 0.5)
    assert [d.new for d in found.load[:8]] == [1] * 8
    assert found.met_on == 107
    assert play([new(f"x{i}") for i in range(9)], 5, 1, 0.5).met_on is None


def test_nothing_to_ask_is_no_trouble() -> None:
    found = play([], 3, 5, 0.5)
    assert [(d.new, d.reviews) for d in found.load] == [(0, 0)] * 3
    assert (found.met_on, found.remembered) == (None, 0.5)
    assert play([new("x")], 0, 5, 0.7).load == ()
    assert play([new("x")], 0, 5, 0.7).remembered == 0.7


def test_topics_count_their_weight_however_many_cards_they_have() -> None:
    # a: one card never seen, .8; b: two cards never seen and one with R = 2^-1: (.8 + .8 + .5)/3 = .7
    cards = [new("a1"), new("b1", "b"), new("b2", "b"), seen("b3", DAY - 4, 4, 9, "b")]
    assert play(cards, 0, 5, 0.8, weights={"a": 0.9, "b": 0.1}).remembered == pytest.approx(0.9 * 0.8 + 0.1 * 0.7)
    assert play(cards, 0, 5, 0.8).remembered == pytest.approx(0.75)


def test_what_was_touched_today_waits_until_tomorrow() -> None:
    pace = Pace(exam_day=DAY + 2)
    found = outlook([new("x")], DAY, Limits(5, 0), pace, MODEL, 1.0, 1, frozenset({"a/x"}))
    assert [d.new for d in found.load] == [0, 1]


@given(st.integers(0, 20), st.integers(0, 12), st.integers(0, 6), st.floats(0, 1), st.integers(0, 99))
def test_a_course_of_days_is_bounded_and_its_seeds(items: int, left: int, most: int, rate: float, seed: int) -> None:
    cards = [new(f"x{i}", "abc"[i % 3]) for i in range(items)]
    found = play(cards, left, most, rate, seed)
    assert found == play(cards[::-1], left, most, rate, seed)
    assert [d.day for d in found.load] == list(range(DAY, DAY + left))
    assert all(d.new + d.reviews <= most for d in found.load)
    assert sum(d.new for d in found.load) <= items
    assert (found.met_on is not None) == (0 < items == sum(d.new for d in found.load))
    assert 0 <= found.remembered <= 1


@given(st.integers(1, 30), st.integers(4, 40), st.floats(0, 1))
def test_with_time_enough_every_item_is_met_before_the_tail(items: int, left: int, rate: float) -> None:
    found = play([new(f"x{i}") for i in range(items)], left, items, rate)
    assert found.met_on is not None
    assert found.met_on < DAY + left - 3


class Forgetful(HalfLife):
    """Nothing is remembered until tomorrow."""

    def recall(self, memory: Memory, elapsed_days: float) -> float:
        """0."""
        return 0.0


def test_who_remembers_nothing_still_meets_all_but_the_last_question_before_the_tail() -> None:
    # room for eight a day over 30 days; every review is wrong, so that reviews fill the days and the throttle holds;
    # half of a pace of one a day is none, so the last one may wait behind what is due
    cards = [new(f"x{i}", "abcde"[i % 5]) for i in range(60)]
    found = outlook(cards, DAY, Limits(8, 0), Pace(exam_day=DAY + 30), MODEL, 0.0, 1, truth=Forgetful())
    assert sum(d.reviews for d in found.load) > 100
    assert sum(d.new for d in found.load[:-3]) >= 59

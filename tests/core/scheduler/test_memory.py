"""The published vectors of FSRS-6 (fsrs 6.3.2 and fsrs-rs), through this project's own interface."""

from __future__ import annotations

import fsrs.scheduler
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduler.memory import AGAIN, EASY, GOOD, HARD, WEIGHTS, Fsrs6, Memory

MODEL = Fsrs6()


def walk(ratings: list[int], days: list[int]) -> list[Memory]:
    """Memories after each rating; ``days`` are elapsed before each but the first."""
    memory = MODEL.init(ratings[0])
    out = [memory]
    for rating, elapsed in zip(ratings[1:], days, strict=True):
        memory = MODEL.step(memory, elapsed, rating)
        out.append(memory)
    return out


def test_v2_the_trace_of_six_answers() -> None:
    trace = walk([AGAIN, GOOD, GOOD, GOOD, GOOD, GOOD], [0, 1, 3, 8, 21])
    stability = [0.212, 0.246689, 2.021477, 7.863699, 21.917713, 53.626903]
    difficulty = [6.4133, 6.402115, 6.390941, 6.379779, 6.368627, 6.357487]
    assert [m.stability for m in trace] == pytest.approx(stability, abs=1e-4)
    assert [m.difficulty for m in trace] == pytest.approx(difficulty, abs=1e-4)


@pytest.mark.parametrize(
    ("retention", "days"),
    [(0.1, 36500), (0.2, 34793), (0.3, 2508), (0.4, 387), (0.5, 90), (0.6, 27), (0.7, 9), (0.8, 3), (0.9, 1), (1.0, 1)],
)
def test_v4_intervals_of_a_stability_of_one_day(retention: float, days: int) -> None:
    assert MODEL.interval(Memory(1.0, 5.0), retention) == days


@pytest.mark.parametrize(
    ("elapsed", "stability", "recall"),
    [(0, 1, 1.0), (1, 2, 0.9403443), (2, 3, 0.9253786), (3, 4, 0.9185229), (4, 4, 0.9), (5, 2, 0.8261359)],
)
def test_v5_recall_after_some_days(elapsed: int, stability: float, recall: float) -> None:
    assert MODEL.recall(Memory(stability, 5.0), elapsed) == pytest.approx(recall, abs=1e-5)


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [(AGAIN, 0.212, 6.4133), (HARD, 1.2931, 5.112171), (GOOD, 2.3065, 2.118104), (EASY, 8.2956, 1.0)],
)
def test_v7_the_first_answer(rating: int, stability: float, difficulty: float) -> None:
    memory = MODEL.init(rating)
    assert memory.stability == pytest.approx(stability, abs=1e-4)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-4)


@pytest.mark.parametrize(
    ("rating", "difficulty"), [(AGAIN, 8.341763), (HARD, 6.6659956), (GOOD, 4.990228), (EASY, 3.3144615)]
)
def test_v8_the_next_difficulty(rating: int, difficulty: float) -> None:
    assert MODEL.step(Memory(5.0, 5.0), 3, rating).difficulty == pytest.approx(difficulty, abs=1e-4)


def days_until(stability: float, recall: float) -> float:
    """The time at which recall has fallen so far: the vectors give recall, the model takes days."""
    decay = 0.1542
    return stability / (0.9 ** (-1 / decay) - 1) * (recall ** (-1 / decay) - 1)


@pytest.mark.parametrize(
    ("difficulty", "recall", "rating", "stability"),
    [(2, 0.8, HARD, 28.226582), (3, 0.7, GOOD, 58.656002), (4, 0.6, EASY, 127.226685)],
)
def test_v9_stability_after_recall(difficulty: float, recall: float, rating: int, stability: float) -> None:
    elapsed = days_until(5.0, recall)
    low, high = (MODEL.step(Memory(5.0, difficulty), int(elapsed) + d, rating).stability for d in (0, 1))
    assert low <= stability <= high  # the vector falls between two whole days


@pytest.mark.parametrize(
    ("difficulty", "recall", "stability"),
    [(1, 0.9, 1.0525396), (2, 0.8, 1.1894329), (3, 0.7, 1.3680838), (4, 0.6, 1.584989)],
)
def test_v10_stability_after_a_lapse(difficulty: float, recall: float, stability: float) -> None:
    elapsed = days_until(5.0, recall)
    low, high = (MODEL.step(Memory(5.0, difficulty), max(1, int(elapsed + 1e-9) + d), AGAIN).stability for d in (0, 1))
    assert low - 1e-4 <= stability <= high + 1e-4


@pytest.mark.parametrize(("rating", "stability"), [(AGAIN, 1.596818), (HARD, 5.0), (GOOD, 5.0), (EASY, 8.12961)])
def test_v11_the_same_day(rating: int, stability: float) -> None:
    assert MODEL.step(Memory(5.0, 5.0), 0, rating).stability == pytest.approx(stability, abs=1e-4)


def test_v14_a_thousand_lapses_never_lose_the_last_bit_of_memory() -> None:
    memory = MODEL.init(AGAIN)
    for _ in range(1000):
        memory = MODEL.step(memory, MODEL.interval(memory) + 1, AGAIN)
        assert memory.stability >= 0.001


def test_v14_ten_easy_answers_at_once_are_as_easy_as_it_gets() -> None:
    assert walk([EASY] * 10, [0] * 9)[-1].difficulty == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [(AGAIN, 0.99317, 8.34176), (HARD, 14.36554, 6.66600), (GOOD, 20.57290, 4.99023), (EASY, 34.16648, 3.31446)],
)
def test_v16_after_a_week(rating: int, stability: float, difficulty: float) -> None:
    memory = MODEL.step(Memory(5.0, 5.0), 7, rating)
    assert memory.stability == pytest.approx(stability, abs=1e-4)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-4)


def test_v17_first_intervals_and_seven_good_answers() -> None:
    assert [MODEL.interval(MODEL.init(rating)) for rating in (AGAIN, HARD, GOOD, EASY)] == [1, 1, 2, 8]
    memory = MODEL.init(GOOD)
    intervals = [MODEL.interval(memory)]
    for _ in range(6):
        memory = MODEL.step(memory, intervals[-1], GOOD)
        intervals.append(MODEL.interval(memory))
    assert intervals == [2, 11, 46, 163, 497, 1346, 3292]


def test_v18_a_day_is_what_counts() -> None:
    first = MODEL.init(GOOD)
    assert MODEL.step(first, 0, GOOD).stability == pytest.approx(2.3065)
    assert MODEL.step(first, 1, GOOD).stability == pytest.approx(7.3153, abs=1e-4)
    assert MODEL.step(MODEL.init(EASY), 0, HARD).stability == pytest.approx(8.2956)


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        MODEL.step(Memory(1.0, 5.0), -1, GOOD)


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from([AGAIN, HARD, GOOD, EASY])), max_size=30))
def test_memory_stays_within_its_bounds(history: list[tuple[int, int]]) -> None:
    memory = MODEL.init(GOOD)
    for elapsed, rating in history:
        memory = MODEL.step(memory, elapsed, rating)
        assert memory.stability >= 0.001
        assert 1.0 <= memory.difficulty <= 10.0
        assert 1 <= MODEL.interval(memory) <= 36500
        assert 0.0 < MODEL.recall(memory, elapsed) <= 1.0


def test_the_weights_are_those_of_the_package() -> None:
    assert pytest.approx(WEIGHTS) == fsrs.scheduler.DEFAULT_PARAMETERS


@given(st.floats(0.001, 36500), st.floats(1, 10), st.integers(0, 4000))
def test_prospects_are_what_a_step_would_give(stability: float, difficulty: float, elapsed: int) -> None:
    memory = Memory(stability, difficulty)
    stepped = tuple(MODEL.step(memory, elapsed, rating).stability for rating in (GOOD, AGAIN))
    assert MODEL.prospects(memory, elapsed) == pytest.approx(stepped, rel=1e-9)

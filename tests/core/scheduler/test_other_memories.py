"""Two other models of memory, worked out by hand, and what every model has to keep to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduler import Fsrs6, Memory, MemoryModel
from quizapp.core.scheduler.alternative_models import Exponential, SquareRoot
from quizapp.core.scheduler.memory import AGAIN, GOOD

MODELS: list[MemoryModel] = [Fsrs6(), Exponential(), SquareRoot()]
OTHERS: list[MemoryModel] = [Exponential(), SquareRoot()]


def of(days: float) -> Memory:
    return Memory(days, 5.0)


@pytest.mark.parametrize("model", MODELS)
def test_stability_means_the_same_to_all_of_them(model: MemoryModel) -> None:
    assert model.recall(of(7.0), 7) == pytest.approx(0.9)
    assert model.recall(of(7.0), 0) == 1
    assert model.interval(of(7.0)) == 7


def test_half_lives_by_hand() -> None:
    model = Exponential()
    assert model.recall(of(4), 8) == pytest.approx(0.81)
    assert model.step(of(4), 4, GOOD).stability == 8  # in time: twice
    assert model.step(of(4), 40, GOOD).stability == 8  # late: no more than that
    assert model.step(of(4), 1, GOOD).stability == 5  # early: by the part of it that was waited
    assert model.step(of(4), 0, GOOD).stability == 4
    assert model.step(of(4), 4, AGAIN).stability == 1
    assert model.interval(of(4), 0.81) == 8


def test_the_square_root_of_time_by_hand() -> None:
    model = SquareRoot()
    assert model.recall(of(19), 81 * 3) == pytest.approx(0.5)  # F = 19/81: (1 + 3) ** -1/2
    assert model.step(of(4), 10, GOOD).stability == 14
    assert model.step(of(6), 10, AGAIN).stability == 2
    assert model.interval(of(19), 0.5) == 243


@pytest.mark.parametrize("model", OTHERS)
def test_a_memory_that_fails_and_fails_stays_one(model: MemoryModel) -> None:
    memory = model.init(AGAIN)
    for _ in range(50):
        memory = model.step(memory, 1, AGAIN)
    assert memory.stability == pytest.approx(0.1)
    assert model.interval(memory) == 1
    assert model.init(GOOD).stability > model.init(AGAIN).stability


@pytest.mark.parametrize("model", MODELS)
@given(days=st.floats(0.1, 400), waited=st.integers(0, 200), longer=st.integers(1, 200))
def test_recall_falls_with_time_and_a_right_answer_never_shortens_it(
    model: MemoryModel, days: float, waited: int, longer: int
) -> None:
    memory = of(days)
    assert 0 <= model.recall(memory, waited + longer) <= model.recall(memory, waited) <= 1
    right, wrong = (model.step(memory, waited, rating).stability for rating in (GOOD, AGAIN))
    assert right >= memory.stability - 1e-9
    assert right >= wrong

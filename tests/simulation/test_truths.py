"""The accounts of memory are sane, whoever is drawn."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from studies.simulation.truths import TRUTHS, Now, Truth

KNOWN = [True, False] * 10
NAMES = sorted(TRUTHS)


def learners(name: str, seed: int) -> list[Truth]:
    return [TRUTHS[name](Random(f"{name}:{seed}:{i}"), KNOWN) for i in range(8)]


def at(day: int, answers: int = 0) -> Now:
    return Now(day, 100.0 * answers)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_known_before_is_partly_known_and_the_rest_is_not(name: str, commit_seed: int) -> None:
    for truth in learners(name, commit_seed):
        for item, known in enumerate(KNOWN):
            recall = truth.recall(item, at(0))
            assert (0 < recall <= 1) if known else recall == 0


@pytest.mark.parametrize("name", NAMES)
def test_recall_falls_with_time_and_stays_between_0_and_1(name: str, commit_seed: int) -> None:
    for truth in learners(name, commit_seed):
        for item in range(len(KNOWN)):
            truth.practise(item, at(0, 1), knew=item % 3 == 0)
            truth.practise(item, at(3, 2), knew=item % 2 == 0)
            course = [truth.recall(item, at(day, 2)) for day in (3, 4, 7, 20, 60, 200)]
            assert all(0 < later < earlier <= 1 for earlier, later in pairwise(course))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("knew", [True, False])
def test_practice_raises_recall_from_the_next_day_on(name: str, knew: bool, commit_seed: int) -> None:
    for asked, left in zip(learners(name, commit_seed), learners(name, commit_seed), strict=True):
        for item in range(len(KNOWN)):
            for truth in (asked, left):
                truth.practise(item, at(0, 1), knew=False)
            asked.practise(item, at(6, 2), knew=knew)
            assert asked.recall(item, at(7, 2)) > left.recall(item, at(7, 2))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_practised_more_often_is_remembered_longer(name: str, commit_seed: int) -> None:
    for often, once in zip(learners(name, commit_seed), learners(name, commit_seed), strict=True):
        for item in range(len(KNOWN)):
            for day in (0, 3, 9):
                often.practise(item, at(day), knew=day > 0)
            once.practise(item, at(9), knew=False)
            assert often.recall(item, at(40)) > once.recall(item, at(40))


@pytest.mark.parametrize("name", NAMES)
def test_learners_differ(name: str, commit_seed: int) -> None:
    first, second, *_ = learners(name, commit_seed)
    for truth in (first, second):
        truth.practise(1, at(0), knew=False)
    assert first.recall(1, at(5)) != second.recall(1, at(5))

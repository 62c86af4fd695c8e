"""What is named to be studied first: judged by hand, and what is claimed of the published results."""

from __future__ import annotations

from random import Random

import pytest

from quizapp.core.metrics.status import NAMED_FIRST
from studies.simulation import first, published, worldly
from studies.simulation.first import ANSWERS, FirstJudgement, FirstTable, first_of, judge_first
from studies.simulation.worlds import WORLDS

NAMES = tuple(WORLDS)
MOST_WRONG = 0.08
"""Of all topics called weak, after 240 answers."""


@pytest.mark.parametrize("world", NAMES)
def test_a_judgement_counts_what_it_says(world: str) -> None:
    for seed in range(3):
        judged = judge_first(world, seed)
        assert tuple(judged) == ANSWERS
        for one in judged.values():
            assert sum(one.named.values()) <= NAMED_FIRST
            assert all(one.wrong[tier] <= one.named[tier] for tier in one.named)
            assert set(one.named) <= {"weak", "guess"}
            assert all(0 <= share <= 1 + 1e-9 for share in one.gain.values())


def test_judgements_in_sum_by_hand() -> None:
    found = first_of(
        25,
        [
            FirstJudgement({"weak": 1, "guess": 2}, {"guess": 1}, 0.5, {"named": 0.8, "raw": 0.2, "heaviest": 0.6}),
            FirstJudgement({"guess": 2}, {}, 0.7, {"named": 0.6, "raw": 0.4, "heaviest": 0.6}),
        ],
    )
    assert found.named == {"weak": 0.5, "guess": 2.0, "all": 2.5}
    assert found.right == {"weak": 1.0, "guess": 0.75, "all": 0.8}
    assert found.any_topic == pytest.approx(0.4)
    assert found.gain == pytest.approx({"named": 0.7, "raw": 0.3, "heaviest": 0.6})
    assert found.over["raw"] == pytest.approx((0.4, 0.2, 2))


# what is claimed, of the published results

every_table = pytest.mark.parametrize(
    "table", [table for world in published.first().worlds for table in world.tables], ids=lambda t: str(t.answers)
)


def test_the_results_are_those_of_the_held_out_seeds() -> None:
    kept = published.first()
    assert kept.seeds == (worldly.HELD_OUT[0], worldly.HELD_OUT[-1])
    assert tuple(world.world for world in kept.worlds) == NAMES
    assert {tuple(table.answers for table in world.tables) for world in kept.worlds} == {ANSWERS}


@every_table
def test_a_named_topic_is_below_the_pass_rate_more_often_than_any_topic(table: FirstTable) -> None:
    assert table.right["all"] > table.any_topic + 0.08


@every_table
def test_a_best_guess_is_right_more_often_than_not_while_there_is_little_else(table: FirstTable) -> None:
    if table.answers <= 50:
        assert table.right["guess"] > max(0.55, table.any_topic)
        assert table.named["weak"] + table.named["guess"] > 2.5


@every_table
def test_what_is_named_gains_more_than_raw_accuracy_would(table: FirstTable) -> None:
    assert table.over["raw"].pairs == 1000
    assert table.over["raw"].lower() > 0.05
    assert table.gain["named"] > 0.55


def test_labels_called_weak_are_wrong_in_at_most_eight_of_a_hundred() -> None:
    assert max(world.topics.wrong_share for world in published.worldly().worlds) <= MOST_WRONG


@pytest.mark.proof
def test_the_published_results_are_what_a_run_gives(commit_seed: int) -> None:
    chosen = Random(commit_seed).choice(NAMES)
    (found,) = first.run(worldly.HELD_OUT, published.first().day, [chosen]).worlds
    assert found == next(world for world in published.first().worlds if world.world == chosen)

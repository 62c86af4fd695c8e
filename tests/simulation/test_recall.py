"""Recall on the exam day: the product against random order and five baselines.

The claims are held to the published results. The proof runs all held-out learners of some cells anew, other cells at
each commit; `make simulation` runs every cell, half an hour on two cores.
"""

from __future__ import annotations

from random import Random
from statistics import fmean

import pytest

from studies.simulation import published, recall
from studies.simulation.bounds import Paired
from studies.simulation.learners import CELLS, Cell, Outcome
from studies.simulation.recall import POLICIES, CellResult, Recall, outcomes, summed

LEAST_GAIN = 0.04
CELLS_RUN = 3


def flat(exam: float) -> Outcome:
    return Outcome(exam=exam, over_time=0.3, coverage=0.5, after=0.2, answers=10)


def test_a_cell_in_sum_by_hand() -> None:
    learners = [{**dict.fromkeys(POLICIES, flat(0.4)), "product": flat(product)} for product in (0.5, 0.7)]
    found = summed("cell", learners)
    assert found.means["product"] == Outcome(0.6, 0.3, 0.5, 0.2, 10)
    assert found.means["cycle"].exam == 0.4
    assert found.gains == {policy: Paired(0.2, 0.1, 2) for policy in POLICIES[1:]}  # .1 and .3


def cell(name: str, **gains: float) -> CellResult:
    return CellResult(name, {}, {policy: Paired(gain, 0.01, 60) for policy, gain in gains.items()})


def test_losses_are_named_the_greatest_first() -> None:
    found = Recall("2026-11-26", (1, 2), (cell("a", random=0.1, cycle=-0.01), cell("b", random=0.02, cycle=-0.03)))
    assert found.lost() == [("b", "cycle", Paired(-0.03, 0.01, 60)), ("a", "cycle", Paired(-0.01, 0.01, 60))]
    assert found.overall == pytest.approx((0.06, 0.02**0.5 / 20, 120))
    # Holm: the surer cell (a) at .025, the other at .05
    assert found.floors == pytest.approx([0.1 - 0.0195996, 0.02 - 0.0164485], abs=1e-6)


def test_every_policy_teaches_something_and_no_two_are_the_same(commit_seed: int) -> None:
    short = Cell("activation", 14, 25, 0.0)
    found = [outcomes(short, seed) for seed in range(commit_seed, commit_seed + 2)]
    exams = {policy: fmean(one[policy].exam for one in found) for policy in POLICIES}
    assert len(set(exams.values())) == len(POLICIES)
    for one in found:
        for outcome in one.values():
            assert 0 < outcome.after < outcome.exam < 1
            assert 0 < outcome.coverage < 1
            assert outcome.exam > outcome.over_time  # looked at on days 0 and 7


def test_more_is_remembered_on_the_exam_day_than_by_random_order() -> None:
    kept = published.recall()
    assert len(kept.cells) == len(CELLS) == 18
    assert kept.overall.lower() > LEAST_GAIN


def test_no_cell_is_lost_to_random_order() -> None:
    assert min(published.recall().floors) >= recall.CELL_FLOOR


@pytest.mark.proof
def test_the_published_results_are_what_a_run_gives(commit_seed: int) -> None:
    chosen = sorted(Random(commit_seed).sample(range(len(CELLS)), CELLS_RUN))
    found = recall.run(recall.HELD_OUT, published.recall().day, chosen)
    for number, now in zip(chosen, found.cells, strict=True):
        kept = published.recall().cells[number]
        assert now.cell == kept.cell
        for policy in POLICIES:
            assert now.means[policy] == pytest.approx(kept.means[policy], abs=2e-6)

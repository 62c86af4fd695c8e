"""Every policy with every learner of every cell, and the means and paired differences of what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from multiprocessing import get_context
from statistics import fmean

import msgspec

from studies.simulation.bounds import Paired, holm_lower, paired, stratified
from studies.simulation.learners import CELLS, Cell, Learner, Outcome, live
from studies.simulation.policies import BASELINES, MemoryDesk
from studies.simulation.shipped import desk
from studies.simulation.subject import subject

SHIPPED = ("product", "random")
POLICIES = (*SHIPPED, *BASELINES)
HELD_OUT = range(10_000, 10_060)
TUNING = range(1000)
WORKERS = 2
CELL_FLOOR = -0.02
"""No cell may be lost to random order by more than this, for sure."""


class CellResult(msgspec.Struct, frozen=True):
    """``means``: outcomes by policy. ``gains``: the product's recall on the exam day less that of each other policy."""

    cell: str
    means: dict[str, Outcome]
    gains: dict[str, Paired]


class Recall(msgspec.Struct, frozen=True):
    """``seeds``: the first and the last. ``day``: when it was run, as an ISO date."""

    day: str
    seeds: tuple[int, int]
    cells: tuple[CellResult, ...]

    @property
    def overall(self) -> Paired:
        """The gain over random order, each cell counting the same."""
        return self.over("random")

    def over(self, policy: str) -> Paired:
        """The product's gain over a policy, each cell counting the same."""
        return stratified([cell.gains[policy] for cell in self.cells])

    @property
    def floors(self) -> list[float]:
        """For each cell the lower bound of the gain over random order, corrected after Holm for the number of cells."""
        return holm_lower([cell.gains["random"] for cell in self.cells], CELL_FLOOR)

    def lost(self) -> list[tuple[str, str, Paired]]:
        """(cell, baseline, gain) wherever the product's mean is the lower one, the greatest loss first."""
        found = [(c.cell, policy, gain) for c in self.cells for policy, gain in c.gains.items() if gain.mean < 0]
        return sorted(found, key=lambda row: row[2].mean)


def outcomes(cell: Cell, seed: int) -> dict[str, Outcome]:
    """What becomes of one learner under each policy."""
    bank, out = subject(), {}
    for policy in POLICIES:
        learner = Learner(bank, cell, seed)
        if policy in SHIPPED:
            with desk(bank, cell, seed, policy) as shipped:
                out[policy] = live(learner, shipped, cell)
        else:
            out[policy] = live(learner, MemoryDesk(BASELINES[policy](bank, seed, cell.horizon)), cell)
    return out


def _job(job: tuple[int, int]) -> dict[str, Outcome]:
    return outcomes(CELLS[job[0]], job[1])


def run(seeds: Sequence[int], day: str, cells: Iterable[int] = range(len(CELLS))) -> Recall:
    """The whole simulation: two processes, and a line on each cell as it ends."""
    results = []
    with get_context("spawn").Pool(WORKERS) as pool:
        for number in cells:
            found = pool.map(_job, [(number, seed) for seed in seeds], chunksize=1)
            results.append(summed(CELLS[number].name, found))
            print(_line(results[-1]), flush=True)
    return Recall(day, (seeds[0], seeds[-1]), tuple(results))


def summed(name: str, found: Sequence[Mapping[str, Outcome]]) -> CellResult:
    """Means and paired differences over the learners of a cell."""
    means = {
        p: Outcome(*(round(fmean(column), 6) for column in zip(*(o[p] for o in found), strict=True))) for p in POLICIES
    }
    gains = {p: _gain(found, p) for p in POLICIES[1:]}
    return CellResult(name, means, gains)


def _gain(found: Sequence[Mapping[str, Outcome]], policy: str) -> Paired:
    gain = paired([o["product"].exam - o[policy].exam for o in found])
    return Paired(round(gain.mean, 6), round(gain.error, 6), gain.pairs)


def _line(result: CellResult) -> str:
    means = ", ".join(f"{policy} {mean.exam:.3f}" for policy, mean in result.means.items())
    return f"{result.cell}: {means}; over random {result.gains['random'].mean:+.3f}"

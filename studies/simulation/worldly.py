"""The shipped measures over every learner of every world."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from multiprocessing import get_context

import msgspec

from studies.simulation.judging import (
    ReadinessJudgement,
    ReadinessTable,
    TopicJudgement,
    TopicTable,
    judge_readiness,
    judge_topics,
    readiness_of,
    topics_of,
)
from studies.simulation.worlds import WORLDS

HELD_OUT = range(10_000, 11_000)
WORKERS = 2


class World(msgspec.Struct, frozen=True):
    """What was found in one world."""

    world: str
    topics: TopicTable
    readiness: ReadinessTable


class Worldly(msgspec.Struct, frozen=True):
    """``seeds``: the first and the last. ``day``: when it was run, as an ISO date."""

    day: str
    seeds: tuple[int, int]
    worlds: tuple[World, ...]


def _job(job: tuple[str, int]) -> tuple[TopicJudgement, ReadinessJudgement]:
    return judge_topics(*job), judge_readiness(*job)


def run(seeds: Sequence[int], day: str, worlds: Iterable[str] = tuple(WORLDS)) -> Worldly:
    """All worlds: two processes, and a line on each world as it ends."""
    found = []
    with get_context("spawn").Pool(WORKERS) as pool:
        for world in worlds:
            judged = pool.map(_job, [(world, seed) for seed in seeds], chunksize=5)
            topics = topics_of([of_topics for of_topics, _ in judged])
            readiness = readiness_of([of_readiness for _, of_readiness in judged])
            found.append(World(world, topics, readiness))
            print(_line(found[-1]), flush=True)
    return Worldly(day, (seeds[0], seeds[-1]), tuple(found))


def _line(found: World) -> str:
    coverage = ", ".join(f"{held:.3f} at {answers}" for answers, held in found.readiness.coverage.items())
    return (
        f"{found.world}: precision@3 {found.topics.precision}, wrong labels a learner {found.topics.wrong:.3f}"
        f" (raw {found.topics.raw_wrong:.3f}); log loss {found.readiness.loss:.4f} (plug-in"
        f" {found.readiness.plug_in:.4f}); the 90 % interval holds the score: {coverage}"
    )

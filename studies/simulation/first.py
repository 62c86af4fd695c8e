"""What is named to be studied first, in learners whose truth is known: how right it is, and what it would gain.

As in the product, what is asked follows a topic's share of the exam, so that weights and evidence go together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from multiprocessing import get_context
from random import Random
from statistics import fmean

import msgspec

from quizapp.core.metrics.accuracy import domain_accuracies, overall_rate
from quizapp.core.metrics.evidence import Evidence, tallies, tally
from quizapp.core.metrics.status import (
    GOAL_RATE,
    NAMED_FIRST,
    PASS_RATE,
    Tier,
    TopicStatus,
    advice,
    pooled_means,
    study_first,
    topic_statuses,
)
from studies.simulation.bounds import Paired, paired
from studies.simulation.worldly import WORKERS
from studies.simulation.worlds import DAY, EXAM, TOPICS, WORLDS, Truth, as_studied, learner

ANSWERS = (25, 50, 150)
"""New questions answered: what three, six and eighteen evenings bring."""
RIVALS = ("heaviest", "raw")
DOMAIN_OF = dict(TOPICS)


class FirstJudgement(msgspec.Struct, frozen=True):
    """The topics named: how many, how many with a true rate of 0.72 or more, by tier; the share of the best gain.

    ``all_strong``: the share of all topics whose true rate is 0.72 or more. ``gain``: by rule, what the first three
    topics have to give by the truth, as a share of what the best three have.
    """

    named: dict[str, int]
    wrong: dict[str, int]
    all_strong: float
    gain: dict[str, float]


def judge_first(world: str, seed: int) -> dict[int, FirstJudgement]:
    """One learner after each of ``ANSWERS``; later answers go on from the earlier."""
    truth, rng = learner(world, seed)
    answers = as_studied(truth, rng, max(ANSWERS))
    return {count: _judged(truth, answers[:count], rng) for count in ANSWERS}


def _judged(truth: Truth, answers: Sequence[Evidence], rng: Random) -> FirstJudgement:
    total = sum(truth.asked.values())
    weights = {topic: share / total for topic, share in truth.asked.items()}
    named: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    first = _named(answers, weights)
    for topic, tier in first:
        named[tier] += 1
        wrong[tier] += truth.rates[topic] >= PASS_RATE
    gains = {topic: weights[topic] * max(0.0, GOAL_RATE - rate) for topic, rate in truth.rates.items()}
    best = sum(sorted(gains.values(), reverse=True)[:NAMED_FIRST])
    rules = {
        "named": [topic for topic, _ in first],
        "heaviest": sorted(weights, key=lambda topic: -weights[topic]),
        "raw": _by_raw_accuracy(answers, rng),
    }
    return FirstJudgement(
        named=dict(named),
        wrong=dict(wrong),
        all_strong=fmean(rate >= PASS_RATE for rate in truth.rates.values()),
        gain={
            rule: sum(gains[topic] for topic in ranked[:NAMED_FIRST]) / best if best else 1.0
            for rule, ranked in rules.items()
        },
    )


def _named(answers: Sequence[Evidence], weights: dict[str, float]) -> list[tuple[str, Tier]]:
    """What the product names, by the functions that it has for it."""
    found: tuple[TopicStatus, ...] = topic_statuses(answers, list(DOMAIN_OF), DAY)
    pools = {own.topic: own for own in domain_accuracies(answers, (d.domain for d in EXAM.domains), DAY)}
    rate = overall_rate(tally(answers, DAY))
    pooled = pooled_means(found, {topic: pools[domain] for topic, domain in DOMAIN_OF.items()}, rate)
    return [(one.topic, one.tier) for one in study_first(advice(found, weights, pooled), len(answers))]


def _by_raw_accuracy(answers: Sequence[Evidence], rng: Random) -> list[str]:
    counts = tallies(answers, DAY, lambda a: a.topic)
    return sorted(counts, key=lambda topic: (counts[topic].right / counts[topic].answers, rng.random()))


class FirstTable(msgspec.Struct, frozen=True):
    """Means over learners. ``right``: by tier, the share of those named whose true rate is below 0.72; "all": of all.

    ``named``: topics named for a learner, by tier. ``any_topic``: the share of all topics below 0.72. ``gain``: by
    rule, the share of the best gain; ``over``: how much more the product's is than that of each rival.
    """

    answers: int
    named: dict[str, float]
    right: dict[str, float]
    any_topic: float
    gain: dict[str, float]
    over: dict[str, Paired]


class FirstWorld(msgspec.Struct, frozen=True):
    """What was found in one world, after each count of answers."""

    world: str
    tables: tuple[FirstTable, ...]


class First(msgspec.Struct, frozen=True):
    """``seeds``: the first and the last. ``day``: when it was run, as an ISO date."""

    day: str
    seeds: tuple[int, int]
    worlds: tuple[FirstWorld, ...]


def first_of(answers: int, judged: Sequence[FirstJudgement]) -> FirstTable:
    """Means, shares of all that were named, and paired differences."""
    named = {tier: sum(j.named.get(tier, 0) for j in judged) for tier in ("weak", "guess")}
    wrong = {tier: sum(j.wrong.get(tier, 0) for j in judged) for tier in named}
    named["all"], wrong["all"] = sum(named.values()), sum(wrong.values())
    return FirstTable(
        answers=answers,
        named={tier: count / len(judged) for tier, count in named.items()},
        right={tier: 1 - wrong[tier] / count if count else 1.0 for tier, count in named.items()},
        any_topic=1 - fmean(j.all_strong for j in judged),
        gain={rule: fmean(j.gain[rule] for j in judged) for rule in ("named", *RIVALS)},
        over={rule: paired([j.gain["named"] - j.gain[rule] for j in judged]) for rule in RIVALS},
    )


def _job(job: tuple[str, int]) -> dict[int, FirstJudgement]:
    return judge_first(*job)


def run(seeds: Sequence[int], day: str, worlds: Iterable[str] = tuple(WORLDS)) -> First:
    """All worlds: two processes, and a line on each world as it ends."""
    found = []
    with get_context("spawn").Pool(WORKERS) as pool:
        for world in worlds:
            judged = pool.map(_job, [(world, seed) for seed in seeds], chunksize=5)
            found.append(FirstWorld(world, tuple(first_of(count, [j[count] for j in judged]) for count in ANSWERS)))
            print(f"{world}: " + "; ".join(_line(table) for table in found[-1].tables), flush=True)
    return First(day, (seeds[0], seeds[-1]), tuple(found))


def _line(table: FirstTable) -> str:
    share = table.right["guess"]
    return f"{table.answers} answers: best guesses right {share:.3f}, share of the best gain {table.gain['named']:.3f}"

"""What the shipped measures say of learners whose truth is known, and how right that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import log
from random import Random
from statistics import fmean

import msgspec

from quizapp.core.metrics.beta import quantile
from quizapp.core.metrics.estimate import estimate, scale
from quizapp.core.metrics.evidence import Evidence, Tally, tallies
from quizapp.core.metrics.status import PASS_RATE, TopicStatus, topic_statuses
from studies.simulation.bounds import Paired, paired
from studies.simulation.worlds import DAY, EXAM, TOPICS, Truth, as_studied, distribution, exam_like, learner

WEAKEST, LISTED = 5, 3
TOPIC_ANSWERS = 240
FEW = 20
COVERED_AT = (20, 65, 130)
CLIP = 0.01


class TopicJudgement(msgspec.Struct, frozen=True):
    """Precision at 3 of three rankings; topics called weak, and those of them that are not, by both rules."""

    shrunk: float
    raw: float
    lower: float
    labels: int
    wrong: int
    raw_labels: int
    raw_wrong: int


def judge_topics(world: str, seed: int) -> TopicJudgement:
    """240 answers over 24 topics, unevenly: who is found among the five weakest?"""
    truth, chance = learner(world, seed)
    answers = as_studied(truth, chance, TOPIC_ANSWERS)
    found = topic_statuses(answers, [topic for topic, _ in TOPICS], DAY)
    counts = tallies(answers, DAY, lambda a: a.topic)
    weakest = frozenset(sorted(truth.rates, key=lambda t: truth.rates[t])[:WEAKEST])
    labels = [s.topic for s in found if s.state == "weak"]
    raw_labels = [topic for topic, tally in counts.items() if _raw(tally) < PASS_RATE]
    return TopicJudgement(
        shrunk=_precision(_by_estimate(found), weakest),
        raw=_precision(_ranked(counts, _raw, chance), weakest),
        lower=_precision(_ranked(counts, _lower, chance), weakest),
        labels=len(labels),
        wrong=_not_weak(labels, truth),
        raw_labels=len(raw_labels),
        raw_wrong=_not_weak(raw_labels, truth),
    )


def _by_estimate(topics: Iterable[TopicStatus]) -> list[str]:
    """The topics with three answers or more, lowest mean first."""
    measured = [status for status in topics if status.state != "unknown"]
    return [status.topic for status in sorted(measured, key=lambda s: (s.accuracy.mean, s.topic))]


def _raw(tally: Tally) -> float:
    return tally.right / tally.answers


def _lower(tally: Tally) -> float:
    """The 5th percentile under a uniform prior."""
    return quantile(tally.right + 1, tally.answers - tally.right + 1, 0.05)


def _ranked(counts: dict[str, Tally], value: Callable[[Tally], float], chance: Random) -> list[str]:
    """Topics with an answer, lowest first; equals in random order."""
    return sorted(counts, key=lambda topic: (value(counts[topic]), chance.random()))


def _precision(ranked: Sequence[str], weakest: frozenset[str]) -> float:
    return sum(topic in weakest for topic in ranked[:LISTED]) / LISTED


def _not_weak(topics: Iterable[str], truth: Truth) -> int:
    return sum(truth.rates[topic] >= PASS_RATE for topic in topics)


class ReadinessJudgement(msgspec.Struct, frozen=True):
    """Log loss at 20 answers, expected over the exams this learner could sit; whether each interval holds the truth."""

    loss: float
    plug_in: float
    covered: dict[int, bool]


def judge_readiness(world: str, seed: int) -> ReadinessJudgement:
    """The same learner after 20, 65 and 130 answers; those of the next count go on from the last."""
    truth, chance = learner(world, seed)
    answers = exam_like(truth, chance, max(COVERED_AT))
    found = {n: estimate(_by_domain(answers[:n]), EXAM, f"{world}:{seed}", DAY) for n in COVERED_AT}
    score = scale(truth.share, EXAM.cut / EXAM.slots)
    share = fmean(a.correct for a in answers[:FEW])
    return ReadinessJudgement(
        loss=_log_loss(found[FEW].passing, truth.passing),
        plug_in=_log_loss(sum(distribution([share] * EXAM.slots)[EXAM.cut :]), truth.passing),
        covered={n: e.low <= score <= e.high for n, e in found.items()},
    )


def _by_domain(answers: Sequence[Evidence]) -> dict[str, Tally]:
    return tallies(answers, DAY, lambda a: a.domain)


def _log_loss(forecast: float, truth: float) -> float:
    clipped = min(1 - CLIP, max(CLIP, forecast))
    return -(truth * log(clipped) + (1 - truth) * log(1 - clipped))


class TopicTable(msgspec.Struct, frozen=True):
    """A world's topics over many learners; shares of labels are of all labels given."""

    precision: dict[str, float]
    over_raw: Paired
    over_lower: Paired
    wrong: float
    raw_wrong: float
    wrong_share: float
    raw_wrong_share: float


def topics_of(judged: Sequence[TopicJudgement]) -> TopicTable:
    """Means and paired differences."""
    labels, raw_labels = sum(j.labels for j in judged), sum(j.raw_labels for j in judged)
    wrong, raw_wrong = sum(j.wrong for j in judged), sum(j.raw_wrong for j in judged)
    return TopicTable(
        precision={name: fmean(getattr(j, name) for j in judged) for name in ("shrunk", "raw", "lower")},
        over_raw=paired([j.shrunk - j.raw for j in judged]),
        over_lower=paired([j.shrunk - j.lower for j in judged]),
        wrong=wrong / len(judged),
        raw_wrong=raw_wrong / len(judged),
        wrong_share=wrong / max(1, labels),
        raw_wrong_share=raw_wrong / max(1, raw_labels),
    )


class ReadinessTable(msgspec.Struct, frozen=True):
    """A world's readiness over many learners; ``gain`` is the plug-in's log loss less ours."""

    loss: float
    plug_in: float
    gain: Paired
    coverage: dict[int, float]


def readiness_of(judged: Sequence[ReadinessJudgement]) -> ReadinessTable:
    """Means and paired differences."""
    held: dict[int, list[bool]] = defaultdict(list)
    for j in judged:
        for n, covered in j.covered.items():
            held[n].append(covered)
    return ReadinessTable(
        loss=fmean(j.loss for j in judged),
        plug_in=fmean(j.plug_in for j in judged),
        gain=paired([j.plug_in - j.loss for j in judged]),
        coverage={n: fmean(ok) for n, ok in held.items()},
    )

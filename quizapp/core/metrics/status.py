"""Weak topics, what to study first, and which mistakes come back.

A topic is called weak when the evidence says so, not when there is little of it: the shrunk
mean puts topics in order, and the whole posterior decides the word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Literal

import msgspec

from quizapp.core.metrics.accuracy import Accuracy, accuracies
from quizapp.core.metrics.beta import probability_below
from quizapp.core.metrics.evidence import Evidence, is_scored, weight

PASS_RATE = 0.72
GOAL_RATE = 0.9
MEASURED_ANSWERS = 3
JUDGED_ANSWERS = 5
WEAK_FROM, STRONG_TO = 0.8, 0.2

State = Literal["unknown", "weak", "strong", "unsure"]


class TopicStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Where a topic stands. ``below``: P(p < 0.72), 0 to 1."""

    accuracy: Accuracy
    below: float
    state: State

    @property
    def topic(self) -> str:
        """The topic's id."""
        return self.accuracy.topic


class Advice(msgspec.Struct, frozen=True):
    """What a topic has to give: ``gain`` is exam weight x (0.9 - mean), in shares of the exam's points."""

    topic: str
    gain: float


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """A misconception: ``answers`` that showed it on ``cards`` different cards, their weight by age, the last day."""

    misconception: str
    answers: int
    cards: int
    weight: float
    last_day: int


def topic_statuses(answers: Iterable[Evidence], topics: Iterable[str], day: int) -> tuple[TopicStatus, ...]:
    """Each of ``topics`` with its state, in the order given."""
    return tuple(status(accuracy) for accuracy in accuracies(answers, topics, day))


def status(accuracy: Accuracy) -> TopicStatus:
    """A topic's state, from its accuracy."""
    below = probability_below(accuracy.a, accuracy.b, PASS_RATE)
    return TopicStatus(accuracy=accuracy, below=below, state=state(accuracy.answers, below))


def state(answers: int, below: float) -> State:
    """The word for a topic with ``answers`` raw answers and P(p < 0.72) = ``below``."""
    if answers < MEASURED_ANSWERS:
        return "unknown"
    if answers >= JUDGED_ANSWERS and below >= WEAK_FROM:
        return "weak"
    if answers >= JUDGED_ANSWERS and below <= STRONG_TO:
        return "strong"
    return "unsure"


def table(topics: Iterable[TopicStatus]) -> tuple[TopicStatus, ...]:
    """The topics with three answers or more, lowest mean first."""
    measured = (status for status in topics if status.state != "unknown")
    return tuple(sorted(measured, key=lambda status: (status.accuracy.mean, status.topic)))


def not_measured(topics: Iterable[TopicStatus]) -> tuple[TopicStatus, ...]:
    """The topics with fewer than three answers, by name: "not measured yet"."""
    return tuple(sorted((s for s in topics if s.state == "unknown"), key=lambda status: status.topic))


def advice(topics: Iterable[TopicStatus], weights: Mapping[str, float]) -> tuple[Advice, ...]:
    """Topics by what the exam has to give, most first: a_t = b_t x max(0, 0.9 - mean_t).

    ``weights``: a topic's share of the exam; one without is left out, and so is a topic with
    nothing to win. A topic that is not measured stands at the learner's overall rate.
    """
    gains = [
        Advice(status.topic, weights.get(status.topic, 0.0) * max(0.0, GOAL_RATE - status.accuracy.mean))
        for status in topics
    ]
    return tuple(sorted((a for a in gains if a.gain > 0), key=lambda a: (-a.gain, a.topic)))


def mistakes(answers: Iterable[Evidence], day: int) -> tuple[Mistake, ...]:
    """The misconceptions that wrong scored answers stood for, by weight, the heaviest first.

    Reviews count here as first meetings do: a mistake that comes back on a known question is
    no less a mistake.
    """
    shown: dict[str, list[Evidence]] = {}
    for answer in answers:
        if answer.misconception and not answer.correct and is_scored(answer):
            shown.setdefault(answer.misconception, []).append(answer)
    found = [
        Mistake(
            misconception=name,
            answers=len(own),
            cards=len({answer.card for answer in own}),
            weight=fsum(weight(day - answer.study_day) for answer in own),
            last_day=max(answer.study_day for answer in own),
        )
        for name, own in shown.items()
    ]
    return tuple(sorted(found, key=lambda m: (-m.weight, -m.answers, m.misconception)))

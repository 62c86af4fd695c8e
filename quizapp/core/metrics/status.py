"""Weak topics, what to study first, and which mistakes come back.

A topic is called weak when the evidence says so, not when there is little of it: the shrunk
mean puts topics in order, and the whole posterior decides the word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Literal

import msgspec

from quizapp.core.metrics.accuracy import SHRINK, Accuracy, accuracies
from quizapp.core.metrics.beta import probability_below
from quizapp.core.metrics.evidence import Evidence, is_scored, weight

PASS_RATE = 0.72
GOAL_RATE = 0.9
MEASURED_ANSWERS = 3
JUDGED_ANSWERS = 5
WEAK_FROM, STRONG_TO = 0.8, 0.2
NAMED_FIRST = 3
"""How many topics are named to be studied first."""
GUESS_FROM = 20
"""Answers on new material from which a best guess is made; a topic called weak is named before."""

State = Literal["unknown", "weak", "strong", "unsure"]
Tier = Literal["weak", "guess", "rest", "strong"]
"""What an advice rests on: a topic called weak; a best guess, since fewer than 72 % of its answers are right; nothing
that speaks against the topic; a topic called strong."""
_RANKS: dict[Tier, int] = {"weak": 0, "guess": 0, "rest": 2, "strong": 3}
_ONE_ANSWER = 1
"""The rank of a guess that rests on one wrong answer: behind those with more, before what nothing speaks against."""


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
    tier: Tier = "rest"


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


def not_measured(topics: Iterable[TopicStatus]) -> tuple[TopicStatus, ...]:
    """The topics with fewer than three answers, by name: "not measured yet"."""
    return tuple(sorted((s for s in topics if s.state == "unknown"), key=lambda status: status.topic))


def advice(
    topics: Iterable[TopicStatus], weights: Mapping[str, float], pooled: Mapping[str, float] | None = None
) -> tuple[Advice, ...]:
    """Return topics in the order in which to study them, by gain: a_t = b_t x max(0, 0.9 - mean_t).

    Those that are weak or a best guess come first, those that rest on a single answer behind them, those called strong
    last.
    ``weights``: a topic's share of the exam; one without is left out, and so is a topic with nothing to win. A topic
    that is not measured stands at the learner's overall rate. ``pooled``: the means that stand for those of topics with
    too few answers to be judged (``pooled_means``).
    """
    found = [(_rank(one), Advice(one.topic, _gain(one, weights, pooled or {}), _tier(one))) for one in topics]
    gains = [(rank, one) for rank, one in found if one.gain > 0]
    return tuple(one for _, one in sorted(gains, key=lambda pair: (pair[0], -pair[1].gain, pair[1].topic)))


def _rank(status: TopicStatus) -> int:
    tier = _tier(status)
    return _ONE_ANSWER if tier == "guess" and status.accuracy.answers == 1 else _RANKS[tier]


def _gain(status: TopicStatus, weights: Mapping[str, float], pooled: Mapping[str, float]) -> float:
    own = status.accuracy
    mean = own.mean if own.answers >= JUDGED_ANSWERS else pooled.get(own.topic, own.mean)
    return weights.get(own.topic, 0.0) * max(0.0, GOAL_RATE - mean)


def _tier(status: TopicStatus) -> Tier:
    if status.state in ("weak", "strong"):
        return status.state
    return "guess" if status.accuracy.right < PASS_RATE * status.accuracy.answers else "rest"


def pooled_means(topics: Iterable[TopicStatus], domains: Mapping[str, Accuracy], rate: float) -> dict[str, float]:
    """Return each topic's mean with its domain's rate as the prior, in place of the learner's overall ``rate``.

    ``domains``: the accuracy of a topic's domain, by topic; topics without one are left out.
    """
    return {
        one.topic: one.accuracy.mean + SHRINK * (domains[one.topic].mean - rate) / (one.accuracy.a + one.accuracy.b)
        for one in topics
        if one.topic in domains
    }


def study_first(ordered: Sequence[Advice], answers: int) -> tuple[Advice, ...]:
    """Return the topics that are named to be studied first, of ``advice``, after ``answers`` on new material."""
    named = (a for a in ordered if a.tier == "weak" or (a.tier == "guess" and answers >= GUESS_FROM))
    return tuple(named)[:NAMED_FIRST]


def study_order(topics: Iterable[TopicStatus], ordered: Sequence[Advice]) -> tuple[TopicStatus, ...]:
    """Return the topics in the order of ``advice``; those with nothing to win in the exam behind, lowest mean first."""
    places = {one.topic: place for place, one in enumerate(ordered)}
    return tuple(sorted(topics, key=lambda s: (places.get(s.topic, len(places)), s.accuracy.mean, s.topic)))


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

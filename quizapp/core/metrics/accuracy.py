"""Two numbers a topic, never merged: what is remembered, and accuracy on new material.

The first is a forecast of the memory model about this bank's cards; the second is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum

import msgspec

from quizapp.core.metrics.beta import quantile
from quizapp.core.metrics.estimate import PRIOR_STRENGTH
from quizapp.core.metrics.evidence import Evidence, Tally, evidence_set, is_scored, tallies, tally
from quizapp.core.scheduler import Candidate, MemoryModel
from quizapp.core.scheduler.memory import AGAIN

SHRINK = 8
"""How many answers at the learner's overall rate a topic starts with."""
INTERVAL = (0.05, 0.95)


class Accuracy(msgspec.Struct, frozen=True, kw_only=True):
    """Accuracy on new material (section 2.4): the posterior Beta(a, b), its mean and its 5th and 95th percentile.

    ``topic`` is a domain where domains are measured. ``answers`` and ``right`` are the raw counts behind it.
    """

    topic: str
    answers: int
    right: int
    a: float
    b: float
    mean: float
    low: float
    high: float


class Mastery(msgspec.Struct, frozen=True, kw_only=True):
    """``remembered``: expected share of the topic's cards, None when the bank has none; ``unseen`` of ``cards``."""

    topic: str
    remembered: float | None
    cards: int
    unseen: int
    accuracy: Accuracy


def first_exposure_rate(answers: Iterable[Evidence], day: int) -> float:
    """The share of cards answered right when first met: (k + 1) / (n + 2), weighted by age; 1/2 without answers."""
    first = tally((a for a in answers if is_scored(a) and a.gap_days is None), day)
    return (first.k + 1) / (first.n + 2)


def overall_rate(total: Tally) -> float:
    """m0 = (K + 1) / (N + 2), strictly between 0 and 1 (section 2.4)."""
    return (total.k + 1) / (total.n + 2)


def recall_of(candidate: Candidate, day: int, model: MemoryModel) -> float | None:
    """Retrievability on ``day`` if it is not asked until then; None for a card that was never rated.

    A card missed on ``day`` itself is not remembered on it, whatever the model makes of having seen its answer.
    """
    card = candidate.card
    if card is None or card.memory is None or card.rated_day is None:
        return None
    if card.last_rating == AGAIN and day <= card.rated_day:
        return 0.0
    return model.recall(card.memory, max(0, day - card.rated_day))


def share_remembered(
    cards: Sequence[Candidate], day: int, model: MemoryModel, unseen_rate: float
) -> tuple[float | None, int]:
    """(mean retrievability of ``cards`` on ``day``, how many are unseen); an unseen one counts ``unseen_rate``."""
    recalls = [recall_of(candidate, day, model) for candidate in cards]
    known = fsum(unseen_rate if recall is None else recall for recall in recalls)
    return (known / len(recalls) if recalls else None), sum(recall is None for recall in recalls)


def accuracies(answers: Iterable[Evidence], topics: Iterable[str], day: int) -> tuple[Accuracy, ...]:
    """Accuracy of each of ``topics``, in their order; answers on other topics still count for the overall rate."""
    return _accuracies(evidence_set(answers), topics, day, lambda answer: answer.topic, SHRINK)


def domain_accuracies(answers: Iterable[Evidence], domains: Iterable[str], day: int) -> tuple[Accuracy, ...]:
    """Accuracy of each of ``domains``, in their order: as for topics, with the strength that readiness gives a domain.

    Answers on items of no domain are left out, as they are for readiness.
    """
    names = tuple(domains)
    evidence = [answer for answer in evidence_set(answers) if answer.domain in names]
    return _accuracies(evidence, names, day, lambda answer: answer.domain, PRIOR_STRENGTH)


def _accuracies(
    evidence: Sequence[Evidence], names: Iterable[str], day: int, key: Callable[[Evidence], str], strength: float
) -> tuple[Accuracy, ...]:
    """Beta(s m0 + k, s (1 - m0) + n - k) for each of ``names``, whose mean is (s m0 + k) / (s + n)."""
    counted = tallies(evidence, day, key)
    rate = overall_rate(tally(evidence, day))
    out = []
    for name in names:
        own = counted.get(name, Tally())
        a = strength * rate + own.k
        b = strength * (1 - rate) + own.n - own.k
        low, high = (quantile(a, b, share) for share in INTERVAL)
        mean = a / (strength + own.n)
        out.append(Accuracy(topic=name, answers=own.answers, right=own.right, a=a, b=b, mean=mean, low=low, high=high))
    return tuple(out)


def masteries(
    answers: Iterable[Evidence],
    cards: Mapping[str, Sequence[Candidate]],
    day: int,
    model: MemoryModel,
    on: int | None = None,
) -> tuple[Mastery, ...]:
    """Both numbers for each topic of ``cards`` (topic -> its cards), in that order.

    ``on``: the study day for which the share remembered is expected, ``day`` unless given.
    """
    answers = tuple(answers)
    unseen_rate = first_exposure_rate(answers, day)
    found = accuracies(answers, cards, day)
    return tuple(mastery(own, cards[own.topic], day if on is None else on, model, unseen_rate) for own in found)


def mastery(
    accuracy: Accuracy, cards: Sequence[Candidate], day: int, model: MemoryModel, unseen_rate: float
) -> Mastery:
    """Both numbers for one topic; the share remembered is that of ``day``."""
    remembered, unseen = share_remembered(cards, day, model, unseen_rate)
    return Mastery(topic=accuracy.topic, remembered=remembered, cards=len(cards), unseen=unseen, accuracy=accuracy)

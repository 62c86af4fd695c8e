"""The hierarchical estimate of an exam's outcome.

A rate for the whole and one for each domain, drawn from what the evidence leaves open; for
each draw the exact distribution of the number of right answers. The practice scale is ours:
AWS publishes neither its raw cut nor its conversion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, fsum, isclose

import msgspec

from quizapp.core.metrics.beta import draw_beta
from quizapp.core.metrics.evidence import Tally
from quizapp.core.rng import SeededRandom

DRAWS = 200
PRIOR_STRENGTH = 15
PRIOR_RIGHT, PRIOR_WRONG = 2, 1
LOWEST_SCORE, PASS_SCORE, HIGHEST_SCORE = 100, 720, 1000
_LEAST = 1e-9  # a beta parameter of 0 stands for a rate that was rounded to 0 or 1


class DomainShape(msgspec.Struct, frozen=True):
    """A domain of an exam: its share of the whole, and how many of its questions are scored."""

    domain: str
    weight: float
    slots: int


class ExamShape(msgspec.Struct, frozen=True):
    """What a blueprint says that readiness needs. ``cut``: right answers, of all slots, that pass.

    Raises ValueError unless the weights add up to 1 and the cut lies within the slots.
    """

    domains: tuple[DomainShape, ...]
    cut: int

    def __post_init__(self) -> None:
        if not isclose(fsum(d.weight for d in self.domains), 1, abs_tol=1e-6):
            raise ValueError("the weights of the domains add up to 1")
        if min(d.slots for d in self.domains) < 0 or not 0 < self.cut <= self.slots:
            raise ValueError(f"the cut lies between 1 and the {self.slots} scored questions, got {self.cut}")

    @property
    def slots(self) -> int:
        """Scored questions in all."""
        return sum(domain.slots for domain in self.domains)


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """``passing``: P(pass), 0 to 1. ``low``, ``score``, ``high``: 5th, 50th, 95th percentile on the practice scale.

    ``day``: the study day on which the evidence was weighed.
    """

    passing: float
    score: float
    low: float
    high: float
    day: int


def estimate(by_domain: Mapping[str, Tally], exam: ExamShape, log_hash: str, day: int) -> Estimate:
    """The hierarchical estimate over 200 draws, however little evidence there is."""
    own = [by_domain.get(domain.domain, Tally()) for domain in exam.domains]
    rng = SeededRandom("readiness", log_hash)
    passing, scores = [], []
    for _ in range(DRAWS):
        rates = _draw(rng, own)
        slots = [rate for rate, domain in zip(rates, exam.domains, strict=True) for _ in range(domain.slots)]
        passing.append(fsum(distribution(slots)[exam.cut :]))
        share = fsum(rate * domain.weight for rate, domain in zip(rates, exam.domains, strict=True))
        scores.append(scale(min(1.0, share), exam.cut / exam.slots))
    scores.sort()
    low, middle, high = (percentile(scores, share) for share in (0.05, 0.5, 0.95))
    return Estimate(passing=min(1.0, fsum(passing) / DRAWS), score=middle, low=low, high=high, day=day)


def _draw(rng: SeededRandom, own: Sequence[Tally]) -> list[float]:
    """One draw of the domains' rates: mu ~ Beta(K + 2, N - K + 1), p_d ~ Beta(15 mu + k_d, 15 (1 - mu) + n_d - k_d)."""
    right, wrong = fsum(t.k for t in own), fsum(t.n - t.k for t in own)
    mu = draw_beta(rng, right + PRIOR_RIGHT, wrong + PRIOR_WRONG)
    return [
        draw_beta(
            rng,
            max(_LEAST, PRIOR_STRENGTH * mu + t.k),
            max(_LEAST, PRIOR_STRENGTH * (1 - mu) + t.n - t.k),
        )
        for t in own
    ]


def distribution(probabilities: Sequence[float]) -> list[float]:
    """P(X = 0), P(X = 1), ... for the number of right answers: the exact convolution of Bernoullis."""
    out = [1.0]
    for p in probabilities:
        q = 1 - p
        out = [same * q + fewer * p for same, fewer in zip([*out, 0.0], [0.0, *out], strict=True)]
    return out


def scale(share: float, cut: float) -> float:
    """A share of right answers on the practice scale: 100 at none, 720 at the cut, 1000 at all."""
    if share <= cut:
        return LOWEST_SCORE + (PASS_SCORE - LOWEST_SCORE) * share / cut
    return PASS_SCORE + (HIGHEST_SCORE - PASS_SCORE) * (share - cut) / (1 - cut)


def percentile(ranked: Sequence[float], share: float) -> float:
    """The value below which ``share`` of ``ranked`` (ascending, not empty) lies, interpolated between neighbours."""
    at = share * (len(ranked) - 1)
    low, high = ranked[floor(at)], ranked[ceil(at)]
    return low + (high - low) * (at - floor(at))

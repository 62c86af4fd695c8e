"""Means of paired differences with bounds, and Holm's correction for several of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import NormalDist, fmean
from typing import NamedTuple

ONE_SIDED = 0.05


class Paired(NamedTuple):
    """A mean of paired differences, its standard error, and how many pairs there were."""

    mean: float
    error: float
    pairs: int

    def lower(self, level: float = ONE_SIDED) -> float:
        """The one-sided lower bound with a chance of ``level`` of being too high (normal: 60 pairs or more)."""
        return self.mean - NormalDist().inv_cdf(1 - level) * self.error

    def chance_above(self, bound: float) -> float:
        """The one-sided p-value of "the mean is ``bound`` or less"."""
        if self.error == 0:
            return 0.0 if self.mean > bound else 1.0
        return 1 - NormalDist().cdf((self.mean - bound) / self.error)


def paired(differences: Sequence[float]) -> Paired:
    """Mean and standard error of at least two differences."""
    mean = fmean(differences)
    variance = fsum((d - mean) ** 2 for d in differences) / (len(differences) - 1)
    return Paired(mean, sqrt(variance / len(differences)), len(differences))


def stratified(strata: Sequence[Paired]) -> Paired:
    """The mean of the strata's means, each stratum counting the same."""
    error = sqrt(fsum(s.error**2 for s in strata)) / len(strata)
    return Paired(fmean(s.mean for s in strata), error, sum(s.pairs for s in strata))


def holm_levels(found: Sequence[Paired], bound: float, level: float = ONE_SIDED) -> list[float]:
    """For each of ``found`` the level at which Holm's step-down tests "mean <= ``bound``".

    The surest is tested at level / m, the next at level / (m - 1), and so on: all lower bounds at
    these levels lie above ``bound`` exactly when Holm rejects every one of the hypotheses.
    """
    ranked = sorted(range(len(found)), key=lambda i: found[i].chance_above(bound))
    out = [level] * len(found)
    for place, i in enumerate(ranked):
        out[i] = level / (len(found) - place)
    return out


def holm_lower(found: Sequence[Paired], bound: float) -> list[float]:
    """The lower bounds at Holm's levels."""
    return [f.lower(level) for f, level in zip(found, holm_levels(found, bound), strict=True)]

"""Sizes and names that item models on packages and layers share."""

from __future__ import annotations

from quizapp.core.facts import Rules

KB = 1024
NAMES = ("alpha", "bravo", "delta", "sigma")


def quota_mb(rules: Rules) -> int:
    """The quota of the unzipped size, from its bytes."""
    return rules.whole("limits.package.unzipped.max_bytes") // KB // KB

"""What several item models on streams share."""

from __future__ import annotations

from quizapp.core.facts import Rules


def most_factor(rules: Rules) -> int:
    """The largest parallelization factor."""
    return rules.whole("esm.parallelization_factor.max")

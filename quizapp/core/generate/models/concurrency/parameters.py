"""Rates and quotas that several item models on concurrency share."""

from __future__ import annotations

from quizapp.core.facts import Rules

RATES = (40, 60, 80, 120, 150, 200, 250, 300, 400, 500)


def unreserved_floor(rules: Rules) -> int:
    """What reservations have to leave to all other functions."""
    return rules.whole("concurrency.unreserved.floor")


def requests_per_execution(rules: Rules) -> int:
    """Requests a second for each unit of concurrency."""
    return rules.whole("concurrency.requests_per_second_per_concurrency")

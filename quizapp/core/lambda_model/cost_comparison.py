"""Charges held against each other: what is saved, and which memory size costs least."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from quizapp.core.lambda_model import billing
from quizapp.core.lambda_model.billing import MS
from quizapp.core.lambda_model.rule import LambdaModel, rule
from quizapp.core.quantity import number, usd


@rule("billing.difference", "billing.dimensions")
def difference(aws: LambdaModel, before: Decimal, after: Decimal, /) -> Decimal:
    """How much lower one charge is than another; both are rounded to cents."""
    saved = before - after
    aws.note("billing.difference", f"{usd(before)} - {usd(after)}", usd(saved))
    return saved


@rule("billing.fast_enough", "billing.dimensions")
def fast_enough(aws: LambdaModel, durations_ms: Mapping[int, int], at_most_ms: int, /) -> dict[int, int]:
    """The memory sizes (MB) with which a request takes ``at_most_ms``, and how long it takes."""
    found = {size: time for size, time in durations_ms.items() if time <= at_most_ms}
    aws.note("billing.fast_enough", f"within {at_most_ms:,} ms", ", ".join(f"{size:,} MB" for size in found) or "none")
    return found


@rule("billing.gb_seconds_by_memory", "billing.rounding", "billing.mb_per_gb", "billing.dimensions")
def gb_seconds_by_memory(aws: LambdaModel, durations_ms: Mapping[int, int], /) -> dict[int, Decimal]:
    """What a request consumes with each memory size (MB)."""
    found: dict[int, Decimal] = {}
    for size, time in durations_ms.items():
        billed = billing.duration(aws, Decimal(time), Decimal(0))
        found[size] = billed / MS * billing.gigabytes(aws, size)
        aws.note("billing.gb_seconds_by_memory", f"{size:,} MB for {billed:,} ms", f"{number(found[size])} GB-s")
    return found


@rule("billing.cheapest_memory", "billing.dimensions")
def cheapest_memory(aws: LambdaModel, durations_ms: Mapping[int, int], at_most_ms: int, /) -> int:
    """The memory size (MB) whose requests take the fewest GB-seconds, among those that are fast enough."""
    fits = fast_enough(aws, durations_ms, at_most_ms)
    aws.require(bool(fits), "timeout_s", f"no memory size answers within {at_most_ms:,} ms")
    costs = gb_seconds_by_memory(aws, fits)
    least = min(costs, key=lambda size: costs[size])
    aws.note("billing.cheapest_memory", f"the least is {number(costs[least])} GB-s", f"{least:,} MB")
    return least

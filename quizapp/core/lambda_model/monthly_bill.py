"""The bill of a month: what each kind of use is charged.

Charges are rounded half up to cents one by one, as the examples on AWS's pricing page are, and the
total is the sum of what was rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from quizapp.core.lambda_model import billing, configuration, hourly_charges
from quizapp.core.lambda_model.billing import Usage, cents
from quizapp.core.lambda_model.rule import LambdaModel, SolutionStep
from quizapp.core.quantity import usd


@dataclass(frozen=True)
class Bill:
    """``charges`` are rounded to cents; ``total`` is their sum. ``billed_duration_ms``: with INIT, if that is given."""

    billed_duration_ms: int
    gb_seconds: Decimal
    charges: dict[str, Decimal]
    total: Decimal
    steps: tuple[SolutionStep, ...] = field(repr=False)


def bill(aws: LambdaModel, usage: Usage) -> Bill:
    """The bill for ``usage``. Raises LambdaError for what the API would not accept."""
    _check(aws, usage)
    init = billing.init(aws, usage.init_duration_ms, usage.package)
    billed = billing.duration(aws, usage.duration_ms, init)
    runs = [(usage.requests, billed)]
    if init and usage.cold_starts < usage.requests:
        warm = billing.duration(aws, usage.duration_ms, Decimal(0))
        runs = [(usage.cold_starts, billed), (usage.requests - usage.cold_starts, warm)]
    gb_seconds = sum((billing.gb_seconds(aws, usage.memory_size_mb, *run) for run in runs), Decimal(0))
    charges = {
        "requests": cents(billing.requests(aws, usage)),
        "compute": cents(billing.compute(aws, gb_seconds, usage.architecture, usage.free_tier)),
    }
    extra = sum((hourly_charges.ephemeral_storage(aws, replace(usage, requests=n), ms) for n, ms in runs), Decimal(0))
    if extra:
        charges["ephemeral_storage"] = cents(extra)
    if usage.provisioned_concurrency:
        charges["provisioned_concurrency"] = cents(hourly_charges.provisioned(aws, usage))
        charges["provisioned_compute"] = cents(hourly_charges.provisioned_compute(aws, usage))
    total = sum(charges.values(), Decimal(0))
    aws.note("billing.total", " + ".join(usd(charge) for charge in charges.values()), usd(total))
    return Bill(billed, gb_seconds, charges, total, tuple(aws.steps))


def _check(aws: LambdaModel, usage: Usage) -> None:
    """What the API, and arithmetic, ask of the parameters."""
    configuration.memory_size(aws, usage.memory_size_mb)
    if usage.ephemeral_storage_mb is not None:
        configuration.ephemeral_storage(aws, usage.ephemeral_storage_mb)
    counts = ("requests", "cold_starts", "provisioned_concurrency", "provisioned_requests", "event_size_kb")
    times = ("duration_ms", "init_duration_ms", "provisioned_hours", "provisioned_duration_ms")
    for name in (*counts, *times):
        value = Decimal(getattr(usage, name))
        aws.require(value.is_finite() and 0 <= value < 10**15, name, "a number from 0 to below 1e15")
    known = aws.facts.known(f"billing.gb_second.{usage.architecture}.tier1.price")
    aws.require(known, "architectures", f"{usage.architecture} did not exist on {aws.facts.day}")
    if usage.provisioned_concurrency:
        exists = aws.facts.known(f"billing.provisioned.{usage.architecture}.price")
        aws.require(exists, "provisioned_concurrent_executions", f"it did not exist on {aws.facts.day}")

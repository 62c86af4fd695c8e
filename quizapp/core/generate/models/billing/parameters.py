"""Months, durations and prices that several item models on billing share."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.model import LabBench, Parameters
from quizapp.core.lambda_model import LambdaModel, billing
from quizapp.core.lambda_model.billing import Architecture, Usage, cents

MILLIONS = tuple(n * 1_000_000 for n in (3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40))
DURATIONS = (120, 150, 180, 250, 320, 350, 450, 620, 750, 850, 1250, 1450)
MEMORY_SIZES = (128, 256, 512, 1024, 1536, 2048, 3072)
MONTH_HOURS = Decimal(24 * 30)

Tiers = list[tuple[Decimal, Decimal]]
"""(GB-seconds, price of one) for each tier that a month reaches."""


def usage(p: Parameters, ephemeral_storage_mb: int | None = None) -> Usage:
    """The month of a function with these parameters."""
    return Usage(
        p.whole("memory_size_mb"),
        p.whole("requests"),
        Decimal(p.whole("duration_ms")),
        ephemeral_storage_mb=ephemeral_storage_mb,
    )


def lab_parameters(p: Parameters) -> LabBench:
    """The laboratory's bill for these parameters."""
    names = ("memory_size_mb", "requests", "duration_ms", "architecture", "ephemeral_storage_mb")
    return "bill", {name: p[name] for name in names if name in p}


def gb_s(rules: Rules, p: Parameters) -> Decimal:
    """Requests x seconds x GB, in one expression."""
    step = rules.whole("billing.rounding")
    billed = -(-p.whole("duration_ms") // step) * step
    mb_seconds = Decimal(p.whole("requests")) * billed * p.whole("memory_size_mb") / 1000
    return mb_seconds / rules.whole("billing.mb_per_gb")


def price(rules: Rules, architecture: str = "x86_64") -> Decimal:
    """What a GB-second of the first tier costs."""
    return rules.number(f"billing.gb_second.{architecture}.tier1.price")


def uses_free_tier_up(rules: Rules, p: Parameters) -> bool:
    """Whether the month takes clearly more GB-seconds than are free."""
    return gb_s(rules, p) > rules.number("billing.free_tier.gb_seconds") * Decimal("1.1")


def printed_price(rules: Rules, _p: Parameters) -> dict[str, str]:
    """The price of a GB-second, for the stem."""
    return {"price": f"{price(rules):f}"}


def lab_parameters_without_free_tier(p: Parameters) -> LabBench:
    """The same bill, with the free tier left aside."""
    name, values = lab_parameters(p)
    return name, {**values, "free_tier": False}


def billed_ms(aws: LambdaModel, p: Parameters) -> int:
    """The billed duration of one request, without INIT."""
    return billing.duration(aws, Decimal(p.whole("duration_ms")), Decimal(0))


def consumed(aws: LambdaModel, p: Parameters) -> Decimal:
    """What the month consumes in GB-seconds, by the rules."""
    return billing.gb_seconds(aws, p.whole("memory_size_mb"), p.whole("requests"), billed_ms(aws, p))


def duration_charge(aws: LambdaModel, p: Parameters, architecture: Architecture = "x86_64") -> Decimal:
    """For a month's duration, the free tier left aside; in cents as on the bill."""
    return cents(billing.compute(aws, consumed(aws, p), architecture, False))

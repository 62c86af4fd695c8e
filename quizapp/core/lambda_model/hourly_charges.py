"""What is charged besides requests and duration: /tmp above the included part, and provisioned concurrency."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.lambda_model import billing
from quizapp.core.lambda_model.billing import MS, SECONDS_AN_HOUR, Usage, cents
from quizapp.core.lambda_model.rule import LambdaModel, rounded_up, rule
from quizapp.core.quantity import number, usd


@rule("billing.ephemeral_storage_counted", "billing.ephemeral_storage.price", "limits.ephemeral_storage.free")
def ephemeral_storage_counted(aws: LambdaModel, ephemeral_storage_mb: int, written_mb: int, /) -> int:
    """The MB of /tmp that count: those configured, however much of them is written."""
    text = f"the size that is set counts, not the {written_mb:,} MB written"
    aws.note("billing.ephemeral_storage_counted", text, f"{ephemeral_storage_mb:,} MB")
    return ephemeral_storage_mb


@rule("billing.ephemeral_storage", "billing.ephemeral_storage.price", "limits.ephemeral_storage.default")
def ephemeral_storage(aws: LambdaModel, usage: Usage, billed_ms: int, /) -> Decimal:
    """The charge for /tmp above the part that is included."""
    if usage.ephemeral_storage_mb is None:
        return Decimal(0)
    included = aws.facts.whole("limits.ephemeral_storage.default")
    extra_mb = max(0, usage.ephemeral_storage_mb - included)
    if not extra_mb:
        return Decimal(0)
    gb_s = usage.requests * (billed_ms / MS) * billing.gigabytes(aws, extra_mb)
    price = aws.facts.number("billing.ephemeral_storage.price")
    text = f"({usage.ephemeral_storage_mb:,} - {included}) MB of /tmp: {number(gb_s)} GB-s x ${number(price)}"
    aws.note("billing.ephemeral_storage", text, usd(cents(gb_s * price)))
    return gb_s * price


@rule("billing.provisioned", "billing.provisioned.x86_64.price", "billing.provisioned.period")
def provisioned(aws: LambdaModel, usage: Usage, /) -> Decimal:
    """The charge for keeping environments ready, whether or not they are used."""
    seconds = provisioned_seconds(aws, usage.provisioned_hours)
    gb_s = usage.provisioned_concurrency * seconds * billing.gigabytes(aws, usage.memory_size_mb)
    price = aws.facts.number(f"billing.provisioned.{usage.architecture}.price")
    text = f"{usage.provisioned_concurrency:,} x {number(seconds)} s: {number(gb_s)} GB-s x ${number(price)}"
    aws.note("billing.provisioned", text, usd(cents(gb_s * price)))
    return gb_s * price


@rule("billing.provisioned_seconds", "billing.provisioned.rounding", "billing.provisioned.period")
def provisioned_seconds(aws: LambdaModel, hours: Decimal, /) -> Decimal:
    """Seconds for which provisioned concurrency is charged: rounded up to the next five minutes."""
    step = aws.facts.whole("billing.provisioned.rounding")
    return Decimal(rounded_up(Decimal(hours) * SECONDS_AN_HOUR, step))


@rule("billing.provisioned_compute", "billing.provisioned.x86_64.duration_price", "billing.free_tier.provisioned")
def provisioned_compute(aws: LambdaModel, usage: Usage, /) -> Decimal:
    """The charge for duration on provisioned concurrency; the free tier does not count here."""
    billed = billing.duration(aws, usage.provisioned_duration_ms, Decimal(0))
    gb_s = billing.gb_seconds(aws, usage.memory_size_mb, usage.provisioned_requests, billed)
    price = aws.facts.number(f"billing.provisioned.{usage.architecture}.duration_price")
    aws.note("billing.provisioned_compute", f"{number(gb_s)} GB-s x ${number(price)}", usd(cents(gb_s * price)))
    return gb_s * price

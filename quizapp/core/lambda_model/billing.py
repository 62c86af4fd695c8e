"""What Lambda charges: billed duration, GB-seconds, requests, tiers, the free tier, and what else runs by the hour.

Money is Decimal. Charges are rounded half up to cents one by one, as the examples on AWS's
pricing page are, and the total is the sum of what was rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from quizapp.core.lambda_model.rule import LambdaModel, Step, number, rounded_up, rule, usd

Architecture = Literal["x86_64", "arm64"]
PackageKind = Literal["managed", "custom"]
CENT = Decimal("0.01")
MS = Decimal(1000)
SECONDS_AN_HOUR = Decimal(3600)
PER_MILLION = Decimal(1_000_000)
_PRICING = "https://aws.amazon.com/lambda/pricing/"


@dataclass(frozen=True)
class Usage:
    """A month of one function. Durations are of one request, in ms; ``requests`` run outside provisioned concurrency.

    ``package``: a managed runtime from a .zip file, or a custom runtime or image (``custom``).
    """

    memory_size_mb: int
    requests: int
    duration_ms: Decimal
    init_duration_ms: Decimal = Decimal(0)
    architecture: Architecture = "x86_64"
    package: PackageKind = "managed"
    ephemeral_storage_mb: int | None = None
    free_tier: bool = True
    provisioned_concurrency: int = 0
    provisioned_hours: Decimal = Decimal(0)
    provisioned_requests: int = 0
    provisioned_duration_ms: Decimal = Decimal(0)
    event_size_kb: int = 0


@dataclass(frozen=True)
class Bill:
    """``charges`` are rounded to cents; ``total`` is their sum."""

    billed_duration_ms: int
    gb_seconds: Decimal
    charges: dict[str, Decimal]
    total: Decimal
    steps: tuple[Step, ...] = field(repr=False)


def bill(aws: LambdaModel, usage: Usage) -> Bill:
    """The bill for ``usage``. Raises LambdaError for what the API would not accept."""
    _check(aws, usage)
    init = aws.apply("billing.init", usage.init_duration_ms, usage.package)
    billed = aws.apply("billing.duration", usage.duration_ms, init)
    gb_seconds = aws.apply("billing.gb_seconds", usage.memory_size_mb, usage.requests, billed)
    charges = {
        "requests": cents(aws.apply("billing.requests", usage)),
        "compute": cents(aws.apply("billing.compute", gb_seconds, usage.architecture, usage.free_tier)),
    }
    extra = aws.apply("billing.ephemeral_storage", usage, billed)
    if extra:
        charges["ephemeral_storage"] = cents(extra)
    if usage.provisioned_concurrency:
        charges["provisioned_concurrency"] = cents(aws.apply("billing.provisioned", usage))
        charges["provisioned_compute"] = cents(aws.apply("billing.provisioned_compute", usage))
    total = sum(charges.values(), Decimal(0))
    aws.note("billing.total", " + ".join(usd(charge) for charge in charges.values()), usd(total))
    return Bill(billed, gb_seconds, charges, total, tuple(aws.steps))


def cents(amount: Decimal) -> Decimal:
    """Half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def _check(aws: LambdaModel, usage: Usage) -> None:
    """What the API, and arithmetic, ask of the parameters."""
    aws.apply("configuration.memory_size", usage.memory_size_mb)
    if usage.ephemeral_storage_mb is not None:
        aws.apply("configuration.ephemeral_storage", usage.ephemeral_storage_mb)
    counts = ("requests", "provisioned_concurrency", "provisioned_requests", "event_size_kb")
    times = ("duration_ms", "init_duration_ms", "provisioned_hours", "provisioned_duration_ms")
    for name in (*counts, *times):
        value = Decimal(getattr(usage, name))
        aws.require(value.is_finite() and 0 <= value < 10**15, name, "a number from 0 to below 1e15")
    known = aws.facts.known(f"billing.gb_second.{usage.architecture}.tier1.price")
    aws.require(known, "architectures", f"{usage.architecture} did not exist on {aws.facts.day}")
    if usage.provisioned_concurrency:
        exists = aws.facts.known(f"billing.provisioned.{usage.architecture}.price")
        aws.require(exists, "provisioned_concurrent_executions", f"it did not exist on {aws.facts.day}")


@rule("billing.init", "billing.init.billed_for_managed_zip", "billing.init.billed_for_custom_runtime_and_image")
def init(aws: LambdaModel, init_duration_ms: Decimal, package: PackageKind) -> Decimal:
    """The part of the INIT phase that is billed, in ms."""
    name = "managed_zip" if package == "managed" else "custom_runtime_and_image"
    billed = aws.facts.flag(f"billing.init.billed_for_{name}")
    if init_duration_ms:
        kind = "a managed runtime" if package == "managed" else "a custom runtime or image"
        aws.note(
            "billing.init", f"INIT of {kind} is {'' if billed else 'not '}billed", f"{number(init_duration_ms)} ms"
        )
    return init_duration_ms if billed else Decimal(0)


@rule("billing.time_counted", "billing.init.formula")
def time_counted(aws: LambdaModel, duration_ms: Decimal, waited_ms: Decimal) -> Decimal:
    """What counts of an invocation: how long it ran, not how long its caller waited."""
    text = f"the Duration in the log counts, not the {number(waited_ms)} ms of the caller"
    aws.note("billing.time_counted", text, f"{number(duration_ms)} ms")
    return duration_ms


@rule("billing.duration", "billing.rounding", "billing.init.formula")
def duration(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
    """Billed duration in ms: the time, with INIT where that counts, rounded up."""
    step = aws.facts.whole("billing.rounding")
    time = Decimal(duration_ms) + init_ms
    billed = rounded_up(time, step)
    words = (
        f"{number(time)} ms, rounded up to the next {step} ms" if step > 1 else f"{number(time)} ms, rounded up to ms"
    )
    aws.note("billing.duration", words, f"{billed:,} ms")
    return billed


@rule("billing.gb", "billing.mb_per_gb")
def gigabytes(aws: LambdaModel, memory_size_mb: int) -> Decimal:
    """Memory in GB."""
    return Decimal(memory_size_mb) / aws.facts.number("billing.mb_per_gb")


@rule("billing.gb_seconds", "billing.dimensions", "billing.mb_per_gb")
def gb_seconds(aws: LambdaModel, memory_size_mb: int, requests: int, billed_ms: int) -> Decimal:
    """Requests x billed seconds x memory in GB."""
    gb = aws.apply("billing.gb", memory_size_mb)
    found: Decimal = requests * (billed_ms / MS) * gb
    text = f"{requests:,} requests x {number(billed_ms / MS)} s x {number(gb)} GB"
    aws.note("billing.gb_seconds", text, f"{number(found)} GB-s")
    return found


@rule("billing.free_gb_seconds", "billing.free_tier.gb_seconds", "billing.free_tier.period")
def free_gb_seconds(aws: LambdaModel, gb_s: Decimal) -> Decimal:
    """GB-seconds that are left to pay after the month's free tier."""
    free = aws.facts.number("billing.free_tier.gb_seconds")
    left = max(Decimal(0), gb_s - free)
    aws.note("billing.free_gb_seconds", f"{number(gb_s)} - {number(free)} free", f"{number(left)} GB-s")
    return left


@rule("billing.free_requests", "billing.free_tier.requests", "billing.free_tier.period")
def free_requests(aws: LambdaModel, requests: int) -> int:
    """Requests that are left to pay after the month's free tier."""
    free = aws.facts.whole("billing.free_tier.requests")
    left = max(0, requests - free)
    aws.note("billing.free_requests", f"{requests:,} - {free:,} free", f"{left:,} requests")
    return left


@rule("billing.request_price", "billing.request.price_per_million")
def request_price(aws: LambdaModel) -> Decimal:
    """What one request costs."""
    return aws.facts.number("billing.request.price_per_million") / PER_MILLION


@rule("billing.requests_per_event", "billing.async_event.request_size", "billing.async_event.step")
def requests_per_event(aws: LambdaModel, event_size_kb: int) -> int:
    """How many requests an asynchronous event counts as: one, and one more for each further step of size."""
    if not aws.facts.known("billing.async_event.request_size"):
        return 1
    first, step = aws.facts.whole("billing.async_event.request_size"), aws.facts.whole("billing.async_event.step")
    found = 1 + max(0, -(-(event_size_kb - first) // step))
    if event_size_kb > first:
        text = f"{event_size_kb} KB: the first {first} KB are one request, each {step} KB more another"
        aws.note("billing.requests_per_event", text, f"{found} requests")
    return found


@rule("billing.requests", "billing.request.price_per_million", "billing.free_tier.requests")
def requests(aws: LambdaModel, usage: Usage) -> Decimal:
    """The charge for requests, those on provisioned concurrency included."""
    count = (usage.requests + usage.provisioned_requests) * aws.apply("billing.requests_per_event", usage.event_size_kb)
    charged = aws.apply("billing.free_requests", count) if usage.free_tier else count
    price = aws.apply("billing.request_price")
    amount: Decimal = charged * price
    aws.note("billing.requests", f"{charged:,} x {usd(price * PER_MILLION)} per million", usd(cents(amount)))
    return amount


@rule("billing.compute", "billing.gb_second.x86_64.tier1.price", "billing.gb_second.arm64.tier1.price")
def compute(aws: LambdaModel, gb_s: Decimal, architecture: Architecture, free_tier: bool) -> Decimal:
    """The charge for duration outside provisioned concurrency."""
    charged = aws.apply("billing.free_gb_seconds", gb_s) if free_tier else gb_s
    amount = Decimal(0)
    for part, price in aws.apply("billing.tiers", charged, architecture):
        amount += part * price
        aws.note("billing.compute", f"{number(part)} GB-s x ${number(price)}", usd(cents(part * price)))
    return amount


@rule("billing.tiers", "billing.tiers.scope", "billing.gb_second.x86_64.tier1.limit")
def tiers(aws: LambdaModel, gb_s: Decimal, architecture: Architecture) -> list[tuple[Decimal, Decimal]]:
    """The month's GB-seconds cut into volume tiers: (GB-seconds, price of one)."""
    base = f"billing.gb_second.{architecture}"
    if not aws.facts.flag("billing.tiers.available"):
        return [(gb_s, aws.facts.number(f"{base}.tier1.price"))]
    out, left = [], gb_s
    for tier in (1, 2, 3):
        limit = aws.facts.number(f"{base}.tier{tier}.limit") if tier < 3 else left
        width = limit - (aws.facts.number(f"{base}.tier{tier - 1}.limit") if tier == 2 else 0)
        part = min(left, width)
        if part or tier == 1:
            out.append((part, aws.facts.number(f"{base}.tier{tier}.price")))
        left -= part
    return out


@rule("billing.requests_within_free_tier", "billing.free_tier.requests", "billing.free_tier.gb_seconds")
def requests_within_free_tier(aws: LambdaModel, memory_size_mb: int, billed_ms: int) -> int:
    """How many requests of a month cost nothing: until one of the two parts of the free tier is used up."""
    each = aws.apply("billing.gb", memory_size_mb) * (billed_ms / MS)
    by_compute = int(aws.facts.number("billing.free_tier.gb_seconds") / each)
    by_requests = aws.facts.whole("billing.free_tier.requests")
    text = f"the smaller of {by_compute:,} (by GB-seconds) and {by_requests:,} (by requests)"
    aws.note("billing.requests_within_free_tier", text, f"{min(by_compute, by_requests):,} requests")
    return min(by_compute, by_requests)

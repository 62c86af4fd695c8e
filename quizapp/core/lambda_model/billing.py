"""What Lambda charges for requests and duration: billed duration, GB-seconds, tiers and the free tier.

Money is Decimal.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from quizapp.core.lambda_model.rule import LambdaModel, rounded_up, rule
from quizapp.core.quantity import number, usd

Architecture = Literal["x86_64", "arm64"]
ARCHITECTURES: tuple[Architecture, ...] = get_args(Architecture)
PackageKind = Literal["managed", "custom"]
CENT = Decimal("0.01")
MS = Decimal(1000)
SECONDS_AN_HOUR = Decimal(3600)
PER_MILLION = Decimal(1_000_000)
_PRICING = "https://aws.amazon.com/lambda/pricing/"


@dataclass(frozen=True)
class Usage:
    """A month of one function. Durations are of one request, in ms; ``requests`` run outside provisioned concurrency.

    ``cold_starts``: how many of the requests begin with INIT. ``package``: a managed runtime from a .zip file, or a
    custom runtime or image (``custom``).
    """

    memory_size_mb: int
    requests: int
    duration_ms: Decimal
    init_duration_ms: Decimal = Decimal(0)
    cold_starts: int = 1
    architecture: Architecture = "x86_64"
    package: PackageKind = "managed"
    ephemeral_storage_mb: int | None = None
    free_tier: bool = True
    provisioned_concurrency: int = 0
    provisioned_hours: Decimal = Decimal(0)
    provisioned_requests: int = 0
    provisioned_duration_ms: Decimal = Decimal(0)
    event_size_kb: int = 0


def cents(amount: Decimal) -> Decimal:
    """Half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@rule("billing.init", "billing.init.billed_for_managed_zip", "billing.init.billed_for_custom_runtime_and_image")
def init(aws: LambdaModel, init_duration_ms: Decimal, package: PackageKind, /) -> Decimal:
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
def time_counted(aws: LambdaModel, duration_ms: Decimal, waited_ms: Decimal, /) -> Decimal:
    """What counts of an invocation: how long it ran, not how long its caller waited."""
    text = f"the Duration in the log counts, not the {number(waited_ms)} ms of the caller"
    aws.note("billing.time_counted", text, f"{number(duration_ms)} ms")
    return duration_ms


@rule("billing.duration", "billing.rounding", "billing.init.formula")
def duration(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal, /) -> int:
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
def gigabytes(aws: LambdaModel, memory_size_mb: int, /) -> Decimal:
    """Memory in GB."""
    return Decimal(memory_size_mb) / aws.facts.number("billing.mb_per_gb")


@rule("billing.gb_seconds", "billing.dimensions", "billing.mb_per_gb")
def gb_seconds(aws: LambdaModel, memory_size_mb: int, requests: int, billed_ms: int, /) -> Decimal:
    """Requests x billed seconds x memory in GB."""
    gb = gigabytes(aws, memory_size_mb)
    found = requests * (billed_ms / MS) * gb
    text = f"{requests:,} requests x {number(billed_ms / MS)} s x {number(gb)} GB"
    aws.note("billing.gb_seconds", text, f"{number(found)} GB-s")
    return found


@rule("billing.free_gb_seconds", "billing.free_tier.gb_seconds", "billing.free_tier.period")
def free_gb_seconds(aws: LambdaModel, gb_s: Decimal, /) -> Decimal:
    """GB-seconds that are left to pay after the month's free tier."""
    free = aws.facts.number("billing.free_tier.gb_seconds")
    left = max(Decimal(0), gb_s - free)
    aws.note("billing.free_gb_seconds", f"{number(gb_s)} - {number(free)} free", f"{number(left)} GB-s")
    return left


@rule("billing.free_requests", "billing.free_tier.requests", "billing.free_tier.period")
def free_requests(aws: LambdaModel, requests: int, /) -> int:
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
def requests_per_event(aws: LambdaModel, event_size_kb: int, /) -> int:
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
def requests(aws: LambdaModel, usage: Usage, /) -> Decimal:
    """The charge for requests, those on provisioned concurrency included."""
    count = (usage.requests + usage.provisioned_requests) * requests_per_event(aws, usage.event_size_kb)
    charged = free_requests(aws, count) if usage.free_tier else count
    price = request_price(aws)
    amount = charged * price
    aws.note("billing.requests", f"{charged:,} x {usd(price * PER_MILLION)} per million", usd(cents(amount)))
    return amount


@rule("billing.compute", "billing.gb_second.x86_64.tier1.price", "billing.gb_second.arm64.tier1.price")
def compute(aws: LambdaModel, gb_s: Decimal, architecture: Architecture, free_tier: bool, /) -> Decimal:
    """The charge for duration outside provisioned concurrency."""
    charged = free_gb_seconds(aws, gb_s) if free_tier else gb_s
    amount = Decimal(0)
    for part, price in tiers(aws, charged, architecture):
        amount += part * price
        aws.note("billing.compute", f"{number(part)} GB-s x ${number(price)}", usd(cents(part * price)))
    return amount


@rule("billing.tiers", "billing.tiers.scope", "billing.gb_second.x86_64.tier1.limit")
def tiers(aws: LambdaModel, gb_s: Decimal, architecture: Architecture, /) -> list[tuple[Decimal, Decimal]]:
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
def requests_within_free_tier(aws: LambdaModel, memory_size_mb: int, billed_ms: int, /) -> int:
    """How many requests of a month cost nothing: until one of the two parts of the free tier is used up."""
    each = gigabytes(aws, memory_size_mb) * (billed_ms / MS)
    by_compute = int(aws.facts.number("billing.free_tier.gb_seconds") / each)
    by_requests = aws.facts.whole("billing.free_tier.requests")
    text = f"the smaller of {by_compute:,} (by GB-seconds) and {by_requests:,} (by requests)"
    aws.note("billing.requests_within_free_tier", text, f"{min(by_compute, by_requests):,} requests")
    return min(by_compute, by_requests)

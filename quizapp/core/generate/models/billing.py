"""What requests and duration cost on demand: item models on billing, and what all of them share."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant, rounded_up_to, shared
from quizapp.core.generate.model import ItemModel, LabBench, ModelAnswer, Parameters, count, money
from quizapp.core.lambda_model import LambdaModel, Patch, billing
from quizapp.core.lambda_model.billing import MS, PER_MILLION, Usage
from quizapp.core.lambda_model.monthly_bill import bill
from quizapp.core.lambda_model.rule import number, rounded_up

MILLIONS = tuple(n * 1_000_000 for n in (3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40))
DURATIONS = (120, 150, 180, 250, 320, 350, 450, 620, 750, 850, 1250, 1450)
_MEMORY = (128, 256, 512, 1024, 1536, 2048, 3072)
_CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Half up to the cent."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def usage(p: Parameters, ephemeral_storage_mb: int | None = None) -> Usage:
    """The month of a function with these parameters."""
    return Usage(
        p.whole("memory_size_mb"),
        p.whole("requests"),
        Decimal(p.whole("duration_ms")),
        ephemeral_storage_mb=ephemeral_storage_mb,
    )


def bench(p: Parameters) -> LabBench:
    """The laboratory's bill for these parameters."""
    names = ("memory_size_mb", "requests", "duration_ms", "architecture", "ephemeral_storage_mb")
    return "bill", {name: p[name] for name in names if name in p}


def gb_s(rules: Rules, p: Parameters) -> Decimal:
    """Requests x seconds x GB, in one expression."""
    step = rules.whole("billing.rounding")
    billed = -(-p.whole("duration_ms") // step) * step
    return Decimal(
        Decimal(p.whole("requests")) * billed * p.whole("memory_size_mb") / 1000 / rules.whole("billing.mb_per_gb")
    )


def price(rules: Rules, architecture: str = "x86_64") -> Decimal:
    """What a GB-second of the first tier costs."""
    return rules.number(f"billing.gb_second.{architecture}.tier1.price")


def _uses_free_tier_up(rules: Rules, p: Parameters) -> bool:
    return gb_s(rules, p) > rules.number("billing.free_tier.gb_seconds") * Decimal("1.1")


# the month's bill


def _month(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return money(bill(aws, usage(p)).total)


def _month_again(rules: Rules, p: Parameters) -> ModelAnswer:
    compute = max(Decimal(0), gb_s(rules, p) - rules.number("billing.free_tier.gb_seconds")) * price(rules)
    paid = max(0, p.whole("requests") - rules.whole("billing.free_tier.requests"))
    requests = paid * rules.number("billing.request.price_per_million") / PER_MILLION
    return money(cents(compute) + cents(requests))


MONTH = ItemModel(
    id="billing-month",
    version=1,
    grid={"memory_size_mb": _MEMORY, "requests": MILLIONS, "duration_ms": DURATIONS},
    words=("price",),
    shown=lambda rules, _p: {"price": f"{price(rules):f}"},
    accept=_uses_free_tier_up,
    solve=_month,
    check=_month_again,
    misconceptions=shared(
        "bill-forgets-free-tier", "bill-forgets-free-compute", "bill-forgets-free-requests", "bill-forgets-requests",
        "bill-rounds-up-to-100-ms", "bill-gb-is-1000-mb", "bill-request-price-tenfold", "bill-forgets-compute",
    ),
    entry=True,
    lab=bench,
)  # fmt: skip


# GB-seconds


def _gb_seconds(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    billed = billing.duration(aws, Decimal(p.whole("duration_ms")), Decimal(0))
    return count(billing.gb_seconds(aws, p.whole("memory_size_mb"), p.whole("requests"), billed), "GB-s")


def _takes_free_tier_off(aws: LambdaModel, memory: int, requests: int, billed_ms: int) -> Decimal:
    found = billing.gb_seconds.function(aws, memory, requests, billed_ms)
    return max(Decimal(0), found - aws.facts.number("billing.free_tier.gb_seconds"))


GB_SECONDS = ItemModel(
    id="billing-gb-seconds",
    version=1,
    grid={"memory_size_mb": _MEMORY, "requests": MILLIONS, "duration_ms": DURATIONS},
    solve=_gb_seconds,
    check=lambda rules, p: count(gb_s(rules, p), "GB-s"),
    accept=lambda rules, p: gb_s(rules, p) == int(gb_s(rules, p)) and _uses_free_tier_up(rules, p),
    misconceptions={
        **shared(
            "bill-rounds-up-to-100-ms", "bill-rounds-up-to-1-s", "bill-rounds-to-nearest-100-ms", "bill-gb-is-1000-mb",
            "bill-forgets-memory", "bill-leaves-out-free-requests",
        ),
        "bill-takes-free-tier-off-consumption": billing.gb_seconds.replaced_by(_takes_free_tier_off),
    },
    entry=True,
    lab=bench,
)  # fmt: skip


# billed duration, with INIT


def _billed(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    time = billing.time_counted(aws, _logged(p), _waited(p))
    init = billing.init(aws, Decimal(p.whole("init_ms")), "managed")
    return count(billing.duration(aws, time, init), "ms")


def _billed_again(rules: Rules, p: Parameters) -> ModelAnswer:
    init = p.whole("init_ms") * 100 if rules.flag("billing.init.billed_for_managed_zip") else 0
    step = rules.whole("billing.rounding") * 100
    return count(-(-(p.whole("hundredths_ms") + init) // step) * step // 100, "ms")


def _logged(p: Parameters) -> Decimal:
    return Decimal(p.whole("hundredths_ms")) / 100


def _waited(p: Parameters) -> Decimal:
    """What the caller measures: INIT, the handler, and the way there and back; in whole ms."""
    return Decimal(rounded_up(_logged(p) + p.whole("init_ms") + p.whole("way_ms")))


def _as_waited(_aws: LambdaModel, _duration_ms: Decimal, waited_ms: Decimal) -> Decimal:
    return waited_ms


def _init_in_steps(_aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
    return rounded_up(duration_ms) + rounded_up(init_ms, 100)


def _init_within(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
    left = rounded_up(duration_ms - init_ms)
    aws.note("billing.duration", f"{number(duration_ms)} ms - {number(init_ms)} ms of INIT", f"{left:,} ms")
    return left


BILLED = ItemModel(
    id="billing-billed-duration",
    version=1,
    grid={
        "hundredths_ms": tuple(n * 10_000 + k for n in (15, 16, 17, 18, 19, 21, 23, 26) for k in (1437, 3221, 4679, 6162, 8113)),
        "init_ms": (140, 170, 210, 230, 320, 430, 510),
        "way_ms": (71, 94, 127, 163, 218),
    },
    words=("duration", "waited"),
    shown=lambda _rules, p: {"duration": f"{_logged(p):,.2f}", "waited": f"{_waited(p):,}"},
    solve=_billed,
    check=_billed_again,
    misconceptions={
        **shared("bill-ignores-init", "bill-rounds-up-to-100-ms"),
        "bill-ignores-init-and-rounds-to-100-ms": billing.init.replaced_by(constant(Decimal(0))) | billing.duration.replaced_by(rounded_up_to(100)),
        "bill-rounds-init-up-to-100-ms": billing.duration.replaced_by(_init_in_steps),
        "bill-charges-what-the-caller-waits": billing.init.replaced_by(constant(Decimal(0))) | billing.time_counted.replaced_by(_as_waited),
        "bill-adds-init-to-what-the-caller-waits": billing.time_counted.replaced_by(_as_waited),
        "bill-takes-init-off-duration": billing.duration.replaced_by(_init_within),
    },
    entry=True,
    lab=lambda p: ("bill", {"requests": 1, "duration_ms": str(_logged(p)), "init_duration_ms": p.whole("init_ms")}),
)  # fmt: skip


# how far the free tier goes


def _free_requests(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    billed = billing.duration(aws, Decimal(p.whole("duration_ms")), Decimal(0))
    return count(billing.requests_within_free_tier(aws, p.whole("memory_size_mb"), billed), "requests")


def _by_compute(rules: Rules, p: Parameters) -> Decimal:
    """Free GB-seconds over those of one request."""
    free = rules.number("billing.free_tier.gb_seconds") * 1000 * rules.whole("billing.mb_per_gb")
    return free / Decimal(p.whole("duration_ms") * p.whole("memory_size_mb"))


def _free_requests_again(rules: Rules, p: Parameters) -> ModelAnswer:
    return count(min(int(_by_compute(rules, p)), rules.whole("billing.free_tier.requests")), "requests")


def _free_fits(rules: Rules, p: Parameters) -> bool:
    found = _by_compute(rules, p)
    return found == int(found) and found != rules.whole("billing.free_tier.requests") and found <= 8_000_000


def _compute_only(aws: LambdaModel, memory: int, billed_ms: int) -> int:
    each = billing.gigabytes(aws, memory) * (billed_ms / MS)
    return int(aws.facts.number("billing.free_tier.gb_seconds") / each)


def _requests_only(aws: LambdaModel, _memory: int, _billed_ms: int) -> int:
    return aws.facts.whole("billing.free_tier.requests")


def _reach(change: Callable[[LambdaModel, int, int], int]) -> Patch:
    return billing.requests_within_free_tier.replaced_by(change)


FREE = ItemModel(
    id="billing-free-tier-reach",
    version=1,
    grid={
        "memory_size_mb": (128, 256, 512, 1024, 2048, 4096, 8192),
        "duration_ms": (100, 125, 160, 200, 250, 320, 400, 500, 625, 800, 1000, 1250, 1600, 2000, 2500, 3200, 4000, 5000),
    },
    accept=_free_fits,
    solve=_free_requests,
    check=_free_requests_again,
    misconceptions={
        "free-tier-compute-only": _reach(_compute_only),
        "free-tier-requests-only": _reach(_requests_only),
        "free-tier-parts-added": _reach(lambda aws, memory, billed: _compute_only(aws, memory, billed) + _requests_only(aws, memory, billed)),
        "free-tier-forgets-memory": billing.gigabytes.replaced_by(constant(Decimal(1))),
        "free-tier-gb-seconds-are-requests": _reach(lambda aws, _memory, _billed: aws.facts.whole("billing.free_tier.gb_seconds")),
        "free-tier-spread-over-the-year": _reach(lambda aws, memory, billed: billing.requests_within_free_tier.function(aws, memory, billed) // 12),
        **shared("bill-rounds-up-to-1-s", "bill-rounds-up-to-100-ms", "bill-gb-is-1000-mb"),
    },
    entry=True,
    lab=lambda p: ("bill", {**p, "requests": 1_000_000}),
)  # fmt: skip


MODELS = (MONTH, GB_SECONDS, BILLED, FREE)

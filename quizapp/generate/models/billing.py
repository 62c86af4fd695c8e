"""What a month costs: item models on billing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from quizapp.awslambda import Lambda
from quizapp.awslambda.billing import MS, PER_MILLION, Usage, bill
from quizapp.awslambda.rules import number
from quizapp.facts import Rules
from quizapp.generate.mistakes import BILLING, Patch, constant, real, rounded_up_to
from quizapp.generate.model import Answer, ItemModel, Parameters, count, money

NOTES_DAY = date(2019, 9, 1)
CENT = Decimal("0.01")
_MEMORY = (128, 256, 512, 1024, 1536, 2048, 3072)
_MILLIONS = tuple(n * 1_000_000 for n in (3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40))
_DURATIONS = (120, 150, 180, 250, 320, 350, 450, 620, 750, 850, 1250, 1450)


def _some(*names: str) -> dict[str, Patch]:
    return {name: BILLING[name] for name in names}


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _usage(p: Parameters, **more: Any) -> Usage:
    return Usage(p["memory_size_mb"], p["requests"], Decimal(p["duration_ms"]), **more)


def _bench(p: Parameters) -> tuple[str, Mapping[str, Any]]:
    names = ("memory_size_mb", "requests", "duration_ms", "ephemeral_storage_mb")
    return "bill", {name: p[name] for name in names if name in p}


def _gb_s(rules: Rules, p: Parameters) -> Decimal:
    """Requests x seconds x GB, in one expression."""
    step = rules.whole("billing.rounding")
    billed = -(-p["duration_ms"] // step) * step
    return Decimal(Decimal(p["requests"]) * billed * p["memory_size_mb"] / 1000 / rules.whole("billing.mb_per_gb"))


def _price(rules: Rules, architecture: str = "x86_64") -> Decimal:
    return rules.number(f"billing.gb_second.{architecture}.tier1.price")


def _uses_free_tier_up(rules: Rules, p: Parameters) -> bool:
    return _gb_s(rules, p) > rules.number("billing.free_tier.gb_seconds") * Decimal("1.1")


# the month's bill


def _month(aws: Lambda, p: Parameters) -> Answer:
    return money(bill(aws, _usage(p)).total)


def _month_again(rules: Rules, p: Parameters) -> Answer:
    compute = max(Decimal(0), _gb_s(rules, p) - rules.number("billing.free_tier.gb_seconds")) * _price(rules)
    paid = max(0, p["requests"] - rules.whole("billing.free_tier.requests"))
    requests = paid * rules.number("billing.request.price_per_million") / PER_MILLION
    return money(_cents(compute) + _cents(requests))


MONTH = ItemModel(
    id="billing-month",
    version=1,
    grid={"memory_size_mb": _MEMORY, "requests": _MILLIONS, "duration_ms": _DURATIONS},
    accept=_uses_free_tier_up,
    solve=_month,
    check=_month_again,
    misconceptions=_some(
        "bill-forgets-free-tier", "bill-forgets-free-compute", "bill-forgets-free-requests", "bill-forgets-requests",
        "bill-rounds-up-to-100-ms", "bill-gb-is-1000-mb", "bill-request-price-tenfold", "bill-forgets-compute",
    ),
    entry=True,
    lab=_bench,
)  # fmt: skip


# GB-seconds


def _gb_seconds(aws: Lambda, p: Parameters) -> Answer:
    billed = aws.apply("billing.duration", Decimal(p["duration_ms"]), Decimal(0))
    return count(aws.apply("billing.gb_seconds", p["memory_size_mb"], p["requests"], billed), "GB-s")


def _forgets_requests(aws: Lambda, memory: int, _requests: int, billed: int) -> Decimal:
    return Decimal(real("billing.gb_seconds")(aws, memory, 1_000_000, billed))


def _adds_free_tier(aws: Lambda, memory: int, requests: int, billed: int) -> Decimal:
    found: Decimal = real("billing.gb_seconds")(aws, memory, requests, billed)
    return max(Decimal(0), found - aws.facts.number("billing.free_tier.gb_seconds"))


def _minutes_for_seconds(aws: Lambda, memory: int, requests: int, billed: int) -> Decimal:
    return Decimal(real("billing.gb_seconds")(aws, memory, requests, billed)) * 10


GB_SECONDS = ItemModel(
    id="billing-gb-seconds",
    version=1,
    grid={"memory_size_mb": _MEMORY, "requests": _MILLIONS, "duration_ms": _DURATIONS},
    solve=_gb_seconds,
    check=lambda rules, p: count(_gb_s(rules, p), "GB-s"),
    accept=lambda rules, p: _gb_s(rules, p) == int(_gb_s(rules, p)) and _uses_free_tier_up(rules, p),
    misconceptions={
        **_some("bill-rounds-up-to-100-ms", "bill-rounds-up-to-1-s", "bill-gb-is-1000-mb", "bill-forgets-memory"),
        "bill-takes-free-tier-off-consumption": {"billing.gb_seconds": _adds_free_tier},
        "bill-misplaces-decimal-point": {"billing.gb_seconds": _minutes_for_seconds},
    },
    entry=True,
    lab=_bench,
)


# billed duration, with INIT


def _billed(aws: Lambda, p: Parameters) -> Answer:
    init = aws.apply("billing.init", Decimal(p["init_ms"]), "managed")
    return count(aws.apply("billing.duration", Decimal(p["hundredths_ms"]) / 100, init), "ms")


def _billed_again(rules: Rules, p: Parameters) -> Answer:
    init = p["init_ms"] * 100 if rules.flag("billing.init.billed_for_managed_zip") else 0
    step = rules.whole("billing.rounding") * 100
    return count(-(-(p["hundredths_ms"] + init) // step) * step // 100, "ms")


def _rounds_half(aws: Lambda, duration_ms: Decimal, init_ms: Decimal) -> int:
    found = int((duration_ms + init_ms) / 10) * 10
    aws.note("billing.duration", f"{number(duration_ms + init_ms)} ms, rounded down to 10 ms", f"{found:,} ms")
    return found


def _init_only(_aws: Lambda, _duration: Decimal, init_ms: Decimal) -> int:
    return int(init_ms)


BILLED = ItemModel(
    id="billing-billed-duration",
    version=1,
    grid={
        "hundredths_ms": tuple(n * 1000 + k for n in (7, 13, 22, 31, 47, 58, 64, 79) for k in (437, 521, 679, 862, 913)),
        "init_ms": (180, 240, 310, 420, 560, 730, 850),
        "memory_size_mb": (128, 256, 512, 1024, 2048),
    },
    words=("duration",),
    shown=lambda _rules, p: {"duration": f"{Decimal(p['hundredths_ms']) / 100:.2f}"},
    solve=_billed,
    check=_billed_again,
    misconceptions={
        **_some("bill-ignores-init", "bill-rounds-up-to-100-ms", "bill-rounds-up-to-1-s"),
        "bill-ignores-init-and-rounds-to-100-ms": {"billing.init": constant(Decimal(0)), "billing.duration": rounded_up_to(100)},
        "bill-counts-init-only": {"billing.duration": _init_only},
        "bill-rounds-up-to-10-s": {"billing.duration": rounded_up_to(10_000)},
        "bill-init-twice": {"billing.init": lambda _aws, init, _package: init * 2},
    },
    entry=True,
    lab=lambda p: ("bill", {"memory_size_mb": p["memory_size_mb"], "requests": 1, "duration_ms": str(Decimal(p["hundredths_ms"]) / 100), "init_ms": p["init_ms"]}),
)  # fmt: skip


# arm64 instead of x86_64


def _saving(aws: Lambda, p: Parameters) -> Answer:
    one = bill(aws, _usage(p, free_tier=False)).charges["compute"]
    other = bill(aws, _usage(p, free_tier=False, architecture="arm64")).charges["compute"]
    saved = one - other
    aws.note("billing.saving", f"${one:,.2f} - ${other:,.2f}", f"${saved:,.2f}")
    return money(saved)


def _saving_again(rules: Rules, p: Parameters) -> Answer:
    return money(_cents(_gb_s(rules, p) * _price(rules)) - _cents(_gb_s(rules, p) * _price(rules, "arm64")))


def _share_of_arm(share: str) -> Patch:
    def tiers(aws: Lambda, gb_s: Decimal, architecture: str) -> list[tuple[Decimal, Decimal]]:
        price = aws.facts.number("billing.gb_second.x86_64.tier1.price")
        return [(gb_s, price * (1 - Decimal(share)) if architecture == "arm64" else price)]

    return {"billing.tiers": tiers}


ARM = ItemModel(
    id="billing-arm64-saving",
    version=1,
    grid={"memory_size_mb": (512, 1024, 1536, 2048, 3072), "requests": _MILLIONS, "duration_ms": _DURATIONS},
    solve=_saving,
    check=_saving_again,
    misconceptions={
        **_some("bill-rounds-up-to-100-ms", "bill-gb-is-1000-mb"),
        "arm-costs-half": _share_of_arm("0.5"),
        "arm-saves-34-per-cent": _share_of_arm("0.34"),
        "arm-saves-10-per-cent": _share_of_arm("0.1"),
        "bill-rounds-up-to-1-s": BILLING["bill-rounds-up-to-1-s"],
    },
    lab=_bench,
)


# how far the free tier goes


def _free_requests(aws: Lambda, p: Parameters) -> Answer:
    billed = aws.apply("billing.duration", Decimal(p["duration_ms"]), Decimal(0))
    return count(aws.apply("billing.requests_within_free_tier", p["memory_size_mb"], billed), "requests")


def _free_requests_again(rules: Rules, p: Parameters) -> Answer:
    each = Decimal(p["duration_ms"]) * p["memory_size_mb"] / 1000 / rules.whole("billing.mb_per_gb")
    most = int(rules.number("billing.free_tier.gb_seconds") / each)
    return count(min(most, rules.whole("billing.free_tier.requests")), "requests")


def _compute_only(aws: Lambda, memory: int, billed_ms: int) -> int:
    each = aws.apply("billing.gb", memory) * (billed_ms / MS)
    found = int(aws.facts.number("billing.free_tier.gb_seconds") / each)
    aws.note("billing.requests_within_free_tier", "GB-seconds alone", f"{found:,} requests")
    return found


def _requests_only(aws: Lambda, _memory: int, _billed: int) -> int:
    return aws.facts.whole("billing.free_tier.requests")


def _seconds_only(aws: Lambda, _memory: int, billed_ms: int) -> int:
    return int(aws.facts.number("billing.free_tier.gb_seconds") / (billed_ms / MS))


def _larger(aws: Lambda, memory: int, billed_ms: int) -> int:
    return max(_compute_only(aws, memory, billed_ms), _requests_only(aws, memory, billed_ms))


def _half_memory(aws: Lambda, memory: int, billed_ms: int) -> int:
    return _compute_only(aws, memory * 2, billed_ms)


def _free_fits(rules: Rules, p: Parameters) -> bool:
    value = Decimal(rules.whole("billing.free_tier.gb_seconds")) * 1000 * rules.whole("billing.mb_per_gb")
    found = value / (p["duration_ms"] * p["memory_size_mb"])
    return bool(found == int(found) and found != rules.whole("billing.free_tier.requests") and found <= 8_000_000)


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
        "free-tier-compute-only": {"billing.requests_within_free_tier": _compute_only},
        "free-tier-requests-only": {"billing.requests_within_free_tier": _requests_only},
        "free-tier-larger-part": {"billing.requests_within_free_tier": _larger},
        "free-tier-forgets-memory": {"billing.requests_within_free_tier": _seconds_only},
        "free-tier-halved": {"billing.requests_within_free_tier": _half_memory},
        "bill-rounds-up-to-1-s": BILLING["bill-rounds-up-to-1-s"],
    },
    entry=True,
    lab=lambda p: ("bill", {**p, "requests": 1_000_000}),
)  # fmt: skip


# the notes' rules and today's


def _then_and_now(aws: Lambda, p: Parameters) -> Answer:
    then_aws = Lambda(aws.facts.on(NOTES_DAY), aws.replaced)
    usage = _usage(p, free_tier=False)
    then, now = bill(then_aws, usage).charges["compute"], bill(aws, usage).charges["compute"]
    aws.note("billing.then", f"by the rules of 2019, {then_aws.steps[0].text}", f"${then:,.2f}")
    aws.note("billing.difference", f"${then:,.2f} - ${now:,.2f}", f"${then - now:,.2f}")
    return money(then - now)


def _then_and_now_again(rules: Rules, p: Parameters) -> Answer:
    then = rules.on(NOTES_DAY)
    return money(_cents(_gb_s(then, p) * _price(then)) - _cents(_gb_s(rules, p) * _price(rules)))


def _same_rounding(step: int) -> Patch:
    return {"billing.duration": rounded_up_to(step)}


THEN = ItemModel(
    id="billing-then-and-now",
    version=1,
    grid={
        "memory_size_mb": (512, 1024, 1536, 2048, 3008),
        "requests": tuple(n * 1_000_000 for n in (10, 15, 20, 25, 30, 40, 50)),
        "duration_ms": (20, 30, 40, 110, 120, 130, 210, 220, 240, 310, 320, 410, 430),
    },
    solve=_then_and_now,
    check=_then_and_now_again,
    misconceptions={
        "bill-rounds-up-to-100-ms": _same_rounding(100),
        "bill-gb-is-1000-mb": BILLING["bill-gb-is-1000-mb"],
        "bill-rounds-up-to-50-ms-today": {"billing.duration": lambda aws, d, i: rounded_up_to(100 if aws.facts.day <= NOTES_DAY else 50)(aws, d, i)},
        "bill-thinks-1-s-was-the-step": {"billing.duration": lambda aws, d, i: rounded_up_to(1000 if aws.facts.day <= NOTES_DAY else 1)(aws, d, i)},
        "bill-thinks-200-ms-was-the-step": {"billing.duration": lambda aws, d, i: rounded_up_to(200 if aws.facts.day <= NOTES_DAY else 1)(aws, d, i)},
        "bill-forgets-memory": BILLING["bill-forgets-memory"],
        "bill-rounds-today-to-10-ms": {"billing.duration": lambda aws, d, i: rounded_up_to(100 if aws.facts.day <= NOTES_DAY else 25)(aws, d, i)},
    },
    lab=_bench,
)  # fmt: skip


# provisioned concurrency


def _provisioned(aws: Lambda, p: Parameters) -> Answer:
    usage = Usage(
        p["memory_size_mb"],
        0,
        Decimal(0),
        provisioned_concurrency=p["provisioned"],
        provisioned_hours=Decimal(p["hours"] * p["days"]),
    )
    return money(aws.apply("billing.provisioned", usage))  # fmt: skip


def _provisioned_again(rules: Rules, p: Parameters) -> Answer:
    seconds = p["hours"] * p["days"] * 3600
    gb_s = Decimal(p["provisioned"]) * seconds * p["memory_size_mb"] / rules.whole("billing.mb_per_gb")
    return money(gb_s * rules.number("billing.provisioned.x86_64.price"))


def _provisioned_as(**changes: Any) -> Patch:
    def provisioned(aws: Lambda, usage: Usage) -> Decimal:
        return Decimal(real("billing.provisioned")(aws, replace(usage, **changes)))

    return {"billing.provisioned": provisioned}


def _on_demand_price(aws: Lambda, usage: Usage) -> Decimal:
    gb_s = usage.provisioned_concurrency * aws.apply("billing.provisioned_seconds", usage.provisioned_hours)
    return Decimal(gb_s * aws.apply("billing.gb", usage.memory_size_mb) * _price(aws.facts))


def _duration_price(aws: Lambda, usage: Usage) -> Decimal:
    gb_s = usage.provisioned_concurrency * aws.apply("billing.provisioned_seconds", usage.provisioned_hours)
    price = aws.facts.number("billing.provisioned.x86_64.duration_price")
    return Decimal(gb_s * aws.apply("billing.gb", usage.memory_size_mb) * price)


def _whole_month(aws: Lambda, usage: Usage) -> Decimal:
    return Decimal(real("billing.provisioned")(aws, replace(usage, provisioned_hours=Decimal(24 * 30))))


def _provisioned_free(aws: Lambda, usage: Usage) -> Decimal:
    amount: Decimal = real("billing.provisioned")(aws, usage)
    free = aws.facts.number("billing.free_tier.gb_seconds") * aws.facts.number("billing.provisioned.x86_64.price")
    return max(Decimal(0), amount - free)


PROVISIONED = ItemModel(
    id="billing-provisioned",
    version=1,
    grid={
        "memory_size_mb": (512, 1024, 1536, 2048),
        "provisioned": (20, 25, 40, 50, 80, 100, 120),
        "hours": (2, 3, 4, 6, 8, 10),
        "days": (5, 10, 20, 22, 30),
    },
    solve=_provisioned,
    check=_provisioned_again,
    misconceptions={
        "provisioned-at-on-demand-price": {"billing.provisioned": _on_demand_price},
        "provisioned-at-duration-price": {"billing.provisioned": _duration_price},
        "provisioned-runs-all-month": {"billing.provisioned": _whole_month},
        "provisioned-has-free-tier": {"billing.provisioned": _provisioned_free},
        "bill-gb-is-1000-mb": BILLING["bill-gb-is-1000-mb"],
        "provisioned-only-when-invoked": {"billing.provisioned": lambda aws, u: real("billing.provisioned")(aws, u) / 2},
    },
    entry=True,
)  # fmt: skip


# /tmp above what is included


def _tmp(aws: Lambda, p: Parameters) -> Answer:
    usage = _usage(p, ephemeral_storage_mb=p["ephemeral_storage_mb"])
    billed = aws.apply("billing.duration", usage.duration_ms, Decimal(0))
    return money(aws.apply("billing.ephemeral_storage", usage, billed))


def _tmp_again(rules: Rules, p: Parameters) -> Answer:
    extra = Decimal(p["ephemeral_storage_mb"] - rules.whole("limits.ephemeral_storage.default"))
    gb_s = extra / rules.whole("billing.mb_per_gb") * p["requests"] * p["duration_ms"] / 1000
    return money(gb_s * rules.number("billing.ephemeral_storage.price"))


def _tmp_as(change: Any) -> Patch:
    def storage(aws: Lambda, usage: Usage, billed: int) -> Decimal:
        return Decimal(change(aws, usage, billed))

    return {"billing.ephemeral_storage": storage}


def _all_of_tmp(aws: Lambda, usage: Usage, billed: int) -> Decimal:
    bigger = replace(usage, ephemeral_storage_mb=(usage.ephemeral_storage_mb or 0) + 512)
    return Decimal(real("billing.ephemeral_storage")(aws, bigger, billed))


def _memory_counts(aws: Lambda, usage: Usage, billed: int) -> Decimal:
    bigger = replace(usage, ephemeral_storage_mb=(usage.ephemeral_storage_mb or 0) + usage.memory_size_mb)
    return Decimal(real("billing.ephemeral_storage")(aws, bigger, billed))


def _tmp_free_tier(aws: Lambda, usage: Usage, billed: int) -> Decimal:
    amount: Decimal = real("billing.ephemeral_storage")(aws, usage, billed)
    free = aws.facts.number("billing.free_tier.gb_seconds") * aws.facts.number("billing.ephemeral_storage.price")
    return max(Decimal(0), amount - free)


TMP = ItemModel(
    id="billing-ephemeral-storage",
    version=1,
    grid={
        "memory_size_mb": (1024, 2048, 3072),
        "ephemeral_storage_mb": (2560, 4608, 5632, 8704, 10240),
        "requests": tuple(n * 1_000_000 for n in (2, 3, 4, 5, 8, 10, 12)),
        "duration_ms": (4000, 5000, 8000, 10_000, 15_000, 20_000),
    },
    solve=_tmp,
    check=_tmp_again,
    misconceptions={
        "tmp-nothing-included": _tmp_as(_all_of_tmp),
        "tmp-charged-with-memory": _tmp_as(_memory_counts),
        "tmp-has-free-tier": _tmp_as(_tmp_free_tier),
        "tmp-at-twice-the-time": _tmp_as(lambda aws, u, b: real("billing.ephemeral_storage")(aws, u, b * 2)),
        "tmp-half-used-half-charged": _tmp_as(lambda aws, u, b: real("billing.ephemeral_storage")(aws, u, b) / 2),
        "bill-gb-is-1000-mb": BILLING["bill-gb-is-1000-mb"],
    },
    lab=_bench,
)


# large asynchronous events


def _events(aws: Lambda, p: Parameters) -> Answer:
    usage = Usage(128, p["requests"], Decimal(100), free_tier=False, event_size_kb=p["event_size_kb"])
    return money(aws.apply("billing.requests", usage))


def _events_again(rules: Rules, p: Parameters) -> Answer:
    first, step = rules.whole("billing.async_event.request_size"), rules.whole("billing.async_event.step")
    each = 1 + (p["event_size_kb"] - first) // step
    return money(p["requests"] * each * rules.number("billing.request.price_per_million") / PER_MILLION)


def _per_event(change: Any) -> Patch:
    return {"billing.requests_per_event": lambda _aws, size: change(size)}


EVENTS = ItemModel(
    id="billing-large-events",
    version=1,
    grid={
        "event_size_kb": tuple(256 + 64 * n for n in range(2, 12)),
        "requests": tuple(n * 1_000_000 for n in (5, 8, 10, 12, 15, 20, 25, 30, 40, 50)),
    },
    solve=_events,
    check=_events_again,
    misconceptions={
        "event-is-one-request": _per_event(lambda _size: 1),
        "event-every-64-kb": _per_event(lambda size: size // 64),
        "event-every-256-kb": _per_event(lambda size: -(-size // 256)),
        "event-forgets-the-first": _per_event(lambda size: (size - 256) // 64),
        "event-counts-double": _per_event(lambda _size: 2),
        "event-every-128-kb": _per_event(lambda size: 1 + -(-(size - 256) // 128)),
    },
    entry=True,
)


MODELS = (MONTH, GB_SECONDS, BILLED, ARM, FREE, THEN, PROVISIONED, TMP, EVENTS)

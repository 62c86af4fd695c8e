"""What comes on top of requests and duration, or changes their price: item models on billing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant, shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, money
from quizapp.core.generate.models.billing import bench, price, usage
from quizapp.core.lambda_model import LambdaModel, Patch, billing, hourly_charges
from quizapp.core.lambda_model.billing import MS, PER_MILLION, SECONDS_AN_HOUR, Usage

_MONTH_HOURS = Decimal(24 * 30)


# provisioned concurrency


def _kept_ready(p: Parameters) -> Usage:
    return Usage(
        p.whole("memory_size_mb"), 0, Decimal(0),
        provisioned_concurrency=p.whole("provisioned"), provisioned_hours=Decimal(p.whole("hours") * p.whole("days")),
        provisioned_requests=p.whole("requests"), provisioned_duration_ms=Decimal(p.whole("duration_ms")),
    )  # fmt: skip


def _provisioned(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return money(hourly_charges.provisioned(aws, _kept_ready(p)))


def _ready_s(p: Parameters) -> Decimal:
    """Environments x seconds."""
    return Decimal(p.whole("provisioned") * p.whole("hours") * p.whole("days") * 3600)


def _provisioned_again(rules: Rules, p: Parameters) -> ModelAnswer:
    gb = Decimal(p.whole("memory_size_mb")) / rules.whole("billing.mb_per_gb")
    return money(_ready_s(p) * gb * rules.number("billing.provisioned.x86_64.price"))


def _is_partly_busy(_rules: Rules, p: Parameters) -> bool:
    busy = Decimal(p.whole("requests")) * p.whole("duration_ms") / 1000 / _ready_s(p)
    return Decimal("0.05") <= busy <= Decimal("0.8")


def _used_gb_s(aws: LambdaModel, use: Usage) -> Decimal:
    return use.provisioned_requests * use.provisioned_duration_ms / MS * billing.gigabytes(aws, use.memory_size_mb)


def _ready_gb_s(aws: LambdaModel, use: Usage) -> Decimal:
    seconds = use.provisioned_concurrency * use.provisioned_hours * SECONDS_AN_HOUR
    return seconds * billing.gigabytes(aws, use.memory_size_mb)


def _ready_price(rules: Rules) -> Decimal:
    return rules.number("billing.provisioned.x86_64.price")


def _duration_price(rules: Rules) -> Decimal:
    return rules.number("billing.provisioned.x86_64.duration_price")


def _on_top(change: Callable[[LambdaModel, Usage], Decimal]) -> Patch:
    """A charge for provisioned concurrency that differs from the right one by ``change``."""
    return hourly_charges.provisioned.replaced_by(
        lambda aws, use: max(Decimal(0), hourly_charges.provisioned.function(aws, use) + change(aws, use))
    )


def _whole_month(aws: LambdaModel, use: Usage) -> Decimal:
    return hourly_charges.provisioned.function(aws, replace(use, provisioned_hours=_MONTH_HOURS))


PROVISIONED = ItemModel(
    id="billing-provisioned",
    version=1,
    grid={
        "memory_size_mb": (512, 1024, 1536, 2048),
        "provisioned": (20, 25, 40, 50, 80, 100),
        "hours": (2, 3, 4, 6, 8),
        "days": (5, 10, 20, 22, 30),
        "requests": (1_000_000, 2_000_000, 4_000_000, 8_000_000, 12_000_000),
        "duration_ms": (200, 350, 600),
    },
    words=("ready_price", "duration_price", "on_demand_price"),
    shown=lambda rules, _p: {
        "ready_price": f"{_ready_price(rules):f}",
        "duration_price": f"{_duration_price(rules):f}",
        "on_demand_price": f"{price(rules):f}",
    },
    accept=_is_partly_busy,
    solve=_provisioned,
    check=_provisioned_again,
    misconceptions={
        "provisioned-at-on-demand-price": hourly_charges.provisioned.replaced_by(lambda aws, use: _ready_gb_s(aws, use) * price(aws.facts)),
        "provisioned-at-duration-price": hourly_charges.provisioned.replaced_by(lambda aws, use: _ready_gb_s(aws, use) * _duration_price(aws.facts)),
        "provisioned-runs-all-month": hourly_charges.provisioned.replaced_by(_whole_month),
        "provisioned-adds-duration": _on_top(lambda aws, use: _used_gb_s(aws, use) * _duration_price(aws.facts)),
        "provisioned-only-when-invoked": hourly_charges.provisioned.replaced_by(lambda aws, use: _used_gb_s(aws, use) * _ready_price(aws.facts)),
        "provisioned-only-when-idle": _on_top(lambda aws, use: -_used_gb_s(aws, use) * _ready_price(aws.facts)),
        "provisioned-nets-cheaper-duration": _on_top(lambda aws, use: _used_gb_s(aws, use) * (_duration_price(aws.facts) - price(aws.facts))),
        "provisioned-has-free-tier": _on_top(lambda aws, _use: -aws.facts.number("billing.free_tier.gb_seconds") * _ready_price(aws.facts)),
        **shared("bill-gb-is-1000-mb"),
        "bill-forgets-memory": billing.gigabytes.replaced_by(constant(Decimal(1))),
    },
    entry=True,
    lab=lambda p: ("bill", {
        "memory_size_mb": p.whole("memory_size_mb"), "requests": 0, "duration_ms": 0, "provisioned_concurrency": p.whole("provisioned"),
        "provisioned_hours": p.whole("hours") * p.whole("days"), "provisioned_requests": p.whole("requests"), "provisioned_duration_ms": p.whole("duration_ms"),
    }),
)  # fmt: skip


# /tmp above what is included


def _tmp(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    size = hourly_charges.ephemeral_storage_counted(aws, p.whole("ephemeral_storage_mb"), p.whole("written_mb"))
    use = usage(p, ephemeral_storage_mb=size)
    billed = billing.duration(aws, use.duration_ms, Decimal(0))
    return money(hourly_charges.ephemeral_storage(aws, use, billed))


def _tmp_again(rules: Rules, p: Parameters) -> ModelAnswer:
    extra = p.whole("ephemeral_storage_mb") - rules.whole("limits.ephemeral_storage.free")
    gb_seconds = Decimal(extra) / rules.whole("billing.mb_per_gb") * p.whole("requests") * p.whole("duration_ms") / 1000
    return money(gb_seconds * rules.number("billing.ephemeral_storage.price"))


def _tmp_as(change: Callable[[Rules, Usage], Usage], each: Callable[[int], int] = int) -> Patch:
    """A charge for /tmp that is right for another usage, or another billed duration."""
    return hourly_charges.ephemeral_storage.replaced_by(
        lambda aws, use, billed: hourly_charges.ephemeral_storage.function(aws, change(aws.facts, use), each(billed))
    )


def _grown(use: Usage, by_mb: int) -> Usage:
    return replace(use, ephemeral_storage_mb=(use.ephemeral_storage_mb or 0) + by_mb)


TMP = ItemModel(
    id="billing-ephemeral-storage",
    version=1,
    grid={
        "memory_size_mb": (1024, 2048, 3072),
        "ephemeral_storage_mb": (2560, 3584, 4608, 5632, 6656, 8704),
        "written_mb": (1200, 1500, 1800, 2100, 2400),
        "requests": tuple(n * 1_000_000 for n in (3, 4, 5, 8, 10, 12)),
        "duration_ms": (3500, 4000, 4500, 6500, 8000, 10_500, 14_500),
    },
    words=("price",),
    shown=lambda rules, _p: {"price": f"{rules.number('billing.ephemeral_storage.price'):f}"},
    accept=lambda rules, p: (_tmp_again(rules, p).value or 0) >= 1,
    solve=_tmp,
    check=_tmp_again,
    misconceptions={
        "tmp-charged-as-written": hourly_charges.ephemeral_storage_counted.replaced_by(lambda _aws, _size, written: written),
        "tmp-nothing-included": _tmp_as(lambda rules, use: _grown(use, rules.whole("limits.ephemeral_storage.free"))),
        "tmp-first-gb-included": _tmp_as(lambda rules, use: _grown(use, -rules.whole("limits.ephemeral_storage.free"))),
        "tmp-charged-with-memory": _tmp_as(lambda _rules, use: _grown(use, use.memory_size_mb)),
        "tmp-leaves-out-free-requests": _tmp_as(lambda rules, use: replace(use, requests=use.requests - rules.whole("billing.free_tier.requests"))),
        "tmp-charged-while-deployed": _tmp_as(lambda _rules, use: replace(use, requests=1), lambda _billed: int(_MONTH_HOURS * SECONDS_AN_HOUR * MS)),
        **shared("bill-gb-is-1000-mb", "bill-rounds-up-to-1-s"),
    },
    entry=True,
    lab=bench,
)  # fmt: skip


# large asynchronous events


def _events(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    use = Usage(128, p.whole("requests"), Decimal(100), free_tier=False, event_size_kb=p.whole("event_size_kb"))
    return money(billing.requests(aws, use))


def _events_again(rules: Rules, p: Parameters) -> ModelAnswer:
    first, step = rules.whole("billing.async_event.request_size"), rules.whole("billing.async_event.step")
    each = 1 + (p.whole("event_size_kb") - first) // step
    return money(p.whole("requests") * each * rules.number("billing.request.price_per_million") / PER_MILLION)


def _per_event(change: Callable[[int, int, int], int]) -> Patch:
    """Requests for an event of a size, given the size of the first request and the step (all in KB)."""

    def requests(aws: LambdaModel, size: int) -> int:
        names = ("billing.async_event.request_size", "billing.async_event.step")
        return change(size, *(aws.facts.whole(name) for name in names))

    return billing.requests_per_event.replaced_by(requests)


EVENTS = ItemModel(
    id="billing-large-events",
    version=1,
    grid={
        "event_size_kb": tuple(256 + 64 * n for n in range(2, 12)),
        "requests": tuple(n * 1_000_000 for n in (5, 8, 10, 12, 15, 20, 25, 30, 40, 50)),
    },
    words=("price",),
    shown=lambda rules, _p: {"price": f"{rules.number('billing.request.price_per_million'):.2f}"},
    solve=_events,
    check=_events_again,
    misconceptions={
        "event-is-one-request": _per_event(lambda _size, _first, _step: 1),
        "event-is-two-requests": _per_event(lambda _size, _first, _step: 2),
        "event-every-64-kb": _per_event(lambda size, _first, step: -(-size // step)),
        "event-adds-one-to-every-64-kb": _per_event(lambda size, _first, step: 1 + -(-size // step)),
        "event-every-256-kb": _per_event(lambda size, first, _step: -(-size // first)),
        "event-forgets-the-first": _per_event(lambda size, first, step: -(-(size - first) // step)),
        "bill-counts-free-tier-again": billing.requests.replaced_by(lambda aws, use: billing.requests.function(aws, replace(use, free_tier=True))),
        **shared("bill-request-price-tenfold"),
    },
    entry=True,
    lab=lambda p: ("bill", {"memory_size_mb": 128, "requests": p.whole("requests"), "duration_ms": 100, "event_size_kb": p.whole("event_size_kb"), "free_tier": False}),
)  # fmt: skip


MODELS = (PROVISIONED, TMP, EVENTS)

"""What provisioned concurrency is charged: an item model on billing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant, shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, money
from quizapp.core.generate.models.billing.parameters import MONTH_HOURS, price
from quizapp.core.lambda_model import LambdaModel, Patch, billing, hourly_charges
from quizapp.core.lambda_model.billing import MS, SECONDS_AN_HOUR, Usage


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    use = Usage(
        p.whole("memory_size_mb"), 0, Decimal(0),
        provisioned_concurrency=p.whole("provisioned"), provisioned_hours=Decimal(p.whole("hours") * p.whole("days")),
        provisioned_requests=p.whole("requests"), provisioned_duration_ms=Decimal(p.whole("duration_ms")),
    )  # fmt: skip
    return money(hourly_charges.provisioned(aws, use))


def _ready_s(p: Parameters) -> Decimal:
    """Environments x seconds."""
    return Decimal(p.whole("provisioned") * p.whole("hours") * p.whole("days") * 3600)


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    gb = Decimal(p.whole("memory_size_mb")) / rules.whole("billing.mb_per_gb")
    return money(_ready_s(p) * gb * _ready_price(rules))


def _accept(_rules: Rules, p: Parameters) -> bool:
    """Neither nearly idle nor nearly full."""
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


MODEL = ItemModel(
    id="billing-provisioned",
    version=2,
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
    accept=_accept,
    solve=_solve,
    check=_check,
    misconceptions={
        "provisioned-at-on-demand-price": hourly_charges.provisioned.replaced_by(lambda aws, use: _ready_gb_s(aws, use) * price(aws.facts)),
        "provisioned-at-duration-price": hourly_charges.provisioned.replaced_by(lambda aws, use: _ready_gb_s(aws, use) * _duration_price(aws.facts)),
        "provisioned-runs-all-month": hourly_charges.provisioned.replaced_by(lambda aws, use: hourly_charges.provisioned.function(aws, replace(use, provisioned_hours=MONTH_HOURS))),
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

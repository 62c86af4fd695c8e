"""What /tmp is charged above the part that is included: an item model on billing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, money
from quizapp.core.generate.models.billing.parameters import MONTH_HOURS, lab_parameters, usage
from quizapp.core.lambda_model import LambdaModel, Patch, billing, hourly_charges
from quizapp.core.lambda_model.billing import MS, SECONDS_AN_HOUR, Usage


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    size = hourly_charges.ephemeral_storage_counted(aws, p.whole("ephemeral_storage_mb"), p.whole("written_mb"))
    use = usage(p, ephemeral_storage_mb=size)
    billed = billing.duration(aws, use.duration_ms, Decimal(0))
    return money(hourly_charges.ephemeral_storage(aws, use, billed))


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
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


MODEL = ItemModel(
    id="billing-ephemeral-storage",
    version=2,
    grid={
        "memory_size_mb": (1024, 2048, 3072),
        "ephemeral_storage_mb": (2560, 3584, 4608, 5632, 6656, 8704),
        "written_mb": (1200, 1500, 1800, 2100, 2400),
        "requests": tuple(n * 1_000_000 for n in (3, 4, 5, 8, 10, 12)),
        "duration_ms": (3500, 4000, 4500, 6500, 8000, 10_500, 14_500),
    },
    words=("price",),
    shown=lambda rules, _p: {"price": f"{rules.number('billing.ephemeral_storage.price'):f}"},
    accept=lambda rules, p: (_check(rules, p).value or 0) >= 1,
    solve=_solve,
    check=_check,
    misconceptions={
        "tmp-charged-as-written": hourly_charges.ephemeral_storage_counted.replaced_by(lambda _aws, _size, written: written),
        "tmp-nothing-included": _tmp_as(lambda rules, use: _grown(use, rules.whole("limits.ephemeral_storage.free"))),
        "tmp-first-gb-included": _tmp_as(lambda rules, use: _grown(use, -rules.whole("limits.ephemeral_storage.free"))),
        "tmp-charged-with-memory": _tmp_as(lambda _rules, use: _grown(use, use.memory_size_mb)),
        "tmp-leaves-out-free-requests": _tmp_as(lambda rules, use: replace(use, requests=use.requests - rules.whole("billing.free_tier.requests"))),
        "tmp-charged-while-deployed": _tmp_as(lambda _rules, use: replace(use, requests=1), lambda _billed: int(MONTH_HOURS * SECONDS_AN_HOUR * MS)),
        **shared("bill-gb-is-1000-mb", "bill-rounds-up-to-1-s"),
    },
    entry=True,
    lab=lab_parameters,
)  # fmt: skip

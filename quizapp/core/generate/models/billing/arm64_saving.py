"""What arm64 saves against x86_64: an item model on billing."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, money
from quizapp.core.generate.models.billing.parameters import (
    DURATIONS,
    MILLIONS,
    Tiers,
    duration_charge,
    gb_s,
    lab_parameters_without_free_tier,
    price,
    printed_price,
)
from quizapp.core.lambda_model import LambdaModel, Patch, billing, cost_comparison
from quizapp.core.lambda_model.billing import Architecture, cents


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    return money(cents(gb_s(rules, p) * price(rules)) - cents(gb_s(rules, p) * price(rules, "arm64")))


def _share_saved(share: Decimal) -> Patch:
    def tiers(aws: LambdaModel, charged: Decimal, architecture: Architecture) -> Tiers:
        return [(charged, price(aws.facts) * (1 - share if architecture == "arm64" else 1))]

    return billing.tiers.replaced_by(tiers)


MODEL = ItemModel(
    id="billing-arm64-saving",
    version=1,
    grid={"memory_size_mb": (512, 1024, 1536, 2048, 3072), "requests": MILLIONS, "duration_ms": DURATIONS},
    words=("price",),
    shown=printed_price,
    accept=lambda rules, p: (_check(rules, p).value or 0) >= 4,
    solve=lambda aws, p: money(cost_comparison.difference(aws, duration_charge(aws, p, "x86_64"), duration_charge(aws, p, "arm64"))),
    check=_check,
    misconceptions={
        "arm-costs-half": _share_saved(Decimal("0.5")),
        "arm-saves-34-per-cent": _share_saved(Decimal("0.34")),
        "arm-saves-25-per-cent": _share_saved(Decimal("0.25")),
        "arm-saves-a-sixth": _share_saved(1 - 1 / Decimal("1.2")),
        "bill-counts-free-tier-again": billing.compute.replaced_by(lambda aws, charged, architecture, _free: billing.compute.function(aws, charged, architecture, True)),
        **shared(
            "bill-rounds-up-to-100-ms", "bill-rounds-up-to-1-s", "bill-rounds-to-nearest-100-ms", "bill-gb-is-1000-mb",
            "bill-forgets-memory", "bill-leaves-out-free-requests",
        ),
    },
    lab=lab_parameters_without_free_tier,
)  # fmt: skip

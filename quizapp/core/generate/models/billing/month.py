"""The bill of a month, free tier included: an item model on billing."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, money
from quizapp.core.generate.models.billing.parameters import (
    DURATIONS,
    MEMORY_SIZES,
    MILLIONS,
    gb_s,
    lab_parameters,
    price,
    printed_price,
    usage,
    uses_free_tier_up,
)
from quizapp.core.lambda_model.billing import PER_MILLION, cents
from quizapp.core.lambda_model.monthly_bill import bill


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    compute = max(Decimal(0), gb_s(rules, p) - rules.number("billing.free_tier.gb_seconds")) * price(rules)
    paid = max(0, p.whole("requests") - rules.whole("billing.free_tier.requests"))
    requests = paid * rules.number("billing.request.price_per_million") / PER_MILLION
    return money(cents(compute) + cents(requests))


MODEL = ItemModel(
    id="billing-month",
    version=1,
    grid={"memory_size_mb": MEMORY_SIZES, "requests": MILLIONS, "duration_ms": DURATIONS},
    words=("price",),
    shown=printed_price,
    accept=uses_free_tier_up,
    solve=lambda aws, p: money(bill(aws, usage(p)).total),
    check=_check,
    misconceptions=shared(
        "bill-forgets-free-tier", "bill-forgets-free-compute", "bill-forgets-free-requests", "bill-forgets-requests",
        "bill-rounds-up-to-100-ms", "bill-gb-is-1000-mb", "bill-request-price-tenfold", "bill-forgets-compute",
    ),
    entry=True,
    lab=lab_parameters,
)  # fmt: skip

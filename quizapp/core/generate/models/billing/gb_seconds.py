"""What a month consumes in GB-seconds: an item model on billing."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import ItemModel, count
from quizapp.core.generate.models.billing.parameters import (
    DURATIONS,
    MEMORY_SIZES,
    MILLIONS,
    consumed,
    gb_s,
    lab_parameters,
    uses_free_tier_up,
)
from quizapp.core.lambda_model import billing

MODEL = ItemModel(
    id="billing-gb-seconds",
    version=1,
    grid={"memory_size_mb": MEMORY_SIZES, "requests": MILLIONS, "duration_ms": DURATIONS},
    solve=lambda aws, p: count(consumed(aws, p), "GB-s"),
    check=lambda rules, p: count(gb_s(rules, p), "GB-s"),
    accept=lambda rules, p: gb_s(rules, p) == int(gb_s(rules, p)) and uses_free_tier_up(rules, p),
    misconceptions={
        **shared(
            "bill-rounds-up-to-100-ms", "bill-rounds-up-to-1-s", "bill-rounds-to-nearest-100-ms", "bill-gb-is-1000-mb",
            "bill-forgets-memory", "bill-leaves-out-free-requests",
        ),
        "bill-takes-free-tier-off-consumption": billing.gb_seconds.replaced_by(lambda aws, memory, requests, billed_ms: max(Decimal(0), billing.gb_seconds.function(aws, memory, requests, billed_ms) - aws.facts.number("billing.free_tier.gb_seconds"))),
    },
    entry=True,
    lab=lab_parameters,
)  # fmt: skip

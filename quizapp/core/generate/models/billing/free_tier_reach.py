"""How far the free tier goes: an item model on billing."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant, shared
from quizapp.core.generate.model import ItemModel, Parameters, count
from quizapp.core.generate.models.billing.parameters import billed_ms
from quizapp.core.lambda_model import LambdaModel, billing
from quizapp.core.lambda_model.billing import MS


def _by_compute(rules: Rules, p: Parameters) -> Decimal:
    """Free GB-seconds over those of one request."""
    free = rules.number("billing.free_tier.gb_seconds") * 1000 * rules.whole("billing.mb_per_gb")
    return free / Decimal(p.whole("duration_ms") * p.whole("memory_size_mb"))


def _accept(rules: Rules, p: Parameters) -> bool:
    """Compute and requests lead to different whole numbers."""
    found = _by_compute(rules, p)
    return found == int(found) and found != rules.whole("billing.free_tier.requests") and found <= 8_000_000


def _compute_only(aws: LambdaModel, memory: int, billed_ms: int) -> int:
    each = billing.gigabytes(aws, memory) * (billed_ms / MS)
    return int(aws.facts.number("billing.free_tier.gb_seconds") / each)


def _requests_only(aws: LambdaModel, _memory: int, _billed_ms: int) -> int:
    return aws.facts.whole("billing.free_tier.requests")


MODEL = ItemModel(
    id="billing-free-tier-reach",
    version=1,
    grid={
        "memory_size_mb": (128, 256, 512, 1024, 2048, 4096, 8192),
        "duration_ms": (100, 125, 160, 200, 250, 320, 400, 500, 625, 800, 1000, 1250, 1600, 2000, 2500, 3200, 4000, 5000),
    },
    accept=_accept,
    solve=lambda aws, p: count(billing.requests_within_free_tier(aws, p.whole("memory_size_mb"), billed_ms(aws, p)), "requests"),
    check=lambda rules, p: count(min(int(_by_compute(rules, p)), rules.whole("billing.free_tier.requests")), "requests"),
    misconceptions={
        "free-tier-compute-only": billing.requests_within_free_tier.replaced_by(_compute_only),
        "free-tier-requests-only": billing.requests_within_free_tier.replaced_by(_requests_only),
        "free-tier-parts-added": billing.requests_within_free_tier.replaced_by(lambda aws, memory, billed: _compute_only(aws, memory, billed) + _requests_only(aws, memory, billed)),
        "free-tier-forgets-memory": billing.gigabytes.replaced_by(constant(Decimal(1))),
        "free-tier-gb-seconds-are-requests": billing.requests_within_free_tier.replaced_by(lambda aws, _memory, _billed: aws.facts.whole("billing.free_tier.gb_seconds")),
        "free-tier-spread-over-the-year": billing.requests_within_free_tier.replaced_by(lambda aws, memory, billed: billing.requests_within_free_tier.function(aws, memory, billed) // 12),
        **shared("bill-rounds-up-to-1-s", "bill-rounds-up-to-100-ms", "bill-gb-is-1000-mb"),
    },
    entry=True,
    lab=lambda p: ("bill", {**p, "requests": 1_000_000}),
)  # fmt: skip

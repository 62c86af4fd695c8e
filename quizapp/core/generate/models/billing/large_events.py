"""Requests that a large asynchronous event counts as: an item model on billing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, money
from quizapp.core.lambda_model import LambdaModel, Patch, billing
from quizapp.core.lambda_model.billing import PER_MILLION, Usage


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    first, step = rules.whole("billing.async_event.request_size"), rules.whole("billing.async_event.step")
    each = 1 + (p.whole("event_size_kb") - first) // step
    return money(p.whole("requests") * each * rules.number("billing.request.price_per_million") / PER_MILLION)


def _per_event(change: Callable[[int, int, int], int]) -> Patch:
    """Requests for an event of a size, given the size of the first request and the step (all in KB)."""

    def requests(aws: LambdaModel, size: int) -> int:
        names = ("billing.async_event.request_size", "billing.async_event.step")
        return change(size, *(aws.facts.whole(name) for name in names))

    return billing.requests_per_event.replaced_by(requests)


MODEL = ItemModel(
    id="billing-large-events",
    version=1,
    grid={
        "event_size_kb": tuple(256 + 64 * n for n in range(2, 12)),
        "requests": tuple(n * 1_000_000 for n in (5, 8, 10, 12, 15, 20, 25, 30, 40, 50)),
    },
    words=("price",),
    shown=lambda rules, _p: {"price": f"{rules.number('billing.request.price_per_million'):.2f}"},
    solve=lambda aws, p: money(billing.requests(aws, Usage(128, p.whole("requests"), Decimal(100), free_tier=False, event_size_kb=p.whole("event_size_kb")))),
    check=_check,
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

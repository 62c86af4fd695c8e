"""Executions beyond provisioned concurrency: an item model on concurrency."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, count
from quizapp.core.generate.models.concurrency.parameters import RATES
from quizapp.core.lambda_model import concurrency

MODEL = ItemModel(
    id="concurrency-model-spill-over",
    version=2,
    grid={
        "rate_per_s": RATES,
        "duration_ms": (500, 1500, 2000, 2500, 3000),
        "provisioned": (50, 80, 100, 120, 150, 200, 250, 300, 400),
    },
    accept=lambda _rules, p: p.whole("rate_per_s") * p.whole("duration_ms") % 1000 == 0
    and 20 <= p.whole("rate_per_s") * p.whole("duration_ms") // 1000 - p.whole("provisioned") <= 600,
    solve=lambda aws, p: count(concurrency.spill_over(aws, concurrency.needed(aws, Decimal(p.whole("rate_per_s")), Decimal(p.whole("duration_ms"))), p.whole("provisioned")), "executions"),
    check=lambda _rules, p: count(p.whole("rate_per_s") * p.whole("duration_ms") // 1000 - p.whole("provisioned"), "executions"),
    misconceptions={
        "spill-none-they-wait": concurrency.spill_over.replaced_by(constant(0)),
        "spill-all-run-on-demand": concurrency.spill_over.replaced_by(lambda _aws, needed, _p: needed),
        "spill-counts-requests": concurrency.needed.replaced_by(lambda _aws, rate, _ms: int(rate) + 1),
        "spill-adds-a-tenth": concurrency.spill_over.replaced_by(lambda _aws, needed, p: max(0, needed - p - p // 10)),
        "spill-counts-provisioned": concurrency.spill_over.replaced_by(lambda _aws, _needed, p: p),
        "spill-adds-a-tenth-to-the-load": concurrency.spill_over.replaced_by(lambda _aws, needed, p: needed + needed // 10 - p),
    },
    entry=True,
    lab=lambda p: ("concurrency", {"rate_per_s": p.whole("rate_per_s"), "duration_ms": p.whole("duration_ms"), "provisioned_concurrency": p.whole("provisioned")}),
)  # fmt: skip

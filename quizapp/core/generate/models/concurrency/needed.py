"""Rate times duration: an item model on concurrency."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.generate.model import ItemModel, count
from quizapp.core.generate.models.concurrency.parameters import RATES, requests_per_execution
from quizapp.core.lambda_model import concurrency
from quizapp.core.lambda_model.rule import rounded_up

MODEL = ItemModel(
    id="concurrency-model-needed",
    version=1,
    grid={"rate_per_s": RATES, "duration_ms": (200, 250, 400, 500, 1500, 2000, 2500, 3000, 4000, 5000)},
    accept=lambda _rules, p: p.whole("rate_per_s") * p.whole("duration_ms") % 1000 == 0 and p.whole("rate_per_s") * p.whole("duration_ms") >= 20_000,
    solve=lambda aws, p: count(
        concurrency.needed(aws, Decimal(p.whole("rate_per_s")), Decimal(p.whole("duration_ms"))), "executions"
    ),
    check=lambda _rules, p: count(p.whole("rate_per_s") * p.whole("duration_ms") // 1000, "executions"),
    misconceptions={
        "concurrency-is-the-rate": concurrency.needed.replaced_by(lambda _aws, rate, _ms: int(rate)),
        "concurrency-divides-by-duration": concurrency.needed.replaced_by(lambda _aws, rate, ms: rounded_up(rate * 1000 / ms)),
        "concurrency-is-a-tenth-of-the-rate": concurrency.needed.replaced_by(lambda aws, rate, _ms: rounded_up(rate / requests_per_execution(aws.facts))),
        "concurrency-counts-a-minute": concurrency.needed.replaced_by(lambda _aws, rate, ms: int(rate * ms / 1000) * 60),
        "concurrency-is-always-the-quota": concurrency.needed.replaced_by(lambda aws, _rate, _ms: aws.facts.whole("concurrency.account.default")),
        "concurrency-needs-a-spare-half": concurrency.needed.replaced_by(lambda _aws, rate, ms: rounded_up(rate * ms * 3 / 2000)),
    },
    entry=True,
    lab=lambda p: ("concurrency", {"rate_per_s": p.whole("rate_per_s"), "duration_ms": p.whole("duration_ms")}),
)  # fmt: skip

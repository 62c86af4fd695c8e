"""The highest rate that is served: an item model on concurrency."""

from __future__ import annotations

from quizapp.core.generate.model import ItemModel, count
from quizapp.core.generate.models.concurrency.parameters import requests_per_execution, unreserved_floor
from quizapp.core.lambda_model import concurrency

MODEL = ItemModel(
    id="concurrency-model-highest-rate",
    version=1,
    grid={
        "account_limit": (1000, 1200, 1500, 2000, 2500, 3000, 4000, 5000),
        "duration_ms": (10, 16, 20, 25, 40, 50, 200, 250, 400, 500),
    },
    solve=lambda aws, p: count(concurrency.highest_rate(aws, p.whole("account_limit"), p.whole("duration_ms")), "requests per second"),
    check=lambda rules, p: count(min(p.whole("account_limit") * 1000 // p.whole("duration_ms"), p.whole("account_limit") * requests_per_execution(rules)), "requests per second"),
    misconceptions={
        "rate-by-duration-alone": concurrency.highest_rate.replaced_by(lambda _aws, limit, ms: limit * 1000 // ms),
        "rate-by-quota-alone": concurrency.highest_rate.replaced_by(lambda aws, limit, _ms: limit * requests_per_execution(aws.facts)),
        "rate-is-the-concurrency": concurrency.highest_rate.replaced_by(lambda _aws, limit, _ms: limit),
        "rate-times-duration": concurrency.highest_rate.replaced_by(lambda _aws, limit, ms: limit * ms // 10),
        "rate-of-a-hundred-each": concurrency.highest_rate.replaced_by(lambda aws, limit, _ms: limit * requests_per_execution(aws.facts) ** 2),
        "rate-keeps-the-floor": concurrency.highest_rate.replaced_by(lambda aws, limit, ms: min((limit - unreserved_floor(aws.facts)) * 1000 // ms, (limit - unreserved_floor(aws.facts)) * requests_per_execution(aws.facts))),
        "rate-is-half": concurrency.highest_rate.replaced_by(lambda aws, limit, ms: min(limit * 1000 // ms, limit * requests_per_execution(aws.facts)) // 2),
    },
    lab=lambda p: ("concurrency", {"rate_per_s": p.whole("account_limit"), "duration_ms": p.whole("duration_ms"), "account_limit": p.whole("account_limit")}),
)  # fmt: skip

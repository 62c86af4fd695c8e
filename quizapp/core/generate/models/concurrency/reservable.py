"""What can still be reserved: an item model on concurrency."""

from __future__ import annotations

from quizapp.core.generate.model import ItemModel, Parameters, count
from quizapp.core.generate.models.concurrency.parameters import unreserved_floor
from quizapp.core.lambda_model import concurrency

_LIMITS = (1000, 1500, 2000, 3000, 4000, 5000)


def _taken(p: Parameters) -> dict[str, int]:
    return {"a": p.whole("reserved_a"), "b": p.whole("reserved_b")}


MODEL = ItemModel(
    id="concurrency-model-reservable",
    version=1,
    grid={
        "account_limit": _LIMITS,
        "reserved_a": (100, 150, 200, 250, 300, 350, 400),
        "reserved_b": (120, 180, 220, 260, 320, 380),
    },
    accept=lambda rules, p: p.whole("account_limit") - p.whole("reserved_a") - p.whole("reserved_b") - unreserved_floor(rules) >= 120,
    solve=lambda aws, p: count(concurrency.reservable(aws, p.whole("account_limit"), _taken(p)), "executions"),
    check=lambda rules, p: count(
        p.whole("account_limit") - unreserved_floor(rules) - p.whole("reserved_a") - p.whole("reserved_b"), "executions"
    ),
    misconceptions={
        "reserve-forgets-the-floor": concurrency.reservable.replaced_by(lambda _aws, limit, taken: limit - sum(taken.values())),
        "reserve-floor-for-each-function": concurrency.reservable.replaced_by(lambda aws, limit, taken: limit - sum(taken.values()) - 3 * unreserved_floor(aws.facts)),
        "reserve-forgets-the-others": concurrency.reservable.replaced_by(lambda aws, limit, _taken: limit - unreserved_floor(aws.facts)),
        "reserve-takes-the-larger-only": concurrency.reservable.replaced_by(lambda aws, limit, taken: limit - max(taken.values()) - unreserved_floor(aws.facts)),
        "reserve-counts-twice": concurrency.reservable.replaced_by(lambda aws, limit, taken: max(0, limit - 2 * sum(taken.values()) - unreserved_floor(aws.facts))),
        "reserve-half-of-the-rest": concurrency.reservable.replaced_by(lambda aws, limit, taken: (limit - sum(taken.values()) - unreserved_floor(aws.facts)) // 2),
    },
    entry=True,
    lab=lambda p: ("concurrency", {"rate_per_s": 1, "duration_ms": 1000, "account_limit": p.whole("account_limit"), "reserved": _taken(p)}),
)  # fmt: skip

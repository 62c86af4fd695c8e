"""The rate that is throttled: an item model on concurrency."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.concurrency.parameters import requests_per_execution, unreserved_floor
from quizapp.core.lambda_model import LambdaModel, Patch, concurrency


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    room = concurrency.available(aws, p.whole("account_limit"), {"other": p.whole("reserved_other")}, "function")
    rate = concurrency.throttled_rate(aws, Decimal(p.whole("rate_per_s")), Decimal(p.whole("duration_ms")), room)
    return count(rate, "requests per second")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    room = p.whole("account_limit") - p.whole("reserved_other")
    served = min(Decimal(room * 1000) / p.whole("duration_ms"), Decimal(room * requests_per_execution(rules)))
    return count(max(Decimal(0), p.whole("rate_per_s") - served), "requests per second")


def _accept(rules: Rules, p: Parameters) -> bool:
    """A whole rate, and some requests are served."""
    value = _check(rules, p).value
    return value is not None and value == int(value) and 0 < value < p.whole("rate_per_s") * Decimal("0.9")


def _capacity_as(change: Callable[[LambdaModel, int, int], int]) -> Patch:
    return concurrency.available.replaced_by(
        lambda aws, limit, reserved, _name: change(aws, limit, sum(reserved.values()))
    )


def _rate_as(change: Callable[[LambdaModel, Decimal, Decimal, int], Decimal]) -> Patch:
    return concurrency.throttled_rate.replaced_by(
        lambda aws, rate, ms, room: max(Decimal(0), change(aws, rate, ms, room))
    )


MODEL = ItemModel(
    id="concurrency-model-throttled",
    version=1,
    grid={
        "account_limit": (1000, 1200, 1500, 2000),
        "reserved_other": (200, 300, 400, 500, 600),
        "rate_per_s": (300, 400, 500, 600, 700, 800, 900),
        "duration_ms": (1000, 1250, 1600, 2000, 2500, 4000),
    },
    accept=_accept,
    solve=_solve,
    check=_check,
    misconceptions={
        "throttle-ignores-reservations": _capacity_as(lambda _aws, limit, _taken: limit),
        "throttle-keeps-the-floor-too": _capacity_as(lambda aws, limit, taken: limit - taken - unreserved_floor(aws.facts)),
        "throttle-counts-what-is-served": _rate_as(lambda _aws, _rate, ms, room: Decimal(room * 1000) / ms),
        "throttle-counts-executions": _rate_as(lambda _aws, rate, ms, room: rate * ms / 1000 - room),
        "throttle-ignores-duration": _rate_as(lambda _aws, rate, _ms, room: abs(rate - room)),
        "throttle-throttles-everything": _rate_as(lambda _aws, rate, _ms, _room: rate),
    },
    lab=lambda p: ("concurrency", {"rate_per_s": p.whole("rate_per_s"), "duration_ms": p.whole("duration_ms"), "account_limit": p.whole("account_limit"), "reserved": {"other": p.whole("reserved_other")}}),
)  # fmt: skip

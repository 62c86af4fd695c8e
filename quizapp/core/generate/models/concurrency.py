"""How many executions at a time, and who gets them: item models on concurrency."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, LabBench, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, concurrency
from quizapp.core.lambda_model.rule import rounded_up

_RATES = (40, 60, 80, 120, 150, 200, 250, 300, 400, 500)
_LIMITS = (1000, 1500, 2000, 3000, 4000, 5000)


def _up(value: Decimal) -> int:
    return rounded_up(value)


def _floor(rules: Rules) -> int:
    return rules.whole("concurrency.unreserved.floor")


def _each(rules: Rules) -> int:
    return rules.whole("concurrency.requests_per_second_per_concurrency")


def _bench(p: Parameters) -> LabBench:
    return "concurrency", {"rate_per_s": p.whole("rate_per_s"), "duration_ms": p.whole("duration_ms")}


# rate x duration

NEEDED = ItemModel(
    id="concurrency-model-needed",
    version=1,
    grid={"rate_per_s": _RATES, "duration_ms": (200, 250, 400, 500, 1500, 2000, 2500, 3000, 4000, 5000)},
    accept=lambda _rules, p: p.whole("rate_per_s") * p.whole("duration_ms") % 1000 == 0 and p.whole("rate_per_s") * p.whole("duration_ms") >= 20_000,
    solve=lambda aws, p: count(
        concurrency.needed(aws, Decimal(p.whole("rate_per_s")), Decimal(p.whole("duration_ms"))), "executions"
    ),
    check=lambda _rules, p: count(p.whole("rate_per_s") * p.whole("duration_ms") // 1000, "executions"),
    misconceptions={
        "concurrency-is-the-rate": concurrency.needed.replaced_by(lambda _aws, rate, _ms: int(rate)),
        "concurrency-divides-by-duration": concurrency.needed.replaced_by(lambda _aws, rate, ms: _up(rate * 1000 / ms)),
        "concurrency-is-a-tenth-of-the-rate": concurrency.needed.replaced_by(lambda aws, rate, _ms: _up(rate / _each(aws.facts))),
        "concurrency-counts-a-minute": concurrency.needed.replaced_by(lambda _aws, rate, ms: int(rate * ms / 1000) * 60),
        "concurrency-is-always-the-quota": concurrency.needed.replaced_by(lambda aws, _rate, _ms: aws.facts.whole("concurrency.account.default")),
        "concurrency-needs-a-spare-half": concurrency.needed.replaced_by(lambda _aws, rate, ms: _up(rate * ms * 3 / 2000)),
    },
    entry=True,
    lab=_bench,
)  # fmt: skip


# what can still be reserved


def _taken(p: Parameters) -> dict[str, int]:
    return {"a": p.whole("reserved_a"), "b": p.whole("reserved_b")}


RESERVABLE = ItemModel(
    id="concurrency-model-reservable",
    version=1,
    grid={
        "account_limit": _LIMITS,
        "reserved_a": (100, 150, 200, 250, 300, 350, 400),
        "reserved_b": (120, 180, 220, 260, 320, 380),
    },
    accept=lambda rules, p: p.whole("account_limit") - p.whole("reserved_a") - p.whole("reserved_b") - _floor(rules) >= 120,
    solve=lambda aws, p: count(concurrency.reservable(aws, p.whole("account_limit"), _taken(p)), "executions"),
    check=lambda rules, p: count(
        p.whole("account_limit") - _floor(rules) - p.whole("reserved_a") - p.whole("reserved_b"), "executions"
    ),
    misconceptions={
        "reserve-forgets-the-floor": concurrency.reservable.replaced_by(lambda _aws, limit, taken: limit - sum(taken.values())),
        "reserve-floor-for-each-function": concurrency.reservable.replaced_by(lambda aws, limit, taken: limit - sum(taken.values()) - 3 * _floor(aws.facts)),
        "reserve-forgets-the-others": concurrency.reservable.replaced_by(lambda aws, limit, _taken: limit - _floor(aws.facts)),
        "reserve-takes-the-larger-only": concurrency.reservable.replaced_by(lambda aws, limit, taken: limit - max(taken.values()) - _floor(aws.facts)),
        "reserve-counts-twice": concurrency.reservable.replaced_by(lambda aws, limit, taken: max(0, limit - 2 * sum(taken.values()) - _floor(aws.facts))),
        "reserve-half-of-the-rest": concurrency.reservable.replaced_by(lambda aws, limit, taken: (limit - sum(taken.values()) - _floor(aws.facts)) // 2),
    },
    entry=True,
    lab=lambda p: ("concurrency", {"rate_per_s": 1, "duration_ms": 1000, "account_limit": p.whole("account_limit"), "reserved": _taken(p)}),
)  # fmt: skip


# the rate that is throttled


def _throttled(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    room = concurrency.available(aws, p.whole("account_limit"), {"other": p.whole("reserved_other")}, "function")
    rate = concurrency.throttled_rate(aws, Decimal(p.whole("rate_per_s")), Decimal(p.whole("duration_ms")), room)
    return count(rate, "requests per second")


def _throttled_again(rules: Rules, p: Parameters) -> ModelAnswer:
    room = p.whole("account_limit") - p.whole("reserved_other")
    served = min(Decimal(room * 1000) / p.whole("duration_ms"), Decimal(room * _each(rules)))
    return count(max(Decimal(0), p.whole("rate_per_s") - served), "requests per second")


def _throttles_accepted(rules: Rules, p: Parameters) -> bool:
    value = _throttled_again(rules, p).value
    return value is not None and value == int(value) and 0 < value < p.whole("rate_per_s") * Decimal("0.9")


def _room_as(change: Callable[[LambdaModel, int, int], int]) -> Patch:
    return concurrency.available.replaced_by(
        lambda aws, limit, reserved, _name: change(aws, limit, sum(reserved.values()))
    )


def _rate_as(change: Callable[[LambdaModel, Decimal, Decimal, int], Decimal]) -> Patch:
    return concurrency.throttled_rate.replaced_by(
        lambda aws, rate, ms, room: max(Decimal(0), change(aws, rate, ms, room))
    )


THROTTLED = ItemModel(
    id="concurrency-model-throttled",
    version=1,
    grid={
        "account_limit": (1000, 1200, 1500, 2000),
        "reserved_other": (200, 300, 400, 500, 600),
        "rate_per_s": (300, 400, 500, 600, 700, 800, 900),
        "duration_ms": (1000, 1250, 1600, 2000, 2500, 4000),
    },
    accept=_throttles_accepted,
    solve=_throttled,
    check=_throttled_again,
    misconceptions={
        "throttle-ignores-reservations": _room_as(lambda _aws, limit, _taken: limit),
        "throttle-keeps-the-floor-too": _room_as(lambda aws, limit, taken: limit - taken - _floor(aws.facts)),
        "throttle-counts-what-is-served": _rate_as(lambda _aws, _rate, ms, room: Decimal(room * 1000) / ms),
        "throttle-counts-executions": _rate_as(lambda _aws, rate, ms, room: rate * ms / 1000 - room),
        "throttle-ignores-duration": _rate_as(lambda _aws, rate, _ms, room: abs(rate - room)),
        "throttle-throttles-everything": _rate_as(lambda _aws, rate, _ms, _room: rate),
    },
    lab=lambda p: ("concurrency", {"rate_per_s": p.whole("rate_per_s"), "duration_ms": p.whole("duration_ms"), "account_limit": p.whole("account_limit"), "reserved": {"other": p.whole("reserved_other")}}),
)  # fmt: skip


# the highest rate that is served


def _highest(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return count(concurrency.highest_rate(aws, p.whole("account_limit"), p.whole("duration_ms")), "requests per second")


def _highest_again(rules: Rules, p: Parameters) -> ModelAnswer:
    by_time = p.whole("account_limit") * 1000 // p.whole("duration_ms")
    return count(min(by_time, p.whole("account_limit") * _each(rules)), "requests per second")


HIGHEST = ItemModel(
    id="concurrency-model-highest-rate",
    version=1,
    grid={
        "account_limit": (1000, 1200, 1500, 2000, 2500, 3000, 4000, 5000),
        "duration_ms": (10, 16, 20, 25, 40, 50, 200, 250, 400, 500),
    },
    solve=_highest,
    check=_highest_again,
    misconceptions={
        "rate-by-duration-alone": concurrency.highest_rate.replaced_by(lambda _aws, limit, ms: limit * 1000 // ms),
        "rate-by-quota-alone": concurrency.highest_rate.replaced_by(lambda aws, limit, _ms: limit * _each(aws.facts)),
        "rate-is-the-concurrency": concurrency.highest_rate.replaced_by(lambda _aws, limit, _ms: limit),
        "rate-times-duration": concurrency.highest_rate.replaced_by(lambda _aws, limit, ms: limit * ms // 10),
        "rate-of-a-hundred-each": concurrency.highest_rate.replaced_by(lambda aws, limit, _ms: limit * _each(aws.facts) ** 2),
        "rate-keeps-the-floor": concurrency.highest_rate.replaced_by(lambda aws, limit, ms: min((limit - _floor(aws.facts)) * 1000 // ms, (limit - _floor(aws.facts)) * _each(aws.facts))),
        "rate-is-half": concurrency.highest_rate.replaced_by(lambda aws, limit, ms: min(limit * 1000 // ms, limit * _each(aws.facts)) // 2),
    },
    lab=lambda p: ("concurrency", {"rate_per_s": p.whole("account_limit"), "duration_ms": p.whole("duration_ms"), "account_limit": p.whole("account_limit")}),
)  # fmt: skip


# beyond provisioned concurrency


def _spill(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    needed = concurrency.needed(aws, Decimal(p.whole("rate_per_s")), Decimal(p.whole("duration_ms")))
    return count(concurrency.spill_over(aws, needed, p.whole("provisioned")), "executions")


def _spill_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    return count(p.whole("rate_per_s") * p.whole("duration_ms") // 1000 - p.whole("provisioned"), "executions")


SPILL = ItemModel(
    id="concurrency-model-spill-over",
    version=1,
    grid={
        "rate_per_s": _RATES,
        "duration_ms": (500, 1500, 2000, 2500, 3000),
        "provisioned": (50, 80, 100, 120, 150, 200, 250, 300, 400),
    },
    accept=lambda _rules, p: p.whole("rate_per_s") * p.whole("duration_ms") % 1000 == 0
    and 20 <= p.whole("rate_per_s") * p.whole("duration_ms") // 1000 - p.whole("provisioned") <= 600,
    solve=_spill,
    check=_spill_again,
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

MODELS = (NEEDED, RESERVABLE, THROTTLED, HIGHEST, SPILL)

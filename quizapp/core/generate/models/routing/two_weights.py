"""Two weights of an alias, one after the other: an item model on routing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, routing

Parts = Sequence[tuple[int, Decimal]]
_OLD, _NEW = "version 7", "version 8"


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    hours = ((p.whole("first_hours"), p.text("first_weight")), (p.whole("second_hours"), p.text("second_weight")))
    parts = [(p.whole("calls_per_hour") * length, Decimal(weight)) for length, weight in hours]
    main, additional = routing.periods(aws, parts)
    return count(additional if p.text("asked") == _NEW else main, "calls")


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    """In hundredths of a call, with whole numbers only; the calls of each hour counted one hour after another."""
    new = 0
    for hour in range(p.whole("first_hours") + p.whole("second_hours")):
        weight = p.text("first_weight") if hour < p.whole("first_hours") else p.text("second_weight")
        new += p.whole("calls_per_hour") * int(weight.partition(".")[2])
    every = 100 * p.whole("calls_per_hour") * (p.whole("first_hours") + p.whole("second_hours"))
    return count((new if p.text("asked") == _NEW else every - new) // 100, "calls")


def _parts_as(change: Callable[[Parts], Parts]) -> Patch:
    """``change``: the periods -> other periods."""
    return routing.periods.replaced_by(lambda aws, parts: routing.periods.function(aws, change(parts)))


def _all_at(weight: Callable[[Parts], Decimal]) -> Patch:
    return _parts_as(lambda parts: [(calls, weight(parts)) for calls, _ in parts])


def _added(parts: Parts) -> Parts:
    (first, one), (second, two) = parts
    return [(first, one), (second, min(Decimal(1), one + two))]


def _multiplied(parts: Parts) -> Parts:
    """The second weight taken as a share of what was left on the old version."""
    (first, one), (second, two) = parts
    return [(first, one), (second, one + (1 - one) * two)]


MODEL = ItemModel(
    id="routing-two-weights",
    version=1,
    grid={
        "calls_per_hour": (1200, 1800, 2400, 3000, 3600, 4200, 4800, 5400),
        "first_hours": (2, 3, 4, 6),
        "first_weight": ("0.05", "0.10", "0.15", "0.20"),
        "second_hours": (4, 5, 8, 10),
        "second_weight": ("0.25", "0.30", "0.35", "0.40", "0.60", "0.75"),
        "asked": (_OLD, _NEW),
    },
    solve=_solve,
    check=_check,
    misconceptions={
        "routing-weight-of-the-main-version": routing.periods.replaced_by(lambda aws, parts: routing.periods.function(aws, parts)[::-1]),
        "routing-last-weight-for-all": _all_at(lambda parts: parts[1][1]),
        "routing-first-weight-for-all": _all_at(lambda parts: parts[0][1]),
        "routing-even-split": _all_at(lambda _parts: Decimal("0.5")),
        "routing-mean-of-the-weights": _all_at(lambda parts: (parts[0][1] + parts[1][1]) / 2),
        "routing-weights-add-up": _parts_as(_added),
        "routing-second-weight-of-the-rest": _parts_as(_multiplied),
        "routing-weight-is-per-cent": routing.share.replaced_by(lambda _aws, weight: weight / 100),
    },
    entry=True,
    lab=lambda p: ("route", {"function_version": "7", "weights_percent": {"8": int(Decimal(p.text("first_weight")) * 100)}, "requests": p.whole("calls_per_hour") * p.whole("first_hours")}),
)  # fmt: skip

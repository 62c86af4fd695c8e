"""Who reaches which version: item models on weighted aliases and on CodeDeploy's ways to shift traffic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import Patch, real
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel

Parts = Sequence[tuple[int, Decimal]]
_OLD, _NEW = "version 7", "version 8"


# two weights, one after the other


def _parts(p: Parameters) -> list[tuple[int, Decimal]]:
    hours = ((p["first_hours"], p["first_weight"]), (p["second_hours"], p["second_weight"]))
    return [(p["calls_per_hour"] * length, Decimal(weight)) for length, weight in hours]


def _split(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    main, additional = aws.apply("routing.periods", _parts(p))
    return count(additional if p["asked"] == _NEW else main, "calls")


def _split_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    """In hundredths of a call, with whole numbers only; the calls of each hour counted one hour after another."""
    new = 0
    for hour in range(p["first_hours"] + p["second_hours"]):
        weight = p["first_weight"] if hour < p["first_hours"] else p["second_weight"]
        new += p["calls_per_hour"] * int(weight.partition(".")[2])
    every = 100 * p["calls_per_hour"] * (p["first_hours"] + p["second_hours"])
    return count((new if p["asked"] == _NEW else every - new) // 100, "calls")


def _parts_as(change: Any) -> Patch:
    """``change``: the periods -> other periods."""
    return {"routing.periods": lambda aws, parts: real("routing.periods")(aws, change(parts))}


def _all_at(weight: Any) -> Patch:
    return _parts_as(lambda parts: [(calls, weight(parts)) for calls, _ in parts])


def _swapped(aws: LambdaModel, parts: Parts) -> tuple[Decimal, Decimal]:
    main, additional = real("routing.periods")(aws, parts)
    return additional, main


def _added(parts: Parts) -> Parts:
    (first, one), (second, two) = parts
    return [(first, one), (second, min(Decimal(1), one + two))]


def _multiplied(parts: Parts) -> Parts:
    """The second weight taken as a share of what was left on the old version."""
    (first, one), (second, two) = parts
    return [(first, one), (second, one + (1 - one) * two)]


SPLIT = ItemModel(
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
    solve=_split,
    check=_split_again,
    misconceptions={
        "routing-weight-of-the-main-version": {"routing.periods": _swapped},
        "routing-last-weight-for-all": _all_at(lambda parts: parts[1][1]),
        "routing-first-weight-for-all": _all_at(lambda parts: parts[0][1]),
        "routing-even-split": _all_at(lambda _parts: Decimal("0.5")),
        "routing-mean-of-the-weights": _all_at(lambda parts: (parts[0][1] + parts[1][1]) / 2),
        "routing-weights-add-up": _parts_as(_added),
        "routing-second-weight-of-the-rest": _parts_as(_multiplied),
        "routing-weight-is-per-cent": {"routing.share": lambda _aws, weight: weight / 100},
    },
    entry=True,
    lab=lambda p: ("route", {"function_version": "7", "weights_percent": {"8": int(Decimal(p["first_weight"]) * 100)}, "requests": p["calls_per_hour"] * p["first_hours"]}),
)  # fmt: skip


# a linear deployment


def _minutes(p: Parameters) -> int:
    return int(p["interval_min"] * p["intervals"])


def _linear(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return count(aws.apply("routing.shift", "linear", p["interval_min"], _minutes(p), p["calls_per_min"]), "calls")


def _linear_again(rules: Rules, p: Parameters) -> ModelAnswer:
    """The sum of an arithmetic series: 1 + 2 + ... + n steps."""
    n, step = p["intervals"], rules.whole("codedeploy.linear.step")
    return count(p["calls_per_min"] * p["interval_min"] * step * n * (n + 1) // 2 // 100, "calls")


def _step(aws: LambdaModel) -> Decimal:
    return aws.facts.number("codedeploy.linear.step") / 100


def _shifted_as(change: Any) -> Patch:
    """``change``: step, number of full intervals behind -> share of the new version."""

    def shifted(aws: LambdaModel, _kind: str, interval: int, minute: int) -> Decimal:
        return min(Decimal(1), Decimal(change(_step(aws), minute // interval)))

    return {"routing.shifted": shifted}


def _shift_as(change: Any) -> Patch:
    """``change``: all calls, final share, right result -> another result."""

    def shift(aws: LambdaModel, kind: str, interval: int, minutes: int, rate: int) -> Decimal:
        final = aws.apply("routing.shifted", kind, interval, minutes - 1)
        return Decimal(
            change(minutes * rate, final, real("routing.shift")(LambdaModel(aws.facts), kind, interval, minutes, rate))
        )

    return {"routing.shift": shift}


LINEAR = ItemModel(
    id="routing-linear-shift",
    version=1,
    grid={
        "interval_min": (2, 3, 10),
        "intervals": (3, 4, 5, 6, 7, 8),
        "calls_per_min": (80, 120, 160, 180, 240, 260, 320, 360, 420, 480, 540, 620),
    },
    words=("minutes",),
    shown=lambda _rules, p: {"minutes": str(_minutes(p))},
    solve=_linear,
    check=_linear_again,
    misconceptions={
        "shift-at-the-end-of-intervals": _shifted_as(lambda step, behind: step * behind),
        "shift-final-share-all-the-time": _shift_as(lambda calls, final, _right: calls * final),
        "shift-like-a-canary": _shifted_as(lambda step, _behind: step),
        "shift-counts-the-old-version": _shift_as(lambda calls, _final, right: calls - right),
        "shift-along-a-straight-line": _shift_as(lambda calls, final, _right: calls * final / 2),
        "shift-doubles-at-each-step": _shifted_as(lambda step, behind: step * 2**behind),
        "shift-one-step-ahead": _shifted_as(lambda step, behind: step * (behind + 2)),
        "shift-all-at-once": _shift_as(lambda calls, _final, _right: calls),
    },
    entry=True,
    lab=lambda p: (
        "route",
        {
            "deployment": "linear",
            "interval_min": p["interval_min"],
            "minutes": _minutes(p),
            "calls_per_min": p["calls_per_min"],
        },
    ),
)


MODELS = (SPLIT, LINEAR)

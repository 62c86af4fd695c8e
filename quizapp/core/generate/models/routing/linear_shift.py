"""A linear deployment: an item model on routing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, Patch, routing


def _minutes(p: Parameters) -> int:
    return p.whole("interval_min") * p.whole("intervals")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    """The sum of an arithmetic series: 1 + 2 + ... + n steps."""
    n, step = p.whole("intervals"), rules.whole("codedeploy.linear.step")
    return count(p.whole("calls_per_min") * p.whole("interval_min") * step * n * (n + 1) // 2 // 100, "calls")


def _shifted_as(change: Callable[[Decimal, int], Decimal]) -> Patch:
    """``change``: step, number of full intervals behind -> share of the new version."""

    def shifted(aws: LambdaModel, _kind: routing.Shift, interval: int, minute: int) -> Decimal:
        step = aws.facts.number("codedeploy.linear.step") / 100
        return min(Decimal(1), change(step, minute // interval))

    return routing.shifted.replaced_by(shifted)


def _shift_as(change: Callable[[int, Decimal, Decimal], Decimal]) -> Patch:
    """``change``: all calls, final share, right result -> another result."""

    def shift(aws: LambdaModel, kind: routing.Shift, interval: int, minutes: int, rate: int) -> Decimal:
        final = routing.shifted(aws, kind, interval, minutes - 1)
        return change(
            minutes * rate, final, routing.shift.function(LambdaModel(aws.facts), kind, interval, minutes, rate)
        )

    return routing.shift.replaced_by(shift)


MODEL = ItemModel(
    id="routing-linear-shift",
    version=1,
    grid={
        "interval_min": (2, 3, 10),
        "intervals": (3, 4, 5, 6, 7, 8),
        "calls_per_min": (80, 120, 160, 180, 240, 260, 320, 360, 420, 480, 540, 620),
    },
    words=("minutes",),
    shown=lambda _rules, p: {"minutes": str(_minutes(p))},
    solve=lambda aws, p: count(
        routing.shift(aws, "linear", p.whole("interval_min"), _minutes(p), p.whole("calls_per_min")), "calls"
    ),
    check=_check,
    misconceptions={
        "shift-at-the-end-of-intervals": _shifted_as(lambda step, behind: step * behind),
        "shift-final-share-all-the-time": _shift_as(lambda calls, final, _right: calls * final),
        "shift-like-a-canary": _shifted_as(lambda step, _behind: step),
        "shift-counts-the-old-version": _shift_as(lambda calls, _final, right: calls - right),
        "shift-along-a-straight-line": _shift_as(lambda calls, final, _right: calls * final / 2),
        "shift-doubles-at-each-step": _shifted_as(lambda step, behind: step * 2**behind),
        "shift-one-step-ahead": _shifted_as(lambda step, behind: step * (behind + 2)),
        "shift-all-at-once": _shift_as(lambda calls, _final, _right: Decimal(calls)),
    },
    entry=True,
    lab=lambda p: (
        "route",
        {
            "deployment": "linear",
            "interval_min": p.whole("interval_min"),
            "minutes": _minutes(p),
            "calls_per_min": p.whole("calls_per_min"),
        },
    ),
)

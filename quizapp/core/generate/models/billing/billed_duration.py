"""The billed duration of a cold start, with INIT: an item model on billing."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant, rounded_up_to, shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.lambda_model import LambdaModel, billing
from quizapp.core.lambda_model.rule import rounded_up
from quizapp.core.quantity import number


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    time = billing.time_counted(aws, _logged(p), _waited(p))
    init = billing.init(aws, Decimal(p.whole("init_ms")), "managed")
    return count(billing.duration(aws, time, init), "ms")


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    init = p.whole("init_ms") * 100 if rules.flag("billing.init.billed_for_managed_zip") else 0
    step = rules.whole("billing.rounding") * 100
    return count(-(-(p.whole("hundredths_ms") + init) // step) * step // 100, "ms")


def _logged(p: Parameters) -> Decimal:
    return Decimal(p.whole("hundredths_ms")) / 100


def _waited(p: Parameters) -> Decimal:
    """What the caller measures: INIT, the handler, and the way there and back; in whole ms."""
    return Decimal(rounded_up(_logged(p) + p.whole("init_ms") + p.whole("way_ms")))


def _as_waited(_aws: LambdaModel, _duration_ms: Decimal, waited_ms: Decimal) -> Decimal:
    return waited_ms


def _init_within(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
    left = rounded_up(duration_ms - init_ms)
    aws.note("billing.duration", f"{number(duration_ms)} ms - {number(init_ms)} ms of INIT", f"{left:,} ms")
    return left


MODEL = ItemModel(
    id="billing-billed-duration",
    version=1,
    grid={
        "hundredths_ms": tuple(n * 10_000 + k for n in (15, 16, 17, 18, 19, 21, 23, 26) for k in (1437, 3221, 4679, 6162, 8113)),
        "init_ms": (140, 170, 210, 230, 320, 430, 510),
        "way_ms": (71, 94, 127, 163, 218),
    },
    words=("duration", "waited"),
    shown=lambda _rules, p: {"duration": f"{_logged(p):,.2f}", "waited": f"{_waited(p):,}"},
    solve=_solve,
    check=_check,
    misconceptions={
        **shared("bill-ignores-init", "bill-rounds-up-to-100-ms"),
        "bill-ignores-init-and-rounds-to-100-ms": billing.init.replaced_by(constant(Decimal(0))) | billing.duration.replaced_by(rounded_up_to(100)),
        "bill-rounds-init-up-to-100-ms": billing.duration.replaced_by(lambda _aws, duration_ms, init_ms: rounded_up(duration_ms) + rounded_up(init_ms, 100)),
        "bill-charges-what-the-caller-waits": billing.init.replaced_by(constant(Decimal(0))) | billing.time_counted.replaced_by(_as_waited),
        "bill-adds-init-to-what-the-caller-waits": billing.time_counted.replaced_by(_as_waited),
        "bill-takes-init-off-duration": billing.duration.replaced_by(_init_within),
    },
    entry=True,
    lab=lambda p: ("bill", {"requests": 1, "duration_ms": str(_logged(p)), "init_duration_ms": p.whole("init_ms")}),
)  # fmt: skip

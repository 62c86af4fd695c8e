"""The last attempt of an event that may not get old: an item model on invocation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import constant
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.invocation.misconceptions import WAITS, retries_as
from quizapp.core.generate.models.invocation.parameters import attempts_of, retry_waits
from quizapp.core.lambda_model import LambdaModel, Patch, asynchronous
from quizapp.core.lambda_model.asynchronous import AsyncInvocation, Attempt
from quizapp.core.quantity import number


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    one = AsyncInvocation(
        ("timeout",), (Decimal(p.whole("timeout_s")),), p.whole("retries"), p.whole("maximum_event_age_s")
    )
    return count(asynchronous.last_start(aws, attempts_of(aws, one), p.whole("maximum_event_age_s")), "s")


def _starts(rules: Rules, p: Parameters) -> list[int]:
    """When each attempt would start if the event never got too old."""
    first, second = retry_waits(rules)
    return [0, p.whole("timeout_s") + first, 2 * p.whole("timeout_s") + first + second][: p.whole("retries") + 1]


def _accept(rules: Rules, p: Parameters) -> bool:
    """At least one retry starts, and none about when the event gets too old."""
    starts = _starts(rules, p)
    return starts[1] < p.whole("maximum_event_age_s") and all(
        abs(s - p.whole("maximum_event_age_s")) >= 5 for s in starts
    )


def _age_itself(aws: LambdaModel, _attempts: tuple[Attempt, ...], age_s: int) -> Decimal:
    aws.note("async.last_start", "attempts go on until the maximum event age", f"{age_s:,} s")
    return Decimal(age_s)


def _end(aws: LambdaModel, attempts: tuple[Attempt, ...], _age: int) -> Decimal:
    aws.note("async.last_start", f"attempt {len(attempts)} ends", f"{number(attempts[-1].end_s)} s")
    return attempts[-1].end_s


MISCONCEPTIONS: Mapping[str, Patch] = {
    **WAITS,
    "async-ignores-event-age": asynchronous.in_time.replaced_by(constant(True)),
    "async-tries-until-event-age": asynchronous.last_start.replaced_by(_age_itself),
    "async-takes-end-for-start": asynchronous.last_start.replaced_by(_end),
    "async-retries-are-attempts": retries_as(lambda given: max(0, given - 1)),
    "async-one-retry-too-many": retries_as(lambda given: given + 1),
}


MODEL = ItemModel(
    id="invocation-model-event-age",
    version=1,
    grid={
        "timeout_s": (104, 113, 126, 137, 142, 158, 164, 179, 193, 217, 236, 248),
        "maximum_event_age_s": (225, 285, 345, 385, 415, 455, 495, 535, 575, 635, 695, 755, 845, 935),
        "retries": (1, 2),
    },
    accept=_accept,
    solve=_solve,
    check=lambda rules, p: count(
        max(start for start in _starts(rules, p) if start <= p.whole("maximum_event_age_s")), "s"
    ),
    misconceptions=MISCONCEPTIONS,
    entry=True,
    lab=lambda p: (
        "invoke",
        {
            "ending": "timeout",
            "duration_s": p.whole("timeout_s"),
            "maximum_retry_attempts": p.whole("retries"),
            "maximum_event_age_s": p.whole("maximum_event_age_s"),
        },
    ),
)

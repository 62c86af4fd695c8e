"""How long until the attempt that works: an item model on invocation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.invocation.misconceptions import WAITS, delays_as
from quizapp.core.generate.models.invocation.parameters import attempts_of, retry_waits
from quizapp.core.lambda_model import LambdaModel, Patch, asynchronous
from quizapp.core.lambda_model.asynchronous import MINUTE, AsyncInvocation, AttemptEnding


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    failures = p.whole("failures")
    times = (*(Decimal(p.whole("error_s")),) * failures, Decimal(p.whole("success_s")))
    endings: list[AttemptEnding] = ["error"] * failures
    found = attempts_of(aws, AsyncInvocation((*endings, "success"), times))
    return count(found[-1].end_s, "s")


MISCONCEPTIONS: Mapping[str, Patch] = {
    **WAITS,
    "async-waits-longest-backoff": delays_as(5 * MINUTE),
    "async-waits-two-then-four-minutes": delays_as(2 * MINUTE, 4 * MINUTE),
    "async-waits-three-minutes-each": delays_as(3 * MINUTE),
    "async-forgets-run-time": asynchronous.run_time.replaced_by(
        lambda _aws, duration_s, ending: duration_s if ending == "success" else Decimal(0)
    ),
}


MODEL = ItemModel(
    id="invocation-model-retry-timeline",
    version=1,
    grid={
        "failures": (1, 2),
        "error_s": (53, 58, 64, 67, 72, 76, 83, 89, 94, 97, 106, 113),
        "success_s": (48, 52, 56, 61, 68, 73, 79, 84),
    },
    words=("which",),
    shown=lambda _rules, p: {
        "which": "first attempt ends" if p.whole("failures") == 1 else "first two attempts each end"
    },
    solve=_solve,
    check=lambda rules, p: count(
        p.whole("error_s") * p.whole("failures")
        + sum(retry_waits(rules)[: p.whole("failures")])
        + p.whole("success_s"),
        "s",
    ),
    misconceptions=MISCONCEPTIONS,
    entry=True,
    lab=lambda p: ("invoke", {"ending": "error", "duration_s": p.whole("error_s")}),
)

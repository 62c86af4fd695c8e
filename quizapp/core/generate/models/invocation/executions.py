"""How often the code runs: an item model on invocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.invocation.misconceptions import default_retries, retries_as
from quizapp.core.lambda_model import LambdaModel, Patch, asynchronous
from quizapp.core.lambda_model.asynchronous import ALWAYS, described


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    retries = asynchronous.retry_attempts(aws, p.whole("retries"))
    rest = p.whole("events") - p.whole("failing") - p.whole("flaky")
    parts = [
        (rest, asynchronous.runs(aws, 0, retries)),
        (p.whole("flaky"), asynchronous.runs(aws, 1, retries)),
        (p.whole("failing"), asynchronous.runs(aws, ALWAYS, retries)),
    ]
    found = sum(events * runs for events, runs in parts)
    aws.note("async.runs", " + ".join(f"{events:,} x {runs}" for events, runs in parts), f"{found:,} runs")
    return count(found, "runs")


def _with_runs(runs: Callable[[int, int], int]) -> Patch:
    def stand_in(aws: LambdaModel, failures: int, retries: int) -> int:
        found = runs(failures, retries)
        aws.note("async.runs", f"{described(failures)}, MaximumRetryAttempts {retries}", f"{found} runs each")
        return found

    return asynchronous.runs.replaced_by(stand_in)


MISCONCEPTIONS: Mapping[str, Patch] = {
    "async-never-retries": _with_runs(lambda _failures, _retries: 1),
    "async-retries-are-attempts": retries_as(lambda given: max(0, given - 1)),
    "async-one-retry-too-many": retries_as(lambda given: given + 1),
    "async-retries-on-top-of-default": asynchronous.retry_attempts.replaced_by(
        lambda aws, given: (given or 0) + default_retries(aws, given)
    ),
    "async-retries-every-event": _with_runs(lambda _failures, retries: 1 + retries),
    "async-retries-after-success": _with_runs(lambda failures, retries: 1 + retries if failures else 1),
    "async-forgets-recovered-events": _with_runs(lambda failures, retries: 1 + retries if failures == ALWAYS else 1),
    "async-counts-retries-only": _with_runs(min),
    "async-leaves-out-failed-events": _with_runs(lambda failures, _retries: 0 if failures == ALWAYS else 1 + failures),
}


MODEL = ItemModel(
    id="invocation-model-executions",
    version=1,
    grid={
        "events": (3140, 4270, 5360, 6230, 7180, 8490),
        "failing": (310, 420, 530, 610, 720, 840),
        "flaky": (260, 370, 450, 540, 680, 790),
        "retries": (1, 2),
    },
    accept=lambda _rules, p: 3 * (p.whole("failing") + p.whole("flaky")) < p.whole("events"),
    solve=_solve,
    check=lambda _rules, p: count(
        p.whole("events") + p.whole("failing") * p.whole("retries") + p.whole("flaky"), "runs"
    ),
    misconceptions=MISCONCEPTIONS,
    entry=True,
    lab=lambda p: ("invoke", {"ending": "error", "maximum_retry_attempts": p.whole("retries")}),
)

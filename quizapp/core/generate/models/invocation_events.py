"""What becomes of asynchronous events: item models on retries, event age and dead-letter queues."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.invocation_event_misconceptions import AGE, RECORDS, RUNS, TIMELINE
from quizapp.core.lambda_model import LambdaModel
from quizapp.core.lambda_model.asynchronous import ALWAYS, MINUTE, AsyncInvocation, Attempt

# how long until the attempt that works


def _attempts(aws: LambdaModel, one: AsyncInvocation) -> tuple[Attempt, ...]:
    retries = aws.apply("async.retry_attempts", one.maximum_retry_attempts)
    age = aws.apply("async.event_age", one.maximum_event_age_s)
    found: tuple[Attempt, ...] = aws.apply("async.timeline", one, retries, age)[0]
    return found


def _done(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    failures = p["failures"]
    times = (*(Decimal(p["error_s"]),) * failures, Decimal(p["success_s"]))
    found = _attempts(aws, AsyncInvocation((*("error",) * failures, "success"), times))
    return count(found[-1].end_s, "s")


def _waits(rules: Rules) -> tuple[int, int]:
    return (
        rules.whole("async.retry_delay.first") * MINUTE,
        rules.whole("async.retry_delay.second") * MINUTE,
    )


def _done_again(rules: Rules, p: Parameters) -> ModelAnswer:
    return count(p["error_s"] * p["failures"] + sum(_waits(rules)[: p["failures"]]) + p["success_s"], "s")


TIME = ItemModel(
    id="invocation-model-retry-timeline",
    version=1,
    grid={
        "failures": (1, 2),
        "error_s": (53, 58, 64, 67, 72, 76, 83, 89, 94, 97, 106, 113),
        "success_s": (48, 52, 56, 61, 68, 73, 79, 84),
    },
    words=("which",),
    shown=lambda _rules, p: {"which": "first attempt ends" if p["failures"] == 1 else "first two attempts each end"},
    solve=_done,
    check=_done_again,
    misconceptions=TIMELINE,
    entry=True,
    lab=lambda p: ("invoke", {"ending": "error", "duration_s": p["error_s"]}),
)


# how often the code runs


def _runs(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    retries = aws.apply("async.retry_attempts", p["retries"])
    rest = p["events"] - p["failing"] - p["flaky"]
    parts = [
        (rest, aws.apply("async.runs", 0, retries)),
        (p["flaky"], aws.apply("async.runs", 1, retries)),
        (p["failing"], aws.apply("async.runs", ALWAYS, retries)),
    ]
    found = sum(events * runs for events, runs in parts)
    aws.note("async.runs", " + ".join(f"{events:,} x {runs}" for events, runs in parts), f"{found:,} runs")
    return count(found, "runs")


def _runs_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    found = p["events"] + p["failing"] * p["retries"] + p["flaky"]
    return count(found, "runs")


RUN = ItemModel(
    id="invocation-model-executions",
    version=1,
    grid={
        "events": (3140, 4270, 5360, 6230, 7180, 8490),
        "failing": (310, 420, 530, 610, 720, 840),
        "flaky": (260, 370, 450, 540, 680, 790),
        "retries": (1, 2),
    },
    accept=lambda _rules, p: 3 * (p["failing"] + p["flaky"]) < p["events"],
    solve=_runs,
    check=_runs_again,
    misconceptions=RUNS,
    entry=True,
    lab=lambda p: ("invoke", {"ending": "error", "maximum_retry_attempts": p["retries"]}),
)


# the last attempt of an event that may not get old


def _last(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    one = AsyncInvocation(("timeout",), (Decimal(p["timeout_s"]),), p["retries"], p["maximum_event_age_s"])
    return count(aws.apply("async.last_start", _attempts(aws, one), p["maximum_event_age_s"]), "s")


def _starts(rules: Rules, p: Parameters) -> list[int]:
    """When each attempt would start if the event never got too old."""
    first, second = _waits(rules)
    return [0, p["timeout_s"] + first, 2 * p["timeout_s"] + first + second][: p["retries"] + 1]


def _last_again(rules: Rules, p: Parameters) -> ModelAnswer:
    return count(max(start for start in _starts(rules, p) if start <= p["maximum_event_age_s"]), "s")


def _age_is_clear(rules: Rules, p: Parameters) -> bool:
    """At least one retry starts, and none about when the event gets too old."""
    starts = _starts(rules, p)
    return starts[1] < p["maximum_event_age_s"] and all(abs(s - p["maximum_event_age_s"]) >= 5 for s in starts)


LAST = ItemModel(
    id="invocation-model-event-age",
    version=1,
    grid={
        "timeout_s": (104, 113, 126, 137, 142, 158, 164, 179, 193, 217, 236, 248),
        "maximum_event_age_s": (225, 285, 345, 385, 415, 455, 495, 535, 575, 635, 695, 755, 845, 935),
        "retries": (1, 2),
    },
    accept=_age_is_clear,
    solve=_last,
    check=_last_again,
    misconceptions=AGE,
    entry=True,
    lab=lambda p: (
        "invoke",
        {
            "ending": "timeout",
            "duration_s": p["timeout_s"],
            "maximum_retry_attempts": p["retries"],
            "maximum_event_age_s": p["maximum_event_age_s"],
        },
    ),
)


# messages in the dead-letter queue


def _records(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    retries = aws.apply("async.retry_attempts", p["retries"])
    none = aws.apply("async.refused", p["refused"])
    parts = [
        (p["twice"], aws.apply("async.given_up", 2, retries)),
        (p["timeouts"], aws.apply("async.given_up", ALWAYS, retries, "timeout")),
        (p["errors"], aws.apply("async.given_up", ALWAYS, retries)),
    ]
    found = none + sum(events * each for events, each in parts)
    aws.note(
        "async.given_up", " + ".join(f"{events} x {each}" for events, each in reversed(parts)), f"{found:,} messages"
    )
    return count(found, "messages")


def _records_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    """Attempt by attempt: who is still in the queue when the retries are used up."""
    waiting = {"errors": ALWAYS, "timeouts": ALWAYS, "twice": 2}
    for _ in range(p["retries"] + 1):
        waiting = {name: left - 1 for name, left in waiting.items() if left > 0}
    still = [name for name, left in waiting.items() if left >= 0]
    return count(sum(p[name] for name in still), "messages")


DEAD = ItemModel(
    id="invocation-model-dead-letters",
    version=1,
    grid={
        "errors": (120, 150, 180, 240, 270),
        "timeouts": (40, 60, 80, 95),
        "twice": (70, 85, 110, 130),
        "refused": (25, 35, 45, 55),
        "retries": (0, 1, 2),
    },
    solve=_records,
    check=_records_again,
    misconceptions=RECORDS,
    entry=True,
    lab=lambda p: ("invoke", {"ending": "error", "maximum_retry_attempts": p["retries"], "dead_letter_queue": "sqs"}),
)

MODELS = (TIME, RUN, LAST, DEAD)

"""What becomes of asynchronous events: item models on retries, event age and dead-letter queues."""

from __future__ import annotations

from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.invocation_event_misconceptions import AGE, RECORDS, RUNS, TIMELINE
from quizapp.core.lambda_model import LambdaModel, asynchronous
from quizapp.core.lambda_model.asynchronous import ALWAYS, MINUTE, AsyncInvocation, Attempt, Ending

# how long until the attempt that works


def attempts_of(aws: LambdaModel, one: AsyncInvocation) -> tuple[Attempt, ...]:
    retries = asynchronous.retry_attempts(aws, one.maximum_retry_attempts)
    age = asynchronous.event_age(aws, one.maximum_event_age_s)
    return asynchronous.timeline(aws, one, retries, age)[0]


def _done(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    failures = p.whole("failures")
    times = (*(Decimal(p.whole("error_s")),) * failures, Decimal(p.whole("success_s")))
    endings: list[Ending] = ["error"] * failures
    found = attempts_of(aws, AsyncInvocation((*endings, "success"), times))
    return count(found[-1].end_s, "s")


def _waits(rules: Rules) -> tuple[int, int]:
    return (
        rules.whole("async.retry_delay.first") * MINUTE,
        rules.whole("async.retry_delay.second") * MINUTE,
    )


def _done_again(rules: Rules, p: Parameters) -> ModelAnswer:
    return count(
        p.whole("error_s") * p.whole("failures") + sum(_waits(rules)[: p.whole("failures")]) + p.whole("success_s"), "s"
    )


TIME = ItemModel(
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
    solve=_done,
    check=_done_again,
    misconceptions=TIMELINE,
    entry=True,
    lab=lambda p: ("invoke", {"ending": "error", "duration_s": p.whole("error_s")}),
)


# how often the code runs


def _runs(aws: LambdaModel, p: Parameters) -> ModelAnswer:
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


def _runs_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    found = p.whole("events") + p.whole("failing") * p.whole("retries") + p.whole("flaky")
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
    accept=lambda _rules, p: 3 * (p.whole("failing") + p.whole("flaky")) < p.whole("events"),
    solve=_runs,
    check=_runs_again,
    misconceptions=RUNS,
    entry=True,
    lab=lambda p: ("invoke", {"ending": "error", "maximum_retry_attempts": p.whole("retries")}),
)


# the last attempt of an event that may not get old


def _last(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    one = AsyncInvocation(
        ("timeout",), (Decimal(p.whole("timeout_s")),), p.whole("retries"), p.whole("maximum_event_age_s")
    )
    return count(asynchronous.last_start(aws, attempts_of(aws, one), p.whole("maximum_event_age_s")), "s")


def _starts(rules: Rules, p: Parameters) -> list[int]:
    """When each attempt would start if the event never got too old."""
    first, second = _waits(rules)
    return [0, p.whole("timeout_s") + first, 2 * p.whole("timeout_s") + first + second][: p.whole("retries") + 1]


def _last_again(rules: Rules, p: Parameters) -> ModelAnswer:
    return count(max(start for start in _starts(rules, p) if start <= p.whole("maximum_event_age_s")), "s")


def _age_is_clear(rules: Rules, p: Parameters) -> bool:
    """At least one retry starts, and none about when the event gets too old."""
    starts = _starts(rules, p)
    return starts[1] < p.whole("maximum_event_age_s") and all(
        abs(s - p.whole("maximum_event_age_s")) >= 5 for s in starts
    )


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
            "duration_s": p.whole("timeout_s"),
            "maximum_retry_attempts": p.whole("retries"),
            "maximum_event_age_s": p.whole("maximum_event_age_s"),
        },
    ),
)


# messages in the dead-letter queue


def _records(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    retries = asynchronous.retry_attempts(aws, p.whole("retries"))
    none = asynchronous.refused(aws, p.whole("refused"))
    parts = [
        (p.whole("twice"), asynchronous.given_up(aws, 2, retries)),
        (p.whole("timeouts"), asynchronous.given_up(aws, ALWAYS, retries, "timeout")),
        (p.whole("errors"), asynchronous.given_up(aws, ALWAYS, retries)),
    ]
    found = none + sum(events * each for events, each in parts)
    aws.note(
        "async.given_up", " + ".join(f"{events} x {each}" for events, each in reversed(parts)), f"{found:,} messages"
    )
    return count(found, "messages")


def _records_again(_rules: Rules, p: Parameters) -> ModelAnswer:
    """Attempt by attempt: who is still in the queue when the retries are used up."""
    waiting = {"errors": ALWAYS, "timeouts": ALWAYS, "twice": 2}
    for _ in range(p.whole("retries") + 1):
        waiting = {name: left - 1 for name, left in waiting.items() if left > 0}
    still = [name for name, left in waiting.items() if left >= 0]
    return count(sum(p.whole(name) for name in still), "messages")


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
    lab=lambda p: (
        "invoke",
        {"ending": "error", "maximum_retry_attempts": p.whole("retries"), "dead_letter_queue": "sqs"},
    ),
)

MODELS = (TIME, RUN, LAST, DEAD)

"""Messages in the dead-letter queue: an item model on invocation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizapp.core.facts import Rules
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, count
from quizapp.core.generate.models.invocation.misconceptions import default_retries
from quizapp.core.lambda_model import LambdaModel, Patch, asynchronous
from quizapp.core.lambda_model.asynchronous import ALWAYS, AttemptEnding, described


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
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


def _check(_rules: Rules, p: Parameters) -> ModelAnswer:
    """Attempt by attempt: who is still in the queue when the retries are used up."""
    waiting = {"errors": ALWAYS, "timeouts": ALWAYS, "twice": 2}
    for _ in range(p.whole("retries") + 1):
        waiting = {name: left - 1 for name, left in waiting.items() if left > 0}
    still = [name for name, left in waiting.items() if left >= 0]
    return count(sum(p.whole(name) for name in still), "messages")


def _messages(messages: Callable[[int, int, AttemptEnding], int]) -> Patch:
    def stand_in(aws: LambdaModel, failures: int, retries: int, ending: AttemptEnding = "error") -> int:
        found = int(messages(failures, retries, ending))
        text = f"{described(failures)} ({ending}s), MaximumRetryAttempts {retries}"
        aws.note("async.given_up", text, f"messages for each: {found}")
        return found

    return asynchronous.given_up.replaced_by(stand_in)


def _sends_refused(aws: LambdaModel, calls: int) -> int:
    aws.note("async.refused", f"messages for {calls:,} refused calls", f"{calls:,}")
    return calls


MISCONCEPTIONS: Mapping[str, Patch] = {
    "dlq-skips-timeouts": _messages(lambda failures, retries, ending: ending != "timeout" and failures > retries),
    "dlq-takes-timeouts-only": _messages(lambda failures, retries, ending: ending == "timeout" and failures > retries),
    "dlq-gets-every-attempt": _messages(lambda failures, retries, _ending: min(failures, retries + 1)),
    "dlq-gets-every-first-failure": _messages(lambda _failures, _retries, _ending: 1),
    "dlq-takes-refused-calls": asynchronous.refused.replaced_by(_sends_refused),
    "async-ignores-retry-setting": asynchronous.retry_attempts.replaced_by(default_retries),
    "dlq-gets-three-messages": _messages(lambda failures, _retries, _ending: min(failures, 3)),
}


MODEL = ItemModel(
    id="invocation-model-dead-letters",
    version=1,
    grid={
        "errors": (120, 150, 180, 240, 270),
        "timeouts": (40, 60, 80, 95),
        "twice": (70, 85, 110, 130),
        "refused": (25, 35, 45, 55),
        "retries": (0, 1, 2),
    },
    solve=_solve,
    check=_check,
    misconceptions=MISCONCEPTIONS,
    entry=True,
    lab=lambda p: (
        "invoke",
        {"ending": "error", "maximum_retry_attempts": p.whole("retries"), "dead_letter_queue": "sqs"},
    ),
)

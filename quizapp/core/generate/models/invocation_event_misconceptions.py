"""Mistakes about retries, event age and dead-letter queues: what stands in for the real rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from quizapp.core.generate.misconceptions import constant
from quizapp.core.lambda_model import LambdaModel, Patch, asynchronous
from quizapp.core.lambda_model.asynchronous import ALWAYS, MINUTE, Attempt, Ending, described
from quizapp.core.lambda_model.rule import number

# waits and run times


def _default_retries(aws: LambdaModel, _given: int | None) -> int:
    return aws.facts.whole("async.maximum_retry_attempts.default")


def _delays(*seconds: int) -> Patch:
    """Other waits before the retries."""

    def retry_delay(aws: LambdaModel, retry: int) -> Decimal:
        found = Decimal(seconds[min(retry, len(seconds)) - 1])
        aws.note("async.retry_delay", f"the wait before retry {retry}", f"{number(found)} s")
        return found

    return asynchronous.retry_delay.replaced_by(retry_delay)


def retries_as(of: Callable[[int], int]) -> Patch:
    """Another number of retries, from the one that is set."""
    return asynchronous.retry_attempts.replaced_by(
        lambda aws, given: of(aws.facts.whole("async.maximum_retry_attempts.default") if given is None else given)
    )


_WAITS: Mapping[str, Patch] = {
    "async-waits-one-minute-each": _delays(MINUTE),
    "async-waits-two-minutes-each": _delays(2 * MINUTE),
    "async-waits-half-a-minute": _delays(MINUTE // 2),
    "async-backs-off-like-throttles": _delays(1, 2),
}


def _success_only(_aws: LambdaModel, duration_s: Decimal, ending: Ending) -> Decimal:
    return duration_s if ending == "success" else Decimal(0)


TIMELINE: Mapping[str, Patch] = {
    **_WAITS,
    "async-waits-longest-backoff": _delays(5 * MINUTE),
    "async-waits-two-then-four-minutes": _delays(2 * MINUTE, 4 * MINUTE),
    "async-waits-three-minutes-each": _delays(3 * MINUTE),
    "async-forgets-run-time": asynchronous.run_time.replaced_by(_success_only),
}


# how often the code runs


def _with_runs(runs: Callable[[int, int], int]) -> Patch:
    def stand_in(aws: LambdaModel, failures: int, retries: int) -> int:
        found = runs(failures, retries)
        aws.note("async.runs", f"{described(failures)}, MaximumRetryAttempts {retries}", f"{found} runs each")
        return found

    return asynchronous.runs.replaced_by(stand_in)


RUNS: Mapping[str, Patch] = {
    "async-never-retries": _with_runs(lambda _failures, _retries: 1),
    "async-retries-are-attempts": retries_as(lambda given: max(0, given - 1)),
    "async-one-retry-too-many": retries_as(lambda given: given + 1),
    "async-retries-on-top-of-default": asynchronous.retry_attempts.replaced_by(
        lambda aws, given: (given or 0) + _default_retries(aws, given)
    ),
    "async-retries-every-event": _with_runs(lambda _failures, retries: 1 + retries),
    "async-retries-after-success": _with_runs(lambda failures, retries: 1 + retries if failures else 1),
    "async-forgets-recovered-events": _with_runs(lambda failures, retries: 1 + retries if failures == ALWAYS else 1),
    "async-counts-retries-only": _with_runs(min),
    "async-leaves-out-failed-events": _with_runs(lambda failures, _retries: 0 if failures == ALWAYS else 1 + failures),
}


# the last attempt of an event that may not get old


def _age_itself(aws: LambdaModel, _attempts: tuple[Attempt, ...], age_s: int) -> Decimal:
    aws.note("async.last_start", "attempts go on until the maximum event age", f"{age_s:,} s")
    return Decimal(age_s)


def _end(aws: LambdaModel, attempts: tuple[Attempt, ...], _age: int) -> Decimal:
    aws.note("async.last_start", f"attempt {len(attempts)} ends", f"{number(attempts[-1].end_s)} s")
    return attempts[-1].end_s


AGE: Mapping[str, Patch] = {
    **_WAITS,
    "async-ignores-event-age": asynchronous.in_time.replaced_by(constant(True)),
    "async-tries-until-event-age": asynchronous.last_start.replaced_by(_age_itself),
    "async-takes-end-for-start": asynchronous.last_start.replaced_by(_end),
    "async-retries-are-attempts": retries_as(lambda given: max(0, given - 1)),
    "async-one-retry-too-many": retries_as(lambda given: given + 1),
}


# messages in the dead-letter queue


def _messages(messages: Callable[[int, int, Ending], int]) -> Patch:
    def stand_in(aws: LambdaModel, failures: int, retries: int, ending: Ending = "error") -> int:
        found = int(messages(failures, retries, ending))
        text = f"{described(failures)} ({ending}s), MaximumRetryAttempts {retries}"
        aws.note("async.given_up", text, f"messages for each: {found}")
        return found

    return asynchronous.given_up.replaced_by(stand_in)


def _sends_refused(aws: LambdaModel, calls: int) -> int:
    aws.note("async.refused", f"messages for {calls:,} refused calls", f"{calls:,}")
    return calls


RECORDS: Mapping[str, Patch] = {
    "dlq-skips-timeouts": _messages(lambda failures, retries, ending: ending != "timeout" and failures > retries),
    "dlq-takes-timeouts-only": _messages(lambda failures, retries, ending: ending == "timeout" and failures > retries),
    "dlq-gets-every-attempt": _messages(lambda failures, retries, _ending: min(failures, retries + 1)),
    "dlq-gets-every-first-failure": _messages(lambda _failures, _retries, _ending: 1),
    "dlq-takes-refused-calls": asynchronous.refused.replaced_by(_sends_refused),
    "async-ignores-retry-setting": asynchronous.retry_attempts.replaced_by(_default_retries),
    "dlq-gets-three-messages": _messages(lambda failures, _retries, _ending: min(failures, 3)),
}

"""What becomes of an asynchronous event: attempts and the waits between them, and where it ends.

Errors of the function are retried after fixed waits, as often as configured. Throttles cost no retry: the event goes
back to the queue with growing waits until it is too old. By how much they grow is not published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, get_args

from quizapp.core.lambda_model.invocation import Call
from quizapp.core.lambda_model.invocation import call as api_call
from quizapp.core.lambda_model.rule import LambdaModel, SolutionStep, rule
from quizapp.core.quantity import number

AttemptEnding = Literal["success", "error", "timeout", "throttle"]
ATTEMPT_ENDINGS: tuple[AttemptEnding, ...] = get_args(AttemptEnding)
Target = Literal["", "sqs", "sns", "lambda", "eventbridge", "s3", "sqs-fifo"]
TARGETS: tuple[Target, ...] = get_args(Target)
MINUTE = 60
ALWAYS = 10**9
"""As a number of failures: every attempt fails."""
_TARGETS: Mapping[str, str] = {
    "sqs": "a standard SQS queue",
    "sns": "a standard SNS topic",
    "lambda": "a Lambda function",
    "eventbridge": "an EventBridge event bus",
    "s3": "an S3 bucket",
    "sqs-fifo": "a FIFO SQS queue",
}
_BLOG = "https://aws.amazon.com/blogs/compute/introducing-aws-lambda-destinations/"


@dataclass(frozen=True)
class AsyncInvocation:
    """An event and the function's settings. ``None`` is a default.

    ``endings`` and ``durations_s``: of each attempt; the last one stands for all that follow. ``backoff_factor``: by
    how much each wait of a throttled event is longer, an assumption.
    """

    endings: tuple[AttemptEnding, ...] = ("success",)
    durations_s: tuple[Decimal, ...] = (Decimal(1),)
    maximum_retry_attempts: int | None = None
    maximum_event_age_s: int | None = None
    dead_letter_queue: Target = ""
    on_success: Target = ""
    on_failure: Target = ""
    payload_bytes: int = 0
    reserved_concurrent_executions: int | None = None
    backoff_factor: int = 2


@dataclass(frozen=True)
class Attempt:
    """One attempt, in seconds since the event was accepted. A throttled one ends as it starts."""

    start_s: Decimal
    end_s: Decimal
    ending: AttemptEnding


@dataclass(frozen=True)
class AsyncOutcome:
    """``reason``: ``Success``, ``RetriesExhausted``, ``EventAgeExceeded``, ``ZeroReservedConcurrency`` or an API error.

    ``deliveries``: (place, what is sent there); ``final_place`` says the same in words.
    """

    status_code: int
    reason: str
    attempts: tuple[Attempt, ...]
    deliveries: tuple[tuple[str, str], ...]
    final_place: str
    steps: tuple[SolutionStep, ...] = field(repr=False)


def invoke(aws: LambdaModel, one: AsyncInvocation) -> AsyncOutcome:
    """What becomes of the event. Raises LambdaError for settings that the API refuses."""
    retries = retry_attempts(aws, one.maximum_retry_attempts)
    age = event_age(aws, one.maximum_event_age_s)
    _check(aws, one)
    answer = api_call(aws, Call("Event", one.payload_bytes))
    if answer.error:
        return AsyncOutcome(answer.status_code, answer.error, (), (), "with the caller: refused", tuple(aws.steps))
    never = one.reserved_concurrent_executions == 0
    seen = replace(one, endings=("throttle",)) if never else one
    at_once = never and zero_reserved(aws)
    attempts, reason = ((), "ZeroReservedConcurrency") if at_once else timeline(aws, seen, retries, age)
    sent = deliveries(aws, one, reason)
    place = "; ".join(f"{where}: {what}" for where, what in sent)
    place = place or ("done: nothing is sent anywhere" if reason == "Success" else "nowhere: it is discarded")
    aws.note("async.deliveries", reason, place)
    return AsyncOutcome(answer.status_code, reason, attempts, sent, place, tuple(aws.steps))


def _check(aws: LambdaModel, one: AsyncInvocation) -> None:
    aws.require(bool(one.endings) and bool(one.durations_s), "endings", "there is at least one attempt")
    aws.require(all(d.is_finite() and 0 <= d < 10**6 for d in one.durations_s), "durations_s", "from 0 to below 1e6")
    aws.require(1 <= one.backoff_factor <= 100, "backoff_factor", "from 1 to 100")
    reserved = one.reserved_concurrent_executions
    aws.require(reserved is None or reserved >= 0, "reserved_concurrent_executions", "it is at least 0")
    places = {"dead_letter_queue": "dlq.targets"}
    if one.on_success or one.on_failure:
        aws.require(aws.facts.flag("destinations.available"), "destination_config", f"not there on {aws.facts.day}")
        places |= {"on_success": "destinations.on_success.types", "on_failure": "destinations.on_failure.types"}
    for name, fact in places.items():
        target = getattr(one, name)
        if target:
            known = aws.facts.names(fact)
            aws.require(_TARGETS.get(target) in known, name, f"one of: {', '.join(known)}")


@rule("async.retry_attempts", "async.maximum_retry_attempts.default", "async.maximum_retry_attempts.max")
def retry_attempts(aws: LambdaModel, given: int | None, /) -> int:
    """Retries after errors of the function: the attempts behind the first one."""
    return _setting(aws, "maximum_retry_attempts", "async.maximum_retry_attempts", given)


@rule("async.event_age", "async.maximum_event_age.default", "async.maximum_event_age.max")
def event_age(aws: LambdaModel, given: int | None, /) -> int:
    """The age in seconds up to which an event is tried."""
    return _setting(aws, "maximum_event_age_in_seconds", "async.maximum_event_age", given)


def _setting(aws: LambdaModel, name: str, fact: str, given: int | None) -> int:
    if given is None:
        return aws.facts.whole(f"{fact}.default")
    aws.require(aws.facts.flag(f"{fact}.configurable"), name, f"it could not be set on {aws.facts.day}")
    low, high = aws.facts.whole(f"{fact}.min"), aws.facts.whole(f"{fact}.max")
    aws.require(low <= given <= high, name, f"{given:,} is not from {low:,} to {high:,}")
    return given


@rule("async.retry_delay", "async.retry_delay.first", "async.retry_delay.second")
def retry_delay(aws: LambdaModel, retry: int, /) -> Decimal:
    """The wait in seconds between the end of an attempt and retry 1, 2."""
    found = aws.facts.number(f"async.retry_delay.{'first' if retry == 1 else 'second'}") * MINUTE
    aws.note("async.retry_delay", f"the wait before retry {retry}", f"{number(found)} s")
    return found


@rule("async.throttle_delay", "async.throttle_backoff.initial", "async.throttle_backoff.max")
def throttle_delay(aws: LambdaModel, throttle: int, factor: int, /) -> Decimal:
    """The wait in seconds after throttle 1, 2, ... in a row."""
    most = aws.facts.number("async.throttle_backoff.max") * MINUTE
    return min(most, aws.facts.number("async.throttle_backoff.initial") * Decimal(factor) ** min(throttle - 1, 60))


@rule("async.in_time", "async.maximum_event_age.default", "async.maximum_event_age.configurable")
def in_time(aws: LambdaModel, start_s: Decimal, age_s: int, /) -> bool:
    """Whether an attempt may still start: not when the event is older than it may get."""
    found = start_s <= age_s
    if not found:
        aws.note("async.in_time", f"{number(start_s)} s is past the maximum event age of {age_s:,} s", "no attempt")
    return found


@rule("async.timeline", "async.attempts.default", "async.throttle_retry.errors", "async.throttle_retry.period")
def timeline(aws: LambdaModel, one: AsyncInvocation, retries: int, age_s: int, /) -> tuple[tuple[Attempt, ...], str]:
    """Every attempt, and how the event ended. Nothing but attempts and waits takes time."""
    made: list[Attempt] = []
    start, retry, throttles = Decimal(0), 0, 0
    while in_time(aws, start, age_s):
        n = len(made)
        ending = one.endings[min(n, len(one.endings) - 1)]
        took = Decimal(0) if ending == "throttle" else one.durations_s[min(n, len(one.durations_s) - 1)]
        end = start + run_time(aws, took, ending)
        made.append(Attempt(start, end, ending))
        span = "throttled" if ending == "throttle" else f"{number(start)} s to {number(end)} s"
        aws.note("async.timeline", f"attempt {n + 1}: {ending}", span)
        if ending == "success":
            return tuple(made), "Success"
        if ending == "throttle":
            throttles += 1
            start = end + throttle_delay(aws, throttles, one.backoff_factor)
        elif retry >= retries:
            return tuple(made), "RetriesExhausted"
        else:
            retry, throttles = retry + 1, 0
            start = end + retry_delay(aws, retry)
    return tuple(made), "EventAgeExceeded"


@rule("async.run_time", "async.retry_delay.first")
def run_time(_aws: LambdaModel, duration_s: Decimal, _ending: AttemptEnding, /) -> Decimal:
    """The part of the timeline that an attempt's run takes: all of it, since a wait starts when it ends."""
    return duration_s


@rule("async.runs", "async.attempts.default", "async.maximum_retry_attempts.default")
def runs(aws: LambdaModel, failures: int, retries: int, /) -> int:
    """How often an event runs whose first ``failures`` attempts fail: once, and once more per retry it needs."""
    found = 1 + min(failures, retries)
    aws.note("async.runs", f"{described(failures)}, MaximumRetryAttempts {retries}", f"{found} runs each")
    return found


def described(failures: int) -> str:
    """Events of which that many attempts fail, in words."""
    if failures in (0, ALWAYS):
        return "events that fail every time" if failures else "events that succeed at once"
    return f"events whose first {failures} attempts fail" if failures > 1 else "events whose first attempt fails"


@rule("async.given_up", "async.failed_event.targets", "async.failed_event.default")
def given_up(aws: LambdaModel, failures: int, retries: int, ending: AttemptEnding = "error", /) -> int:
    """Messages about an event whose first ``failures`` attempts fail: one if it runs out of retries, or none."""
    found = int(failures > retries)
    what = f"{described(failures)} ({ending}s), MaximumRetryAttempts {retries}"
    aws.note("async.given_up", what, f"messages for each: {found}")
    return found


@rule("async.refused", "async.queue.purpose", "errors.error_status.reserved_for")
def refused(aws: LambdaModel, calls: int, /) -> int:
    """Messages about calls that the API refused: their events never were in the queue."""
    aws.note("async.refused", f"messages for {calls:,} refused calls", "0")
    return 0


@rule("async.last_start", "async.retry_delay.first", "async.maximum_event_age.default")
def last_start(aws: LambdaModel, attempts: tuple[Attempt, ...], age_s: int, /) -> Decimal:  # noqa: ARG001
    """When the last attempt starts, of an event that may get ``age_s`` old."""
    found = attempts[-1].start_s
    aws.note("async.last_start", f"attempt {len(attempts)} is the last one and starts", f"{number(found)} s")
    return found


@rule("async.zero_reserved", "async.reserved_concurrency_zero")
def zero_reserved(aws: LambdaModel) -> bool:
    """Whether events of a function with no concurrency are given up at once."""
    return "at once" in aws.facts.text("async.reserved_concurrency_zero")


@rule("async.deliveries", "dlq.message_body", "destinations.record.contents", "destinations.conditions", _BLOG)
def deliveries(aws: LambdaModel, one: AsyncInvocation, reason: str, /) -> tuple[tuple[str, str], ...]:
    """What is sent where. A dead-letter queue and a destination for failures both get theirs."""
    record = "a record of the invocation with event and response"
    if reason == "Success":
        return ((_TARGETS[one.on_success], record),) if one.on_success else ()
    sent = []
    if one.dead_letter_queue:
        sent.append((f"dead-letter queue, {_TARGETS[one.dead_letter_queue]}", aws.facts.text("dlq.message_body")))
    if one.on_failure:
        sent.append((_TARGETS[one.on_failure], record))
    return tuple(sent)

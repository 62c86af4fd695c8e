"""Limits, attempts and waits that several item models on invocation share."""

from __future__ import annotations

from quizapp.core.facts import Rules
from quizapp.core.lambda_model import LambdaModel, asynchronous
from quizapp.core.lambda_model.asynchronous import MINUTE, AsyncInvocation, Attempt
from quizapp.core.lambda_model.invocation import KB


def limit_kb(rules: Rules, invocation_type: str) -> int:
    """The largest payload of a type of invocation."""
    if invocation_type == "Event":
        return rules.whole("invoke.request_payload.async.max")
    return rules.whole("invoke.request_payload.sync.max") * KB


def attempts_of(aws: LambdaModel, one: AsyncInvocation) -> tuple[Attempt, ...]:
    """All attempts at an event."""
    retries = asynchronous.retry_attempts(aws, one.maximum_retry_attempts)
    age = asynchronous.event_age(aws, one.maximum_event_age_s)
    return asynchronous.timeline(aws, one, retries, age)[0]


def retry_waits(rules: Rules) -> tuple[int, int]:
    """Seconds before the first and the second retry."""
    return rules.whole("async.retry_delay.first") * MINUTE, rules.whole("async.retry_delay.second") * MINUTE

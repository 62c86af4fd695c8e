"""Misconceptions about payloads and retries that several item models on invocation share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from quizapp.core.lambda_model import LambdaModel, Patch, asynchronous, invocation
from quizapp.core.lambda_model.asynchronous import MINUTE
from quizapp.core.lambda_model.invocation import KB, InvocationType
from quizapp.core.quantity import number


def payload_limit_as(kb: int, *kinds: str) -> Patch:
    """Another limit of the payload, for some types."""

    def payload_limit(aws: LambdaModel, kind: InvocationType) -> int:
        if kinds and kind not in kinds:
            return invocation.payload_limit.function(aws, kind)
        aws.note("invocation.payload_limit", f"the largest payload of {kind}", f"{number(kb)} KB")
        return kb * KB

    return invocation.payload_limit.replaced_by(payload_limit)


def payload_limit_of(other: InvocationType) -> Patch:
    """The limit of another type for every type."""

    def payload_limit(aws: LambdaModel, _kind: InvocationType) -> int:
        return invocation.payload_limit.function(aws, other)

    return invocation.payload_limit.replaced_by(payload_limit)


def default_retries(aws: LambdaModel, _given: int | None) -> int:
    """The default number of retries, whatever is set."""
    return aws.facts.whole("async.maximum_retry_attempts.default")


def delays_as(*seconds: int) -> Patch:
    """Other waits before the retries."""

    def retry_delay(aws: LambdaModel, retry: int) -> Decimal:
        found = Decimal(seconds[min(retry, len(seconds)) - 1])
        aws.note("async.retry_delay", f"the wait before retry {retry}", f"{number(found)} s")
        return found

    return asynchronous.retry_delay.replaced_by(retry_delay)


def retries_as(of: Callable[[int], int]) -> Patch:
    """Another number of retries, from the one that is set."""
    return asynchronous.retry_attempts.replaced_by(
        lambda aws, given: of(default_retries(aws, given) if given is None else given)
    )


WAITS: Mapping[str, Patch] = {
    "async-waits-one-minute-each": delays_as(MINUTE),
    "async-waits-two-minutes-each": delays_as(2 * MINUTE),
    "async-waits-half-a-minute": delays_as(MINUTE // 2),
    "async-backs-off-like-throttles": delays_as(1, 2),
}

"""Misconceptions that many item models share: each puts another rule in the place of a real one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import TypeVar

from quizapp.core.lambda_model import LambdaModel, Patch, billing
from quizapp.core.lambda_model.billing import MS, PackageKind
from quizapp.core.quantity import number

T = TypeVar("T")


def constant(value: T) -> Callable[..., T]:
    """A rule that gives ``value`` whatever it is asked."""
    return lambda *_args, **_parameters: value


def rounded_up_to(step_ms: int) -> Callable[[LambdaModel, Decimal, Decimal], int]:
    """Billed duration in steps of another size."""

    def duration(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
        billed = int(((duration_ms + init_ms) / step_ms).to_integral_value(ROUND_CEILING)) * step_ms
        aws.note(
            "billing.duration", f"{number(duration_ms + init_ms)} ms, rounded up to {step_ms:,} ms", f"{billed:,} ms"
        )
        return billed

    return duration


def _init_all(aws: LambdaModel, init_ms: Decimal, _package: PackageKind) -> Decimal:
    if init_ms:
        aws.note("billing.init", "INIT is billed", f"{number(init_ms)} ms")
    return init_ms


def _without_memory(aws: LambdaModel, _memory: int, requests: int, billed_ms: int) -> Decimal:
    found = requests * (billed_ms / MS)
    aws.note("billing.gb_seconds", f"{requests:,} requests x {number(billed_ms / MS)} s", f"{number(found)} s")
    return found


def _nearest_100_ms(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
    time = duration_ms + init_ms
    billed = int((time / 100).to_integral_value(ROUND_HALF_UP)) * 100
    aws.note("billing.duration", f"{number(time)} ms, rounded to the nearest 100 ms", f"{billed:,} ms")
    return billed


def _without_free_requests(aws: LambdaModel, memory: int, requests: int, billed_ms: int) -> Decimal:
    left = max(0, requests - aws.facts.whole("billing.free_tier.requests"))
    return billing.gb_seconds.function(aws, memory, left, billed_ms)


def _noted_as_paid(aws: LambdaModel, amount: Decimal) -> None:
    aws.note("billing.free_tier", "no free tier taken off", number(amount))


def _no_free_compute(aws: LambdaModel, gb_s: Decimal) -> Decimal:
    _noted_as_paid(aws, gb_s)
    return gb_s


def _no_free_requests(aws: LambdaModel, requests: int) -> int:
    _noted_as_paid(aws, Decimal(requests))
    return requests


BILLING: Mapping[str, Patch] = {
    "bill-rounds-up-to-100-ms": billing.duration.replaced_by(rounded_up_to(100)),
    "bill-rounds-up-to-1-ms": billing.duration.replaced_by(rounded_up_to(1)),
    "bill-rounds-up-to-1-s": billing.duration.replaced_by(rounded_up_to(1000)),
    "bill-rounds-to-nearest-100-ms": billing.duration.replaced_by(_nearest_100_ms),
    "bill-leaves-out-free-requests": billing.gb_seconds.replaced_by(_without_free_requests),
    "bill-gb-is-1000-mb": billing.gigabytes.replaced_by(lambda _aws, memory_size_mb: Decimal(memory_size_mb) / 1000),
    "bill-forgets-memory": billing.gb_seconds.replaced_by(_without_memory),
    "bill-ignores-init": billing.init.replaced_by(constant(Decimal(0))),
    "bill-counts-init": billing.init.replaced_by(_init_all),
    "bill-forgets-free-compute": billing.free_gb_seconds.replaced_by(_no_free_compute),
    "bill-forgets-free-requests": billing.free_requests.replaced_by(_no_free_requests),
    "bill-forgets-free-tier": billing.free_gb_seconds.replaced_by(_no_free_compute)
    | billing.free_requests.replaced_by(_no_free_requests),
    "bill-forgets-requests": billing.requests.replaced_by(constant(Decimal(0))),
    "bill-forgets-compute": billing.compute.replaced_by(constant(Decimal(0))),
    "bill-request-price-tenfold": billing.request_price.replaced_by(
        lambda aws: billing.request_price.function(aws) * 10
    ),
}
"""What stands in for the real rules, by misconception."""


def shared(*names: str) -> dict[str, Patch]:
    """Those of ``BILLING`` with these names."""
    return {name: BILLING[name] for name in names}

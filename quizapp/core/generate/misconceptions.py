"""Misconceptions that many item models share: each puts another rule in the place of a real one."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from quizapp.core.lambda_model import RULES, LambdaModel
from quizapp.core.lambda_model.billing import MS, PER_MILLION
from quizapp.core.lambda_model.rule import RuleFunction, number

Patch = dict[str, RuleFunction]


def constant(value: Any) -> RuleFunction:
    """A rule that gives ``value`` whatever it is asked."""
    return lambda _aws, *_args, **_parameters: value


def real(rule_id: str) -> RuleFunction:
    """The real rule, for a stand-in that builds on it."""
    return RULES[rule_id].function


def rounded_up_to(step_ms: int) -> RuleFunction:
    """Billed duration in steps of another size."""

    def duration(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
        billed = int(((duration_ms + init_ms) / step_ms).to_integral_value(ROUND_CEILING)) * step_ms
        aws.note(
            "billing.duration", f"{number(duration_ms + init_ms)} ms, rounded up to {step_ms:,} ms", f"{billed:,} ms"
        )
        return billed

    return duration


def _init_all(aws: LambdaModel, init_ms: Decimal, _package: str) -> Decimal:
    if init_ms:
        aws.note("billing.init", "INIT is billed", f"{number(init_ms)} ms")
    return init_ms


def _thousand_mb(_aws: LambdaModel, memory_size_mb: int) -> Decimal:
    return Decimal(memory_size_mb) / 1000


def _without_memory(aws: LambdaModel, _memory: int, requests: int, billed_ms: int) -> Decimal:
    found = requests * (billed_ms / MS)
    aws.note("billing.gb_seconds", f"{requests:,} requests x {number(billed_ms / MS)} s", f"{number(found)} s")
    return found


def _price_per_thousand(aws: LambdaModel) -> Decimal:
    return Decimal(real("billing.request_price")(aws) * 10)


def _nearest_100_ms(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
    time = duration_ms + init_ms
    billed = int((time / 100).to_integral_value(ROUND_HALF_UP)) * 100
    aws.note("billing.duration", f"{number(time)} ms, rounded to the nearest 100 ms", f"{billed:,} ms")
    return billed


def _without_free_requests(aws: LambdaModel, memory: int, requests: int, billed_ms: int) -> Decimal:
    left = max(0, requests - aws.facts.whole("billing.free_tier.requests"))
    return Decimal(real("billing.gb_seconds")(aws, memory, left, billed_ms))


def _no_free(aws: LambdaModel, amount: Any) -> Any:
    aws.note("billing.free_tier", "no free tier taken off", number(Decimal(amount)))
    return amount


BILLING: dict[str, Patch] = {
    "bill-rounds-up-to-100-ms": {"billing.duration": rounded_up_to(100)},
    "bill-rounds-up-to-1-ms": {"billing.duration": rounded_up_to(1)},
    "bill-rounds-up-to-1-s": {"billing.duration": rounded_up_to(1000)},
    "bill-rounds-to-nearest-100-ms": {"billing.duration": _nearest_100_ms},
    "bill-leaves-out-free-requests": {"billing.gb_seconds": _without_free_requests},
    "bill-gb-is-1000-mb": {"billing.gb": _thousand_mb},
    "bill-forgets-memory": {"billing.gb_seconds": _without_memory},
    "bill-ignores-init": {"billing.init": constant(Decimal(0))},
    "bill-counts-init": {"billing.init": _init_all},
    "bill-forgets-free-compute": {"billing.free_gb_seconds": _no_free},
    "bill-forgets-free-requests": {"billing.free_requests": _no_free},
    "bill-forgets-free-tier": {"billing.free_gb_seconds": _no_free, "billing.free_requests": _no_free},
    "bill-forgets-requests": {"billing.requests": constant(Decimal(0))},
    "bill-forgets-compute": {"billing.compute": constant(Decimal(0))},
    "bill-request-price-tenfold": {"billing.request_price": _price_per_thousand},
}
"""By misconception."""

__all__ = ["BILLING", "PER_MILLION", "Patch", "constant", "real", "rounded_up_to"]

"""The charge by the rules of the notes and by those of today: an item model on billing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import NOTES_DAY, ItemModel, ModelAnswer, Parameters, money
from quizapp.core.generate.models.billing.parameters import (
    duration_charge,
    gb_s,
    lab_parameters_without_free_tier,
    price,
    printed_price,
)
from quizapp.core.lambda_model import LambdaModel, Patch, billing, cost_comparison
from quizapp.core.lambda_model.billing import cents


def _solve(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    then_aws = LambdaModel(aws.facts.on(NOTES_DAY), aws.patch)
    then = duration_charge(then_aws, p)
    for step in then_aws.steps:
        aws.note(step.rule, f"in {NOTES_DAY.year}: {step.text}", step.value)
    return money(cost_comparison.difference(aws, then, duration_charge(aws, p)))


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    then = rules.on(NOTES_DAY)
    return money(cents(gb_s(then, p) * price(then)) - cents(gb_s(rules, p) * price(rules)))


def _step_then(change: Callable[[Decimal], int]) -> Patch:
    """What was billed in 2019, as ``change`` has it; today's rounding is right."""

    def duration(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
        found = billing.duration.function(aws, duration_ms, init_ms)
        return change(duration_ms) if aws.facts.day <= NOTES_DAY else found

    return billing.duration.replaced_by(duration)


MODEL = ItemModel(
    id="billing-then-and-now",
    version=1,
    grid={
        "memory_size_mb": (512, 1024, 1536, 2048, 3008),
        "requests": tuple(n * 1_000_000 for n in (10, 15, 20, 25, 30, 40, 50)),
        "duration_ms": (20, 30, 40, 110, 120, 130, 160, 210, 220, 240, 270, 310, 320, 360, 410, 430),
    },
    words=("price", "price_then"),
    shown=lambda rules, p: {**printed_price(rules, p), "price_then": f"{price(rules.on(NOTES_DAY)):f}"},
    solve=_solve,
    check=_check,
    misconceptions={
        "then-gives-the-old-charge": cost_comparison.difference.replaced_by(lambda _aws, before, _after: before),
        "then-gives-todays-charge": cost_comparison.difference.replaced_by(lambda _aws, _before, after: after),
        "then-wastes-50-ms-on-average": _step_then(lambda ms: int(ms) + 50),
        "then-rounds-up-to-1-s": _step_then(lambda ms: -(-int(ms) // 1000) * 1000),
        "then-had-no-free-tier": billing.compute.replaced_by(lambda aws, charged, architecture, _free: billing.compute.function(aws, charged, architecture, aws.facts.day > NOTES_DAY)),
        **shared("bill-rounds-up-to-100-ms", "bill-gb-is-1000-mb", "bill-forgets-memory", "bill-leaves-out-free-requests"),
    },
    lab=lab_parameters_without_free_tier,
)  # fmt: skip

"""Other prices of a GB-second, by architecture, year and volume: item models on billing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import NOTES_DAY, ItemModel, LabBench, ModelAnswer, Parameters, money
from quizapp.core.generate.models.billing import DURATIONS, MILLIONS, bench, cents, gb_s, price
from quizapp.core.lambda_model import LambdaModel, Patch, billing, cost_comparison
from quizapp.core.lambda_model.billing import ARCHITECTURES, Architecture

Tiers = list[tuple[Decimal, Decimal]]
"""(GB-seconds, price of one) for each tier that a month reaches."""


def _printed_price(rules: Rules, _p: Parameters) -> dict[str, str]:
    return {"price": f"{price(rules):f}"}


def _without_free_tier(p: Parameters) -> LabBench:
    name, values = bench(p)
    return name, {**values, "free_tier": False}


def _duration_charge(aws: LambdaModel, p: Parameters, architecture: Architecture = "x86_64") -> Decimal:
    """For a month's duration, the free tier left aside; in cents as on the bill."""
    billed = billing.duration(aws, Decimal(p.whole("duration_ms")), Decimal(0))
    consumed = billing.gb_seconds(aws, p.whole("memory_size_mb"), p.whole("requests"), billed)
    return cents(billing.compute(aws, consumed, architecture, False))


# arm64 instead of x86_64


def _saving(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    return money(cost_comparison.difference(aws, _duration_charge(aws, p, "x86_64"), _duration_charge(aws, p, "arm64")))


def _saving_again(rules: Rules, p: Parameters) -> ModelAnswer:
    return money(cents(gb_s(rules, p) * price(rules)) - cents(gb_s(rules, p) * price(rules, "arm64")))


def _share_saved(share: Decimal) -> Patch:
    def tiers(aws: LambdaModel, charged: Decimal, architecture: Architecture) -> Tiers:
        return [(charged, price(aws.facts) * (1 - share if architecture == "arm64" else 1))]

    return billing.tiers.replaced_by(tiers)


ARM = ItemModel(
    id="billing-arm64-saving",
    version=1,
    grid={"memory_size_mb": (512, 1024, 1536, 2048, 3072), "requests": MILLIONS, "duration_ms": DURATIONS},
    words=("price",),
    shown=_printed_price,
    accept=lambda rules, p: (_saving_again(rules, p).value or 0) >= 4,
    solve=_saving,
    check=_saving_again,
    misconceptions={
        "arm-costs-half": _share_saved(Decimal("0.5")),
        "arm-saves-34-per-cent": _share_saved(Decimal("0.34")),
        "arm-saves-25-per-cent": _share_saved(Decimal("0.25")),
        "arm-saves-a-sixth": _share_saved(1 - 1 / Decimal("1.2")),
        "bill-counts-free-tier-again": billing.compute.replaced_by(lambda aws, charged, architecture, _free: billing.compute.function(aws, charged, architecture, True)),
        **shared(
            "bill-rounds-up-to-100-ms", "bill-rounds-up-to-1-s", "bill-rounds-to-nearest-100-ms", "bill-gb-is-1000-mb",
            "bill-forgets-memory", "bill-leaves-out-free-requests",
        ),
    },
    lab=_without_free_tier,
)  # fmt: skip


# the notes' rules and today's


def _then_and_now(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    then_aws = LambdaModel(aws.facts.on(NOTES_DAY), aws.patch)
    then = _duration_charge(then_aws, p)
    for step in then_aws.steps:
        aws.note(step.rule, f"in {NOTES_DAY.year}: {step.text}", step.value)
    return money(cost_comparison.difference(aws, then, _duration_charge(aws, p)))


def _then_and_now_again(rules: Rules, p: Parameters) -> ModelAnswer:
    then = rules.on(NOTES_DAY)
    return money(cents(gb_s(then, p) * price(then)) - cents(gb_s(rules, p) * price(rules)))


def _step_then(change: Callable[[Decimal], int]) -> Patch:
    """What was billed in 2019, as ``change`` has it; today's rounding is right."""

    def duration(aws: LambdaModel, duration_ms: Decimal, init_ms: Decimal) -> int:
        found = billing.duration.function(aws, duration_ms, init_ms)
        return change(duration_ms) if aws.facts.day <= NOTES_DAY else found

    return billing.duration.replaced_by(duration)


def _free_today_only(aws: LambdaModel, charged: Decimal, architecture: Architecture, _free: bool) -> Decimal:
    return billing.compute.function(aws, charged, architecture, aws.facts.day > NOTES_DAY)


THEN = ItemModel(
    id="billing-then-and-now",
    version=1,
    grid={
        "memory_size_mb": (512, 1024, 1536, 2048, 3008),
        "requests": tuple(n * 1_000_000 for n in (10, 15, 20, 25, 30, 40, 50)),
        "duration_ms": (20, 30, 40, 110, 120, 130, 160, 210, 220, 240, 270, 310, 320, 360, 410, 430),
    },
    words=("price", "price_then"),
    shown=lambda rules, p: {**_printed_price(rules, p), "price_then": f"{price(rules.on(NOTES_DAY)):f}"},
    solve=_then_and_now,
    check=_then_and_now_again,
    misconceptions={
        "then-gives-the-old-charge": cost_comparison.difference.replaced_by(lambda _aws, before, _after: before),
        "then-gives-todays-charge": cost_comparison.difference.replaced_by(lambda _aws, _before, after: after),
        "then-wastes-50-ms-on-average": _step_then(lambda ms: int(ms) + 50),
        "then-rounds-up-to-1-s": _step_then(lambda ms: -(-int(ms) // 1000) * 1000),
        "then-had-no-free-tier": billing.compute.replaced_by(_free_today_only),
        **shared("bill-rounds-up-to-100-ms", "bill-gb-is-1000-mb", "bill-forgets-memory", "bill-leaves-out-free-requests"),
    },
    lab=_without_free_tier,
)  # fmt: skip


# a month above the first tier


def _architecture(p: Parameters) -> Architecture:
    return p.one_of("architecture", ARCHITECTURES)


def _in_tiers(aws: LambdaModel, p: Parameters) -> ModelAnswer:
    billed = billing.duration(aws, Decimal(p.whole("duration_ms")), Decimal(0))
    consumed = billing.gb_seconds(aws, p.whole("memory_size_mb"), p.whole("requests"), billed)
    return money(billing.compute(aws, consumed, _architecture(p), False))


def _ends(rules: Rules, architecture: Architecture) -> tuple[Decimal, Decimal]:
    base = f"billing.gb_second.{architecture}"
    return rules.number(f"{base}.tier1.limit"), rules.number(f"{base}.tier2.limit")


def _prices(rules: Rules, architecture: Architecture) -> tuple[Decimal, Decimal, Decimal]:
    first, second, third = (rules.number(f"billing.gb_second.{architecture}.tier{tier}.price") for tier in (1, 2, 3))
    return first, second, third


def _in_tiers_again(rules: Rules, p: Parameters) -> ModelAnswer:
    """All at the first price, less what the later tiers are cheaper."""
    ends, prices, consumed = (
        _ends(rules, _architecture(p)),
        _prices(rules, _architecture(p)),
        gb_s(rules, p),
    )
    cheaper = [before - after for before, after in pairwise(prices)]
    return money(
        consumed * prices[0]
        - sum(max(Decimal(0), consumed - end) * less for end, less in zip(ends, cheaper, strict=True))
    )


def _is_in_a_later_tier(rules: Rules, p: Parameters) -> bool:
    """Well above the first tier, and the same to the cent whether tiers are rounded one by one or together."""
    (first, second), prices, consumed = (
        _ends(rules, _architecture(p)),
        _prices(rules, _architecture(p)),
        gb_s(rules, p),
    )
    if not first * Decimal("1.15") <= consumed <= second * Decimal("1.6"):
        return False
    parts = (first, min(consumed, second) - first, max(Decimal(0), consumed - second))
    amounts = [part * each for part, each in zip(parts, prices, strict=True)]
    return sum(cents(amount) for amount in amounts) == cents(sum(amounts, Decimal(0)))


def _tiers_as(change: Callable[[Tiers, Rules, Architecture], Tiers]) -> Patch:
    """Tiers made of the right ones."""

    def tiers(aws: LambdaModel, charged: Decimal, architecture: Architecture) -> Tiers:
        return change(billing.tiers.function(aws, charged, architecture), aws.facts, architecture)

    return billing.tiers.replaced_by(tiers)


def _whole(found: Tiers) -> Decimal:
    return sum((part for part, _ in found), Decimal(0))


def _mean(found: Tiers) -> Decimal:
    return sum((each for _, each in found), Decimal(0)) / len(found)


def _second_end_as_width(found: Tiers, rules: Rules, architecture: Architecture) -> Tiers:
    (first, width), prices, consumed = _ends(rules, architecture), _prices(rules, architecture), _whole(found)
    second = min(width, consumed - first)
    return [(first, prices[0]), (second, prices[1]), (consumed - first - second, prices[2])]


def _tier_words(rules: Rules, p: Parameters) -> dict[str, str]:
    ends, prices = _ends(rules, _architecture(p)), _prices(rules, _architecture(p))
    billions = [f"{(end / 10**9).normalize():f} billion" for end in ends]
    return dict(zip(_TIER_WORDS, (*billions, *(f"{each:f}" for each in prices)), strict=True))


_TIER_WORDS = ("first_end", "second_end", "first_price", "second_price", "third_price")
TIERS = ItemModel(
    id="billing-volume-tiers",
    version=1,
    grid={
        "architecture": ("x86_64", "arm64"),
        "memory_size_mb": (1024, 1536, 2048, 3072, 4096),
        "requests": tuple(n * 1_000_000_000 for n in (3, 4, 5, 6, 8, 10, 12)),
        "duration_ms": (450, 620, 750, 850, 1250, 1450, 1820, 2250),
    },
    words=_TIER_WORDS,
    shown=_tier_words,
    accept=_is_in_a_later_tier,
    solve=_in_tiers,
    check=_in_tiers_again,
    misconceptions={
        "tiers-all-at-the-first": _tiers_as(lambda found, _rules, _arch: [(_whole(found), found[0][1])]),
        "tiers-all-at-the-last": _tiers_as(lambda found, _rules, _arch: [(_whole(found), found[-1][1])]),
        "tiers-mean-of-the-prices": _tiers_as(lambda found, _rules, _arch: [(_whole(found), _mean(found))]),
        "tiers-in-reverse": _tiers_as(lambda found, _rules, _arch: [(part, each) for (part, _), (_, each) in zip(found, reversed(found), strict=True)]),
        "tiers-skips-the-second": _tiers_as(lambda found, rules, arch: [found[0], (_whole(found[1:]), _prices(rules, arch)[2])]),
        "tiers-second-end-as-width": _tiers_as(_second_end_as_width),
        **shared("bill-rounds-up-to-100-ms", "bill-rounds-to-nearest-100-ms", "bill-gb-is-1000-mb", "bill-forgets-memory"),
    },
    entry=True,
    lab=_without_free_tier,
)  # fmt: skip


MODELS = (ARM, THEN, TIERS)

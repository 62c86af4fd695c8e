"""A month above the first volume tier: an item model on billing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from quizapp.core.facts import Rules
from quizapp.core.generate.misconceptions import shared
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters, money
from quizapp.core.generate.models.billing.parameters import Tiers, consumed, gb_s, lab_parameters_without_free_tier
from quizapp.core.lambda_model import LambdaModel, Patch, billing
from quizapp.core.lambda_model.billing import ARCHITECTURES, Architecture, cents


def _architecture(p: Parameters) -> Architecture:
    return p.one_of("architecture", ARCHITECTURES)


def _ends(rules: Rules, architecture: Architecture) -> tuple[Decimal, Decimal]:
    base = f"billing.gb_second.{architecture}"
    return rules.number(f"{base}.tier1.limit"), rules.number(f"{base}.tier2.limit")


def _prices(rules: Rules, architecture: Architecture) -> tuple[Decimal, Decimal, Decimal]:
    first, second, third = (rules.number(f"billing.gb_second.{architecture}.tier{tier}.price") for tier in (1, 2, 3))
    return first, second, third


def _check(rules: Rules, p: Parameters) -> ModelAnswer:
    """All at the first price, less what the later tiers are cheaper."""
    ends, prices, taken = _ends(rules, _architecture(p)), _prices(rules, _architecture(p)), gb_s(rules, p)
    cheaper = [before - after for before, after in pairwise(prices)]
    return money(
        taken * prices[0] - sum(max(Decimal(0), taken - end) * less for end, less in zip(ends, cheaper, strict=True))
    )


def _accept(rules: Rules, p: Parameters) -> bool:
    """Well above the first tier, and the same to the cent whether tiers are rounded one by one or together."""
    (first, second), prices = _ends(rules, _architecture(p)), _prices(rules, _architecture(p))
    taken = gb_s(rules, p)
    if not first * Decimal("1.15") <= taken <= second * Decimal("1.6"):
        return False
    parts = (first, min(taken, second) - first, max(Decimal(0), taken - second))
    amounts = [part * each for part, each in zip(parts, prices, strict=True)]
    return sum(cents(amount) for amount in amounts) == cents(sum(amounts, Decimal(0)))


def _tiers_as(change: Callable[[Tiers, Rules, Architecture], Tiers]) -> Patch:
    """Tiers made of the right ones."""

    def tiers(aws: LambdaModel, charged: Decimal, architecture: Architecture) -> Tiers:
        return change(billing.tiers.function(aws, charged, architecture), aws.facts, architecture)

    return billing.tiers.replaced_by(tiers)


def _whole(found: Tiers) -> Decimal:
    return sum((part for part, _ in found), Decimal(0))


def _second_end_as_width(found: Tiers, rules: Rules, architecture: Architecture) -> Tiers:
    (first, width), prices, whole = _ends(rules, architecture), _prices(rules, architecture), _whole(found)
    second = min(width, whole - first)
    return [(first, prices[0]), (second, prices[1]), (whole - first - second, prices[2])]


def _tier_words(rules: Rules, p: Parameters) -> dict[str, str]:
    ends, prices = _ends(rules, _architecture(p)), _prices(rules, _architecture(p))
    billions = [f"{(end / 10**9).normalize():f} billion" for end in ends]
    return dict(zip(_TIER_WORDS, (*billions, *(f"{each:f}" for each in prices)), strict=True))


_TIER_WORDS = ("first_end", "second_end", "first_price", "second_price", "third_price")
MODEL = ItemModel(
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
    accept=_accept,
    solve=lambda aws, p: money(billing.compute(aws, consumed(aws, p), _architecture(p), False)),
    check=_check,
    misconceptions={
        "tiers-all-at-the-first": _tiers_as(lambda found, _rules, _arch: [(_whole(found), found[0][1])]),
        "tiers-all-at-the-last": _tiers_as(lambda found, _rules, _arch: [(_whole(found), found[-1][1])]),
        "tiers-mean-of-the-prices": _tiers_as(lambda found, _rules, _arch: [(_whole(found), sum((each for _, each in found), Decimal(0)) / len(found))]),
        "tiers-in-reverse": _tiers_as(lambda found, _rules, _arch: [(part, each) for (part, _), (_, each) in zip(found, reversed(found), strict=True)]),
        "tiers-skips-the-second": _tiers_as(lambda found, rules, arch: [found[0], (_whole(found[1:]), _prices(rules, arch)[2])]),
        "tiers-second-end-as-width": _tiers_as(_second_end_as_width),
        **shared("bill-rounds-up-to-100-ms", "bill-rounds-to-nearest-100-ms", "bill-gb-is-1000-mb", "bill-forgets-memory"),
    },
    entry=True,
    lab=lab_parameters_without_free_tier,
)  # fmt: skip

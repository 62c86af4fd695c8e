"""Nothing but the calculation finds the key: bots that go by looks do no better than chance.

A small sample here; 200 variants of every model under ``make proof``. Seeds come from the commit's hash.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from math import comb

import pytest

from quizapp.core.bank import arrange
from quizapp.core.bank.items import Single
from quizapp.core.generate import ItemModel
from quizapp.core.rng import SeededRandom
from tests.core.generate.test_models import ASKED, seeds, variant

QUANTITY = re.compile(r"\$?[\d,.]*\d(?: [A-Za-z/ -]+)?")
WORD = re.compile(r"\d[\d,.]*\d|\w+")  # 4,200 is one word
Bot = Callable[[Single, SeededRandom], str]


def longest(item: Single, chance: SeededRandom) -> str:
    most = max(len(o.text) for o in item.options)
    return chance.choice([o.text for o in item.options if len(o.text) == most])


def middle(item: Single, chance: SeededRandom) -> str:
    shown = arrange(item, 1).choices
    return chance.choice([shown[1].text, shown[2].text])


def most_digits(item: Single, chance: SeededRandom) -> str:
    counts = {o.text: len(re.sub(r"\D", "", o.text)) for o in item.options}
    most = max(counts.values())
    return chance.choice([text for text, count in counts.items() if count == most])


def most_specific(item: Single, chance: SeededRandom) -> str:
    counts = {o.text: len(re.sub(r"\D", "", o.text).rstrip("0")) for o in item.options}
    most = max(counts.values())
    return chance.choice([text for text, count in counts.items() if count == most])


def most_overlap(item: Single, chance: SeededRandom) -> str:
    words = set(WORD.findall(item.stem.casefold()))
    counts = {o.text: len(words & set(WORD.findall(o.text.casefold()))) for o in item.options}
    most = max(counts.values())
    return chance.choice([text for text, count in counts.items() if count == most])


BOTS: dict[str, Bot] = {
    "longest": longest, "middle": middle, "most digits": most_digits, "most specific": most_specific,
    "most overlap": most_overlap,
}  # fmt: skip


def play(model: ItemModel, count: int) -> tuple[dict[str, int], Counter[int], int]:
    """(hits of each bot, rank of the key among numbers, variants with options)."""
    hits, ranks, asked = Counter[str](), Counter[int](), 0
    for seed in seeds(count):
        item = variant(model, seed)
        if not isinstance(item, Single):
            continue
        asked += 1
        key = next(o.text for o in item.options if o.key)
        chance = SeededRandom("bot", model.id, seed)
        for name, bot in BOTS.items():
            hits[name] += bot(item, chance) == key
        sizes = [re.sub(r"[^\d.]", "", o.text) for o in item.options]
        if all(QUANTITY.fullmatch(o.text) for o in item.options):
            mine = Decimal(re.sub(r"[^\d.]", "", key))
            ranks[sum(Decimal(s) < mine for s in sizes)] += 1
    return dict(hits), ranks, asked


def tail(hits: int, asked: int) -> float:
    """The chance of so many hits or more by guessing."""
    return sum(comb(asked, k) * 0.25**k * 0.75 ** (asked - k) for k in range(hits, asked + 1))


def judge(count: int, slack: float) -> None:
    pooled, ranks, total = Counter[str](), Counter[int](), 0
    doubts: list[tuple[float, str]] = []
    for model in ASKED:
        hits, own, asked = play(model, count)
        pooled.update(hits)
        ranks.update(own)
        total += asked
        doubts += [(tail(hits.get(bot, 0), asked), f"{model.id}: {bot} {hits.get(bot, 0)} of {asked}") for bot in BOTS]
        if own and count >= 100:
            assert max(own.values()) <= 0.6 * sum(own.values()), (model.id, own)
    rates = {bot: pooled[bot] / total for bot in BOTS}
    print(f"\n{total} variants; " + ", ".join(f"{bot} {rate:.3f}" for bot, rate in rates.items()), dict(ranks))
    for bot, rate in rates.items():
        assert rate <= 0.25 + slack, (bot, rate)
    for place, (p, what) in enumerate(sorted(doubts)):
        assert p >= 0.001 / (len(doubts) - place), what  # Holm
    assert max(ranks.values()) <= 0.4 * sum(ranks.values()), ranks


def test_a_sample_of_variants_gives_nothing_away() -> None:
    judge(12, 0.2)


@pytest.mark.proof
def test_two_hundred_variants_of_every_model_give_nothing_away() -> None:
    judge(200, 0.02)

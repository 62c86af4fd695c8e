"""Test-wise bots: guessers who know nothing and go by looks. What they score above chance, the bank gives away.

A bot names the options it likes most. Ties are shared, so a rate is an expectation and needs no random numbers. For an
item that asks for two or three options a hit is the whole key, and chance is one in the number of such sets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from math import comb, fsum, log
from typing import NamedTuple

from quizapp.core.bank import Item
from quizapp.core.bank.items import Chosen, Single, digest
from quizapp.core.lint.quantities import quantities_of
from quizapp.core.lint.word_measures import code_in, telling, words
from quizapp.core.markup import without_code

Score = Callable[[Chosen], list[float] | None]
"""How much a bot likes each option, in the order written; None: nothing here to go by."""

_ABSOLUTE = re.compile(r"\b(always|never|only|all|must|every|any|none|cannot|no)\b", re.IGNORECASE)


def _most_specific(item: Chosen) -> list[float]:
    """Digits that are no closing zeros, code spans, capital letters inside: signs of an author who knows."""
    return [
        len(re.sub(r"\D", "", o.text).rstrip("0")) + 3 * len(code_in(o.text)) + len(re.findall(r"\B[A-Z]", o.text))
        for o in item.options
    ]


def _middle(item: Chosen) -> list[float] | None:
    amounts = quantities_of([o.text for o in item.options])
    if amounts is None:
        return None
    order = sorted(range(len(amounts)), key=lambda i: amounts[i].base)
    return [float(order.index(i) not in (0, len(order) - 1)) for i in range(len(order))]


def _convergence(item: Chosen) -> list[float]:
    own = [telling(o.text) | set(re.findall(r"\d+", o.text)) for o in item.options]
    return [sum(len(mine & other) for k, other in enumerate(own) if k != i) for i, mine in enumerate(own)]


BOTS: dict[str, Score] = {
    "longest": lambda item: [len(o.text) for o in item.options],
    "most digits": lambda item: [len(re.sub(r"\D", "", o.text)) for o in item.options],
    "most specific": _most_specific,
    "middle number": _middle,
    "most overlap with the stem": lambda item: [len({*words(item.stem)} & {*words(o.text)}) for o in item.options],
    "most in common with the others": _convergence,
    "least absolute": lambda item: [-len(_ABSOLUTE.findall(without_code(o.text))) for o in item.options],
}
ALONE: dict[str, Score] = {"shortest": lambda item: [-len(o.text) for o in item.options]}
"""Bots that play for themselves and have no vote, as they contradict another one.

Shortest: for banks whose authors made every key short, so that it would not be the longest.
"""
EACH, TOGETHER = 0.05, 0.08


class Guesser(NamedTuple):
    """What a bot did: expected hits, what chance would hit, and how many items it played."""

    name: str
    hits: float
    chance: float
    items: int

    @property
    def rate(self) -> float:
        """Share of items hit."""
        return self.hits / self.items if self.items else 0.0

    @property
    def excess(self) -> float:
        """Share of items hit above chance."""
        return (self.hits - self.chance) / self.items if self.items else 0.0


def play(items: Sequence[Item]) -> list[Guesser]:
    """Every bot over all items with options, and the bots together, one vote each."""
    asked = [item for item in items if isinstance(item, Chosen)]
    found = [_play(name, bot, asked) for name, bot in (*BOTS.items(), *ALONE.items())]
    return [*found, _play("all together", _vote, asked)]


def play_bot(name: str, items: Sequence[Chosen]) -> Guesser:
    """Return what one of the bots does, by its name."""
    return _play(name, (BOTS | ALONE)[name], items)


def _play(name: str, bot: Score, items: Sequence[Chosen]) -> Guesser:
    hits = chance = 0.0
    count = 0
    for item in items:
        liking = bot(item)
        if liking is None:
            continue
        keys = [o.key for o in item.options]
        hits += _expected(liking, keys)
        chance += 1 / comb(len(keys), sum(keys))
        count += 1
    return Guesser(name, hits, chance, count)


def _expected(liking: Sequence[float], keys: Sequence[bool]) -> float:
    """The chance that the best-liked options, ties drawn by lot, are exactly the keys."""
    count = sum(keys)
    bound = sorted(liking, reverse=True)[count - 1]
    sure = [i for i, value in enumerate(liking) if value > bound]
    drawn = [i for i, value in enumerate(liking) if value == bound]
    if any(not keys[i] for i in sure):
        return 0.0
    sets = list(combinations(drawn, count - len(sure)))
    return sum(all(keys[i] for i in some) for some in sets) / len(sets)


def _vote(item: Chosen) -> list[float]:
    """Each bot shares one vote among the options it likes most."""
    votes = [0.0] * len(item.options)
    for bot in BOTS.values():
        liking = bot(item)
        if liking is None or max(liking) == min(liking):
            continue
        best = [i for i, value in enumerate(liking) if value == max(liking)]
        for i in best:
            votes[i] += 1 / len(best)
    return votes


_FOLDS = 5


def learnt_words(items: Sequence[Single]) -> Guesser:
    """A bot that learns from other questions which words keys have, and likes the option with most of them."""
    folds = [[item for item in items if int(digest(item.id), 16) % _FOLDS == fold] for fold in range(_FOLDS)]
    played = [
        _play("learnt words", _liking(_odds([item for other in folds if other is not fold for item in other])), fold)
        for fold in folds
    ]
    return Guesser(
        "learnt words",
        sum(bot.hits for bot in played),
        sum(bot.chance for bot in played),
        sum(bot.items for bot in played),
    )


def _odds(items: Sequence[Single]) -> dict[str, float]:
    """For each word how much more often keys have it than distractors, as a logarithm."""
    keys, others = Counter[str](), Counter[str]()
    for item in items:
        for option in item.options:
            (keys if option.key else others).update(set(words(option.text)))
    return {word: log((keys[word] + 1) / (others[word] / 3 + 1)) for word in keys | others}


def _liking(odds: dict[str, float]) -> Score:
    return lambda item: [fsum(odds.get(word, 0.0) for word in set(words(option.text))) for option in item.options]

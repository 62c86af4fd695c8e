"""Texts as sets of words: what the checks compare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quizapp.core.markup import flat, one_line

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+|\d[\d,.]*\d|\d")
_PLAIN = frozenset(
    """
    a an and are as at be because been before but by can could did do does for from had has have how if in into is it
    its may more most no not of on one only or other should so some such than that the their them then there these they
    this those to under until was were what when where which while who will with without would each every function
    functions lambda aws amazon service services uses using used value values
    """.split()  # noqa: SIM905 - a hundred short words read better as a text
)


@lru_cache(maxsize=512)  # the same options are looked at by a dozen rules, one after the other
def words(text: str) -> tuple[str, ...]:
    """Words and numbers in lower case; code counts as the words in it."""
    return tuple(word.casefold() for word in _WORD.findall(flat(text)))


def word_count(text: str) -> int:
    """Words as a reader counts them: pieces between white space."""
    return len(text.split())


@lru_cache(maxsize=512)
def telling(text: str) -> frozenset[str]:
    """Words of five letters or more that carry meaning, cut to their beginning so that endings do not count."""
    return frozenset(word[:7] for word in words(text) if len(word) >= 5 and word not in _PLAIN)


def code_in(text: str) -> list[str]:
    """What stands in code spans and code blocks, however it is spaced."""
    return [" ".join(part.text.split()) for part in one_line(text) if part.code]


def shingles(text: str, size: int = 5) -> frozenset[tuple[str, ...]]:
    """All runs of ``size`` words; the whole text when it is shorter."""
    found = words(text)
    if len(found) <= size:
        return frozenset({tuple(found)})
    return frozenset(tuple(found[i : i + size]) for i in range(len(found) - size + 1))


def likeness(one: Iterable[object], other: Iterable[object]) -> float:
    """Jaccard's measure: what two sets share, of all they have; 1 for two empty ones."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / len(a | b) if a | b else 1.0

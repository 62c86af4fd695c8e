"""Traits of a question: blueprints bound their shares of an exam, and checks count them over a bank."""

from __future__ import annotations

import re
from typing import Literal, get_args

from quizapp.core.bank.exam_guide import NO_TASK
from quizapp.core.bank.items import Item, Multiple, Single, key_of
from quizapp.core.bank.shape import CHOOSES
from quizapp.core.markup import Code, blocks, ticked

Trait = Literal["multiple", "three_keys", "superlative", "recall"]
TRAITS: tuple[Trait, ...] = get_args(Trait)
_SUPERLATIVE = re.compile(r"\b(LEAST|MOST)\b")


def question_of(stem: str) -> str:
    """Return the last paragraph of a stem, without how many to choose."""
    found = [block for block in blocks(stem) if not isinstance(block, Code)]
    last = ticked(found[-1].spans) if found else ""
    return re.sub(rf"(?:{CHOOSES.pattern})$", "", last.rstrip(), flags=CHOOSES.flags).strip()


def superlative(item: Item) -> bool:
    """Whether the question asks for the LEAST or the MOST of something."""
    return bool(_SUPERLATIVE.search(question_of(item.stem)))


def has_exam_format(item: Item) -> bool:
    """Whether an exam could ask it as it stands: options to choose from, and a task of the exam guide, if one is named.

    A bank that names no tasks goes by the type alone.
    """
    return isinstance(item, Single | Multiple) and item.task != NO_TASK


def traits_of(item: Item) -> frozenset[Trait]:
    """Return the traits that a question has."""
    found: set[Trait] = set()
    if isinstance(item, Multiple):
        found.add("multiple")
        if len(key_of(item)) > 2:
            found.add("three_keys")
    if superlative(item):
        found.add("superlative")
    if item.level == "recall":
        found.add("recall")
    return frozenset(found)

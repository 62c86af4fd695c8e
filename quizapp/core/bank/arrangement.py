"""An item as it is put before the learner: the order of its parts comes from a seed."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from quizapp.core.bank.items import Item, Matching, Numeric, Option, Ordering, Part, ShortText, key_of, parts_of
from quizapp.core.bank.numbers import read_number
from quizapp.core.markup import flat
from quizapp.core.rng import SeededRandom

_UNIT = re.compile(r"^[A-Za-z][A-Za-z/-]*$")


class Showing(msgspec.Struct, frozen=True):
    """``choices`` in the order shown; ``lefts`` are the left-hand sides of a matching item."""

    item: Item
    seed: int
    choices: tuple[Part, ...]
    lefts: tuple[str, ...] = ()

    def index(self, choice_id: str) -> int:
        """The place of a choice on the screen, from 0."""
        return next(i for i, part in enumerate(self.choices) if part.choice_id == choice_id)


def arrange(item: Item, seed: int) -> Showing:
    """``item`` with its parts in the order of ``seed``.

    Options that are all numbers stand in ascending order, true stands before false, and pinned options stay where they
    are written; everything else is shuffled. Steps are never shown in the order that is asked for.
    """
    if isinstance(item, Numeric | ShortText):
        return Showing(item, seed, ())
    parts = parts_of(item)
    sizes = [_size(part.text) for part in parts]
    if not isinstance(item, Ordering | Matching) and all(size is not None for size in sizes):
        ranked = sorted(zip(sizes, range(len(parts)), parts, strict=True), key=lambda row: row[:2])
        return Showing(item, seed, tuple(part for _, _, part in ranked))
    if [flat(part.text).casefold() for part in parts] in (["true", "false"], ["yes", "no"]):
        return Showing(item, seed, parts)
    if [flat(part.text).casefold() for part in parts] in (["false", "true"], ["no", "yes"]):
        return Showing(item, seed, parts[::-1])
    rng = SeededRandom("showing", item.id, item.version, seed)
    shown = _with_pinned(parts, rng)
    while isinstance(item, Ordering) and len(parts) > 1 and tuple(p.choice_id for p in shown) == key_of(item):
        shown = rng.shuffled(parts)
    lefts = tuple(pair.left for pair in item.pairs) if isinstance(item, Matching) else ()
    return Showing(item, seed, shown, lefts)


def _with_pinned(parts: tuple[Part, ...], rng: SeededRandom) -> tuple[Part, ...]:
    """``parts`` in a drawn order, all that are pinned at their own places."""
    free = iter(rng.shuffled([part for part in parts if not _is_pinned(part)]))
    return tuple(part if _is_pinned(part) else next(free) for part in parts)


def _is_pinned(part: Part) -> bool:
    return isinstance(part, Option) and part.pinned


def _size(text: str) -> Decimal | None:
    """A number to sort by, in one unit for sizes and times, when the text is a number and little else."""
    plain = flat(text)
    for unit in ("bytes", "ms", "%", "USD"):
        size = read_number(plain, unit)
        if size is not None:
            return size
    words = plain.split()
    if 1 <= len(words) <= 4:
        return read_number(words[0]) if all(_UNIT.match(w) for w in words[1:]) else None
    return None

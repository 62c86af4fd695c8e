"""What was published: the meaning of each item at its version, so that a change of meaning cannot slip through.

The meaning of an item is what can be answered and what is right: type, choices by identity, key, and the numbers of a
numeric item. Wording of stems, rationales and explanations may change freely; a choice whose text changes keeps its
identity by an explicit ``id``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from quizapp.core.bank import Bank, Item, Numeric, key_of, parts_of, type_of
from quizapp.core.bank.items import Matching, Ordering, digest

FILE = "published.yaml"


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The version of an item and its meaning, as eight hexadecimal digits, when it was published last."""

    id: str
    version: int
    meaning: str


def meaning_of(item: Item) -> str:
    """Eight hexadecimal digits; equal for items that can be answered in the same ways with the same key."""
    keys = key_of(item)
    ordered = isinstance(item, Ordering | Matching)
    told = [type_of(item), *(keys if ordered else sorted(keys)), "|", *sorted(p.choice_id for p in parts_of(item))]
    if isinstance(item, Matching):
        told += [digest(pair.left) for pair in item.pairs]
    if isinstance(item, Numeric):
        told += [item.answer.unit, str(item.answer.tolerance)]
        told += [str(item.answer.within)] if item.answer.within else []
        told += [str(number) for number in item.answer.range or ()]
    return digest("\n".join(told))


def published(items: Iterable[Item]) -> tuple[Published, ...]:
    """What to record of ``items``, by id."""
    return tuple(sorted((Published(i.id, i.version, meaning_of(i)) for i in items), key=lambda row: row.id))


def changes(bank: Bank, before: Mapping[str, Published]) -> Iterator[tuple[str, str, str]]:
    """(rule, message, item id) for every item whose meaning changed at its version, and for ids that left."""
    for item in bank:
        known = before.get(item.id)
        if known is None:
            continue
        if item.version < known.version:
            yield "VER01", f"version {known.version} was published; versions only rise", item.id
        elif item.version == known.version and meaning_of(item) != known.meaning:
            say = "its choices or its key are no longer those of the published version; raise 'version'"
            yield "VER01", f"{say}, and set 'corrects' if the key was wrong", item.id
    for gone in before.keys() - bank.items.keys() - bank.retired.keys():
        yield "VER02", f"'{gone}' was published and is gone; name it in retired.yaml with the reason", ""

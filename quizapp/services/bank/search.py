"""Finding items by words and topic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quizapp.core.bank import Bank, Item, texts_of


def find(bank: Bank, day: date, words: str, topics: Sequence[str] = ()) -> tuple[Item, ...]:
    """The items, true on ``day``, in which every word occurs: in id, topic, notes or any text. In the bank's order."""
    wanted = words.casefold().split()
    order = {topic: i for i, topic in enumerate(bank.topics)}
    found = [
        item
        for item in bank.valid_on(day)
        if (not topics or item.topic in topics) and all(w in _haystack(bank, item) for w in wanted)
    ]
    return tuple(sorted(found, key=lambda item: (order.get(item.topic, len(order)), item.id)))


def _haystack(bank: Bank, item: Item) -> str:
    return "\n".join((item.id, bank.title(item.topic), *item.notes, *item.knowledge, *texts_of(item))).casefold()

"""Finding items by words and topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from quizapp.core.bank import Bank, Item, texts_of
from quizapp.core.generate.template import ItemTemplate


def find(
    bank: Bank, day: date, words: str, topics: Sequence[str] = (), notes: Mapping[str, str] | None = None
) -> tuple[Item, ...]:
    """The items, true on ``day``, in which every word occurs: in id, topic, notes or any text. In the bank's order.

    ``notes``: the learner's own, by card, which are searched too.
    """
    wanted, own = words.casefold().split(), notes or {}
    found = [
        item
        for item in bank.valid_on(day)
        if (not topics or item.topic in topics) and occur(wanted, item_text(bank, item), own.get(item.card_id, ""))
    ]
    return in_order(bank, found)


def in_order(bank: Bank, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items in the bank's order of topics, and by id."""
    order = {topic: i for i, topic in enumerate(bank.topics)}
    return tuple(sorted(items, key=lambda item: (order.get(item.topic, len(order)), item.id)))


def occur(wanted: Sequence[str], *texts: str) -> bool:
    """Whether each of these words, in lower case, occurs in one of the texts."""
    if not wanted:
        return True
    folded = "\n".join(texts).casefold()
    return all(word in folded for word in wanted)


def item_text(bank: Bank, item: Item) -> str:
    """Return all that is searched of a question."""
    return "\n".join((item.id, bank.title(item.topic), *item.notes, *item.knowledge, *texts_of(item)))


def model_text(bank: Bank, model: ItemTemplate) -> str:
    """Return all that is searched of a calculation: what its variants have in common."""
    texts = (*model.settings, model.stem, model.question, model.explanation)
    return "\n".join((model.id, bank.title(model.topic), *model.notes, *model.knowledge, *texts))

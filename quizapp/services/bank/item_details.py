"""All there is to know about one item: what it rests on and how it went so far."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from quizapp.core.bank import Item
from quizapp.core.facts import Fact
from quizapp.core.scheduler import Card
from quizapp.services.bank.opening import library_or_empty
from quizapp.services.context import AppContext
from quizapp.store import EvidenceRow


class About(NamedTuple):
    """``facts``: those it rests on, as of ``day``.

    ``recall``: the forecast for today, None for a card never rated and for one rated
    today: the model forgets from one day to the next, and of a question just missed it would say 100 %.
    ``today``: how it was rated today, if at all: "right" or "missed".
    ``marked``, ``note``: what the learner put on it.
    """

    item: Item
    topic: str
    points: tuple[str, ...]
    facts: tuple[Fact, ...]
    card: Card | None
    recall: float | None
    history: tuple[EvidenceRow, ...]
    day: date
    today: str = ""
    marked: bool = False
    note: str = ""


def about(context: AppContext, item: Item) -> About:
    """What is known of ``item`` and its card."""
    library, read = library_or_empty(context), context.store.read
    bank, facts = library.bank, library.facts
    topic = bank.topics.get(item.topic)
    card = read.card(item.card_id)
    recall, now = None, ""
    if card is not None and card.memory is not None and card.rated_day is not None:
        elapsed = max(0, context.clock().study_day - card.rated_day)
        if elapsed:
            recall = context.store.model.recall(card.memory, elapsed)
        else:
            now = "missed" if card.last_rating == 1 else "right"
    return About(
        item=item,
        topic=bank.title(item.topic),
        points=tuple(topic.knowledge.get(point, point) if topic else point for point in item.knowledge),
        facts=tuple(facts[name] for name in item.facts if name in facts),
        card=card,
        recall=recall,
        history=tuple(read.history(item.card_id)),
        day=context.facts_day(),
        today=now,
        marked=read.is_bookmarked(item.card_id),
        note=read.note(item.card_id),
    )

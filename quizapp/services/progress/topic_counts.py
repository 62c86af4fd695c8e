"""How far a learner has come in each topic, counted, not estimated."""

from __future__ import annotations

import msgspec

from quizapp.services.bank.extent import asked_cards
from quizapp.services.context import AppContext


class TopicCounts(msgspec.Struct, frozen=True):
    """Cards of a topic: how many there are, how many were right the last time, how many were missed.

    A suspended card is one of ``cards`` and neither right nor missed: nobody asks any more.
    """

    topic: str
    title: str
    cards: int
    right: int
    missed: int
    suspended: int = 0


def topic_counts(context: AppContext) -> tuple[TopicCounts, ...]:
    """One row for each topic of the bank that has cards today, in the bank's order."""
    cards, away = context.store.read.cards()
    asked = asked_cards(context)
    out = []
    for topic in context.library.bank.topics.values():
        items = [c for c in asked if c.topic == topic.id]
        seen = [cards[i.card_id] for i in items if i.card_id in cards and i.card_id not in away]
        idle = sum(1 for i in items if i.card_id in away)
        right = sum(1 for card in seen if card.last_right)
        missed = sum(1 for card in seen if card.last_right is False)
        if items:
            out.append(TopicCounts(topic.id, topic.title, len(items), right, missed, idle))
    return tuple(out)

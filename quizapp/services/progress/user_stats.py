"""What was done, counted: in all, by topic, by day."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.core.dates import day_date
from quizapp.services.bank.extent import asked_extent
from quizapp.services.context import AppContext
from quizapp.services.progress.topic_counts import topic_counts
from quizapp.store import RegradedTotal


class TopicDone(msgspec.Struct, frozen=True, kw_only=True):
    """Answers on a topic, and how many of its cards were met."""

    id: str
    title: str
    answers: int
    right: int
    cards: int
    cards_seen: int
    right_last_time: int
    suspended: int


class DayDone(msgspec.Struct, frozen=True):
    """Answers on a study day."""

    day: date
    answers: int
    right: int


class UserStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """Undone answers are left out; those as of another date are ``practice`` alone. ``suspended``: ids of cards."""

    answers: int
    right: int
    days: int
    practice: int
    cards: int
    cards_seen: int
    written: int
    calculations: int
    cards_put_away: int
    suspended: tuple[str, ...]
    topics: tuple[TopicDone, ...]
    regraded: tuple[RegradedTotal, ...]
    by_day: tuple[DayDone, ...]


def statistics(context: AppContext) -> UserStatistics:
    """Count what was done."""
    library, read = context.library, context.store.read
    size = asked_extent(context)
    answers, right, days = read.totals()
    totals = {total.topic: total for total in read.topic_totals()}
    cards, away = read.cards()
    met = {card_id for card_id, card in cards.items() if card.exposures}
    rows = {row.topic: row for row in topic_counts(context)}
    topics = []
    for topic in {**rows, **totals}:
        row, total = rows.get(topic), totals.get(topic)
        topics.append(
            TopicDone(
                id=topic,
                title=library.bank.title(topic),
                answers=total.answers if total else 0,
                right=total.correct if total else 0,
                cards=row.cards if row else 0,
                cards_seen=sum(card.topic == topic and card.card_id in met for card in library.cards),
                right_last_time=row.right if row else 0,
                suspended=row.suspended if row else 0,
            )
        )
    return UserStatistics(
        answers=answers,
        right=right,
        days=days,
        practice=read.answers_elsewhere(),
        cards=sum(row.cards for row in rows.values()),
        cards_seen=sum(topic.cards_seen for topic in topics),
        written=size.written,
        calculations=size.calculations,
        cards_put_away=len(away),
        suspended=tuple(sorted(away)),
        topics=tuple(topics),
        regraded=tuple(read.regraded()),
        by_day=tuple(DayDone(day_date(day), n, ok) for day, n, ok in read.days()),
    )

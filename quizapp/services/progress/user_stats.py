"""What was done, counted: in all, by topic, by day."""

from __future__ import annotations

from typing import Any

from quizapp.core.dates import day_date
from quizapp.services.bank.extent import extent
from quizapp.services.context import AppContext
from quizapp.services.progress.topic_counts import topic_counts

REGRADED = ("item", "now_right", "now_wrong")


def statistics(context: AppContext) -> dict[str, Any]:
    """Plain values, ready to print. Undone answers are left out; those as of another date are ``practice`` alone."""
    library, read = context.library, context.store.read
    size = extent(library, context.facts_day())
    answers, right, days = read.totals()
    totals = {total.topic: total for total in read.topic_totals()}
    cards, away = read.cards()
    met = {card_id for card_id, card in cards.items() if card.exposures}
    topics = []
    rows = {row.topic: row for row in topic_counts(context)}
    for topic in {**rows, **totals}:
        row, total = rows.get(topic), totals.get(topic)
        seen = sum(1 for card in library.cards if card.topic == topic and card.card_id in met)
        topics.append(
            {
                "id": topic,
                "title": library.bank.title(topic),
                "answers": total.answers if total else 0,
                "right": total.correct if total else 0,
                "cards": row.cards if row else 0,
                "cards_seen": seen,
                "right_last_time": row.right if row else 0,
                "suspended": row.suspended if row else 0,
            }
        )
    return {
        "answers": answers,
        "right": right,
        "days": days,
        "practice": read.answers_elsewhere(),
        "cards": sum(row.cards for row in rows.values()),
        "cards_seen": sum(row["cards_seen"] for row in topics),
        "written": size.written,
        "calculations": size.calculations,
        "cards_put_away": len(away),
        "suspended": sorted(away),
        "topics": topics,
        "regraded": [{name: getattr(row, name) for name in REGRADED} for row in read.regraded()],
        "by_day": [{"day": day_date(day), "answers": n, "right": ok} for day, n, ok in read.days()],
    }

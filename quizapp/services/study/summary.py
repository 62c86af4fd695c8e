"""How a session of study went, in figures."""

from __future__ import annotations

from quizapp.core.sessions import Result, StudySession
from quizapp.services.context import AppContext
from quizapp.services.study.views import Summary


def summary_of(context: AppContext, session: StudySession, spent_ms: int) -> Summary:
    """How the session went: first tries by topic, what comes back when, and what to go again on."""
    results = session.results
    behind = {result.entry.card_id for result in results}
    now, suspended = context.clock(), context.store.read.suspended()
    today = now.study_day
    first: dict[str, Result] = {}
    for result in results:
        if result.outcome != "skipped":
            first.setdefault(result.entry.card_id, result)
    by_topic: dict[str, list[bool]] = {}
    for result in first.values():
        by_topic.setdefault(result.entry.topic, []).append(result.outcome == "right")
    topics = tuple((context.library.bank.title(t), sum(oks), len(oks)) for t, oks in sorted(by_topic.items()))
    due: dict[int, int] = {}
    for card_id in first.keys() - suspended:
        card = context.store.read.card(card_id)
        if card and card.due_day is not None:
            due[max(1, card.due_day - today)] = due.get(max(1, card.due_day - today), 0) + 1
    missed = [row for row in topics if row[1] < row[2]]
    return Summary(
        right=sum(r.outcome == "right" for r in results),
        wrong=sum(r.outcome == "wrong" for r in results),
        skipped=sum(r.outcome == "skipped" for r in results),
        suspended=sum(done.step == "suspend" for done in session.done),
        minutes=spent_ms / 60_000,
        returns=tuple(sorted(due.items())),
        topics=topics,
        weakest=min(missed, key=lambda row: (row[1] / row[2], row[0]))[0] if missed else "",
        owed=sum(entry.card_id in behind for entry in session.waiting),
        unasked=sum(entry.card_id not in behind for entry in session.waiting),
        misses=tuple(card for card, r in first.items() if (r.outcome == "wrong" or r.guess) and card not in suspended),
    )

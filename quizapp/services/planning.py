"""What is asked tonight: counts for Home, and the queue of a session."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.scheduler import Candidate, Entry, Limits, build_queue
from quizapp.scheduler.queue import interleave
from quizapp.services.views import Tonight
from quizapp.services.workspace import Workspace

MAX_CARDS = 200
DEFAULT_ANSWER_MS = 60_000


def tonight(workspace: Workspace) -> Tonight:
    """Due and new cards of today, from derived tables alone: the bank need not be read."""
    now = workspace.clock()
    read = workspace.store.read
    day_iso = workspace.facts_day(now).isoformat()
    due = read.due_count(now.study_day, day_iso)
    left = max(0, workspace.settings.new_a_day - read.new_on(now.study_day))
    new = min(left, read.unseen_count(day_iso))
    pace = read.mean_answer_ms() or DEFAULT_ANSWER_MS
    next_due = read.next_due(now.study_day)
    totals = read.topic_totals(now.study_day, now.study_day)
    return Tonight(
        due=due,
        new=new,
        minutes=round((due + new) * pace / 60_000 + 0.49),
        next_due_in=None if next_due is None else next_due - now.study_day,
        answered_today=sum(total.answers for total in totals),
    )


def plan_session(
    workspace: Workspace, topics: Sequence[str] = (), limit: int | None = None, minutes: int | None = None
) -> tuple[Entry, ...]:
    """The questions of a session: due, then new, within the day's limits.

    ``minutes`` caps it by the learner's own pace. As of another date, or when a topic was asked
    for and has nothing due or new, everything else of it is offered as practice.
    """
    now = workspace.clock()
    read = workspace.store.read
    cards, away = read.cards()
    items = [i for i in workspace.library.bank.valid_on(workspace.facts_day(now)) if not topics or i.topic in topics]
    candidates = [
        Candidate(i.card_id, i.topic, i.knowledge, cards.get(i.card_id)) for i in items if i.card_id not in away
    ]
    most = limit if limit is not None else MAX_CARDS
    budget = minutes if minutes is not None else workspace.settings.minutes_a_day
    if limit is None:
        pace = read.mean_answer_ms() or DEFAULT_ANSWER_MS
        most = min(most, max(1, int(budget * 60_000 / pace)))
    if workspace.as_of is None:
        new = max(0, workspace.settings.new_a_day - read.new_on(now.study_day))
        limits = Limits(cards=most, new=new if not topics else max(new, most))
        seed = now.study_day
        queue = build_queue(
            candidates, now.study_day, limits, workspace.store.model, seed, read.points_on(now.study_day)
        )
        if queue or not topics:
            return queue
    ranked = sorted(candidates, key=lambda c: (c.card.last_day or 0 if c.card else 0, c.card_id))
    return interleave([Entry(c.card_id, c.topic, "practice") for c in ranked[:most]])


def again_on(workspace: Workspace, cards: Sequence[str]) -> tuple[Entry, ...]:
    """A session over these cards as practice, topics mixed; those that left the bank are passed over."""
    items = [workspace.library.bank.items[c] for c in cards if c in workspace.library.bank.items]
    return interleave([Entry(i.card_id, i.topic, "practice") for i in items])

"""What is asked today: counts for Home, and the queue of a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from quizapp.core.dates import date_day
from quizapp.core.scheduler import Candidate, Card, Entry, Limits, Pace, build_queue, chosen_queue, paced_queue
from quizapp.core.scheduler.pacing import REVIEWS_COUNTED, is_due
from quizapp.core.scheduler.queue import interleave
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.study.today import LeftOut, TodaySummary

if TYPE_CHECKING:
    from quizapp.services.bank.selection import Selection

DEFAULT_ANSWER_MS = 60_000
LEAST_ANSWER_MS, ANSWERS_TIMED = 20_000, 10
"""A question and its verdict are not read in less; and from so many answers on the learner's own pace is known."""
EVENING = 10
"""Questions up to which siblings fill a session that has nothing else: a bank may have one point for all it asks."""
NEW_A_DAY = 10
"""New questions a day where neither the learner nor an exam date says how many."""


def today_summary(context: AppContext) -> TodaySummary:
    """Due and new cards of today, from derived tables alone: the bank need not be read.

    Counts what fits into the minutes of the day beside what was answered already. After missed days the rest is no
    wall to climb: it waits, and the days to come take their share.
    """
    now, read = context.clock(), context.store.read
    answered, asked_already = answered_on(context, now.study_day), read.asked_on(now.study_day)
    next_due = read.next_due(now.study_day, exam_format=context.settings.exam_format_only)
    candidates = askable(context, now, ())
    due: set[str] = set()
    queue: tuple[Entry, ...] = ()
    practice = 0
    if context.as_of is None:
        queue = _queue(context, candidates, now, max(0, cards_a_day(context) - asked_already))
        exam_day = exam_study_day(context, now)
        due = {c.card_id for c in candidates if c.card is not None and due_on(c.card, now.study_day, exam_day)}
    else:  # practice, of which nothing is due or new
        practice = min(len(candidates), _budget(context, now, None))
    asked = {entry.card_id for entry in queue}
    new = sum(entry.purpose == "new" for entry in queue)
    return TodaySummary(
        due=len(due & asked),
        new=new,
        early=len(asked - due) - new,
        minutes=round((len(queue) + practice) * _pace(context) / 60_000 + 0.49),
        next_due_in=None if next_due is None else next_due - now.study_day,
        answered_today=answered,
        later=len(due - asked),
        in_exam=_waiting(context, now),
        practice=practice,
    )


def is_new_learner(context: AppContext) -> bool:
    """Whether nothing was ever answered here, in a session or in an exam."""
    return not context.store.read.log_has_answers()


def answered_on(context: AppContext, day: int) -> int:
    """Answers on a study day, by the totals of its topics."""
    return sum(total.answers for total in context.store.read.topic_totals(day, day))


def due_on(card: Card, day: int, exam_day: int | None) -> bool:
    """Whether the queue counts it as due: with an exam ahead its interval is capped."""
    return card.due(day) if exam_day is None else is_due(card, day, exam_day)


def exam_study_day(context: AppContext, now: Moment, exam: date | None = None) -> int | None:
    """The study day of ``exam``, or of the one in the settings; None without a date, or after it."""
    exam = exam or context.settings.exam_date
    return None if exam is None or date_day(exam) < now.study_day else date_day(exam)


def plan_session(
    context: AppContext,
    topics: Sequence[str] = (),
    limit: int | None = None,
    minutes: int | None = None,
    selection: Selection | None = None,
) -> tuple[Entry, ...]:
    """The questions of a session over the bank that was opened: due, then new, within the day's limits.

    ``minutes`` caps it by the learner's own pace. As of another date, or when a topic was asked
    for and has nothing due or new, everything else of it is offered as practice. A ``selection`` that is not empty asks
    all that it has, on ``topics`` if any are given: due, new, early reviews, and the rest as practice.
    """
    if selection is not None and not selection.empty:
        return _chosen(context, topics, limit, minutes, selection)
    now = context.clock()
    candidates = askable(context, now, topics)
    most = _budget(context, now, minutes) if limit is None else limit
    if context.as_of is None:
        queue = _queue(context, candidates, now, most, any_new=bool(topics))
        if queue or not topics:
            return queue
    ranked = sorted(candidates, key=lambda c: (c.card.last_day or 0 if c.card else 0, c.card_id))
    return interleave([Entry(c.card_id, c.topic, "practice") for c in ranked[:most]])


def _chosen(
    context: AppContext, topics: Sequence[str], limit: int | None, minutes: int | None, selection: Selection
) -> tuple[Entry, ...]:
    """A session over a selection goes by no limit of new questions, and may last a whole day's minutes."""
    from quizapp.services.bank.selection import chosen

    now, read = context.clock(), context.store.read
    meant = chosen(context, selection)
    found = [c for c in askable(context, now, topics, practice=True) if c.card_id in meant]
    kept = frozenset(card.card_id for card in context.library.cards if card.practice)
    if context.as_of is not None:
        kept = meant
    most = cards_a_day(context, minutes) if limit is None else limit
    day, model = now.study_day, context.store.model
    return chosen_queue(found, day, most, model, day, read.points_on(day), kept)


def left_out(context: AppContext, topics: Sequence[str], asked: Sequence[Entry]) -> LeftOut:
    """Why the session ``asked`` does not have all questions of ``topics``."""
    now, read = context.clock(), context.store.read
    found = cards_on(context, context.facts_day(now), suspended=True, practice=context.as_of is not None)
    cards = [card for card in found if card.topic in topics]
    suspended, examined = read.suspended(), _examined(context)
    uncut = {entry.card_id for entry in plan_session(context, topics, limit=len(cards))}
    rest = [card for card in cards if card.card_id not in suspended | examined | uncut]
    alone = [card for card in rest if card.is_askable(now.study_day)]
    return LeftOut(
        asked=len(asked),
        questions=len(cards),
        siblings=len(alone),
        early=len(rest) - len(alone),
        suspended=sum(card.card_id in suspended for card in cards),
        in_exam=sum(card.card_id in examined - suspended for card in cards),
        over=len(uncut) - len(asked),
    )


def _budget(context: AppContext, now: Moment, minutes: int | None) -> int:
    """What is left of the day's answers, as Home counts it; a whole day's for who goes on or says how long."""
    whole = cards_a_day(context, minutes)
    left = whole - context.store.read.asked_on(now.study_day)
    return left if minutes is None and left > 0 else whole


def cards_on(context: AppContext, day: date, *, suspended: bool = False, practice: bool = False) -> list[Candidate]:
    """The cards that may be asked on ``day``, by the settings, with what is remembered of them.

    Those that are ``suspended``, or for ``practice`` alone, on request.
    """
    cards, _ = context.store.read.cards()
    found = context.store.read.bank_cards(
        day.isoformat(),
        suspended=suspended,
        practice=practice,
        exam_format=context.settings.exam_format_only,
    )
    return [Candidate(card.card_id, card.topic, card.points, cards.get(card.card_id)) for card in found]


def askable(context: AppContext, now: Moment, topics: Sequence[str], *, practice: bool = False) -> list[Candidate]:
    """Cards of the bank that may be asked today; those of an open exam wait for its end.

    As of another date, or for ``practice``, those that are asked as nothing else are among them.
    """
    examined = _examined(context)
    found = cards_on(context, context.facts_day(now), practice=practice or context.as_of is not None)
    return [c for c in found if (not topics or c.topic in topics) and c.card_id not in examined]


def _waiting(context: AppContext, now: Moment) -> int:
    """How many cards of the bank wait for the end of the exam that is open."""
    examined = _examined(context)
    return sum(card.card_id in examined for card in cards_on(context, context.facts_day(now))) if examined else 0


def _examined(context: AppContext) -> frozenset[str]:
    if all(row.ended is not None for row in context.store.read.exams()):
        return frozenset()
    from quizapp.services.exam.log import cards_in_open_exam

    return cards_in_open_exam(context)


def _queue(
    context: AppContext, candidates: Sequence[Candidate], now: Moment, most: int, any_new: bool = False
) -> tuple[Entry, ...]:
    """Due and new cards, ``most`` at most; ``any_new``: without the daily limit of new ones.

    A limit that the learner set holds on every day. Without one, the pace to the exam decides how many are new, and
    without a date it is ``NEW_A_DAY``. A session on topics of one's choice goes by none of these.
    """
    read = context.store.read
    own = context.settings.new_a_day
    new = most if any_new else max(0, (NEW_A_DAY if own is None else own) - read.new_on(now.study_day))
    touched = read.points_on(now.study_day)
    model = context.store.model
    pace = None if any_new else pace_to_exam(context, now)
    limits = Limits(most, new, min(EVENING, most))
    if pace is not None:
        return paced_queue(candidates, now.study_day, limits, model, now.study_day, touched, pace)
    return build_queue(candidates, now.study_day, limits, model, now.study_day, touched)


def pace_to_exam(context: AppContext, now: Moment, exam: date | None = None) -> Pace | None:
    """What the pace to the exam is made of; None without a date, or after it. From derived tables alone."""
    exam_day = exam_study_day(context, now, exam)
    if exam_day is None:
        return None
    read = context.store.read
    return Pace(
        exam_day=exam_day,
        weights=read.topic_weights(),
        reviews=read.latest_reviews(REVIEWS_COUNTED),
        met_today=read.new_on(now.study_day),
        most_new=context.settings.new_a_day,
        answer_s=_pace(context) / 1000,
    )


def cards_a_day(context: AppContext, minutes: int | None = None) -> int:
    """How many answers fit into the day's minutes at the learner's own pace."""
    budget = minutes if minutes is not None else context.settings.minutes_a_day
    return max(1, int(budget * 60_000 / _pace(context)))


def _pace(context: AppContext) -> float:
    """How long this learner takes for an answer, in ms: a minute until it is known, and never less than to read it."""
    return max(LEAST_ANSWER_MS, context.store.read.mean_answer_ms(ANSWERS_TIMED) or DEFAULT_ANSWER_MS)


def again_on(context: AppContext, cards: Sequence[str]) -> tuple[Entry, ...]:
    """A session over these cards as practice, topics mixed; what left the bank or is suspended is left out."""
    suspended = context.store.read.suspended()
    topics = {card.card_id: card.topic for card in context.library.cards if card.card_id not in suspended}
    return interleave([Entry(card, topics[card], "practice") for card in cards if card in topics])

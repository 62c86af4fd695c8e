"""What else can be studied when the day's dose is done: never a dead end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import msgspec

from quizapp.core.scheduler import Entry, chosen_queue, extra_new
from quizapp.services.bank.extent import asked_cards
from quizapp.services.bank.selection import Selection
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import NEW_A_DAY, askable, cards_a_day, due_on, exam_study_day, plan_session

OfferKind = Literal["today", "new", "tomorrow", "missed", "marked", "topic"]
OFFERS: tuple[OfferKind, ...] = get_args(OfferKind)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A way to keep going: ``count`` questions, ``new`` of them new, or so many topics to choose from.

    ``practice``: none of them is rated.
    """

    kind: OfferKind
    count: int
    new: int = 0
    practice: bool = False


def offers(context: AppContext) -> tuple[Offer, ...]:
    """The ways that lead somewhere now, in a fixed order; none without a bank.

    More new questions are offered once those of today are met.
    """
    out: list[Offer] = []
    for kind in OFFERS if context.loaded else ():
        if kind == "topic":
            topics = {card.topic for card in asked_cards(context)}
            found = Offer(kind=kind, count=len(topics))
        else:
            entries = offered(context, kind)
            purposes = [entry.purpose for entry in entries]
            practice = set(purposes) == {"practice"}
            found = Offer(kind=kind, count=len(entries), new=purposes.count("new"), practice=practice)
        if found.count and not (kind == "new" and any(before.new for before in out)):
            out.append(found)
    return tuple(out)


def offered(context: AppContext, kind: OfferKind) -> tuple[Entry, ...]:
    """The questions of an offer; none for a topic, which is still to be chosen."""
    plans: dict[OfferKind, Callable[[AppContext], tuple[Entry, ...]]] = {
        "today": plan_session, "new": _more_new, "tomorrow": _of_tomorrow, "missed": _missed, "marked": _marked,
    }  # fmt: skip
    return plans[kind](context) if kind in plans else ()


def _missed(context: AppContext) -> tuple[Entry, ...]:
    return plan_session(context, selection=Selection(missed=True))


def _marked(context: AppContext) -> tuple[Entry, ...]:
    return plan_session(context, selection=Selection(marked=True))


def _more_new(context: AppContext) -> tuple[Entry, ...]:
    """New questions beyond what the day asks for."""
    if context.as_of is not None:
        return ()
    now, read = context.clock(), context.store.read
    found = askable(context, now, ())
    most, day = min(NEW_A_DAY, cards_a_day(context)), now.study_day
    return extra_new(found, day, most, read.topic_weights(), day, read.points_on(day))


def _of_tomorrow(context: AppContext) -> tuple[Entry, ...]:
    """What is due tomorrow and was not asked today, as early reviews; what shares a point with today's waits."""
    if context.as_of is not None:
        return ()
    now, read = context.clock(), context.store.read
    day, exam = now.study_day, exam_study_day(context, now)
    found = [
        c
        for c in askable(context, now, ())
        if c.card is not None and not c.met_on(day) and not due_on(c.card, day, exam) and due_on(c.card, day + 1, exam)
    ]
    queue = chosen_queue(found, day, cards_a_day(context), context.store.model, day, read.points_on(day))
    return tuple(entry for entry in queue if entry.purpose == "review")

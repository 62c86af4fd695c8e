"""Weeks of study by one learner, through the services that a user has."""

from __future__ import annotations

from random import Random

from quizapp.core.bank import Response, Showing, key_of
from quizapp.core.bank.items import Numeric
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from tests.support.clock import FixedClock

DAY_MS = 86_400_000


def wrong_answer(showing: Showing) -> Response:
    """Some answer that is not the key."""
    key = key_of(showing.item)
    if isinstance(showing.item, Numeric):
        return (str(showing.item.answer.value * 3 + 1),)
    others = [part.choice_id for part in showing.choices if part.choice_id not in key]
    return tuple((others * len(key))[: len(key)]) if others else tuple(reversed(key))


def study_evenings(context: AppContext, clock: FixedClock, evenings: int, answers: int, seed: int) -> None:
    """``evenings`` in a row up to the clock's day, each with up to ``answers`` answers; topics differ in difficulty.

    The clock is left where it was.
    """
    end, chance = clock.ts_utc_ms, Random(seed)
    well = {topic: chance.uniform(0.3, 0.98) for topic in context.library.bank.topics}
    for evening in range(evenings):
        clock.ts_utc_ms = end - (evenings - evening) * DAY_MS
        study = Study(context, plan_session(context, limit=answers))
        for _ in range(answers):
            showing = study.view.showing
            if study.view.phase == "done" or showing is None:
                break
            right = chance.random() < well[showing.item.topic]
            took = round(1000 * chance.lognormvariate(3.7, 0.4))
            clock.advance(ms=took)
            study.answer(key_of(showing.item) if right else wrong_answer(showing), took)
            study.advance()
        study.leave()
    clock.ts_utc_ms = end

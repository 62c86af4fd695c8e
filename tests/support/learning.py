"""Weeks of study by a learner who learns, through the services that a user has."""

from __future__ import annotations

from random import Random

from quizapp.core.bank import Response, Showing, key_of
from quizapp.core.bank.items import Numeric
from quizapp.core.scheduler import Card
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from tests.support.clock import FixedClock


def learn(context: AppContext, clock: FixedClock, evenings: int, answers: int, seed: int) -> None:
    """``evenings`` up to the day before the clock's, each with up to ``answers`` answers.

    What is new is known as well as its topic is; what was met is known as the memory model says. The clock is left
    where it was.
    """
    end, chance = clock.ts_utc_ms, Random(seed)
    known = {topic: chance.uniform(0.35, 0.95) for topic in context.library.bank.topics}
    for evening in range(evenings):
        clock.ts_utc_ms = end
        clock.advance(days=evening - evenings)
        if chance.random() < 0.15:
            continue
        study = Study(context, plan_session(context, limit=answers))
        for _ in range(answers):
            showing = study.view.showing
            if study.view.phase == "done" or showing is None:
                break
            recall = _recall(context, context.store.read.card(showing.item.card_id), known[showing.item.topic])
            took = round(1000 * chance.lognormvariate(3.6, 0.4))
            clock.advance(ms=took)
            study.answer(key_of(showing.item) if chance.random() < recall else mistake_on(showing, chance), took)
            study.advance()
        study.leave()
    clock.ts_utc_ms = end


def _recall(context: AppContext, card: Card | None, new: float) -> float:
    if card is None or card.memory is None or card.rated_day is None:
        return new
    return context.store.model.recall(card.memory, max(0, context.clock().study_day - card.rated_day))


def mistake_on(showing: Showing, chance: Random) -> Response:
    """A complete response that is not the key; a mistake that has a name where there is one."""
    item, key = showing.item, key_of(showing.item)
    if isinstance(item, Numeric):
        return (str(item.answer.slips[0].value if item.answer.slips else item.answer.value * 3 + 1),)
    others = [part.choice_id for part in showing.choices if part.choice_id not in key]
    return (chance.choice(others), *key[1:]) if others else tuple(reversed(key))

"""Somebody who has studied for a while before the pictures are taken."""

from __future__ import annotations

from random import Random

from saving import DAY_MS, Clock

from quizapp.core.bank import Single, key_of
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session


def study_evenings(context: AppContext, clock: Clock, evenings: int, answers: int) -> None:
    """``evenings`` up to the clock's day, some missed, each with up to ``answers``; topics differ in how they go."""
    end, chance = clock.ts, Random(8)  # noqa: S311 - pictures
    well = {topic: chance.uniform(0.35, 0.95) for topic in context.library.bank.topics}
    for evening in range(evenings):
        clock.ts = end - (evenings - evening) * DAY_MS
        if chance.random() < 0.2 and evening < evenings - 1:
            continue
        study = Study(context, plan_session(context, limit=round(answers * chance.uniform(0.4, 1))))
        while study.view.phase != "done" and study.view.showing is not None:
            item, key = study.view.showing.item, key_of(study.view.showing.item)
            others = [part.choice_id for part in study.view.showing.choices if part.choice_id not in key]
            right = chance.random() < well[item.topic] or not isinstance(item, Single)
            took = round(chance.lognormvariate(3.9, 0.35) * 1000)
            clock.ts += took
            study.answer(key if right else (chance.choice(others),), took)
            study.advance()
        study.leave()
    clock.ts = end

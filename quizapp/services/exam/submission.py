"""The end of an exam: what is written when it is submitted or runs out."""

from __future__ import annotations

from typing import NamedTuple

from quizapp.core.bank import arrange
from quizapp.core.events import Answer, Expire, Guess, Submit
from quizapp.core.sessions import ExamSitting
from quizapp.services.bank.snapshot import graded
from quizapp.services.context import AppContext
from quizapp.store import new_id


class Ending(NamedTuple):
    """The end, the answers and marks behind it, and the ids of them all, the end's first."""

    end: Submit | Expire
    answers: tuple[Answer | Guess, ...]
    ids: tuple[str, ...]


def ending_of(context: AppContext, sitting: ExamSitting, kind: type[Submit | Expire], *, timed: bool) -> Ending:
    """The end with its score, then each complete answer as evidence, and its mark when it was a guess.

    Whether they feed the schedule was settled at the start (``sitting.counts``); they are practice otherwise.
    """
    bodies: list[Answer | Guess] = []
    ids: list[str] = []
    right = 0
    for number, (place, asked) in enumerate(zip(sitting.places, sitting.form.items, strict=True), 1):
        if not sitting.answered(number):
            continue
        answer, _ = graded(
            context,
            arrange(asked.item, asked.seed),
            place.response,
            session=sitting.exam,
            card=asked.card_id,
            purpose="exam" if sitting.counts else "practice",
            rt_ms=place.up_ms if timed else None,
            guess=place.guess,
        )
        right += answer.correct and asked.scored
        ids.append(new_id())
        bodies.append(answer)
        if place.guess:
            bodies.append(Guess(answer=ids[-1]))
            ids.append(new_id())
    known = context.store.read.exam_known(sitting.exam)
    end = kind(exam=sitting.exam, right=right, of=sum(one.scored for one in sitting.form.items), known=known)
    return Ending(end, tuple(bodies), (new_id(), *ids))

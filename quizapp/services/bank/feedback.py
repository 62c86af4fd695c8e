"""What is said of a question after its answer, or when it is only read."""

from __future__ import annotations

import msgspec

from quizapp.core.bank import Claim, Item, Mark, Misconception, Response, Verdict, grade, key_of
from quizapp.core.facts import Fact, Source
from quizapp.services.bank.library import Library


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """All that is said after an answer.

    ``claims``: what the notes of 2019 say on the subject, where it differs from today.
    ``fact``: the fact that has changed, for a then-and-now item. ``returns_in``: days until the
    card comes back, 0 for later in this session, None when it does not (practice, suspended). ``note``: the
    learner's own.
    """

    correct: bool
    response: Response
    marks: tuple[Mark, ...]
    explanation: str
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    fact: Fact | None
    misconception: Misconception | None
    returns_in: int | None
    guess: bool
    rule: str
    note: str = ""


def uncovered(library: Library, item: Item) -> Feedback:
    """What would be said to the right answer; for reading, without a session."""
    key = key_of(item)
    feedback = feedback_on(library, item, key, grade(item, key), None, "")
    marks = (
        msgspec.structs.replace(mark, state="missed") if mark.state == "right" else mark for mark in feedback.marks
    )
    return msgspec.structs.replace(feedback, marks=tuple(marks))


def feedback_on(
    library: Library, item: Item, response: Response, verdict: Verdict, returns_in: int | None, rule: str
) -> Feedback:
    """All that is said after a verdict."""
    bank = library.bank
    return Feedback(
        correct=verdict.correct,
        response=response,
        marks=verdict.marks,
        explanation=item.explanation,
        sources=item.sources,
        claims=tuple(c for c in bank.claims_of(item) if c.differs),
        fact=library.facts.find(item.then_and_now),
        misconception=bank.misconceptions.get(verdict.misconception),
        returns_in=returns_in,
        guess=False,
        rule=rule,
    )

"""What counts as evidence of ability, and how much.

Ability is measured on material that is new to the learner; a question that comes back soon
measures the memory of that question. Old answers fade with a half-life of 21 days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import fsum

import msgspec

from quizapp.core.events.kinds import Purpose

HALF_LIFE_DAYS = 21
EXAM_GAP_DAYS = 21
VARIANT_GAP_DAYS = 7


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One answer as the measures see it.

    ``gap_days``: study days since the card was last seen, None for never. ``generated``: the
    item was a variant of an item model. ``other_date``: given as of another date than today.
    ``purpose`` "repeat" is a retry in the same session, "practice" is beyond the plan.
    ``misconception``: the mistake that the chosen option stands for. ``rt_ms``: response time,
    None when the input was no terminal.
    """

    answer: str
    study_day: int
    card: str
    topic: str
    domain: str
    purpose: Purpose
    correct: bool
    gap_days: int | None = None
    generated: bool = False
    guess: bool = False
    rapid: bool = False
    undone: bool = False
    other_date: bool = False
    misconception: str = ""
    rt_ms: int | None = None


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Answers counted: ``answers`` and ``right`` raw, ``n`` and ``k`` weighted by age (0 <= k <= n <= answers)."""

    answers: int = 0
    right: int = 0
    n: float = 0.0
    k: float = 0.0


def is_scored(answer: Evidence) -> bool:
    """Whether an answer may count at all: no retry, extra practice, rapid guess, other date, or undone answer."""
    excluded = answer.undone or answer.rapid or answer.other_date or answer.purpose in ("repeat", "practice")
    return not excluded


def measures_new(answer: Evidence) -> bool:
    """Whether an answer belongs to the evidence set E of section 2.3.

    A card never seen is new. After that a variant is new again when its card was last seen 7
    or more study days ago, and anything in an exam when it was last seen 21 or more ago.
    """
    if not is_scored(answer):
        return False
    gap = answer.gap_days
    if gap is None:
        return True
    if answer.generated and gap >= VARIANT_GAP_DAYS:
        return True
    return answer.purpose == "exam" and gap >= EXAM_GAP_DAYS


def evidence_set(answers: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The answers that measure ability on new material, in the order given."""
    return tuple(answer for answer in answers if measures_new(answer))


def weight(age_days: int) -> float:
    """2 ** (-age / 21); an answer from a day still to come (a wrong clock) weighs 1."""
    return float(2.0 ** (-max(0, age_days) / HALF_LIFE_DAYS))


def tally(answers: Iterable[Evidence], day: int) -> Tally:
    """Count ``answers`` as they weigh on ``day``. Whether they belong to E is the caller's choice.

    Sums are exact to rounding, so the order of the answers makes no difference.
    """
    weighed = [(weight(day - answer.study_day), answer.correct) for answer in answers]
    return Tally(
        answers=len(weighed),
        right=sum(correct for _, correct in weighed),
        n=fsum(w for w, _ in weighed),
        k=fsum(w for w, correct in weighed if correct),
    )


def tallies(answers: Iterable[Evidence], day: int, key: Callable[[Evidence], str]) -> dict[str, Tally]:
    """A tally for each value of ``key`` (a topic, a domain), by that value in order."""
    groups: dict[str, list[Evidence]] = {}
    for answer in answers:
        groups.setdefault(key(answer), []).append(answer)
    return {name: tally(groups[name], day) for name in sorted(groups)}

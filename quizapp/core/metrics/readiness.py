"""Readiness for the exam: what may be said, and when.

In words until there is enough evidence; then a pass probability and an interval on the
practice scale. When the evidence has faded, the number stays, with the day it is of.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import Literal

import msgspec

from quizapp.core.metrics.estimate import Estimate, ExamShape, estimate, scale
from quizapp.core.metrics.evidence import Evidence, Tally, evidence_set, tallies

__all__ = ["Readiness", "Word", "readiness", "scale", "word"]

WORDS_FROM, NUMBER_FROM = 20, 65
UNLIKELY, LIKELY = 0.25, 0.75

Word = Literal["too early", "unlikely", "uncertain", "likely"]


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said. ``answers``: evidence, raw; ``effective``: the same weighted by age on the day asked.

    ``estimate`` is None below 65 answers; then ``word`` is all there is. ``faded``: the evidence
    weighs less than 65 answers today, and the estimate is that of ``estimate.day``.
    """

    word: Word
    answers: int
    effective: float
    estimate: Estimate | None = None
    faded: bool = False


def readiness(answers: Iterable[Evidence], day: int, exam: ExamShape) -> Readiness:
    """Readiness on ``day``, seeded by the evidence: what is no evidence does not move it.

    The steps at 20 and 65 answers count raw. When the weight of the evidence is below 65, the
    number is not today's: it is that of the last day on which evidence came in (today's for
    someone who answered today).
    """
    names = {domain.domain for domain in exam.domains}
    evidence = [answer for answer in evidence_set(answers) if answer.domain in names]
    count = len(evidence)
    effective = fsum(t.n for t in _by_domain(evidence, day).values())
    if count < WORDS_FROM:
        return Readiness(word="too early", answers=count, effective=effective)
    faded = count >= NUMBER_FROM and effective < NUMBER_FROM
    measured = day if not faded else min(day, max(answer.study_day for answer in evidence))
    seed = f"{count}:{max(answer.answer for answer in evidence)}"
    found = estimate(_by_domain(evidence, measured), exam, seed, measured)
    return Readiness(
        word=word(found.passing),
        answers=count,
        effective=effective,
        estimate=found if count >= NUMBER_FROM else None,
        faded=faded and found.day < day,
    )


def _by_domain(evidence: Iterable[Evidence], day: int) -> dict[str, Tally]:
    return tallies(evidence, day, lambda answer: answer.domain)


def word(passing: float) -> Word:
    """A pass probability in a word: below 1/4 unlikely, from 3/4 likely."""
    if passing < UNLIKELY:
        return "unlikely"
    return "likely" if passing >= LIKELY else "uncertain"

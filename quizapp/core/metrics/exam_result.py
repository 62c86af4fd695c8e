"""The result of an exam, from its sitting alone: what was right, in how much time, and what was changed.

The practice scale runs from 100 to 1000 with the cut at 720; it is not AWS's, and its interval says what one exam of
this length can tell: the 5th to the 95th percentile of Beta(right + 1, wrong + 1), widened to the result itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from statistics import median

import msgspec

from quizapp.core.bank import Item, Response, grade
from quizapp.core.metrics.beta import quantile
from quizapp.core.metrics.evidence import EXAM_GAP_DAYS
from quizapp.core.metrics.readiness import scale
from quizapp.core.sessions import ExamSitting

SLOW = 2.0
"""A question is slow when it took more than this many times the pace (time allowed, by question)."""


class Share(msgspec.Struct, frozen=True):
    """``right`` of ``of`` scored questions of a domain or topic."""

    name: str
    right: int
    of: int


class QuestionResult(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the result. ``number`` is the one it had in the exam; ``seen_days``: so long before the exam it
    had last been shown, None for never.

    ``turned``: how the answer was changed, as pairs of right or not, before and after. An answer that was taken away is
    wrong, as a question without one is.
    """

    number: int
    item: Item
    seed: int
    card_id: str
    scored: bool
    answered: bool
    correct: bool
    response: Response
    misconception: str
    flagged: bool
    guess: bool
    slow: bool
    up_ms: int
    turned: tuple[tuple[bool, bool], ...]
    seen_days: int | None = None

    @property
    def missed(self) -> bool:
        """Wrong, or without a complete answer."""
        return not self.correct


class Terms(msgspec.Struct, frozen=True):
    """What an exam was sat under. ``as_of``: the day whose facts were asked, None for its own; ``counts``: whether its
    answers feed the schedule. ``away`` and ``disbelieved`` as in the sitting; ``pauses``: the clock stood then."""

    as_of: date | None
    counts: bool
    extra_minutes: int
    away: tuple[tuple[int, int], ...]
    pauses: bool
    disbelieved: tuple[int, ...] = ()


class ExamResult(msgspec.Struct, frozen=True, kw_only=True):
    """``right`` of ``of`` scored questions, ``cut`` were needed; unscored ones apart.

    ``score`` with its interval is on the practice scale. Times in ms. ``changes``: answers that were changed (wrong to
    right, right to wrong, wrong to wrong).
    """

    exam: str
    blueprint: str
    title: str
    ended: str
    started_ms: int
    used_ms: int
    allowed_ms: int
    pace_ms: int
    median_ms: int
    right: int
    of: int
    unscored_right: int
    unscored_of: int
    unanswered: int
    cut: int
    passed: bool
    score: int
    low: int
    high: int
    domains: tuple[Share, ...]
    topics: tuple[Share, ...]
    changes: tuple[int, int, int]
    misconceptions: tuple[tuple[str, int], ...]
    rows: tuple[QuestionResult, ...]
    terms: Terms

    @property
    def seen_lately(self) -> int:
        """How many of the questions had been seen too lately to be evidence of more than memory."""
        return sum(row.seen_days is not None and row.seen_days < EXAM_GAP_DAYS for row in self.rows)

    def chosen(self, filter_name: str) -> tuple[QuestionResult, ...]:
        """The rows of a filter: all, wrong, flagged, slow, guessed. Raises KeyError."""
        return tuple(row for row in self.rows if FILTERS[filter_name](row))


FILTERS: dict[str, Callable[[QuestionResult], bool]] = {
    "all": lambda _row: True,
    "wrong": lambda row: row.missed,
    "flagged": lambda row: row.flagged,
    "slow": lambda row: row.slow,
    "guessed": lambda row: row.guess,
}


def exam_result(sitting: ExamSitting) -> ExamResult:
    """The result of a sitting that has ended by submission or by its deadline. Raises ValueError for any other."""
    if sitting.ended_ms is None or sitting.phase == "discarded":
        raise ValueError("this exam has no result")
    paused = sum(moved for _, moved in sitting.away)
    allowed = sitting.deadline_ms - sitting.started_ms - paused
    pace = allowed // len(sitting.places)
    rows = tuple(_row(sitting, number, pace) for number in range(1, len(sitting.places) + 1))
    scored = [row for row in rows if row.scored]
    right = sum(row.correct for row in scored)
    of, cut = len(scored), sitting.plan.cut
    turned = Counter(turn for row in rows for turn in row.turned)
    return ExamResult(
        exam=sitting.exam,
        blueprint=sitting.plan.id,
        title=sitting.plan.title,
        ended=sitting.phase,
        started_ms=sitting.started_ms,
        used_ms=min(allowed, sitting.ended_ms - sitting.started_ms - paused),
        allowed_ms=allowed,
        pace_ms=pace,
        median_ms=int(median(row.up_ms for row in rows)),
        right=right,
        of=of,
        unscored_right=sum(row.correct for row in rows if not row.scored),
        unscored_of=len(rows) - of,
        unanswered=sum(not row.answered for row in rows),
        cut=cut,
        passed=right >= cut,
        score=on_scale(right / of, cut / of),
        low=on_scale(min(right / of, quantile(right + 1, of - right + 1, 0.05)), cut / of),
        high=on_scale(max(right / of, quantile(right + 1, of - right + 1, 0.95)), cut / of),
        domains=_shares((row.item.domain, row) for row in scored),
        topics=_shares((row.item.topic, row) for row in scored),
        changes=(turned[False, True], turned[True, False], turned[False, False]),
        misconceptions=tuple(Counter(row.misconception for row in rows if row.misconception).most_common()),
        rows=rows,
        terms=Terms(
            as_of=sitting.plan.as_of,
            counts=sitting.counts,
            extra_minutes=sitting.extra_minutes,
            away=sitting.away,
            pauses=sitting.plan.clock == "pauses",
            disbelieved=sitting.disbelieved,
        ),
    )


def on_scale(share: float, cut: float) -> int:
    """A share of right answers on the practice scale, 100 to 1000, the cut at 720."""
    return round(scale(share, cut))


def _row(sitting: ExamSitting, number: int, pace_ms: int) -> QuestionResult:
    place, asked = sitting.place(number), sitting.form.items[number - 1]
    answered = sitting.answered(number)
    verdict = grade(asked.item, place.response) if answered else None
    marks = [(one.marks, one.correct) for one in (grade(asked.item, response) for response in place.earlier)]
    marks.append((verdict.marks, verdict.correct) if verdict else ((), False))  # taken away is an end of its own
    return QuestionResult(
        number=number,
        item=asked.item,
        seed=asked.seed,
        card_id=asked.card_id,
        scored=asked.scored,
        answered=answered,
        correct=verdict is not None and verdict.correct,
        response=place.response,
        misconception=verdict.misconception if verdict else "",
        flagged=place.flagged,
        guess=place.guess,
        slow=place.up_ms > SLOW * pace_ms,
        up_ms=place.up_ms,
        seen_days=asked.seen_days,
        turned=tuple((one, other) for (before, one), (after, other) in pairwise(marks) if before != after),
    )


def _shares(rows: Iterable[tuple[str, QuestionResult]]) -> tuple[Share, ...]:
    counts: dict[str, list[bool]] = {}
    for name, row in rows:
        counts.setdefault(name, []).append(row.correct)
    return tuple(Share(name, sum(oks), len(oks)) for name, oks in sorted(counts.items()))

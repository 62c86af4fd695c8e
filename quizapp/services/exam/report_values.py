"""What the report of an exam says."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.services.bank.pages import Page


class QuestionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One question. ``marks``: flagged, guess, slow, unscored."""

    number: int
    item: str
    verdict: str
    correct: bool
    marks: tuple[str, ...]
    stem: str
    given: tuple[str, ...]
    answer: tuple[str, ...]
    explanation: str
    pages: tuple[Page, ...]
    seconds: float


class ExamReport(msgspec.Struct, frozen=True, kw_only=True):
    """A whole exam. ``regraded``: right answers by keys that were corrected since, None when nothing changed.

    ``notes``: sentences on what it was sat under.
    """

    title: str
    about: str
    sat_on: date
    notes: tuple[str, ...]
    ended: str
    right: int
    of: int
    cut: int
    passed: bool
    verdict: str
    score: int
    low: int
    high: int
    scale: str
    regraded: int | None
    unscored_right: int
    unscored_of: int
    domains: tuple[tuple[str, int, int], ...]
    topics: tuple[tuple[str, int, int], ...]
    used_s: int
    allowed_s: int
    median_s: float
    pace_s: float
    changes: tuple[int, int, int]
    mistakes: tuple[tuple[str, int], ...]
    questions: tuple[QuestionLine, ...]

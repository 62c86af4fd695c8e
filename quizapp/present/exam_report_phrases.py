"""Words of the report of an exam, whatever its format."""

from __future__ import annotations

from quizapp.core.bank import key_of
from quizapp.core.metrics.exam_result import ExamResult, QuestionResult
from quizapp.core.symbols import RIGHT, WRONG
from quizapp.present.exam_phrases import NOT_AWS, OUTSIDE
from quizapp.services.bank.answer_texts import response_texts
from quizapp.services.exam.report import ExamReport

__all__ = [
    "NOT_AWS",
    "ended_words",
    "given_texts",
    "key_texts",
    "mark_words",
    "passed_words",
    "share_rows",
    "verdict_words",
]


def passed_words(passed: bool) -> str:
    """Whether it was passed."""
    return f"{RIGHT} passed" if passed else f"{WRONG} not passed"


def ended_words(result: ExamResult) -> str:
    """What ended it."""
    return "submitted" if result.ended == "submitted" else "ended by the clock"


def given_texts(row: QuestionResult) -> tuple[str, ...]:
    """The answer that was given to a question, in words."""
    return response_texts(row.item, row.seed, row.response)


def key_texts(row: QuestionResult) -> tuple[str, ...]:
    """The right answer to it."""
    return response_texts(row.item, row.seed, key_of(row.item))


def verdict_words(row: QuestionResult) -> str:
    """Whether the answer to a question was right."""
    return f"{RIGHT} right" if row.correct else f"{WRONG} wrong" if row.answered else f"{WRONG} no answer"


def mark_words(row: QuestionResult) -> list[str]:
    """What else there is to say of a question, a word each."""
    marks = {"unscored": not row.scored, "flagged": row.flagged, "guess": row.guess, "slow": row.slow}
    return [word for word, on in marks.items() if on]


def share_rows(report: ExamReport) -> list[tuple[str, int, int]]:
    """(name, right, of) of each domain, then of each topic."""
    domains = [(OUTSIDE if s.name == "none" else f"Domain {s.name}", s.right, s.of) for s in report.result.domains]
    return domains + [(report.topics[s.name], s.right, s.of) for s in report.result.topics]

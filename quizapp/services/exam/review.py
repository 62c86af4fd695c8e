"""Looking back on an exam: what is said of each of its questions, with or without the bank it came from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from quizapp.core.bank import Showing, arrange, grade
from quizapp.core.metrics.exam_result import ExamResult, QuestionResult
from quizapp.services.bank.feedback import Feedback, feedback_on, uncovered
from quizapp.services.bank.library import Library
from quizapp.services.clock import date_at
from quizapp.services.context import AppContext
from quizapp.services.exam.log import ExamUnreadable
from quizapp.services.exam.report import ExamReport, exam_report, history, result_of
from quizapp.services.report_files import keep

MOST = 40
"""So many of the latest sittings are looked at for the history."""


class ScoreTrend(msgspec.Struct, frozen=True):
    """Two sittings of one blueprint, the earliest and the latest: ``change`` points on the practice scale.

    ``clear``: the intervals do not overlap, so chance alone is no good explanation.
    """

    sittings: int
    change: int
    clear: bool


def shown_again(row: QuestionResult) -> Showing:
    """A question with its options where they stood in the exam."""
    return arrange(row.item, row.seed)


def feedback_of(library: Library, row: QuestionResult) -> Feedback:
    """What is said of a question after the exam; without a complete answer, what the answer would have been."""
    if row.answered:
        feedback = feedback_on(library, row.item, row.response, grade(row.item, row.response), None, "")
        return msgspec.structs.replace(feedback, guess=row.guess)
    return uncovered(library, row.item)


def missed_cards(result: ExamResult) -> list[str]:
    """The cards of the questions that were wrong or had no complete answer, in the order of the exam."""
    return list(dict.fromkeys(row.card_id for row in result.rows if row.missed))


def sat(context: AppContext) -> list[ExamResult]:
    """Results of the latest sittings, the latest first."""
    out = []
    for row in history(context)[:MOST]:
        with suppress(ExamUnreadable):  # the others are there
            out.append(result_of(context, row.exam))
    return out


def trend(results: list[ExamResult], blueprint: str) -> ScoreTrend | None:
    """How the sittings of a blueprint went on; None when there are fewer than two."""
    same = [result for result in results if result.blueprint == blueprint]
    if len(same) < 2:
        return None
    first, last = same[-1], same[0]
    return ScoreTrend(len(same), last.score - first.score, last.low > first.high or last.high < first.low)


def keep_exam_report(context: AppContext, result: ExamResult, render: Callable[[ExamReport], str]) -> Path:
    """Keep the report of an exam as Markdown beside the other reports; where it is. Raises FileError."""
    day = date_at(result.started_ms, context.clock())
    return keep(context, f"exam-{day}-{result.exam[:8]}", "md", render(exam_report(context, result)))

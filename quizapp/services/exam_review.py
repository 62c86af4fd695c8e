"""Looking back on an exam: what is said of each of its questions, with or without the bank it came from."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from quizapp.bank import Showing, arrange, grade
from quizapp.progress.exam_result import ExamResult, Row
from quizapp.services.clock import date_at
from quizapp.services.exam_log import ExamUnreadable
from quizapp.services.exam_report import exam_report, history, result_of
from quizapp.services.keeping import keep
from quizapp.services.library import Library
from quizapp.services.study import feedback_on, uncovered
from quizapp.services.views import Feedback
from quizapp.services.workspace import Workspace

DAY_MS = 86_400_000
MOST = 40
"""So many of the latest sittings are looked at for the history."""


class Trend(msgspec.Struct, frozen=True):
    """Two sittings of one blueprint, the earliest and the latest: ``change`` points on the practice scale.

    ``clear``: the intervals do not overlap, so chance alone is no good explanation.
    """

    sittings: int
    change: int
    clear: bool


def shown_again(row: Row) -> Showing:
    """A question with its options where they stood in the exam."""
    return arrange(row.item, row.seed)


def feedback_of(library: Library, row: Row) -> Feedback:
    """What is said of a question after the exam; without a complete answer, what the answer would have been."""
    if row.answered:
        feedback = feedback_on(library, row.item, row.response, grade(row.item, row.response), None, "")
        return msgspec.structs.replace(feedback, guess=row.guess)
    return uncovered(library, row.item)


def missed_cards(result: ExamResult) -> list[str]:
    """The cards of the questions that were wrong or had no complete answer, in the order of the exam."""
    return list(dict.fromkeys(row.card_id for row in result.rows if row.missed))


def sat(workspace: Workspace) -> list[ExamResult]:
    """Results of the latest sittings, the latest first."""
    out = []
    for row in history(workspace)[:MOST]:
        with suppress(ExamUnreadable):  # the others are there
            out.append(result_of(workspace, row.exam))
    return out


def trend(results: list[ExamResult], blueprint: str) -> Trend | None:
    """How the sittings of a blueprint went on; None when there are fewer than two."""
    same = [result for result in results if result.blueprint == blueprint]
    if len(same) < 2:
        return None
    first, last = same[-1], same[0]
    return Trend(len(same), last.score - first.score, last.low > first.high or last.high < first.low)


def keep_report(workspace: Workspace, result: ExamResult) -> Path:
    """Write the report of an exam beside the other reports; where it is. Raises FileError."""
    from quizapp.reports.exam_markdown import exam_markdown  # noqa: PLC0415 - seldom asked for

    day = date_at(result.started_ms, workspace.clock())
    return keep(workspace, f"exam-{day}-{result.exam[:8]}", "md", exam_markdown(exam_report(workspace, result)))

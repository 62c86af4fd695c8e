"""Real exams on the Exams page: how each went, beside what was forecast. Pure: values in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace
from textual.content import Content

from quizapp.core.dates import date_text
from quizapp.core.symbols import RIGHT, WRONG
from quizapp.present import metric_help
from quizapp.present.around_phrases import forecast_words, result_words
from quizapp.services.progress.real_exam import RealExamResult
from quizapp.tui.progress.view import Line, gap, head, text
from quizapp.tui.widgets.markup import DIM

LOOKS = {True: (RIGHT, "$text-success"), False: (WRONG, "$text-error"), None: (" ", DIM)}


def real_exam_lines(found: Sequence[RealExamResult], behind: date | None) -> list[Line]:
    """What was said of each; ``behind``: an exam date that has come, and can be entered."""
    out = [_result(one) for one in found]
    if behind is not None and all(one.day != behind for one in found):
        key = Content.styled("w", "bold $text-primary")
        out.insert(0, text(Content(f"{date_text(behind)}   ") + key + Content.styled(" enters how it went", DIM)))
    return [head("Your real exam", "w corrects it"), *out, gap()] if out else []


def _result(one: RealExamResult) -> Line:
    def explain() -> tuple[str, metric_help.HelpRows]:
        return "Real exam", metric_help.of_real_exam(one.forecast is not None)

    sign, look = LOOKS[one.passed]
    said = Content.styled(f"{date_text(one.day):<13}", DIM) + Content.styled(f"{sign} {result_words(one)}", look)
    return replace(text(said + Content.styled(f"   {forecast_words(one)}", DIM), explain), day=one.day)

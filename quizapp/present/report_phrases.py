"""Words of the weak-topic report, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from quizapp.core.metrics.trend import Trend
from quizapp.core.quantity import are, plural
from quizapp.present.readiness_phrases import readiness_words
from quizapp.services.progress.report_values import ReportNotes, WeakReport
from quizapp.store import RegradedTotal

DISCLAIMER = (
    "Accuracy is measured on new material only and shown with the interval in which it lies nine times out of ten. The"
    " practice scale is not AWS's. This project is not affiliated with AWS."
)
STATES = {"weak": "weak", "strong": "strong", "unsure": "not sure yet", "unknown": "not measured yet"}


def basis(report: WeakReport) -> str:
    """What the report rests on."""
    if not report.answers:
        return "before the first answer"
    return f"after {plural(report.answers, 'answer')} on {plural(report.days, 'day')}"


def trend_words(trend: Trend | None) -> str:
    """A trend in words; what chance alone would do is no change."""
    if trend is None:
        return "too little to tell"
    if not trend.clear:
        return "no clear change"
    return f"{abs(round(100 * trend.change))} points {'up' if trend.change > 0 else 'down'}"


def note_lines(notes: ReportNotes) -> Iterator[str]:
    """A sentence for each thing that has to be known about the figures."""
    if notes.examined:
        many = plural(notes.examined, "missed question")
        yield f"{many} {are(notes.examined)} in the exam that is open, and listed again after its end."
    if notes.practice:
        many = plural(notes.practice, "answer")
        yield f"{many} as of another date {are(notes.practice)} practice and not counted."
    for row in notes.regraded:
        yield f"The key of '{row.item}' was corrected; earlier answers count by the new one: {changed_words(row)}."
    if notes.gone:
        names = ", ".join(f"{total.topic} ({plural(total.answers, 'answer')})" for total in notes.gone)
        yield f"Topics that left the bank have no line; their answers still count for readiness: {names}."
    if notes.dated_ahead is not None:
        yield (
            f"Some answers carry a date still to come, up to {notes.dated_ahead}: a clock was wrong then or is now."
            " Readiness and accuracy count them as answers of today; weeks and trends leave them out."
        )


def changed_words(row: RegradedTotal) -> str:
    """What a corrected key made of the answers on an item."""
    return ", ".join(f"{n} now {word}" for n, word in ((row.now_right, "right"), (row.now_wrong, "wrong")) if n)


def weak_json(report: WeakReport) -> dict[str, object]:
    """The report as plain values, ready to print: readiness and notes in words."""
    found: dict[str, object] = msgspec.to_builtins(report)
    return found | {"readiness": readiness_words(report.readiness), "notes": list(note_lines(report.notes))}

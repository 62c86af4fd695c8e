"""The weak-topic report as CSV: one row a topic. No cell can start a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io

from quizapp.bank.texts import harmless
from quizapp.reports.values import TopicLine, WeakReport

COLUMNS = (
    "topic", "title", "state", "answers", "right", "accuracy", "accuracy_low", "accuracy_high", "remembered", "trend",
    "median_s", "due_in_7_days", "exam_weight", "mistakes", "missed", "read", "practise",
)  # fmt: skip
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def weak_csv(report: WeakReport) -> str:
    """The rows under their head; topics that are not measured yet come last, without figures."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for topic in report.topics:
        writer.writerow([cell(value) for value in _values(topic)])
    for title, answers in report.unknown:
        row: list[object] = ["", title, "unknown", answers]
        writer.writerow([cell(value) for value in [*row, *[""] * (len(COLUMNS) - len(row))]])
    return out.getvalue()


def cell(value: object) -> str:
    """A cell: numbers as they are, texts made harmless for terminals and spreadsheets."""
    if isinstance(value, int | float):
        return str(value)
    text = " ".join(harmless(str(value)).split()) if value is not None else ""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _values(topic: TopicLine) -> list[object]:
    return [
        topic.id, topic.title, topic.state, topic.answers, topic.right, _share(topic.mean), _share(topic.low),
        _share(topic.high), _share(topic.remembered), _share(topic.trend), topic.median_s, topic.due,
        _share(topic.weight), "; ".join(m.title for m in topic.mistakes), "; ".join(m.item for m in topic.missed),
        topic.page.url, topic.command,
    ]  # fmt: skip


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 3)

"""Rows as CSV; the weak-topic report has one a topic. No cell can start a formula in a spreadsheet.

A byte order mark tells spreadsheets that it is UTF-8. Where a spreadsheet cuts at another separator than the comma, a
formula could start behind it, so what follows a separator inside a text is made harmless too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from quizapp.core.markup import flat, strip_control
from quizapp.services.progress.report_values import TopicLine, WeakReport

COLUMNS = (
    "topic", "title", "state", "answers", "right", "accuracy", "accuracy_low", "accuracy_high", "remembered", "trend",
    "trend_is_clear", "median_s", "due_in_7_days", "exam_weight", "mistakes", "missed", "read", "practise",
    "study_first", "tier",
)  # fmt: skip
_BEHIND = 4
"""The columns of ``_links``."""
_FORMULA = re.compile("((?:^|[,;|])[\"' ]*)([-=+@\uff0b\uff0d\uff1d\uff20])")


def weak_csv(report: WeakReport) -> str:
    """The rows under their head; topics that are not measured yet come last, without figures."""
    named = {step.id: (number, step.tier) for number, step in enumerate(report.first, 1)}
    thin = {topic.id: topic for topic in report.thin}
    rows = [[*_values(topic), *named.get(topic.id, ("", ""))] for topic in report.topics]
    for one in report.unknown:
        row: list[object] = [one.id, flat(one.title), "unknown", one.answers, one.right]
        gap: list[object] = [""] * (len(COLUMNS) - len(row) - _BEHIND - 2)
        rows.append(
            [*row, *gap, *(_links(thin[one.id]) if one.id in thin else [""] * _BEHIND), *named.get(one.id, ("", ""))]
        )
    return "".join(csv_lines(COLUMNS, rows))


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield ``rows`` under their head, line by line, behind a byte order mark."""
    yield "\ufeff"
    yield _line(head)
    for row in rows:
        yield _line([cell(value) for value in row])


def _line(row: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue()


def cell(value: object) -> str:
    """A cell: numbers and yes or no as they are, texts made harmless for terminals and spreadsheets."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = " ".join(strip_control(str(value)).split()) if value is not None else ""
    return _FORMULA.sub(r"\1'\2", text)


def _values(topic: TopicLine) -> list[object]:
    return [
        topic.id, flat(topic.title), topic.state, topic.answers, topic.right, _share(topic.mean), _share(topic.low),
        _share(topic.high), _share(topic.remembered), _share(topic.trend.change) if topic.trend else None,
        topic.trend.clear if topic.trend else None, topic.median_s, topic.due, _share(topic.weight), *_links(topic),
    ]  # fmt: skip


def _links(topic: TopicLine) -> list[object]:
    """Mistakes, missed questions, what to read and what to type."""
    mistakes, missed = "; ".join(flat(m.title) for m in topic.mistakes), "; ".join(m.item for m in topic.missed)
    return [mistakes, missed, topic.page.url, topic.command]


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 3)

"""Answers and accuracy over time, as bars with their numbers below and a line of words. Pure: values in, lines out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizapp.present import metric_help
from quizapp.present.progress_phrases import days_words, weeks_words
from quizapp.services.progress.over_time import DaySpan, OverTime
from quizapp.tui.progress.view import Line, gap, head, row, text
from quizapp.tui.widgets.charts import columns
from quizapp.tui.widgets.markup import DIM

BAR, HEIGHT = 3, 4
LABEL = 5
LOOKS = ("$success", "$warning")
MOST_DAYS, MOST_WEEKS = 14, 12


def spans_that_fit(width: int) -> tuple[int, int]:
    """Return how many days and weeks have room on a screen of so many cells."""
    room = (width - 10 - LABEL) // (BAR + 1)
    return min(MOST_DAYS, room), min(MOST_WEEKS, room)


def over_time_lines(found: OverTime) -> list[Line]:
    """Two charts, by week and by day; a word when there is nothing to draw."""
    if not any(span.answers for span in found.weeks):
        return [head("Over time"), text(Content.styled("No answer in these weeks.", DIM))]

    def by_week() -> tuple[str, metric_help.HelpRows]:
        return "Over time, by week", metric_help.of_spans(found.weeks)

    def by_day() -> tuple[str, metric_help.HelpRows]:
        return "Over time, by day", metric_help.of_spans(found.days)

    legend = Content.styled("█", LOOKS[0]) + Content.styled(" right  ", DIM)
    legend += Content.styled("▓", LOOKS[1]) + Content.styled(" wrong", DIM)
    return [
        head("Over time, by week", "each under its Monday"),
        text(Content(weeks_words(found.weeks)), by_week),
        row(Content(" " * LABEL) + legend),
        *_chart(found.weeks),
        gap(),
        head("Over time, by day"),
        text(Content(days_words(found.days)), by_day),
        *_chart(found.days),
    ]


def _chart(spans: Sequence[DaySpan]) -> list[Line]:
    stacks = [(float(span.right), float(span.answers - span.right)) for span in spans]
    most = max(span.answers for span in spans)
    out = []
    for level, line in enumerate(columns(stacks, HEIGHT, LOOKS, BAR, gap=1)):
        label = f"{most:>4} " if level == 0 and most else ""
        out.append(row(Content.styled(f"{label:<{LABEL}}", DIM) + line))
    out.append(_numbers("all", [str(span.answers or "·") for span in spans]))
    out.append(_numbers("%", ["·" if span.accuracy is None else str(span.accuracy) for span in spans]))
    out.append(_numbers("", [str(span.first.day) for span in spans], DIM))
    begins = [at == 0 or span.first.month != spans[at - 1].first.month for at, span in enumerate(spans)]
    months = [f"{span.first:%b}" if new else "" for span, new in zip(spans, begins, strict=True)]
    return [*out, _numbers("", months, DIM)]


def _numbers(name: str, cells: Sequence[str], look: str = "") -> Line:
    label = Content.styled(f"{name:>{LABEL - 1}} ", DIM)
    return row(label + Content.styled(" ".join(f"{cell:>{BAR}}" for cell in cells), look))

"""What reports say: frozen values, filled by ``services``, turned into text by the modules beside this one."""

from __future__ import annotations

from datetime import date

import msgspec


class Page(msgspec.Struct, frozen=True):
    """A page to read."""

    title: str
    url: str


class MistakeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A named mistake: how often it was seen, what it is, and how to put it right."""

    id: str
    title: str
    seen: int
    right: str
    page: Page


class MissedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A question whose last answer was wrong: its stem as shown, the answer, and where that stands."""

    item: str
    stem: str
    answer: tuple[str, ...]
    pages: tuple[Page, ...]


class TopicLine(msgspec.Struct, frozen=True, kw_only=True):
    """One topic. Shares are 0 to 1; ``trend`` is the change in the share right, None where there is too little to tell.

    ``mean`` with ``low`` to ``high``: accuracy on new material (5th to 95th percentile). ``median_s``: seconds for an
    answer. ``due``: questions due within a week. ``command``: what to type to practise it.
    """

    id: str
    title: str
    state: str
    answers: int
    right: int
    mean: float
    low: float
    high: float
    remembered: float | None
    trend: float | None
    median_s: float | None
    due: int
    weight: float
    mistakes: tuple[MistakeLine, ...]
    missed: tuple[MissedLine, ...]
    page: Page
    command: str


class WeakReport(msgspec.Struct, frozen=True, kw_only=True):
    """The weak-topic report.

    ``topics``: measured ones, the lowest accuracy first; ``unknown``: (title, answers) of the others. ``first``: titles
    of the topics to study first, by what the exam has to give. ``notes``: sentences on keys that were corrected,
    topics that left the bank, a clock that was set back.
    """

    made_on: date
    app_version: str
    bank: str
    answers: int
    readiness: str
    topics: tuple[TopicLine, ...]
    unknown: tuple[tuple[str, int], ...]
    first: tuple[str, ...]
    mistakes: tuple[MistakeLine, ...]
    notes: tuple[str, ...] = ()


DISCLAIMER = (
    "Accuracy is measured on new material only and shown with the interval in which it lies nine times out of ten. The"
    " practice scale is not AWS's. This project is not affiliated with AWS."
)
STATES = {"weak": "weak", "strong": "strong", "unsure": "not sure yet", "unknown": "not measured yet"}


def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{round(100 * share)} %"


def trend_words(trend: float | None) -> str:
    """A change in a share, in words."""
    if trend is None:
        return "too little to tell"
    points = round(100 * trend)
    return "as before" if points == 0 else f"{abs(points)} points {'up' if points > 0 else 'down'}"

"""Words about exams, open or sat: screens, ``--plain`` and reports share them."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.core.dates import date_text
from quizapp.core.metrics.evidence import EXAM_GAP_DAYS
from quizapp.core.metrics.exam_result import ExamResult
from quizapp.core.quantity import time_words, times
from quizapp.services.clock import Moment
from quizapp.services.exam.views import Waiting

OUTSIDE = "Outside the domains"
NOT_AWS = "The practice scale (100 to 1000, cut 720) is quizapp's, not AWS's score."
CLOSED_MS = 1000
"""A shorter gap is another window that opened, not an exam that was closed."""


def sat_under(result: ExamResult) -> Iterator[str]:
    """Under what an exam was sat, where that was not the usual: a sentence each."""
    terms = result.terms
    if terms.as_of is not None:
        yield f"Facts as of {date_text(terms.as_of)}, practice only."
    elif not terms.counts:
        yield "Practice only: its answers do not count in the schedule."
    if terms.extra_minutes:
        yield f"With {terms.extra_minutes} min extra."
    closed = [away for away, _ in terms.away if away >= CLOSED_MS]
    if closed:
        clock = "stood" if terms.pauses else "ran on"
        yield f"Closed {times(len(closed))}, {time_words(sum(closed))} in all; the clock {clock}."
    if result.seen_lately:
        many = f"{result.seen_lately} of the {len(result.rows)} questions"
        yield f"{many} had been shown less than {EXAM_GAP_DAYS} days before."
    if terms.disbelieved:
        yield f"Resumed after the clock was doubted; {time_words(sum(terms.disbelieved))} didn't count."


def doubt_says(since: str, left: str) -> str:
    """That the time of an open exam is up by the wall clock alone, and what can be done.

    ``since``: when, as that clock has it; ``left``: the time that there would be without it.
    """
    return (
        f"By this computer's clock, the exam's time was up at {since}. Nothing confirms that: the computer was"
        " restarted after the last step, or is another one. If its clock is or was wrong, you can continue with the"
        f" {left} that was left."
    )


def ends_at(now: Moment, found: Waiting) -> str:
    """When the exam's time ends, as the wall clock has it; with the day, when it was up, where that is doubted."""
    at = now.ts_utc_ms + found.left_ms if found.doubt is None else found.doubt.since_ms
    return clock_time(at, now, day=found.doubt is not None)


def clock_time(ts_utc_ms: int, now: Moment, *, day: bool = False) -> str:
    """Return another time as clocks in the zone of ``now`` have it: 14:05, or with its ``day`` 14:05 on 23 Nov 2026."""
    local = Moment(ts_utc_ms, now.tz_min).local
    return f"{local:%H:%M}" + (f" on {date_text(local.date())}" if day else "")

"""Exams in the log: a sitting by its id, and how its events are stamped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from quizapp.core.bank.blueprints import Blueprint
from quizapp.core.events import Discard, Ended, Event, ExamBody, ExamStart, Resume
from quizapp.core.sessions import CannotBeRead, ExamSitting, replayed
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.store import Stamp, StoreError


class ExamOpen(Exception):
    """Another exam is open: one at a time."""

    exit_code = 1


class NoExam(Exception):
    """There is no such exam, or none that is open."""

    exit_code = 1


class ExamUnreadable(NoExam):
    """What is stored of an exam is damaged, or of a newer version that changed it."""

    exit_code = 5


class TimeInDoubt(Exception):
    """By the wall clock alone the time of the open exam is up: the learner says whether to believe it."""

    exit_code = 1


class BeingExamined(Exception):
    """A question is part of the open exam: its answer is shown after the end."""

    exit_code = 1


def stamp_of(context: AppContext, plan: Blueprint, at_ms: int, *, late: bool = False) -> Stamp:
    """When, and as of which day: that of the sitting, or today; ``late``: all of it as it was at ``at_ms``."""
    now = context.clock()
    now = Moment(at_ms, now.tz_min) if late else now
    day = plan.as_of or now.calendar_date
    return msgspec.structs.replace(context.stamp(now), ts_utc_ms=at_ms, as_of=day.isoformat())


def cards_in_open_exam(context: AppContext) -> frozenset[str]:
    """The cards that are being examined: nothing tells their answers before the end. Empty when no exam is open."""
    found = open_sitting(context)
    return frozenset() if found is None else frozenset(one.card_id for one in found[0].form.items)


def open_sitting(context: AppContext) -> tuple[ExamSitting, str] | None:
    """Return the sitting that is open, with its device as ``sitting_of`` does; None when there is none.

    One that cannot be read is set aside: it keeps nobody from the rest. See ``tell_set_aside``.
    """
    row = next((row for row in context.store.read.exams() if row.ended is None), None)
    if row is None:
        return None
    try:
        return sitting_of(context, row.exam)
    except ExamUnreadable:
        context.set_aside = row.exam
        return None


def tell_set_aside(context: AppContext) -> str | None:
    """Return what to say, once, of an open exam that was set aside; None when there is none, or it was said."""
    exam, noted = context.set_aside, "set aside"
    if exam is None or context.store.read.noted(noted) == exam:
        return None
    with suppress(StoreError):  # where nothing can be written it is said again
        context.store.note(noted, exam)
    return (
        f"The open exam {exam} can't be read: it is damaged, or from a newer quizapp. It was set aside as interrupted;"
        " nothing of it was removed. 'quizapp doctor' says more."
    )


def refuse_examined(context: AppContext, card_id: str) -> None:
    """Raises BeingExamined when the card is in the open exam."""
    if card_id in cards_in_open_exam(context):
        raise BeingExamined(
            f"{card_id}: this question is in the exam that is open; its answer is shown after"
            " 'quizapp exam --submit' or '--discard'"
        )


def sitting_of(context: AppContext, exam: str) -> tuple[ExamSitting, str]:
    """Return a sitting from the log, and the device whose time since boot counts in it. Raises NoExam."""
    events = list(_counting(context.store.exam(exam)))
    try:
        sitting = replayed((e.body, e.ts_utc_ms) for e in events if isinstance(e.body, ExamBody))
    except CannotBeRead as error:
        raise ExamUnreadable(f"exam {exam}: its record can't be read ({error}); run 'quizapp doctor'") from error
    if sitting is None:
        if context.store.read.exam_length(exam):
            raise ExamUnreadable(f"exam {exam}: its start can't be read; run 'quizapp doctor'")
        raise NoExam(f"no exam '{exam}'")
    counted = [
        event.origin
        for event in events
        if isinstance(event.body, ExamStart) or (isinstance(event.body, Resume) and event.body.up_ms is not None)
    ]
    return sitting, counted[-1]


def unreadable_exams(context: AppContext) -> list[str]:
    """Return the ids of the exams that cannot be read, ended or not."""
    out = []
    for row in context.store.read.exams():
        try:
            sitting, _ = sitting_of(context, row.exam)
        except ExamUnreadable:
            out.append(row.exam)
        else:
            out += [] if sitting.over or row.ended in (None, "interrupted") else [row.exam]
    return out


def _counting(events: list[Event]) -> Iterator[Event]:
    """What counts in an exam: what was known where it was ended first, and all that came before that was kept."""
    end = next((event for event in events if isinstance(event.body, Ended | Discard)), None)
    known = end.body.known if end is not None and isinstance(end.body, Ended) else None
    for event in events:
        if known is None or event is end or event.seq <= known.get(event.origin, 0):
            yield event

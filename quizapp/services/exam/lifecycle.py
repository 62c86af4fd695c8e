"""Start an exam, or go on with the one that is open."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

import msgspec

from quizapp.core.bank.blueprints import Blueprint
from quizapp.core.events import ExamStart
from quizapp.core.sessions import ExamOver, ExamSitting, encoded, remaining_ms, replayed
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import make_form
from quizapp.services.exam.log import ExamOpen, NoExam, TimeInDoubt, open_sitting, sitting_of, stamp_of
from quizapp.services.exam.session import Exam
from quizapp.services.exam.timing import doubted_ms, goes_by_count, time_of
from quizapp.services.exam.views import ClockDoubt, Waiting
from quizapp.store import new_id

MINUTE_MS = 60_000
ClockVerdict = Literal["asked", "believed", "wrong"]
"""What the learner says of a wall clock by which the time is up."""
DOUBTED = (
    "by this computer's clock the exam's time is up, and nothing confirms it; 'quizapp exam --resume' asks what to do"
)


def start_exam(
    context: AppContext, plan: Blueprint, *, extra: bool = False, counts: bool = True, timed: bool = True
) -> Exam:
    """Assemble a form and start the clock. Raises Shortage, or ExamOpen while another exam is open.

    Under the facts of another day (``--as-of``) the sitting keeps that day, whatever is asked for when it ends.
    """
    if plan.as_of is None:
        plan = msgspec.structs.replace(plan, as_of=context.as_of)
    form = make_form(context, plan, context.seeds())
    now = context.clock()
    at = max(now.ts_utc_ms, context.store.read.last_ms(context.store.device_id))
    extra_minutes = plan.extra_minutes if extra else 0
    body = ExamStart(
        exam=new_id(),
        plan=msgspec.to_builtins(plan),
        form=encoded(form),
        seed=form.seed,
        deadline_ms=at + (plan.minutes + extra_minutes) * MINUTE_MS,
        extra_minutes=extra_minutes,
        up_ms=now.up_ms,
        boot=now.boot,
        counts=counts and feeds(context, plan),
        timed=timed,
    )
    events = context.store.append([body], stamp_of(context, plan, at), guard=lambda _: _none_open(context))
    sitting = replayed([(body, events[0].ts_utc_ms)])
    if sitting is None:
        raise AssertionError("a start begins a sitting")
    return Exam(context, sitting, context.store.device_id, timed=timed)


def feeds(context: AppContext, plan: Blueprint) -> bool:
    """Whether answers may feed the schedule: not those of practice, nor those under the facts of another day."""
    return not plan.practice and plan.as_of is None and context.as_of is None


def _none_open(context: AppContext) -> None:
    if open_sitting(context) is not None:
        raise ExamOpen("an exam is open; resume it, submit it or discard it first")


def waiting(context: AppContext) -> Waiting | None:
    """The open exam, if there is one, and what has happened to its clock."""
    found = open_sitting(context)
    if found is None:
        return None
    sitting, device = found
    moment, here = context.clock(), device == context.store.device_id
    now = time_of(context, sitting, moment, here=here)
    away, behind = max(0, now - sitting.last_ms), max(0, now - moment.ts_utc_ms)
    pauses = sitting.plan.clock == "pauses"
    left = remaining_ms(sitting.deadline_ms, sitting.last_ms if pauses else now)
    answered = sum(sitting.answered(n) for n in range(1, len(sitting.places) + 1))
    counted = goes_by_count(sitting, moment, here=here)
    ahead = _ahead_ms(sitting, moment) if here else 0
    doubted = doubted_ms(context, sitting, moment, here=here)
    doubt = ClockDoubt(sitting.deadline_ms, max(0, sitting.deadline_ms - now + doubted)) if doubted else None
    return Waiting(
        sitting.exam, sitting.plan, away, left, pauses, answered, len(sitting.places), behind, ahead, counted, doubt
    )


def _ahead_ms(sitting: ExamSitting, now: Moment) -> int:
    """By how much the wall clock has gone on further than the machine's own count of time."""
    if now.up_ms is None or sitting.up_ms is None or now.up_ms < sitting.up_ms or now.rebooted_since(sitting.boot):
        return 0
    return max(0, now.ts_utc_ms - sitting.anchor_ms - (now.up_ms - sitting.up_ms))


def resume_exam(context: AppContext, *, timed: bool | None = True, clock: ClockVerdict = "asked") -> Exam:
    """Go on with the open exam; ``timed`` None: only to submit it.

    When its time ran out meanwhile it is ended: see ``sitting.over``. Where nothing but the wall clock says that it
    did, ``clock`` is what the learner says of that: "wrong" gives the time back. Raises NoExam, and TimeInDoubt where
    nobody was asked.
    """
    exam = open_exam(context, timed=timed)
    if clock == "asked" and exam.doubted_ms():
        raise TimeInDoubt(DOUBTED)
    with suppress(ExamOver):  # another copy of the program ended it just now
        exam.reopen(disbelieving=clock == "wrong")  # behind the deadline too: the time away belongs to no question
        exam.expired()
    return exam


def discard_exam(context: AppContext) -> Exam:
    """Discard the open exam; submit it instead when its time has run out: see ``sitting.phase``. Raises NoExam."""
    exam = open_exam(context)
    if not exam.remaining_ms():
        return resume_exam(context, timed=None, clock="believed")
    exam.discard()
    return exam


def open_exam(context: AppContext, *, timed: bool | None = None) -> Exam:
    """The exam that is open, as it is. To go on or submit it, resume it instead: its clock may have stood.

    Raises NoExam.
    """
    found = waiting(context)
    if found is None:
        raise NoExam("no exam is open; start one with: quizapp exam BLUEPRINT")
    sitting, device = sitting_of(context, found.exam)
    return Exam(context, sitting, device, timed=timed)

"""What time it is in an open exam, from the clocks of this machine and the log. See ``core.sessions.exam.timing``."""

from __future__ import annotations

from quizapp.core.events import Resume
from quizapp.core.sessions import ExamSitting, exam_now_ms
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext


def goes_by_count(sitting: ExamSitting, now: Moment, *, here: bool) -> bool:
    """Return whether the machine has run since the exam was last opened on it: then its own count is the time."""
    return here and now.boot is not None and now.boot == sitting.boot


def time_of(context: AppContext, sitting: ExamSitting, now: Moment, *, here: bool) -> int:
    """Return the exam's time. ``here``: it was last opened on this device."""
    known = goes_by_count(sitting, now, here=here)
    least = counted_ms(sitting, now, here=here)
    last = least if known else max(least, floor_ms(context, sitting.exam))
    up = now.up_ms if here else None
    return exam_now_ms(now.ts_utc_ms, sitting.anchor_ms, sitting.up_ms, up, last, same_boot=known)


def counted_ms(sitting: ExamSitting, now: Moment, *, here: bool) -> int:
    """Return the earliest that the exam's time can be, by its last step and what the machine has counted.

    No wall clock is asked. Where the machine was booted after the last step, at least the time since then has passed.
    """
    up = now.up_ms if here else None
    counted = exam_now_ms(0, sitting.anchor_ms, sitting.up_ms, up, sitting.last_ms)
    return max(counted, sitting.last_ms + up) if up is not None and now.rebooted_since(sitting.boot) else counted


def doubted_ms(context: AppContext, sitting: ExamSitting, now: Moment, *, here: bool) -> int:
    """Return how much of the exam's time rests on the wall clock alone, where the deadline does; else 0.

    Such an exam may have its time left: the clock may have been set. Nothing but the learner can tell.
    """
    if sitting.plan.clock == "pauses" or time_of(context, sitting, now, here=here) < sitting.deadline_ms:
        return 0
    counted = counted_ms(sitting, now, here=here)
    return time_of(context, sitting, now, here=here) - counted if counted < sitting.deadline_ms else 0


def resume_event(
    sitting: ExamSitting, at_ms: int, now: Moment | None, *, timed: bool | None, disbelieved_ms: int
) -> Resume:
    """Return the event of going on at ``at_ms``; ``now`` None: the machine's count is of no more use.

    By one reading of the clock, so that not a millisecond is lost between two.
    """
    away = max(0, at_ms - sitting.last_ms)
    paused = away if sitting.plan.clock == "pauses" else 0
    up_ms, boot = (now.up_ms, now.boot) if now is not None and now.up_ms is not None else (None, None)
    return Resume(
        exam=sitting.exam, away_ms=away, paused_ms=paused, up_ms=up_ms, boot=boot, timed=timed,
        disbelieved_ms=disbelieved_ms,
    )  # fmt: skip


def floor_ms(context: AppContext, exam: str) -> int:
    """Return the earliest time at which a step can be written, so that it is replayed behind the steps before."""
    last = context.store.read.exam_last_ms(exam)
    own = context.store.read.last_ms(context.store.device_id)
    return own if own >= last else last + 1

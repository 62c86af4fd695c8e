"""What time it is in an open exam, from the clocks of this machine and the log. See ``sittings.timing``."""

from __future__ import annotations

from quizapp.services.clock import Moment
from quizapp.services.workspace import Workspace
from quizapp.sittings import ExamSitting, exam_now_ms


def goes_by_count(sitting: ExamSitting, now: Moment, *, here: bool) -> bool:
    """Return whether the machine has run since the exam was last opened on it: then its own count is the time."""
    return here and now.boot is not None and now.boot == sitting.boot


def time_of(workspace: Workspace, sitting: ExamSitting, now: Moment, *, here: bool) -> int:
    """Return the exam's time. ``here``: it was last opened on this device."""
    known = goes_by_count(sitting, now, here=here)
    last = sitting.last_ms if known else max(sitting.last_ms, floor_ms(workspace, sitting.exam))
    up = now.up_ms if here else None
    return exam_now_ms(now.ts_utc_ms, sitting.anchor_ms, sitting.up_ms, up, last, same_boot=known)


def floor_ms(workspace: Workspace, exam: str) -> int:
    """Return the earliest time at which a step can be written, so that it is replayed behind the steps before."""
    last = workspace.store.read.exam_last_ms(exam)
    own = workspace.store.read.last_ms(workspace.store.device_id)
    return own if own >= last else last + 1

"""What Home and ``due`` count. Apart from the other views, which know the bank: counting needs none of it."""

from __future__ import annotations

import msgspec

WARM_UP = 10
"""Questions of the first session."""


class TodaySummary(msgspec.Struct, frozen=True):
    """What Home says before anything is asked. ``minutes`` is an estimate from the learner's own pace.

    ``early``: cards that are not due yet and fill the minutes before an exam.
    ``later``: cards that are due and wait for another day, since today is full. ``in_exam``: cards that wait for the
    end of the exam that is open. ``practice``: what is asked as of another date, when nothing is due or new.
    """

    due: int
    new: int
    early: int
    minutes: int
    next_due_in: int | None
    answered_today: int
    later: int = 0
    in_exam: int = 0
    practice: int = 0


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """What a session on topics has not, of all ``questions`` on them.

    ``siblings``: on knowledge points that are asked today, or were; they wait for another day. ``early``: not due yet.
    ``over``: beyond the length of the session.
    """

    asked: int
    questions: int
    siblings: int
    early: int
    suspended: int
    in_exam: int
    over: int

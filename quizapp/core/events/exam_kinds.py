"""Kinds of event of a timed exam. ``number`` counts the questions of the form from 1."""

from __future__ import annotations

from quizapp.core.events.base import Body
from quizapp.core.json_value import JsonValue


class ExamBody(Body, frozen=True, omit_defaults=True, kw_only=True):
    """What belongs to the exam ``exam``.

    ``at_ms``: the exam's own time, which the event's goes beyond where another event of the device did. None: the same.
    """

    exam: str
    at_ms: int | None = None

    def own_ms(self, ts_utc_ms: int) -> int:
        """Return the exam's time of this event, which the log has at ``ts_utc_ms``."""
        return ts_utc_ms if self.at_ms is None else self.at_ms


class ExamStart(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="exam_start"):
    """An exam began. ``plan`` is the blueprint and ``form`` the questions, both whole, as plain values.

    ``deadline_ms``: UTC, extra time included. ``up_ms``: milliseconds since this machine booted, suspend included, None
    where that cannot be read; ``boot``: of which boot, None in older logs. ``counts``: whether the answers feed the
    schedule. ``timed``: whether someone sits at a terminal, so that response times mean something; None where that was
    not kept.
    """

    plan: dict[str, JsonValue]
    form: list[dict[str, JsonValue]]
    seed: int
    deadline_ms: int
    extra_minutes: int = 0
    up_ms: int | None = None
    boot: str | None = None
    counts: bool = True
    timed: bool | None = None


class Visit(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="visit"):
    """The learner went to a question."""

    number: int


class ExamResponse(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="response"):
    """What the answer to a question is now; it may not be complete yet."""

    number: int
    response: tuple[str, ...]


class Clear(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="clear"):
    """The answer to a question was taken away."""

    number: int


class Flag(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="flag"):
    """A question was marked to come back to, or no longer."""

    number: int
    on: bool = True


class ExamGuess(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="exam_guess"):
    """The learner says that the answer to a question is a guess, or no longer."""

    number: int
    on: bool = True


class Strike(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="strike"):
    """An option was struck out, or brought back."""

    number: int
    choice: str
    on: bool = True


class Pause(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="pause"):
    """The learner closed the exam."""


class Resume(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="resume"):
    """The exam was opened again after ``away_ms``; ``paused_ms`` of it move the deadline (none when time runs on).

    ``up_ms`` and ``boot`` as in ``ExamStart``, of the machine that goes on: from here on time since its boot counts
    from here. ``timed`` as there, of what follows; None when it is only submitted. ``disbelieved_ms``: by the wall
    clock the time was up, nothing else confirmed it, and the learner said that the clock is wrong: so much later was it
    by that clock than at this event.
    """

    away_ms: int
    paused_ms: int = 0
    up_ms: int | None = None
    boot: str | None = None
    timed: bool | None = None
    disbelieved_ms: int = 0


class Ended(ExamBody, frozen=True, omit_defaults=True, kw_only=True):
    """What both ends with a result record of it: ``right`` of ``of`` scored questions, as graded then.

    ``known``: of each device the last ``seq`` of the exam that counted. What another copy of the database did to the
    exam meanwhile, and a merge brings later, is no part of the result. None in logs from before it was kept.
    """

    right: int = 0
    of: int = 0
    known: dict[str, int] | None = None


class Submit(Ended, frozen=True, omit_defaults=True, kw_only=True, tag="submit"):
    """The learner submitted the exam."""


class Expire(Ended, frozen=True, omit_defaults=True, kw_only=True, tag="expire"):
    """Time ran out; the answers given until then count."""


class Discard(ExamBody, frozen=True, omit_defaults=True, kw_only=True, tag="discard"):
    """The learner threw the exam away: no result."""


EXAM_KINDS: tuple[type[ExamBody], ...] = (
    ExamStart,
    Visit,
    ExamResponse,
    Clear,
    Flag,
    ExamGuess,
    Strike,
    Pause,
    Resume,
    Submit,
    Expire,
    Discard,
)

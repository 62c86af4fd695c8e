"""A timed exam: what was answered, flagged and struck out, how long each question was up, and whether it is over.

The sitting is the fold of its events: the same function takes what happens now and replays what happened before.
Nothing in it tells right from wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from quizapp.core.bank import Ordering, Response, complete
from quizapp.core.bank.blueprints import Blueprint
from quizapp.core.events import (
    Clear,
    Discard,
    ExamBody,
    ExamGuess,
    ExamResponse,
    ExamStart,
    Expire,
    Flag,
    Pause,
    Resume,
    Strike,
    Submit,
    Visit,
)
from quizapp.core.sessions.exam.form import Form, decoded
from quizapp.core.sessions.exam.stored import CannotBeRead, read_back

Phase = Literal["open", "paused", "submitted", "expired", "discarded"]
LONGEST_MS = 366 * 86_400_000  # a later deadline is damage, not time
OVER: frozenset[Phase] = frozenset({"submitted", "expired", "discarded"})


class ExamOver(ValueError):
    """The exam has ended, or its time is up: nothing is accepted any more."""

    exit_code = 1


class QuestionState(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the sitting. ``earlier``: complete answers that were given and changed, in order.

    ``up_ms``: how long the question was on the screen. ``editing``: answered since it was gone to; steps that are put
    in order one by one make one answer, not many changed ones.
    """

    response: Response = ()
    flagged: bool = False
    guess: bool = False
    struck: frozenset[str] = frozenset()
    earlier: tuple[Response, ...] = ()
    up_ms: int = 0
    visits: int = 0
    editing: bool = False


class ExamSitting(msgspec.Struct, frozen=True, kw_only=True):
    """``current`` counts from 1. ``last_ms``: the time of the latest event.

    ``anchor_ms``: when the exam was started or last opened; ``up_ms``: the machine's time since its ``boot`` then.
    ``focus_ms``: since when the question is up, None while it is closed. ``away``: when it was closed, as (ms away, ms
    by which the deadline moved). ``disbelieved``: by how many ms the wall clock was not believed, each time. ``timed``:
    whether response times mean something, which one stretch without a terminal ends; None where that was not kept.
    """

    exam: str
    plan: Blueprint
    form: Form
    places: tuple[QuestionState, ...]
    started_ms: int
    deadline_ms: int
    anchor_ms: int
    up_ms: int | None
    boot: str | None
    counts: bool
    extra_minutes: int
    last_ms: int
    focus_ms: int | None
    current: int = 1
    phase: Phase = "open"
    ended_ms: int | None = None
    away: tuple[tuple[int, int], ...] = ()
    disbelieved: tuple[int, ...] = ()
    timed: bool | None = None

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.phase in OVER

    def place(self, number: int) -> QuestionState:
        """The question ``number``, from 1."""
        return self.places[number - 1]

    def answered(self, number: int) -> bool:
        """Whether the question has a complete answer."""
        return complete(self.form.items[number - 1].item, self.place(number).response)

    def after(self, body: ExamBody, at_ms: int) -> ExamSitting:
        """The sitting after one more event. Raises ExamOver when it has ended or the deadline is reached, ValueError
        for what makes no sense (a question that is not there)."""
        if self.over:
            raise ExamOver("the exam has ended")
        if at_ms >= self.deadline_ms and not isinstance(body, Expire | Discard | Resume):
            raise ExamOver("the time is up")
        number = getattr(body, "number", 1)
        if not 1 <= number <= len(self.places):
            raise ValueError(f"there is no question {number}")
        if self.phase == "paused" and not isinstance(body, Resume | Submit | Expire | Discard):
            raise ValueError("the exam is closed; resume it first")
        at = max(at_ms, self.last_ms)
        timed = self if isinstance(body, Resume) else self._timed(at)
        return replace(_step(timed, body, at), last_ms=at)

    def _timed(self, at: int) -> ExamSitting:
        """The time since the last event, given to the question that was up."""
        if self.focus_ms is None:
            return self
        spent = max(0, min(at, self.deadline_ms) - self.focus_ms)
        timed = self.changed(self.current, up_ms=self.place(self.current).up_ms + spent)
        return replace(timed, focus_ms=at)

    def changed(self, number: int, **fields: object) -> ExamSitting:
        """The sitting with some fields of one question's state changed."""
        place = replace(self.place(number), **fields)
        return replace(self, places=(*self.places[: number - 1], place, *self.places[number:]))


def begin_exam(start: ExamStart, at_ms: int) -> ExamSitting:
    """Return a sitting at its first question. Raises CannotBeRead."""
    form = decoded(start.seed, start.form)
    if not 0 <= start.deadline_ms - at_ms <= LONGEST_MS:
        raise CannotBeRead("a deadline that cannot be true")
    return ExamSitting(
        exam=start.exam,
        plan=read_back(start.plan, Blueprint),
        form=form,
        places=(QuestionState(visits=1), *(QuestionState() for _ in form.items[1:])),
        started_ms=at_ms,
        deadline_ms=start.deadline_ms,
        anchor_ms=at_ms,
        up_ms=start.up_ms,
        boot=start.boot,
        counts=start.counts,
        extra_minutes=start.extra_minutes,
        last_ms=at_ms,
        focus_ms=at_ms,
        timed=start.timed,
    )


def replayed(events: Iterable[tuple[ExamBody, int]]) -> ExamSitting | None:
    """The sitting that ``events`` (body, time in ms; in order) leave; None without a start.

    An event that came too late, from a second copy of the program, is passed over. Raises CannotBeRead.
    """
    sitting: ExamSitting | None = None
    for body, at_ms in events:
        if isinstance(body, ExamStart):
            sitting = begin_exam(body, body.own_ms(at_ms)) if sitting is None else sitting
        elif sitting is not None:
            try:
                sitting = sitting.after(body, body.own_ms(at_ms))
            except ValueError:
                continue
    return sitting


def _step(sitting: ExamSitting, body: ExamBody, at: int) -> ExamSitting:
    match body:
        case Visit():
            visits = sitting.place(body.number).visits + 1
            return replace(sitting.changed(body.number, visits=visits, editing=False), current=body.number)
        case ExamResponse():
            return _answered(sitting, body.number, body.response)
        case Clear():
            return _answered(sitting, body.number, ())
        case Flag():
            return sitting.changed(body.number, flagged=body.on)
        case ExamGuess():
            return sitting.changed(body.number, guess=body.on)
        case Strike():
            struck = sitting.place(body.number).struck
            return sitting.changed(body.number, struck=struck | {body.choice} if body.on else struck - {body.choice})
        case Pause():
            return replace(sitting, phase="paused", focus_ms=None)
        case Resume():
            return _resumed(sitting, body, at)
        case Submit():
            return replace(sitting, phase="submitted", focus_ms=None, ended_ms=at)
        case Expire():
            return replace(sitting, phase="expired", focus_ms=None, ended_ms=min(at, sitting.deadline_ms))
        case Discard():
            return replace(sitting, phase="discarded", focus_ms=None, ended_ms=at)
    raise ValueError(f"no step of an exam: {type(body).__name__}")


def _answered(sitting: ExamSitting, number: int, response: Response) -> ExamSitting:
    """Another answer, or none; the one before is remembered when it was complete."""
    place = sitting.place(number)
    earlier = place.earlier
    one_answer = place.editing and isinstance(sitting.form.items[number - 1].item, Ordering)
    if response != place.response and sitting.answered(number) and not one_answer:
        earlier = (*earlier, place.response)
    return sitting.changed(number, response=response, earlier=earlier, editing=True)


def _resumed(sitting: ExamSitting, body: Resume, at: int) -> ExamSitting:
    """Open again. What passed while the exam was closed belongs to no question."""
    if body.up_ms is not None:
        sitting = replace(sitting, anchor_ms=at, up_ms=body.up_ms, boot=body.boot)
    return replace(
        sitting,
        phase="open",
        focus_ms=at,
        deadline_ms=sitting.deadline_ms + body.paused_ms,
        away=(*sitting.away, (body.away_ms, body.paused_ms)),
        disbelieved=(*sitting.disbelieved, *([body.disbelieved_ms] if body.disbelieved_ms > 0 else [])),
        timed=sitting.timed if body.timed is None else body.timed and sitting.timed is not False,
    )

"""A timed exam. The seam that the exam screen and ``exam --plain`` share.

Every step is committed before the new view is returned. Nothing here tells right from wrong before the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import msgspec

from quizapp.core.bank import Multiple, Response, Showing, Single, Typed, arrange, complete
from quizapp.core.events import (
    Answer,
    Clear,
    Discard,
    ExamBody,
    ExamGuess,
    ExamResponse,
    Expire,
    Flag,
    Guess,
    Pause,
    Resume,
    Strike,
    Submit,
    Visit,
)
from quizapp.core.sessions import ExamOver, ExamSitting, remaining_ms
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.exam.log import sitting_of, stamp_of
from quizapp.services.exam.submission import ending_of
from quizapp.services.exam.timing import doubted_ms, floor_ms, resume_event, time_of
from quizapp.services.exam.views import ExamView, view_of
from quizapp.store import Queries, new_id


class _Moved(Exception):
    """Another copy of the program wrote to this exam: read it again."""


class Exam:
    """One sitting. ``timed`` False: response times of what follows mean nothing; None: nothing follows but the end.

    Steps raise ExamOver once it has ended or its time is up, ValueError for what makes no sense, StoreError when a
    step could not be saved (nothing has changed then).
    """

    def __init__(self, context: AppContext, sitting: ExamSitting, device_id: str, *, timed: bool | None = True) -> None:
        self._context = context
        self._sitting = sitting
        self._length = context.store.read.exam_length(sitting.exam)
        self._here = device_id == context.store.device_id
        self._timed = timed
        self._showings: dict[int, Showing] = {}
        self._viewed: tuple[ExamSitting, ExamView] | None = None

    @property
    def sitting(self) -> ExamSitting:
        """The sitting as it stands."""
        return self._sitting

    @property
    def view(self) -> ExamView:
        """What a screen shows; made once for each state of the sitting."""
        if self._viewed is None or self._viewed[0] is not self._sitting:
            self._viewed = self._sitting, view_of(self._sitting, self.showing(self._sitting.current))
        return self._viewed[1]

    def showing(self, number: int) -> Showing:
        """A question with its options in the order of this form."""
        if number not in self._showings:
            place = self._sitting.form.items[number - 1]
            self._showings[number] = arrange(place.item, place.seed)
        return self._showings[number]

    def now_ms(self) -> int:
        """The exam's time (``core.sessions.exam.timing``), later by one after another device's event."""
        return self._time(self._context.clock())

    def _time(self, now: Moment) -> int:
        return time_of(self._context, self._sitting, now, here=self._here)

    def remaining_ms(self) -> int:
        """Time left; 0 from the exact millisecond of the deadline. A clock that pauses stands while it is closed."""
        standing = self._sitting.phase == "paused" and self._sitting.plan.clock == "pauses"
        return remaining_ms(self._sitting.deadline_ms, self._sitting.last_ms if standing else self.now_ms())

    def expired(self) -> bool:
        """End the exam if its time is up; whether it has ended, for whatever reason."""
        if not self._sitting.over and self.remaining_ms() == 0:
            with suppress(ExamOver):  # another copy of the program was first
                self._end(Expire)
        return self._sitting.over

    def follow(self) -> bool:
        """Read what another copy of the program wrote meanwhile; whether there was anything."""
        length = self._context.store.read.exam_length(self._sitting.exam)
        if length == self._length:
            return False
        self._sitting, device = sitting_of(self._context, self._sitting.exam)
        self._length, self._here = length, device == self._context.store.device_id
        return True

    def visit(self, number: int) -> ExamView:
        """Go to a question."""
        return self._step(Visit(exam=self._sitting.exam, number=number))

    def respond(self, response: Response) -> ExamView:
        """The answer to the question that is up; it may not be complete yet.

        A number that cannot be read is no attempt: the answer given before stays. An option that was struck out is
        brought back when it is chosen.
        """
        number = self._sitting.current
        item = self._sitting.form.items[number - 1].item
        if isinstance(item, Typed) and not complete(item, tuple(response)):
            return self.view
        if isinstance(item, Single | Multiple):
            for choice in sorted(self._sitting.place(number).struck & set(response)):
                self._step(Strike(exam=self._sitting.exam, number=number, choice=choice, on=False))
        return self._step(ExamResponse(exam=self._sitting.exam, number=number, response=tuple(response)))

    def clear(self) -> ExamView:
        """Take the answer to the question that is up away."""
        return self._step(Clear(exam=self._sitting.exam, number=self._sitting.current))

    def flag(self) -> ExamView:
        """Mark the question that is up to come back to, or no longer."""
        number = self._sitting.current
        return self._step(Flag(exam=self._sitting.exam, number=number, on=not self._sitting.place(number).flagged))

    def guess(self) -> ExamView:
        """The answer is a guess, or no longer."""
        number = self._sitting.current
        return self._step(ExamGuess(exam=self._sitting.exam, number=number, on=not self._sitting.place(number).guess))

    def strike(self, choice: str) -> ExamView:
        """Strike an option of the question that is up out, or bring it back. What is struck out is no longer chosen.

        In this order, so that no end between the two steps leaves an option chosen and struck out. Both are of the
        question that is up now: reading another copy's steps on the way can bring up another.
        """
        number = self._sitting.current
        place, item = self._sitting.place(number), self._sitting.form.items[number - 1].item
        on = choice not in place.struck
        if on and choice in place.response and isinstance(item, Single | Multiple):
            kept = tuple(one for one in place.response if one != choice)
            self._step(ExamResponse(exam=self._sitting.exam, number=number, response=kept))
        return self._step(Strike(exam=self._sitting.exam, number=number, choice=choice, on=on))

    def submit(self) -> ExamView:
        """Hand in. When the time is up first, the exam ends by that."""
        if self.expired():
            return self.view
        if self._sitting.phase == "paused":
            self.reopen()
        try:
            self._end(Submit)
        except ExamOver:
            if self._sitting.over:
                raise
            self.expired()
        return self.view

    def discard(self) -> None:
        """Discard the exam: no result, nothing rated. When the time is up first, the exam ends by that."""
        if not self.expired():
            self._write(Discard(exam=self._sitting.exam))

    def close(self) -> None:
        """Leave it for now. Everything is saved already; a blueprint whose clock pauses stops it here."""
        with suppress(ExamOver):  # another copy of the program was first
            if self._sitting.phase == "open" and not self.expired():
                self._write(Pause(exam=self._sitting.exam))

    def reopen(self, *, disbelieving: bool = False) -> None:
        """Go on; the time since the last event moves the deadline if the blueprint's clock pauses.

        ``disbelieving``: by the time that was counted, where the wall clock alone says that it is up.
        """
        self._write(Resume(exam=self._sitting.exam, away_ms=0, disbelieved_ms=int(disbelieving)))

    def doubted_ms(self) -> int:
        """How much of the exam's time rests on the wall clock alone, where the deadline does; else 0."""
        return doubted_ms(self._context, self._sitting, self._context.clock(), here=self._here)

    # inside

    def _step(self, body: ExamBody) -> ExamView:
        if self.expired():
            late = self._sitting.phase == "expired"
            raise ExamOver("the time is up; the answers given so far were submitted" if late else "the exam has ended")
        self._write(body)
        return self.view

    def _end(self, kind: type[Submit | Expire]) -> None:
        """The end, the answers for the schedule, and the marks on them, in one transaction."""
        while True:
            timed = bool(self._timed) if self._sitting.timed is None else self._sitting.timed
            ending = ending_of(self._context, self._sitting, kind, timed=timed)
            try:
                self._put((ending.end, *ending.answers), ending.ids)
            except _Moved:  # what the other copy wrote counts, and may have moved the deadline
                self._reload()
                if kind is Submit or self.remaining_ms() == 0:
                    continue
            return

    def _write(self, body: ExamBody) -> None:
        """Write a step. Another copy's steps are read first; what it closed is opened again."""
        while True:
            try:
                self._put((body,), (new_id(),))
            except _Moved:
                self._reload()
                if self._sitting.phase != "paused" or isinstance(body, Resume | Discard):
                    continue
                if not isinstance(body, Pause):
                    self.reopen()
                    continue
            return

    def _put(self, bodies: Sequence[ExamBody | Answer | Guess], ids: Sequence[str]) -> None:
        """Write a step and what belongs to it, unless another copy wrote to this exam: then ``_Moved``."""
        now = self._context.clock()
        at, step = self._time(now), bodies[0]
        assert isinstance(step, ExamBody)  # noqa: S101
        disbelieving = isinstance(step, Resume) and step.disbelieved_ms > 0
        doubted = doubted_ms(self._context, self._sitting, now, here=self._here) if disbelieving else 0
        at -= doubted
        late = self._ran_out(step, at)
        if late:
            at = max(self._sitting.deadline_ms, self._sitting.last_ms)
        if isinstance(step, Resume):
            step = resume_event(self._sitting, at, None if late else now, timed=self._timed, disbelieved_ms=doubted)
        self._sitting.after(step, at)  # raises before anything is written
        written = max(at, floor_ms(self._context, self._sitting.exam))
        if written != at:  # something else on this device was written by a clock that was ahead
            step = msgspec.structs.replace(step, at_ms=at)
        stamp = stamp_of(self._context, self._sitting.plan, written, late=late)
        events = self._context.store.append((step, *bodies[1:]), stamp, ids, guard=partial(self._unmoved, written))
        self._sitting = self._sitting.after(step, step.own_ms(events[0].ts_utc_ms))
        self._length += 1
        self._here = self._here or (isinstance(step, Resume) and step.up_ms is not None)

    def _ran_out(self, step: ExamBody, at_ms: int) -> bool:
        """Whether this is of the moment at which time ran out, however much later the program learns of it."""
        over = at_ms >= self._sitting.deadline_ms
        return over and (
            isinstance(step, Expire) or (isinstance(step, Resume) and self._sitting.plan.clock != "pauses")
        )

    def _unmoved(self, written: int, read: Queries) -> None:
        last_ms = read.last_ms(self._context.store.device_id)
        if read.exam_length(self._sitting.exam) != self._length or last_ms > written:
            raise _Moved

    def _reload(self) -> None:
        self.follow()
        if self._sitting.over:
            raise ExamOver("the exam was ended elsewhere")

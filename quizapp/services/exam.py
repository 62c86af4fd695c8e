"""A timed exam. The seam that the exam screen and ``exam --plain`` share.

Every step is committed before the new view is returned. Nothing here tells right from wrong before the end.
"""

from __future__ import annotations

import msgspec

from quizapp.bank import Response, Showing, arrange
from quizapp.events import (
    Clear,
    Discard,
    ExamBody,
    ExamGuess,
    Expire,
    Flag,
    Pause,
    Resume,
    Strike,
    Submit,
    Visit,
)
from quizapp.events import Response as Responded
from quizapp.services.exam_ending import ending_of
from quizapp.services.exam_log import sitting_of, stamp_of
from quizapp.services.exam_views import ExamView, view_of
from quizapp.services.workspace import Workspace
from quizapp.sittings import ExamOver, ExamSitting, exam_now_ms, remaining_ms
from quizapp.store import Queries, new_id


class _Moved(Exception):
    """Another copy of the program wrote to this exam: read it again."""


class Exam:
    """One sitting. ``timed`` False: times mean nothing.

    Steps raise ExamOver once it has ended or its time is up, ValueError for what makes no sense, StoreError when a
    step could not be saved (nothing has changed then).
    """

    def __init__(self, workspace: Workspace, sitting: ExamSitting, device_id: str, *, timed: bool = True) -> None:
        self._w = workspace
        self._sitting = sitting
        self._length = workspace.store.read.exam_length(sitting.exam)
        self._here = device_id == workspace.store.device_id
        self._timed = timed
        self._showings: dict[int, Showing] = {}

    @property
    def sitting(self) -> ExamSitting:
        """The sitting as it stands."""
        return self._sitting

    @property
    def view(self) -> ExamView:
        """What a screen shows."""
        return view_of(self._sitting, self.showing(self._sitting.current))

    def showing(self, number: int) -> Showing:
        """A question with its options in the order of this form."""
        if number not in self._showings:
            place = self._sitting.form.items[number - 1]
            self._showings[number] = arrange(place.item, place.seed)
        return self._showings[number]

    def now_ms(self) -> int:
        """The exam's time: see ``sittings.timing``."""
        now, sitting = self._w.clock(), self._sitting
        up = now.up_ms if self._here else None
        last = max(sitting.last_ms, self._w.store.read.last_ms(self._w.store.device_id))
        return exam_now_ms(now.ts_utc_ms, sitting.started_ms, sitting.up_ms, up, last)

    def remaining_ms(self) -> int:
        """Time left; 0 from the exact millisecond of the deadline."""
        return remaining_ms(self._sitting.deadline_ms, self.now_ms())

    def expired(self) -> bool:
        """End the exam if its time is up; whether it has ended, for whatever reason."""
        if not self._sitting.over and self.remaining_ms() == 0:
            self._end(Expire)
        return self._sitting.over

    def visit(self, number: int) -> ExamView:
        """Go to a question."""
        return self._step(Visit(exam=self._sitting.exam, number=number))

    def respond(self, response: Response) -> ExamView:
        """The answer to the question that is up; it may not be complete yet."""
        return self._step(Responded(exam=self._sitting.exam, number=self._sitting.current, response=tuple(response)))

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
        """Strike an option of the question that is up out, or bring it back."""
        number = self._sitting.current
        on = choice not in self._sitting.place(number).struck
        return self._step(Strike(exam=self._sitting.exam, number=number, choice=choice, on=on))

    def submit(self) -> ExamView:
        """Hand in."""
        if not self.expired():
            self._end(Submit)
        return self.view

    def discard(self) -> None:
        """Throw the exam away: no result, nothing rated."""
        if not self._sitting.over:
            self._write(Discard(exam=self._sitting.exam))

    def close(self) -> None:
        """Leave it for now. Everything is saved already; a blueprint whose clock pauses stops it here."""
        if not self._sitting.over and self._sitting.phase == "open" and not self.expired():
            self._write(Pause(exam=self._sitting.exam))

    def reopen(self, away_ms: int, paused_ms: int) -> None:
        """Go on after ``away_ms``, ``paused_ms`` of which move the deadline."""
        self._write(Resume(exam=self._sitting.exam, away_ms=away_ms, paused_ms=paused_ms))

    # inside

    def _step(self, body: ExamBody) -> ExamView:
        if self.expired():
            raise ExamOver("the time is up; the answers given so far were handed in")
        self._write(body)
        return self.view

    def _end(self, kind: type[Submit | Expire]) -> None:
        """The end, the answers for the schedule, and the marks on them, in one transaction."""
        ending = ending_of(self._w, self._sitting, kind, timed=self._timed)
        self._write(ending.end, *ending.answers, ids=ending.ids)

    def _write(self, body: ExamBody, *more: msgspec.Struct, ids: tuple[str, ...] = ()) -> None:
        """Write a step, and what belongs to it. Another copy's steps are read first."""
        while True:
            at = self.now_ms()
            self._sitting.after(body, at)  # raises before anything is written
            try:
                events = self._w.store.append(
                    [body, *more],  # type: ignore[list-item]
                    stamp_of(self._w, self._sitting.plan, at),
                    ids or [new_id() for _ in (body, *more)],
                    guard=self._unmoved,
                )
            except _Moved:
                self._reload()
                continue
            self._sitting = self._sitting.after(body, events[0].ts_utc_ms)
            self._length += 1
            return

    def _unmoved(self, read: Queries) -> None:
        if read.exam_length(self._sitting.exam) != self._length:
            raise _Moved

    def _reload(self) -> None:
        sitting, _ = sitting_of(self._w, self._sitting.exam)
        self._sitting, self._length = sitting, self._w.store.read.exam_length(sitting.exam)
        if sitting.over:
            raise ExamOver("the exam was ended elsewhere")

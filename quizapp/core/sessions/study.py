"""A study session: which question is up, what comes back after an error, what can be undone.

Every step returns a new session, which keeps the session before the step, so undoing is going back to that. Going on to
the next question is no step: undoing takes back what was done, wherever the learner has gone since.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from quizapp.core.scheduler import Entry

REPEAT_GAP = 4
"""A question that was missed comes back after this many others, or last when fewer are left."""
MAX_REPEATS = 2
MAX_SKIPS = 2

Phase = Literal["question", "verdict", "done"]
Step = Literal["answer", "guess", "skip", "suspend", "another", "bookmark", "note"]
"""What can be done, and undone."""


class Result(msgspec.Struct, frozen=True):
    """How one question went. ``answer`` is the id of the answer's event, empty for a skipped one."""

    entry: Entry
    answer: str
    outcome: Literal["right", "wrong", "skipped"]
    guess: bool = False


class Done(msgspec.Struct, frozen=True):
    """A step, and the session before it, whose own ``done`` is left out."""

    step: Step
    before: StudySession


class StudySession(msgspec.Struct, frozen=True, kw_only=True):
    """``current`` is up (None when done); ``waiting`` follows; ``results`` are behind; ``done``: every step so far."""

    waiting: tuple[Entry, ...]
    current: Entry | None
    phase: Phase
    results: tuple[Result, ...] = ()
    skips: dict[str, int] = {}
    done: tuple[Done, ...] = ()

    @property
    def total(self) -> int:
        """Cards of the session, however often each is asked: it never grows."""
        return len(self._behind | {entry.card_id for entry in self._ahead})

    @property
    def number(self) -> int:
        """The number of the card that is up, from 1; of the latest one while an earlier one is asked again."""
        up = {self.current.card_id} if self.current is not None else set()
        return len(self._behind | up)

    @property
    def repeats(self) -> int:
        """Questions that are asked again: the one that is up, and those that still come."""
        return sum(entry.card_id in self._behind for entry in self._ahead)

    @property
    def place(self) -> int:
        """How many questions were put up and are not open any more, with the one that is up."""
        return len(self.results) + int(self.phase == "question")

    @property
    def _behind(self) -> set[str]:
        """Cards with a result."""
        return {result.entry.card_id for result in self.results}

    @property
    def _ahead(self) -> tuple[Entry, ...]:
        """The question that is up, and what waits; after a verdict also what it puts in again."""
        at = self.advanced() if self.phase == "verdict" else self
        return (*((at.current,) if at.current is not None else ()), *at.waiting)

    @property
    def undoes(self) -> Step | None:
        """What undoing would take back; None when nothing was done."""
        return self.done[-1].step if self.done else None

    @property
    def last(self) -> Result | None:
        """The latest result, if any."""
        return self.results[-1] if self.results else None

    def answered(self, answer: str, correct: bool) -> StudySession:
        """The question that is up got a verdict. Raises ValueError outside the question phase."""
        entry = self._expect("question")
        result = Result(entry, answer, "right" if correct else "wrong")
        return self._did("answer", msgspec.structs.replace(self, phase="verdict", results=(*self.results, result)))

    def guessed(self, on: bool) -> StudySession:
        """The answer just given was a guess, or after all not."""
        self._expect("verdict")
        results = (*self.results[:-1], msgspec.structs.replace(self.results[-1], guess=on))
        return self._did("guess", msgspec.structs.replace(self, results=results))

    def advanced(self) -> StudySession:
        """On to the next question; one that was missed or guessed is put in again."""
        entry = self._expect("verdict")
        result = self.results[-1]
        waiting = self.waiting
        times = sum(r.entry.card_id == entry.card_id and bool(r.answer) for r in self.results)
        if (result.outcome == "wrong" or result.guess) and times - 1 < MAX_REPEATS:
            again = msgspec.structs.replace(entry, purpose="repeat" if entry.purpose != "practice" else "practice")
            waiting = (*waiting[:REPEAT_GAP], again, *waiting[REPEAT_GAP:])
        return self._next(waiting)

    def skipped(self) -> StudySession:
        """The question that is up goes to the end; skipped a second time, it leaves the session."""
        entry = self._expect("question")
        times = self.skips.get(entry.card_id, 0) + 1
        skips = {**self.skips, entry.card_id: times}
        if times < MAX_SKIPS and self.waiting:
            return self._did("skip", msgspec.structs.replace(self, skips=skips)._next((*self.waiting, entry)))
        results = (*self.results, Result(entry, "", "skipped"))
        left = msgspec.structs.replace(self, results=results, skips=skips)
        return self._did("skip", left._next(self.waiting))

    def suspended(self) -> StudySession:
        """The card that is up, or was just answered, is not asked again in this session."""
        if self.current is None:
            raise ValueError("no question is up")
        waiting = tuple(e for e in self.waiting if e.card_id != self.current.card_id)
        return self._did("suspend", self._next(waiting))

    def marked(self, step: Literal["bookmark", "note"]) -> StudySession:
        """The learner marked the question or wrote a note on it. Raises ValueError when none is up."""
        if self.current is None:
            raise ValueError("no question is up")
        return self._did(step, self)

    def stopped(self) -> StudySession:
        """Done early: what waits is not asked. No step of its own; undoing the last one goes back into the session."""
        at = self.advanced() if self.phase == "verdict" else self
        waiting = at.waiting if at.current is None else (at.current, *at.waiting)
        return msgspec.structs.replace(at, waiting=waiting, current=None, phase="done")

    def undone(self) -> StudySession:
        """The session before the last step. Raises ValueError when nothing was done."""
        if not self.done:
            raise ValueError("there is nothing to undo")
        return msgspec.structs.replace(self.done[-1].before, done=self.done[:-1])

    def inserted(self, entry: Entry) -> StudySession:
        """``entry`` comes next: after a verdict at once."""
        self._expect("verdict")
        return self._did("another", self._next((entry, *self.waiting)))

    def _did(self, step: Step, after: StudySession) -> StudySession:
        """``after``, which came of this session by ``step``."""
        return msgspec.structs.replace(after, done=(*self.done, Done(step, msgspec.structs.replace(self, done=()))))

    def _next(self, waiting: Sequence[Entry]) -> StudySession:
        current, phase = (waiting[0], "question") if waiting else (None, "done")
        return msgspec.structs.replace(self, waiting=tuple(waiting[1:]), current=current, phase=phase)

    def _expect(self, phase: Phase) -> Entry:
        if self.phase != phase or self.current is None:
            raise ValueError(f"this is the {self.phase} phase, not {phase}")
        return self.current


def begin(entries: Sequence[Entry]) -> StudySession:
    """A session over ``entries``, the first one up; done at once when there are none."""
    return StudySession(waiting=(), current=None, phase="done")._next(entries)

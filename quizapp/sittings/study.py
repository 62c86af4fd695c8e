"""A study session: which question is up, what comes back after an error, what can be undone.

Every step returns a new session. The one before the last answer is kept, so undoing is
going back to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from quizapp.scheduler import Entry

REPEAT_GAP = 4
"""A question that was missed comes back after this many others, or last when fewer are left."""
MAX_REPEATS = 2
MAX_SKIPS = 2

Phase = Literal["question", "verdict", "done"]


class Result(msgspec.Struct, frozen=True):
    """How one question went. ``answer`` is the id of the answer's event, empty for a skipped one."""

    entry: Entry
    answer: str
    outcome: Literal["right", "wrong", "skipped"]
    guess: bool = False


class StudySession(msgspec.Struct, frozen=True, kw_only=True):
    """``current`` is up (None when done); ``waiting`` follows; ``results`` are behind."""

    waiting: tuple[Entry, ...]
    current: Entry | None
    phase: Phase
    results: tuple[Result, ...] = ()
    skips: dict[str, int] = {}
    before: StudySession | None = None

    @property
    def total(self) -> int:
        """Questions behind, up, and still to come."""
        return len(self.results) + len(self.waiting) + int(self.phase == "question")

    @property
    def number(self) -> int:
        """The number of the question that is up, from 1."""
        return len(self.results) + int(self.phase == "question")

    @property
    def undoable(self) -> bool:
        """Whether there is an answer to take back."""
        return self.before is not None

    @property
    def last(self) -> Result | None:
        """The latest result, if any."""
        return self.results[-1] if self.results else None

    def answered(self, answer: str, correct: bool) -> StudySession:
        """The question that is up got a verdict. Raises ValueError outside the question phase."""
        entry = self._expect("question")
        result = Result(entry, answer, "right" if correct else "wrong")
        return msgspec.structs.replace(
            self,
            phase="verdict",
            results=(*self.results, result),
            before=msgspec.structs.replace(self, before=None),
        )

    def guessed(self, on: bool) -> StudySession:
        """The answer just given was a guess, or after all not."""
        self._expect("verdict")
        results = (*self.results[:-1], msgspec.structs.replace(self.results[-1], guess=on))
        return msgspec.structs.replace(self, results=results)

    def advanced(self) -> StudySession:
        """On to the next question; one that was missed or guessed is put in again."""
        entry = self._expect("verdict")
        result = self.results[-1]
        waiting = self.waiting
        if (result.outcome == "wrong" or result.guess) and self._repeats(entry.card_id) < MAX_REPEATS:
            again = msgspec.structs.replace(entry, purpose="repeat" if entry.purpose != "practice" else "practice")
            waiting = (*waiting[:REPEAT_GAP], again, *waiting[REPEAT_GAP:])
        return self._next(waiting)

    def skipped(self) -> StudySession:
        """The question that is up goes to the end; skipped a second time, it leaves the session."""
        entry = self._expect("question")
        times = self.skips.get(entry.card_id, 0) + 1
        skips = {**self.skips, entry.card_id: times}
        if times < MAX_SKIPS and self.waiting:
            return msgspec.structs.replace(self, skips=skips)._next((*self.waiting, entry))
        results = (*self.results, Result(entry, "", "skipped"))
        return msgspec.structs.replace(self, results=results, skips=skips)._next(self.waiting)

    def suspended(self) -> StudySession:
        """The card that is up, or was just answered, is not asked again in this session."""
        if self.current is None:
            raise ValueError("no question is up")
        waiting = tuple(e for e in self.waiting if e.card_id != self.current.card_id)
        return self._next(waiting)

    def undone(self) -> StudySession:
        """Back to the question of the last answer. Raises ValueError when there is none."""
        if self.before is None:
            raise ValueError("there is no answer to take back")
        return self.before

    def inserted(self, entry: Entry) -> StudySession:
        """``entry`` comes next: after a verdict at once."""
        self._expect("verdict")
        return self._next((entry, *self.waiting))

    def _next(self, waiting: Sequence[Entry]) -> StudySession:
        current = waiting[0] if waiting else None
        return msgspec.structs.replace(
            self,
            waiting=tuple(waiting[1:]),
            current=current,
            phase="question" if current else "done",
        )

    def _repeats(self, card_id: str) -> int:
        """How often the card that was just answered had been put in again."""
        return sum(1 for r in self.results if r.entry.card_id == card_id and r.answer) - 1

    def _expect(self, phase: Phase) -> Entry:
        if self.phase != phase or self.current is None:
            raise ValueError(f"this is the {self.phase} phase, not {phase}")
        return self.current


def begin(entries: Sequence[Entry]) -> StudySession:
    """A session over ``entries``, the first one up; done at once when there are none."""
    current = entries[0] if entries else None
    return StudySession(waiting=tuple(entries[1:]), current=current, phase="question" if current else "done")

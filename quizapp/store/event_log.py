"""The log of one database: written to and replayed, with what folds it into the derived tables.

``Store`` imports it when the log is needed: ``quizapp due`` stands in shell prompts, and reads derived tables alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from quizapp.core.events import Answer, Body, Event
from quizapp.core.scheduler import MemoryModel
from quizapp.store import log
from quizapp.store.projections.projector import Projector
from quizapp.store.stamp import Stamp, new_id


class EventLog:
    """``projector`` folds events into the derived tables."""

    def __init__(self, db: sqlite3.Connection, model: MemoryModel) -> None:
        self._db = db
        self.projector = Projector(db, model)

    def write(self, writer: str, bodies: Sequence[Body], stamp: Stamp, ids: Sequence[str] = ()) -> list[Event]:
        """Append events under the device id ``writer``, inside the caller's transaction; nothing is folded yet."""
        return log.write(self._db, writer, bodies, stamp, ids or [new_id() for _ in bodies])

    def events(self) -> Iterator[Event]:
        """All of it in replay order."""
        return log.replay(self._db)

    def answer(self, answer_id: str) -> Event | None:
        """The event of one answer, with all that was shown."""
        event = next(log.replay(self._db, "event_id = ?", (answer_id,)), None)
        return event if event is not None and isinstance(event.body, Answer) else None

    def real_exams(self) -> list[Event]:
        """What was said of real exams, in replay order."""
        return list(log.replay(self._db, "kind = 'real_exam'"))

    def exam(self, exam: str) -> list[Event]:
        """The events of one exam in replay order."""
        where = "event_id IN (SELECT event_id FROM exam_event WHERE exam = ?)"
        return list(log.replay(self._db, where, (exam,)))

"""One user's database: append to the log, and read what is folded from it.

Nothing is acknowledged before it is committed. A failure leaves the database as it was. What writing needs is imported
when something is written: ``quizapp due`` stands in shell prompts, and only reads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from quizapp.core.scheduler import Fsrs6, MemoryModel
from quizapp.store import device
from quizapp.store.connection import connect, transaction
from quizapp.store.errors import StoreError
from quizapp.store.place import make_ready
from quizapp.store.queries.reader import BankCard, Queries
from quizapp.store.schema import FOLD_VERSION
from quizapp.store.stamp import Stamp
from quizapp.store.watch import Watch

if TYPE_CHECKING:
    from quizapp.core.events import Body, Event
    from quizapp.store.event_log import EventLog
    from quizapp.store.maintenance import Health, Progress, Stale
    from quizapp.store.projections.projector import Projector
    from quizapp.store.projections.refold import Recounted

Probe = Callable[[str], None]
Guard = Callable[[Queries], None]


def _copy(db: sqlite3.Connection, target: Path, *, force: bool = False, dated: bool = False) -> Path:
    from quizapp.store import copies

    return copies.copy_database(db, target, force=force, dated=dated)


class Store:
    """The database at ``path``; ``device_file`` and ``backups`` belong to it.

    ``probe`` is called with the name of each boundary of a write ("begin", "event",
    "projected", "committed"): tests kill the process there.
    """

    def __init__(
        self,
        path: Path,
        device_file: Path,
        backups: Path,
        model: MemoryModel | None = None,
        probe: Probe = lambda _boundary: None,
    ) -> None:
        self.path = path
        self.model: MemoryModel = model or Fsrs6()
        self._probe = probe
        self._device_file = device_file
        self._device_id: str | None = None
        self._backups = backups
        self._kept: Path | None = None
        make_ready(path, device_file, backups)
        self.db = connect(path, self._keep)
        self.read = Queries(self.db, path)
        self._watch = Watch(self.db, path, backups)
        self.recounted = None if self.read.fold_version() == FOLD_VERSION else self._recount()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keep(self, db: sqlite3.Connection, version: int) -> None:
        self._kept = _copy(db, self._backups / f"before-format-{version + 1}.db", dated=True)

    def _recount(self) -> Recounted | None:
        """Fold anew what was folded by other rules, once; the database as it was is kept."""
        from quizapp.store.projections.refold import recount

        try:
            return recount(self.db, self.path, self.projector, self._before_recount)
        except BaseException:
            self.db.close()
            raise

    def _before_recount(self) -> Path | None:
        return self._kept or _copy(self.db, self._backups / f"before-recount-{FOLD_VERSION}.db", dated=True)

    @cached_property
    def _log(self) -> EventLog:
        from quizapp.store.event_log import EventLog

        return EventLog(self.db, self.model)

    @property
    def projector(self) -> Projector:
        """What folds events into the derived tables."""
        return self._log.projector

    def recount_to_tell(self) -> Recounted | None:
        """What was folded anew when the database was opened, for whoever tells the user; None when it was told."""
        untold, self.recounted = self.recounted, None
        return untold

    def close(self) -> None:
        """Close the database. Nothing waits to be written."""
        self._watch.close()
        self.db.close()

    def look(self) -> None:
        """Raise StoreDamaged when the files of the database were deleted, replaced or cut short meanwhile."""
        self._watch.look()

    @property
    def device_id(self) -> str:
        """The id under which this copy writes."""
        if self._device_id is None:
            self._watch.look()
            self._device_id = device.device_id(self._device_file, self.path)
        return self._device_id

    def append(
        self, bodies: Sequence[Body], stamp: Stamp, ids: Sequence[str] = (), guard: Guard | None = None
    ) -> list[Event]:
        """Write events and all that follows from them in one transaction; they are on disk when this returns.

        ``ids`` are their event ids, when the caller wants to know them before. ``guard`` looks at the database
        inside the transaction; what it raises ends it. Raises StoreError and its kinds; then nothing was written.
        """
        writer = self.device_id
        with self.writing():
            self._probe("begin")
            if guard is not None:
                guard(self.read)
            events = self._log.write(writer, bodies, stamp, ids)
            self._probe("event")
            self.projector.apply_all(events)
            self._probe("projected")
        self._watch.know(event.event_id for event in events)
        self._probe("committed")
        return events

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all of it or nothing. Raises StoreError and its kinds."""
        self._watch.before()
        try:
            with transaction(self.db):
                yield
        except StoreError:
            self._watch.look()  # a file that is gone says more than what SQLite makes of it
            raise
        self._watch.after()

    def events(self) -> Iterator[Event]:
        """The whole log in replay order."""
        return self._log.events()

    def answer(self, answer_id: str) -> Event | None:
        """The event of one answer, with all that was shown."""
        return self._log.answer(answer_id)

    def exam(self, exam: str) -> list[Event]:
        """The events of one exam in replay order."""
        return self._log.exam(exam)

    def real_exams(self) -> list[Event]:
        """What was said of real exams, in replay order."""
        return self._log.real_exams()

    def copy(self, target: Path, *, force: bool = False, dated: bool = False) -> Path:
        """A consistent copy of the database at ``target``; where it is.

        ``force`` writes over a file, ``dated`` takes the next free number when there is one.
        """
        return _copy(self.db, target, force=force, dated=dated)

    def check(self) -> Health:
        """Look through the whole file and log."""
        from quizapp.store import maintenance

        return maintenance.check(self.db, self.path)

    def stale(self, progress: Progress | None = None) -> list[Stale]:
        """The derived tables that a fresh fold of the log would make otherwise."""
        from quizapp.store import maintenance

        return maintenance.stale(self.db, self.model, progress)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Fold every derived table anew from the log; the number of events used."""
        from quizapp.store import maintenance

        done = maintenance.rebuild(self.db, self.projector, progress)
        self._watch.look()
        return done

    def merge(self, other: Path, progress: Progress | None = None) -> int:
        """Take in the events of the database ``other``; how many were new."""
        from quizapp.store import maintenance

        taken = maintenance.merge(self.db, self.projector, other, progress)
        self._watch.look()
        return taken

    def note_corrected(self, revision: str) -> None:
        """Remember that all answers count by the keys of this bank, until a merge brings others."""
        with self.writing():
            self._note("corrected", revision)

    def forget_bank(self) -> None:
        """Forget what was noted of the bank: whoever reads it next notes it anew."""
        with self.writing():
            self.db.execute("DELETE FROM bank_card")
            self.db.execute("DELETE FROM meta WHERE key IN ('bank', 'corrected', 'weights')")

    def note_bank(self, revision: str, cards: Sequence[BankCard], weights: Mapping[str, float] | None = None) -> None:
        """Remember which cards the bank has, and what each topic weighs in the exam.

        With it, what is due can be counted without reading the bank.
        """
        with self.writing():
            self.db.execute("DELETE FROM bank_card")
            self.db.executemany(
                "INSERT INTO bank_card VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        c.card_id,
                        c.topic,
                        msgspec.json.encode(c.points).decode(),
                        c.valid_from,
                        c.valid_until,
                        int(c.practice),
                        int(c.exam_format),
                    )
                    for c in cards
                ),
            )
            self._note("bank", revision)
            self._note("weights", msgspec.json.encode(weights or {}).decode())

    def note(self, key: str, value: str) -> None:
        """Remember a word beside the log; it is no part of the history."""
        with self.writing():
            self._note(key, value)

    def _note(self, key: str, value: str) -> None:
        self.db.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
        )

"""Care of the database: checks, rebuilding what is derived, merging two logs, and whether what is derived follows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from quizapp.core.events import Answer, Discard, Ended, Guess, Regrade, Suspend, Undo
from quizapp.core.scheduler import MemoryModel
from quizapp.store import log
from quizapp.store.connection import transaction
from quizapp.store.copies import check_ours, reading
from quizapp.store.door import Database
from quizapp.store.inspection import sqlite_utils_of
from quizapp.store.projections.projector import Projector
from quizapp.store.schema import DERIVED_TABLES, FOLD_VERSION

if TYPE_CHECKING:
    from sqlite_utils.db import Table

Progress = Callable[[int, int], None]
STEP = 100
"""How many events pass between two calls of ``progress``."""
OF_THE_FOLD = {"card": ("bent", "last_ts")}
"""Columns in which the fold notes how it came here: a fresh one may have come another way."""
SAME = 1e-9
"""Relative difference of two reals that are the same: two machines may round otherwise."""


class Health(msgspec.Struct, frozen=True):
    """What ``doctor`` found. ``unreadable``: ids of events whose body is not their kind's."""

    integrity: str
    format: int
    sqlite: str
    events: int
    answers: int
    devices: int
    size_bytes: int
    unreadable: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged."""
        return self.integrity == "ok" and not self.unreadable


class Stale(msgspec.Struct, frozen=True, kw_only=True):
    """How a derived table differs from a fresh fold of the log: so many rows, and in which ``columns``."""

    table: str
    missing: int
    extra: int
    different: int
    columns: tuple[str, ...]


def check(db: sqlite3.Connection, path: Path) -> Health:
    """Look through the whole file and log."""
    integrity = "; ".join(row[0] for row in db.execute("PRAGMA integrity_check"))
    counts = db.execute(
        "SELECT count(*), coalesce(sum(kind = 'answer'), 0), count(DISTINCT device_id) FROM event"
    ).fetchone()
    bad = []
    for row in db.execute(f"SELECT {log.COLUMNS} FROM event"):
        try:
            log.event_from(row)
        except msgspec.DecodeError:
            bad.append(str(row[0]))
    version = db.execute("PRAGMA user_version").fetchone()[0]
    return Health(
        integrity,
        version,
        sqlite3.sqlite_version,
        counts[0],
        counts[1],
        counts[2],
        path.stat().st_size if path.exists() else 0,
        tuple(bad),
    )


def rebuild(db: sqlite3.Connection, projector: Projector, progress: Progress | None = None) -> int:
    """Fold every derived table anew from the log; the number of events used.

    An event whose body cannot be read is passed over: it stays in the log.
    """
    events = int(db.execute("SELECT count(*) FROM event").fetchone()[0])
    total = 2 * events  # each is taken in, and what hangs on it is folded
    tell = _each(progress, total)
    with transaction(db):
        for table in DERIVED_TABLES:
            db.execute(f"DELETE FROM {table}")
        answers, suspended = [], []
        for i, row in enumerate(db.execute(f"SELECT {log.COLUMNS} FROM event ORDER BY {log.REPLAY_ORDER}")):
            tell(i)
            try:
                event = log.event_from(row)
            except msgspec.DecodeError:
                continue
            projector.take_in(event)
            if isinstance(event.body, Answer):
                answers.append(event.event_id)
            elif isinstance(event.body, Suspend):
                suspended.append(event.body.card)
        projector.fold_answers(answers, lambda n: tell(events + n))
        projector.fold_suspensions(suspended)
        db.execute("INSERT OR IGNORE INTO meta VALUES ('fold', '')")
        db.execute("UPDATE meta SET value = ? WHERE key = 'fold'", (FOLD_VERSION,))
    if progress:
        progress(total, total)
    return events


def _each(progress: Progress | None, total: int) -> Callable[[int], None]:
    """A function that tells ``progress`` of every ``STEP`` steps."""

    def tell(done: int) -> None:
        if progress and done % STEP == 0:
            progress(done, total)

    return tell


def merge(db: sqlite3.Connection, projector: Projector, other: Path, progress: Progress | None = None) -> int:
    """Take in every event of the database ``other`` that is not here yet; how many there were.

    ``other`` is opened for reading and left as it is. The same (device, seq) with another
    event id (a copied database that was used on two machines) keeps both, the second under
    a device id derived from its event.
    """
    check_ours(other)
    with reading(other) as there:
        rows = there.execute(f"SELECT {log.COLUMNS} FROM event ORDER BY {log.REPLAY_ORDER}").fetchall()
    with transaction(db):
        here = "SELECT 1 FROM event WHERE event_id = ?"
        fresh = [row for row in rows if db.execute(here, (str(row[0]),)).fetchone() is None]
        tell = _each(progress, 3 * len(fresh))  # written, taken in, and what hangs on them folded
        taken = []
        for i, row in enumerate(fresh):
            tell(i)
            device, seq = str(row[1]), row[2]
            while db.execute("SELECT 1 FROM event WHERE device_id = ? AND seq = ?", (device, seq)).fetchone():
                device = derived_device(device, str(row[0]))
            values = (row[0], device, *row[2:])
            db.execute(f"INSERT INTO event ({log.COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)
            taken.append(values)
        _project(projector, taken, tell)
        db.execute("DELETE FROM meta WHERE key = 'corrected'")  # the other machine's answers may need it
    if progress:
        progress(3 * len(taken), 3 * len(taken))
    return len(taken)


def derived_device(device: str, event_id: str) -> str:
    """The device id for an event whose place on ``device`` is taken by another."""
    return f"{device.partition('+')[0]}+{event_id}"


def _project(projector: Projector, rows: list[tuple[object, ...]], tell: Callable[[int], None]) -> None:
    answers: set[str] = set()
    suspended: set[str] = set()
    ended: set[str] = set()
    for i, row in enumerate(rows, len(rows)):
        tell(i)
        try:
            event = log.event_from(row)
        except msgspec.DecodeError:
            continue
        projector.take_in(event)
        body = event.body
        if isinstance(body, Answer):
            answers.add(event.event_id)
        elif isinstance(body, Guess | Undo | Regrade):
            answers.add(body.answer)
        elif isinstance(body, Suspend):
            suspended.add(body.card)
        elif isinstance(body, Ended | Discard):
            ended.add(body.exam)
    found = sorted(answers | (projector.answers_in(ended) if ended else set()))
    projector.fold_answers(found, lambda n: tell(min(2 * len(rows) + n, 3 * len(rows))))
    projector.fold_suspensions(suspended)


def stale(
    db: sqlite3.Connection, model: MemoryModel, progress: Callable[[int, int], None] | None = None
) -> list[Stale]:
    """Return the derived tables of ``db`` that a fresh fold of its log would make otherwise.

    The fold happens in a temporary copy. Raises StoreError and its kinds.
    """
    with TemporaryDirectory(prefix="quizapp-") as folder:
        path = Path(folder) / "copy.db"
        with closing(sqlite3.connect(path, isolation_level=None, factory=Database)) as copy:
            copy.path = path
            db.backup(copy)
            copy.execute("PRAGMA journal_mode = OFF")  # nobody misses a copy
            copy.execute("PRAGMA synchronous = OFF")
            tables = [sqlite_utils_of(copy).table(name) for name in DERIVED_TABLES]
            for table in tables:
                was, keys = f"was_{table.name}", ", ".join(table.pks)
                copy.execute(f"CREATE TEMP TABLE {was} AS SELECT * FROM main.{table.name}")
                copy.execute(f"CREATE UNIQUE INDEX temp.{was}_key ON {was} ({keys})")
            rebuild(copy, Projector(copy, model), progress)
            compared = [_compare(copy, table) for table in tables]
    return [one for one in compared if one.missing or one.extra or one.different]


def _compare(copy: sqlite3.Connection, table: Table) -> Stale:
    keys = " AND ".join(f"was.{key} = now.{key}" for key in table.pks)
    columns = [c for c in table.columns if not c.is_pk and c.name not in OF_THE_FOLD.get(table.name, ())]
    differ = {column.name: _differ(column.name, column.type) for column in columns} or {table.pks[0]: "0"}
    was, now = f"temp.was_{table.name} was", f"main.{table.name} now"
    (missing,) = copy.execute(
        f"SELECT count(*) FROM {now} WHERE NOT EXISTS (SELECT 1 FROM {was} WHERE {keys})"
    ).fetchone()
    (extra,) = copy.execute(
        f"SELECT count(*) FROM {was} WHERE NOT EXISTS (SELECT 1 FROM {now} WHERE {keys})"
    ).fetchone()
    different, *each = copy.execute(
        f"SELECT count(*), {', '.join(f'total({word})' for word in differ.values())} FROM {was} JOIN {now} ON {keys}"
        f" WHERE {' OR '.join(differ.values())}"
    ).fetchone()
    found = tuple(name for name, count in zip(differ, each, strict=True) if count)
    return Stale(table=table.name, missing=missing, extra=extra, different=different, columns=found)


def _differ(column: str, kind: str) -> str:
    """The condition on which two rows differ in a column."""
    was, now = f"was.{column}", f"now.{column}"
    if kind != "REAL":
        return f"({was} IS NOT {now})"
    close = f"abs({was} - {now}) <= {SAME} * max(abs({was}), abs({now}))"
    return f"({was} IS NOT {now} AND NOT coalesce({close}, 0))"

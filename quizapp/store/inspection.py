"""A look at a database as a whole: is its schema the one we made, and do its derived tables follow from its log?

sqlite-utils reads the schema. It is imported for this alone: neither opening an up-to-date database nor answering needs
a look. It changes nothing here: its ``transform`` and ``add_foreign_key`` make a table anew without its triggers, and
the log lives by them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from quizapp.core.scheduler import MemoryModel
from quizapp.store import maintenance
from quizapp.store.connection import MIGRATIONS, Migration
from quizapp.store.door import Database
from quizapp.store.projections.projector import Projector
from quizapp.store.schema import DERIVED_TABLES

OF_THE_FOLD = {"card": ("bent", "last_ts")}
"""Columns in which the fold notes how it came here: a fresh one may have come another way."""
SAME = 1e-9
"""Relative difference of two reals that are the same: two machines may round otherwise."""


class Lacking(msgspec.Struct, frozen=True, order=True):
    """A part of the schema that is missing, or not as it was made. ``kind``: table, column, index or trigger."""

    kind: str
    name: str
    state: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.state}"


class Stale(msgspec.Struct, frozen=True, kw_only=True):
    """How a derived table differs from a fresh fold of the log: so many rows, and in which ``columns``."""

    table: str
    missing: int
    extra: int
    different: int
    columns: tuple[str, ...]


def lacking(db: sqlite3.Connection, steps: Iterable[Migration] = MIGRATIONS) -> list[Lacking]:
    """Return what ``db`` lacks of the schema that ``steps`` make. What it has beyond that is nobody's business."""
    found, wanted = _parts(db), _parts(made := fresh(steps))
    made.close()
    return sorted(
        Lacking(kind, name, "changed" if (kind, name) in found else "missing")
        for (kind, name), what in wanted.items()
        if found.get((kind, name)) != what
    )


def fresh(steps: Iterable[Migration] = MIGRATIONS) -> sqlite3.Connection:
    """Return a new database in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for step in steps:
        step(db)
    return db


def _parts(db: sqlite3.Connection) -> dict[tuple[str, str], object]:
    """What a schema consists of, by kind and name, in a form that can be compared."""
    source = _utils(db)
    parts: dict[tuple[str, str], object] = {("trigger", t.name): " ".join(t.sql.split()) for t in source.triggers}
    for table in source.tables:
        parts["table", table.name] = (table.strict, table.pks, table.foreign_keys)
        for column in table.columns:
            parts["column", f"{table.name}.{column.name}"] = tuple(column)[2:]
        for index in table.indexes:
            parts["index", index.name] = (table.name, index.unique, index.partial, index.columns)
    return parts


def _utils(db: sqlite3.Connection) -> Any:
    from sqlite_utils import Database as Utils  # noqa: PLC0415 - see above

    return Utils(db, recursive_triggers=False, execute_plugins=False)


def restore_guards(db: sqlite3.Connection) -> list[Lacking]:
    """Make anew the indexes and triggers that are missing or changed, inside the caller's transaction; which."""
    repaired = [part for part in lacking(db) if part.kind in ("index", "trigger")]
    with closing(fresh()) as made:
        for part in repaired:
            (sql,) = made.execute("SELECT sql FROM sqlite_master WHERE name = ?", (part.name,)).fetchone()
            if sql is not None:  # an index of a UNIQUE constraint comes with its table
                db.execute(f"DROP {part.kind} IF EXISTS {part.name}")
                db.execute(sql)
    return repaired


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
            tables = {name: _utils(copy)[name] for name in DERIVED_TABLES}
            for name, table in tables.items():
                copy.execute(f"CREATE TEMP TABLE was_{name} AS SELECT * FROM main.{name}")
                copy.execute(f"CREATE UNIQUE INDEX temp.was_{name}_key ON was_{name} ({', '.join(table.pks)})")
            maintenance.rebuild(copy, Projector(copy, model), progress)
            compared = [_compare(copy, name, table) for name, table in tables.items()]
    return [one for one in compared if one.missing or one.extra or one.different]


def _compare(copy: sqlite3.Connection, name: str, table: Any) -> Stale:
    keys = " AND ".join(f"was.{key} = now.{key}" for key in table.pks)
    columns = [c for c in table.columns if not c.is_pk and c.name not in OF_THE_FOLD.get(name, ())]
    differ = {column.name: _differ(column.name, column.type) for column in columns} or {table.pks[0]: "0"}
    was, now = f"temp.was_{name} was", f"main.{name} now"
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
    return Stale(table=name, missing=missing, extra=extra, different=different, columns=found)


def _differ(column: str, kind: str) -> str:
    """The condition on which two rows differ in a column."""
    was, now = f"was.{column}", f"now.{column}"
    if kind != "REAL":
        return f"({was} IS NOT {now})"
    close = f"abs({was} - {now}) <= {SAME} * max(abs({was}), abs({now}))"
    return f"({was} IS NOT {now} AND NOT coalesce({close}, 0))"

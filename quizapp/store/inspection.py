"""Is the schema of a database the one we made?

sqlite-utils reads the schema. It is imported for that and for exports alone: neither opening an up-to-date database nor
answering needs a look. It changes nothing here: its ``transform`` and ``add_foreign_key`` make a table anew without its
triggers, and the log lives by them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec

from quizapp.store.schema import MIGRATIONS, Migration

if TYPE_CHECKING:
    from sqlite_utils import Database


class Lacking(msgspec.Struct, frozen=True, order=True):
    """A part of the schema that is missing, or not as it was made. ``kind``: table, column, index or trigger."""

    kind: str
    name: str
    state: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.state}"


def lacking(db: sqlite3.Connection, steps: Iterable[Migration] = MIGRATIONS) -> list[Lacking]:
    """Return what ``db`` lacks of the schema that ``steps`` make. What it has beyond that is not looked at."""
    with closing(fresh(steps)) as made:
        found, wanted = _parts(db), _parts(made)
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
    source = sqlite_utils_of(db)
    parts: dict[tuple[str, str], object] = {("trigger", t.name): " ".join(t.sql.split()) for t in source.triggers}
    for table in source.tables:
        parts["table", table.name] = (table.strict, table.pks, table.foreign_keys)
        for column in table.columns:
            parts["column", f"{table.name}.{column.name}"] = tuple(column)[2:]
        for index in table.indexes:
            parts["index", index.name] = (table.name, index.unique, index.partial, index.columns)
    return parts


def sqlite_utils_of(db: sqlite3.Connection) -> Database:
    """``db`` as sqlite-utils sees it, through our own connection."""
    from sqlite_utils import Database

    return Database(db, recursive_triggers=False, execute_plugins=False)


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

"""Do the derived tables of a database follow from its log?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from quizapp.core.scheduler import MemoryModel
from quizapp.store import maintenance
from quizapp.store.door import Database
from quizapp.store.projections.projector import Projector
from quizapp.store.schema import DERIVED_TABLES
from quizapp.store.schema_check import sqlite_utils_of

if TYPE_CHECKING:
    from sqlite_utils.db import Table

OF_THE_FOLD = {"card": ("bent", "last_ts")}
"""Columns in which the fold notes how it came here: a fresh one may have come another way."""
SAME = 1e-9
"""Relative difference of two reals that are the same: two machines may round otherwise."""


class Stale(msgspec.Struct, frozen=True, kw_only=True):
    """How a derived table differs from a fresh fold of the log: so many rows, and in which ``columns``."""

    table: str
    missing: int
    extra: int
    different: int
    columns: tuple[str, ...]


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
            maintenance.rebuild(copy, Projector(copy, model), progress)
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

"""The one door to the database: whatever SQLite reports, at a write or at a read, comes out as a StoreError.

A damaged page is met where it is read, which may be in the middle of fetching rows. So the cursor itself explains.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias, TypeVar

from quizapp.store.errors import explain

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

P = ParamSpec("P")
T = TypeVar("T")
SqlRow: TypeAlias = Any
"""A tuple of what the columns hold, or None where there is no row: as SQLite has it, and typed where it is read."""
SqlValues: TypeAlias = "SupportsLenAndGetItem[object] | Mapping[str, object]"
AT_ONCE = 500
"""Rows fetched at once while iterating: a call a row would cost a tenth of a long read."""


class Database(sqlite3.Connection):
    """A connection to the database at ``path`` whose errors are StoreErrors."""

    path = Path()

    def cursor(self, factory: object = None) -> StoreCursor:  # type: ignore[override]
        """Return a cursor whose errors are StoreErrors."""
        del factory
        return super().cursor(StoreCursor)

    def execute(self, sql: str, values: SqlValues = (), /) -> StoreCursor:
        """As in sqlite3, where it does not go through a subclass of its cursor. Raises StoreError and its kinds."""
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[SqlValues], /) -> StoreCursor:
        """As in sqlite3. Raises StoreError and its kinds."""
        return self.cursor().executemany(sql, rows)


class StoreCursor(sqlite3.Cursor):
    """A cursor whose errors are StoreErrors, wherever the error is met."""

    connection: Database

    def execute(self, sql: str, values: SqlValues = (), /) -> StoreCursor:
        """As in sqlite3. Raises StoreError and its kinds."""
        self._explained(super().execute, sql, values)
        return self

    def executemany(self, sql: str, rows: Iterable[SqlValues], /) -> StoreCursor:
        """As in sqlite3. Raises StoreError and its kinds."""
        self._explained(super().executemany, sql, rows)
        return self

    def fetchone(self) -> SqlRow:
        """As in sqlite3. Raises StoreError and its kinds."""
        return self._explained(super().fetchone)

    def fetchmany(self, size: int | None = None) -> list[SqlRow]:
        """As in sqlite3. Raises StoreError and its kinds."""
        return self._explained(super().fetchmany, AT_ONCE if size is None else size)

    def fetchall(self) -> list[SqlRow]:
        """As in sqlite3. Raises StoreError and its kinds."""
        return self._explained(super().fetchall)

    def __iter__(self) -> Iterator[SqlRow]:  # type: ignore[override]
        while rows := self.fetchmany():
            yield from rows

    def __next__(self) -> SqlRow:
        return self._explained(super().__next__)

    def _explained(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return call(*args, **kwargs)
        except sqlite3.ProgrammingError:
            raise  # a mistake in the program, such as a closed connection
        except (sqlite3.Error, MemoryError) as error:  # a damaged record may claim to be of any size
            raise explain(error, self.connection.path) from error

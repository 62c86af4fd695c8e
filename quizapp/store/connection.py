"""Opening the database: is it ours, is it sound, is it of this version?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from quizapp.store.door import Database
from quizapp.store.errors import StoreDamaged, StoreError, explain
from quizapp.store.inspection import lacking
from quizapp.store.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION, Migration

BUSY_TIMEOUT_MS = 5000
PAGE_SIZE = 1024
"""Bytes. An answer touches a dozen pages, and each goes through the write-ahead log: small ones sync sooner."""


def connect(path: Path, backup: Callable[[sqlite3.Connection, int], object] | None = None) -> Database:
    """The database at ``path``, created or brought up to date.

    ``backup`` is called with the connection and its old version before an existing database
    is migrated. Raises StoreError and its kinds; a file that is not ours is left untouched.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be made ({error.strerror}); use --data-dir DIR") from error
    try:
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, factory=Database)
        connection.path = path
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # of a new database only
        try:
            _prepare(connection, path, backup)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise explain(error, path) from error
    return connection


def _prepare(
    connection: sqlite3.Connection, path: Path, backup: Callable[[sqlite3.Connection, int], object] | None
) -> None:
    version = _version(connection, path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if version < SCHEMA_VERSION:
        if version and backup:
            backup(connection, version)
        with transaction(connection):
            _migrate(connection, path)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Take all steps that are left, inside the caller's transaction. Raises StoreDamaged when one lost a part.

    ``user_version`` alone says which steps were taken: a table of names beside it could contradict it.
    """
    version = _version(connection, path)
    if not version:
        _take(connection, MIGRATIONS)
        return
    before = lacking(connection, MIGRATIONS[:version])
    _take(connection, MIGRATIONS[version:])
    lost = [str(part) for part in lacking(connection, MIGRATIONS) if part not in before]
    if lost:
        raise StoreDamaged(
            f"{path}: the update to format {SCHEMA_VERSION} would lose parts of it ({', '.join(lost)}); it was left as"
            " it was. Please report it"
        )


def _take(connection: sqlite3.Connection, steps: tuple[Migration, ...]) -> None:
    for step in steps:
        step(connection)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The database's version; 0 for an empty file. Raises StoreDamaged for what is not ours or newer."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (tables or version or application):
        raise StoreDamaged(f"{path}: a database of another program; move it away or use --data-dir DIR")
    if version > SCHEMA_VERSION:
        raise StoreDamaged(
            f"{path}: written by a newer quizapp (format {version}, this one knows {SCHEMA_VERSION});"
            " it was left as it is. Update quizapp"
        )
    return version


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE to COMMIT; all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")

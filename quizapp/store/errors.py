"""What can be wrong with the database, in words for the person in front of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class StoreError(Exception):
    """Something the user can act on. ``exit_code`` is the command line's."""

    exit_code = 1


class StoreLocked(StoreError):
    """Another program holds the database longer than the busy timeout."""

    exit_code = 4


class StoreDamaged(StoreError):
    """No database of ours, a damaged one, or one from a newer version. It is left untouched."""

    exit_code = 5


DAMAGED = "it was left as it is. Put a backup in its place with 'quizapp restore FILE', or move it away"
_SHORT = 120


def explain(error: sqlite3.Error | MemoryError, path: Path, damaged: str = DAMAGED) -> StoreError:
    """Return what SQLite reports as an error that says what, where and what to do; ``damaged``: where it is damage."""
    name = getattr(error, "sqlite_errorname", "") or ""
    text = "".join(c if c.isprintable() else "?" for c in str(error))[:_SHORT] or type(error).__name__
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreLocked(f"{path}: locked by another program; close it and try again")
    if name.startswith("SQLITE_READONLY"):
        return StoreError(f"{path}: cannot be written; make the file and its directory writable, or use --data-dir")
    if name.startswith("SQLITE_CANTOPEN"):
        return StoreError(f"{path}: cannot be opened; check that its directory exists and may be written")
    if name == "SQLITE_FULL":
        return StoreError(f"{path}: could not be written ({text}); free some disk space and try again")
    if name.startswith("SQLITE_IOERR"):
        return StoreError(f"{path}: could not be read or written ({text}); free some disk space, or check the disk")
    if "append-only" in text:
        return StoreDamaged(f"{path}: {text}; run 'quizapp doctor', and put a backup in its place if it finds damage")
    return StoreDamaged(f"{path}: damaged or not a database ({text}); {damaged}")

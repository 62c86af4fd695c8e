"""Copies of the database: made, read, put in its place. A copy opens anywhere, and nothing else is touched."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from quizapp.store.atomic_write import (
    FileError,
    check_free,
    explained,
    filling,
    numbered,
    place_of,
    private_folder,
    put,
    take,
)
from quizapp.store.errors import StoreDamaged, StoreError, StoreLocked, explain
from quizapp.store.schema import APPLICATION_ID, SCHEMA_VERSION

BESIDE = ("-wal", "-shm", "-journal")
TRIES = 5
OTHERS = "nothing was changed. Name a database of quizapp, or a copy that 'quizapp backup' made"


def copy_database(db: sqlite3.Connection, target: Path, *, force: bool = False, dated: bool = False) -> Path:
    """A consistent copy, made while the database may be in use; where it is. Raises StoreError.

    It is one file that needs nothing beside it, not even a folder that may be written. ``force`` writes over
    ``target``; ``dated`` takes the first free of ``target``, ``target-2`` and so on.
    """
    try:
        with explained(target):
            if not dated:
                check_free(target, force=force)
            private_folder(target.parent)
            with filling(target, private=True) as fresh:
                _fill(db, fresh)
                if dated:
                    return numbered(target, lambda place: put(fresh, place))
                put(fresh, target, force=force, private=True)
    except FileError as error:
        raise StoreError(str(error)) from error
    except sqlite3.Error as error:
        raise explain(error, target) from error
    return target


def _fill(db: sqlite3.Connection, fresh: Path) -> None:
    copy = sqlite3.connect(fresh, isolation_level=None)
    try:
        db.backup(copy)
        copy.execute("PRAGMA locking_mode = EXCLUSIVE")  # no shared memory beside it meanwhile
        copy.execute("PRAGMA journal_mode = DELETE")  # one in WAL mode could not be read on a read-only disk
    finally:
        copy.close()


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The database ``path``, which may be anybody's and anywhere, for reading: no file appears beside it.

    One that was left with a write-ahead log is read from a copy in a temporary folder. Raises StoreError and its
    kinds; StoreLocked when it was written meanwhile.
    """
    real = Path(os.path.realpath(path))
    if not real.is_file():
        raise StoreError(f"{path}: there is no such file")
    try:
        with ExitStack() as stack:
            before = _look(real)
            if before[1:] == (None, None):
                db = sqlite3.connect(f"{real.as_uri()}?mode=ro&immutable=1", uri=True)
            else:
                folder = stack.enter_context(TemporaryDirectory(prefix="quizapp-"))
                db = sqlite3.connect(copied(real, Path(folder)))
                before = ()
            stack.callback(db.close)
            yield db
            if before and _look(real) != before:
                raise _in_use(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error
    except sqlite3.Error as error:
        raise explain(error, path, OTHERS) from error


def _in_use(path: Path) -> StoreLocked:
    return StoreLocked(f"{path}: another program is writing to it; close that program and try again")


def _look(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Size and time of the file, its write-ahead log and its journal; None for what is empty or missing."""
    found: list[tuple[int, int] | None] = []
    for suffix in ("", "-wal", "-journal"):
        try:
            status = Path(f"{path}{suffix}").stat()
        except FileNotFoundError:
            found.append(None)
        else:
            found.append((status.st_size, status.st_mtime_ns) if status.st_size else None)
    return tuple(found)


def copied(path: Path, folder: Path) -> Path:
    """A copy in ``folder`` of the file and what belongs to it, as they were at one moment. Raises StoreLocked."""
    for _ in range(TRIES):
        before = _look(path)
        for suffix, found in zip(("", "-wal", "-journal"), before, strict=True):
            copy = folder / f"copy{suffix}"
            copy.unlink(missing_ok=True)
            if found:
                shutil.copyfile(f"{path}{suffix}", copy)
        if _look(path) == before:
            return folder / "copy"
    raise _in_use(path)


def check_ours(path: Path) -> None:
    """Raise StoreError unless ``path`` is a sound database of this version or an older one."""
    with reading(path) as db:
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    if application != APPLICATION_ID:
        raise StoreDamaged(f"{path}: not a database of quizapp")
    if version > SCHEMA_VERSION:
        raise StoreDamaged(f"{path}: written by a newer quizapp (format {version}); update quizapp")
    if sound != "ok":
        raise StoreDamaged(f"{path}: damaged ({sound})")


def replace_database(source: Path, path: Path, device_file: Path, kept: Path) -> Path | None:
    """Make a copy of ``source`` the database at ``path``; where the old one is kept, None if there was none.

    ``kept``: its name there, with a number when that is taken. Raises StoreLocked while another program uses the
    database.
    """
    real = place_of(path)
    try:
        with explained(path):
            private_folder(real.parent)
            with filling(real, private=True) as fresh:
                with reading(source) as copy:
                    _fill(copy, fresh)
                old = archive_database(path, kept)
                put(fresh, real)
            device_file.unlink(missing_ok=True)
    except FileError as error:
        raise StoreError(str(error)) from error
    return old


def archive_database(path: Path, kept: Path) -> Path | None:
    """Move the database at ``path`` to ``kept`` or the next free number; where it is, None when there was nothing.

    A damaged one is moved as it is.
    """
    real = place_of(path)
    try:
        with explained(path):
            if not real.exists():
                _move_logs(real, kept)  # they would be read into whatever gets the name next
                return None
            _empty_log(real)
            if not any(_look(real)):
                real.unlink()  # an empty file holds nothing to keep
                return None
            private_folder(kept.parent)
            place = numbered(kept, take)
            _move(real, place)
            _move_logs(real, place)
    except FileError as error:
        raise StoreError(str(error)) from error
    return place


def _move_logs(path: Path, to: Path) -> None:
    for suffix in BESIDE:
        log = Path(f"{path}{suffix}")
        if os.path.lexists(log):
            private_folder(to.parent)
            _move(log, numbered(Path(f"{to}{suffix}"), take))


def _move(path: Path, to: Path) -> None:
    """Move a file, to another disk if need be."""
    try:
        path.replace(to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            with suppress(OSError):
                if not to.stat().st_size:
                    to.unlink()  # the name that was taken for it
            raise
        shutil.copyfile(path, to)
        path.unlink()


def _empty_log(path: Path) -> None:
    """Bring the write-ahead log into the file and be alone with it. Raises StoreLocked when someone else uses it."""
    try:
        db = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        try:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("ROLLBACK")
        finally:
            db.close()
    except sqlite3.Error as error:
        told = explain(error, path)
        if isinstance(told, StoreLocked):
            raise told from error

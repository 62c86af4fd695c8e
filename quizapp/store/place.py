"""Where the database lies: a place for its owner alone, where a missing database is not begun anew unasked."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path

from quizapp.store import device
from quizapp.store.atomic_write import PRIVATE, close_to_others, private_folder
from quizapp.store.errors import StoreDamaged, StoreError
from quizapp.store.paths import OWN, user_paths


def make_ready(path: Path, device_file: Path, backups: Path) -> None:
    """Prepare the place of the database at ``path``, before it is opened for writing. Raises StoreError and its kinds.

    A new database, and what SQLite puts beside it, is for its owner alone; older files of ours are closed to others.
    """
    refuse_lost(path, device_file, backups)
    try:
        private_folder(path.parent, OWN)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be made ({error.strerror}); use --data-dir DIR") from error
    close_to_others(path, Path(f"{path}-wal"), Path(f"{path}-shm"), device_file)


def refuse_lost(path: Path, device_file: Path, backups: Path) -> None:
    """Raise StoreDamaged when the database is missing or empty although a history was kept in it.

    The device file knows of one, and knows as well when it was put away on purpose; without it the backups tell.
    """
    with suppress(OSError):
        if path.stat().st_size:
            return
    known = device.read(device_file)
    kept = sorted(backups.glob("*.db"), key=_age) if backups.is_dir() else []
    if known is None or known.database not in (device.NOWHERE, device.location(path)):
        if not kept:
            return
    elif known.database == device.NOWHERE:
        return
    state = "empty" if path.exists() else "missing"
    newest = str(kept[-1]) if kept else "FILE"
    raise StoreDamaged(
        f"{path}: {state}, but your history was kept there. Put a copy back with: {command(path, 'restore', newest)}"
        f" or start over with: {command(path, 'reset')}"
    )


def command(path: Path, *words: str) -> str:
    """What to type for the database at ``path``, ready for a shell."""
    usual = user_paths().database
    where = [] if path == usual else ["--data-dir", str(path.parent.absolute())]
    return shlex.join(["quizapp", *words, *where])


def _age(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def writable(path: Path) -> bool:
    """Whether the database at ``path`` is there and may be written, its folder too."""
    return path.exists() and os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)

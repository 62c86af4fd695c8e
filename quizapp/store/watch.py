"""The files under a running session: whether they are still the ones it writes to, and how whole the main one is.

A database that is deleted or replaced while it is open goes on taking answers that nobody will find again. Two looks
at the folder after each commit tell; nothing is acknowledged before.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.store.errors import StoreDamaged, StoreError
from quizapp.store.place import command

if TYPE_CHECKING:
    from quizapp.store.door import Database

CHECKPOINT_EVERY = 20
"""Commits after which the log is brought into the main file, so that a copy of that file alone misses little."""
REMEMBERED = 200
"""How many of the latest events are looked for when someone else wrote the main file."""
SOON_CHECKED = 32_000_000
"""Bytes that are looked through in a moment."""
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")  # the last: there is no such table


class Watch:
    """Over the open database ``db`` at ``path``. ``lost``: what happened to it, once something did."""

    def __init__(self, db: Database, path: Path, backups: Path) -> None:
        self.lost: StoreDamaged | None = None
        self._db, self._path, self._backups = db, path, backups
        self._main = os.path.realpath(path)
        self._log = f"{self._main}-wal"
        self._seen = _seen(self._main)
        self._log_inode = _inode(self._log)
        self._known: deque[str] = deque(maxlen=REMEMBERED)
        self._commits = 0
        with suppress(StoreError):  # a damaged one is met where it is read
            rows = db.execute("SELECT event_id FROM event ORDER BY rowid DESC LIMIT 8").fetchall()
            self._known.extend(str(row[0]) for row in rows)
        self.checkpoint()

    def before(self) -> None:
        """Raise, before a write, what was found earlier: nothing more is written to a database that is lost."""
        if self.lost is not None:
            raise self.lost

    def after(self) -> None:
        """Look, after a commit and before anybody hears of it. Raises StoreDamaged."""
        self.look()
        self._commits += 1
        if self._commits % CHECKPOINT_EVERY == 0:
            self.checkpoint()

    def know(self, ids: Iterable[str]) -> None:
        """Remember events that were written, to be looked for when the file does not look the same."""
        self._known.extend(ids)

    def look(self) -> None:
        """Raise StoreDamaged unless the files are the ones that were opened, and whole."""
        if self.lost is not None:
            raise self.lost
        seen = _seen(self._main)
        if seen != self._seen:
            if seen is None or self._seen is None or seen[:2] != self._seen[:2]:
                self._give_up("deleted" if seen is None else "replaced by another file")
            elif not _whole(self._main, seen[2], self._known):
                self._give_up("cut short or overwritten")
            self._seen = _seen(self._main)
        log = _inode(self._log)
        if log != self._log_inode:
            if self._log_inode is not None:
                self._give_up("separated from its log")
            self._log_inode = log

    def checkpoint(self) -> None:
        """Bring the log into the main file, as far as other programs let us."""
        with suppress(StoreError):
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        self._seen = _seen(self._main)

    def close(self) -> None:
        """Leave the main file as whole as it can be, unless it is not ours any more. Closing twice does no harm."""
        with suppress(StoreError, sqlite3.ProgrammingError):
            self.look()
            if self._commits:
                self.checkpoint()

    def _give_up(self, what: str) -> None:
        """Save what is at hand, keep the log of a file that is gone away from the one in its place, and say so."""
        kept = self._rescued()
        with suppress(OSError):  # SQLite would read our log into another file that has the name of the main one now
            there = _inode(self._main)
            if there is not None and self._seen and there != self._seen[1] and _inode(self._log) == self._log_inode:
                Path(self._log).unlink()
        if kept is None:
            advice = f"Put a backup in its place with: {command(self._path, 'restore', 'FILE')}"
        else:
            advice = f"All answers up to now are kept; put them back with: {command(self._path, 'restore', str(kept))}"
        self.lost = StoreDamaged(f"{self._path}: {what} while quizapp was running; nothing more is saved. {advice}")
        raise self.lost

    def _rescued(self) -> Path | None:
        """A copy of what the open connection still sees; None when that is not whole."""
        from quizapp.store import copies

        try:
            kept = copies.copy_database(self._db, self._backups / "rescued.db", dated=True)
        except StoreError:
            return None
        with suppress(StoreError):
            copies.check_ours(kept)
            return kept
        kept.unlink(missing_ok=True)
        return None


def _seen(path: str) -> tuple[int, int, int, int] | None:
    """Device, inode, size and time of a file; None when it is gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 - after each answer
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _inode(path: str) -> int | None:
    try:
        return os.stat(path).st_ino  # noqa: PTH116 - after each answer
    except OSError:
        return None


def _whole(path: str, size: int, ids: Collection[str]) -> bool:
    """Whether a file that someone wrote still has the latest events, and is sound where that is soon seen.

    Another quizapp that brings the log into it leaves it so at any moment, read as SQLite reads it. SQLite alone may
    open the file: closing it otherwise would drop the locks that this process holds on it.
    """
    marks = ", ".join("?" * len(ids))
    try:
        db = sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True, timeout=1)
        try:
            found = db.execute(f"SELECT count(*) FROM event WHERE event_id IN ({marks})", tuple(ids)).fetchone()[0]
            sound = "ok" if size > SOON_CHECKED else db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            db.close()
    except sqlite3.Error as error:
        return not (error.sqlite_errorname or "").startswith(_DAMAGED)
    return bool(found == len(ids) and sound == "ok")

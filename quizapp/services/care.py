"""Care of the database: look through it, copy it, put a copy in its place, join two, start anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quizapp.files import PREFIX
from quizapp.paths import Paths
from quizapp.services.clock import Clock, system_clock
from quizapp.services.exam_log import unreadable_exams
from quizapp.services.keeping import refuse_own
from quizapp.services.library import LibraryError
from quizapp.services.workspace import Workspace
from quizapp.store import StoreError, copies, device

Progress = Callable[[int, int], None]
KEPT = 10
"""So many copies of a kind (made by ``backup``; made before a merge) stay among the backups. What was kept before a
restore, a reset or a new format, and what the user named, is never deleted."""

UNFINISHED_S = 86_400


def examine(workspace: Workspace) -> dict[str, Any]:
    """What the database and the bank look like; ``ok`` when nothing is damaged."""
    health = workspace.store.check()
    exams = unreadable_exams(workspace)
    try:
        library = workspace.library
        bank = f"{len(library.bank)} items, {len(library.errors)} problems"
    except LibraryError as error:
        bank = str(error)
    return {
        "ok": health.sound and not exams,
        "database": str(workspace.store.path),
        "integrity": health.integrity,
        "format": health.format,
        "sqlite": health.sqlite,
        "events": health.events,
        "answers": health.answers,
        "devices": health.devices,
        "size_bytes": health.size_bytes,
        "unreadable_events": list(health.unreadable),
        "unreadable_exams": exams,
        "bank": bank,
    }


def rebuild_derived(workspace: Workspace, progress: Progress | None = None) -> int:
    """Fold every derived table anew, and have the bank noted anew; the number of events used."""
    done = workspace.store.rebuild(progress)
    workspace.store.forget_bank()
    return done


def make_backup(workspace: Workspace, target: Path | None = None, *, force: bool = False) -> Path:
    """A copy of the database in the backups, or at ``target``; where it is. ``force`` writes over ``target``.

    In the backups the newest ``KEPT`` of its kind stay.
    """
    if target is not None:
        refuse_own(workspace.paths, workspace.bank_root, target)
        return workspace.store.copy(target, force=force)
    return _copied(workspace, "backup")


def whole_backup(workspace: Workspace) -> bytes:
    """A copy of the database as it would stand in a file."""
    with TemporaryDirectory(prefix="quizapp-") as folder:
        return workspace.store.copy(Path(folder) / "copy.db").read_bytes()


def _copied(workspace: Workspace, what: str) -> Path:
    """A dated copy in the backups, and the oldest of its kind deleted."""
    made = workspace.store.copy(_dated(workspace.paths, what, workspace.clock), dated=True)
    _prune(workspace.paths.backups, what, made)
    _clear(workspace.paths.backups, workspace.clock().ts_utc_ms / 1000 - UNFINISHED_S)
    return made


def _prune(backups: Path, what: str, made: Path) -> None:
    """Delete what we named ``what`` beyond the newest ``KEPT``, by the time in the name; never the one just made."""
    dated = re.compile(rf"(\d{{8}}T\d{{6}}Z)-{what}(?:-(\d+))?\.db")
    found = [
        (match[1], int(match[2] or 1), path) for path in backups.iterdir() if (match := dated.fullmatch(path.name))
    ]
    others = sorted(row for row in found if row[2] != made)
    for *_, path in others[: max(0, len(others) + 1 - KEPT)]:
        if path.is_file() and not path.is_symlink():
            with suppress(OSError):  # one that cannot be deleted is in nobody's way
                path.unlink()


def _clear(backups: Path, before: float) -> None:
    """Delete what a copy left behind that was killed halfway, when nobody has touched it since ``before``."""
    for path in backups.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if path.lstat().st_mtime < before:
                path.unlink()


def merge_database(workspace: Workspace, other: Path) -> tuple[int, Path]:
    """Take in the events of ``other``: (how many were new, the copy made before).

    Corrected keys may concern the answers of the other machine; without a bank they wait for the next one.
    """
    if other.exists() and other.samefile(workspace.store.path):  # opening it again would drop the locks we hold
        raise StoreError(f"{other}: this is the database in use; name one from another machine")
    copies.check_ours(other)
    kept = _copied(workspace, "before-merge")
    taken = workspace.store.merge(other)
    with suppress(LibraryError):
        workspace.library  # noqa: B018 - reading the bank is the first look
        workspace.catch_up()
    return taken, kept


def restore_backup(paths: Paths, file: Path, clock: Clock = system_clock) -> Path | None:
    """Put a copy of ``file`` in the place of the database; where the one that was there is kept.

    The copy writes under a device id of its own from then on: what was answered since the
    backup may come back with a merge.
    """
    copies.check_ours(file)
    kept = _dated(paths, "before-restore", clock)
    return copies.put_in_place(file, paths.database, paths.device, kept)


def start_anew(paths: Paths, clock: Clock = system_clock) -> Path | None:
    """Put the database away; where it is kept, None when there was none."""
    kept = copies.put_away(paths.database, _dated(paths, "before-reset", clock))
    device.forget(paths.device)
    return kept


def _dated(paths: Paths, what: str, clock: Clock) -> Path:
    """A file name in the backups; it may be taken."""
    stamp = datetime.fromtimestamp(clock().ts_utc_ms / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    return paths.backups / f"{stamp}-{what}.db"

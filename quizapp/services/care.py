"""Care of the database: look through it, copy it, put a copy in its place, join two, start anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quizapp.paths import Paths
from quizapp.services.clock import Clock, system_clock
from quizapp.services.exam_log import unreadable_exams
from quizapp.services.library import LibraryError
from quizapp.services.workspace import Workspace
from quizapp.store import maintenance

Progress = Callable[[int, int], None]


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
    """Fold every derived table anew; the number of events used."""
    return workspace.store.rebuild(progress)


def make_backup(workspace: Workspace, target: Path | None = None) -> Path:
    """A copy of the database in the backups, or at ``target``; where it is."""
    return workspace.store.copy(target or _dated(workspace.paths, "backup", workspace.clock))


def merge_database(workspace: Workspace, other: Path) -> tuple[int, Path]:
    """Take in the events of ``other``: (how many were new, the copy made before).

    Corrected keys may concern the answers of the other machine; without a bank they wait for the next one.
    """
    maintenance.check_ours(other)
    kept = workspace.store.copy(_dated(workspace.paths, "before-merge", workspace.clock))
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
    maintenance.check_ours(file)
    kept = _dated(paths, "before-restore", clock)
    return maintenance.put_in_place(file, paths.database, paths.device, kept)


def start_anew(paths: Paths, clock: Clock = system_clock) -> Path | None:
    """Put the database away; where it is kept, None when there was none."""
    return maintenance.put_away(paths.database, _dated(paths, "before-reset", clock))


def _dated(paths: Paths, what: str, clock: Clock) -> Path:
    """A file name in the backups that nothing has yet."""
    stamp = datetime.fromtimestamp(clock().ts_utc_ms / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    path = paths.backups / f"{stamp}-{what}.db"
    number = 2
    while path.exists():
        path = paths.backups / f"{stamp}-{what}-{number}.db"
        number += 1
    return path

"""Maintenance of the database: look through it, copy it, put a copy in its place, join two, start anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from quizapp.services.clock import Clock, system_clock
from quizapp.services.context import AppContext
from quizapp.services.exam.log import unreadable_exams
from quizapp.services.report_files import refuse_own
from quizapp.store import StoreError, copies, device, inspection
from quizapp.store.atomic_write import PREFIX
from quizapp.store.maintenance import Stale
from quizapp.store.paths import Paths

Progress = Callable[[int, int], None]
KEPT = 10
"""So many copies of a kind (made by ``backup``; made before a merge) stay among the backups. What was kept before a
restore, a reset or a new format, and what the user named, is never deleted."""

UNFINISHED_S = 86_400


class Examination(msgspec.Struct, frozen=True, kw_only=True):
    """What the database looks like; ``ok`` when nothing is damaged, and nothing has to be folded anew."""

    ok: bool
    database: str
    integrity: str
    format: int
    sqlite: str
    events: int
    answers: int
    devices: int
    size_bytes: int
    unreadable_events: tuple[str, ...]
    unreadable_exams: tuple[str, ...]
    schema_faults: tuple[inspection.Lacking, ...]
    stale_tables: tuple[Stale, ...]

    @property
    def exit_code(self) -> int:
        """That of ``doctor``: 5 for damage, 1 for what ``doctor --rebuild`` sets right, 0 for neither."""
        damaged = self.integrity != "ok" or self.unreadable_events or self.unreadable_exams
        lost = any(part.kind in ("table", "column") for part in self.schema_faults)
        return 5 if damaged or lost else 0 if self.ok else 1


def examine(context: AppContext, progress: Progress | None = None) -> Examination:
    """Look through the database."""
    health = context.store.check()
    whole = health.integrity == "ok"
    schema = inspection.lacking(context.store.db) if whole else []
    sound = whole and not any(part.kind in ("table", "column") for part in schema)
    stale = context.store.stale(progress) if sound else []
    exams = unreadable_exams(context)
    return Examination(
        ok=health.sound and not exams and not schema and not stale,
        database=str(context.store.path),
        integrity=health.integrity,
        format=health.format,
        sqlite=health.sqlite,
        events=health.events,
        answers=health.answers,
        devices=health.devices,
        size_bytes=health.size_bytes,
        unreadable_events=health.unreadable,
        unreadable_exams=tuple(exams),
        schema_faults=tuple(schema),
        stale_tables=tuple(stale),
    )


def rebuild_derived(context: AppContext, progress: Progress | None = None) -> int:
    """Fold every derived table anew, and have the bank noted anew; the number of events used.

    Indexes and triggers that are missing are made before.
    """
    with context.store.writing():
        inspection.restore_guards(context.store.db)
    done = context.store.rebuild(progress)
    context.store.forget_bank()
    return done


def make_backup(context: AppContext, target: Path | None = None, *, force: bool = False) -> Path:
    """A copy of the database in the backups, or at ``target``; where it is. ``force`` writes over ``target``.

    In the backups the newest ``KEPT`` of its kind stay.
    """
    if target is not None:
        refuse_own(context.paths, context.bank_root, target)
        return context.store.copy(target, force=force)
    return _copied(context, "backup")


def whole_backup(context: AppContext) -> bytes:
    """A copy of the database as it would stand in a file."""
    with TemporaryDirectory(prefix="quizapp-") as folder:
        return context.store.copy(Path(folder) / "copy.db").read_bytes()


def _copied(context: AppContext, what: str) -> Path:
    """A dated copy in the backups, and the oldest of its kind deleted."""
    made = context.store.copy(_dated(context.paths, what, context.clock), dated=True)
    _prune(context.paths.backups, what, made)
    _clear(context.paths.backups, context.clock().ts_utc_ms / 1000 - UNFINISHED_S)
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


def merge_database(context: AppContext, other: Path, progress: Progress | None = None) -> tuple[int, Path]:
    """Take in the events of ``other``: (how many were new, the copy made before).

    Corrected keys may concern the answers of the other machine: ``regrade`` them, where the bank has been opened, else
    open it; without a bank they wait for the next one.
    """
    if other.exists() and other.samefile(context.store.path):  # opening it again would drop the locks we hold
        raise StoreError(f"{other}: this is the database in use; name one from another machine")
    copies.check_ours(other)
    kept = _copied(context, "before-merge")
    return context.store.merge(other, progress), kept


def restore_backup(paths: Paths, file: Path, clock: Clock = system_clock) -> Path | None:
    """Put a copy of ``file`` in the place of the database; where the one that was there is kept.

    The copy writes under a device id of its own from then on: what was answered since the
    backup may come back with a merge.
    """
    copies.check_ours(file)
    kept = _dated(paths, "before-restore", clock)
    return copies.replace_database(file, paths.database, paths.device, kept)


def start_anew(paths: Paths, clock: Clock = system_clock) -> Path | None:
    """Put the database away; where it is kept, None when there was none."""
    kept = copies.archive_database(paths.database, _dated(paths, "before-reset", clock))
    device.forget(paths.device)
    return kept


def _dated(paths: Paths, what: str, clock: Clock) -> Path:
    """A file name in the backups; it may be taken."""
    stamp = datetime.fromtimestamp(clock().ts_utc_ms / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    return paths.backups / f"{stamp}-{what}.db"

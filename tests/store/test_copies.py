"""Copies open anywhere, are made by four at once, and nobody's files are touched by them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.services.context import AppContext
from quizapp.services.maintenance import KEPT, make_backup, merge_database, restore_backup, start_anew
from quizapp.store import StoreError, StoreLocked
from quizapp.store.copies import check_ours, reading
from tests.support.clock import FixedClock
from tests.support.logs import answer, log_of, open_store, stamp

ROOT = Path(__file__).parents[2]


@pytest.fixture
def used(context: AppContext) -> AppContext:
    for n in range(4):
        context.store.append([answer(f"c{n}", n % 2 == 0)], stamp(n))
    return context


def files_of(folder: Path) -> dict[str, bytes]:
    """Every regular file below ``folder`` and what it says."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def journal_of(path: Path) -> bytes:
    """The two bytes of the header that say how the file is read: 1 for a rollback journal, 2 for a log beside it."""
    return path.read_bytes()[18:20]


def test_a_backup_needs_nothing_beside_it(used: AppContext, tmp_path: Path) -> None:
    for path in (make_backup(used), make_backup(used, tmp_path / "b.db")):
        assert journal_of(path) == b"\x01\x01"
        assert [p.name for p in path.parent.iterdir() if p.name.startswith((".quizapp", path.name + "-"))] == []
        immutable = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        assert immutable.execute("SELECT count(*) FROM event").fetchone()[0] == 4
        immutable.close()


def test_what_is_kept_before_a_restore_or_a_reset_can_be_restored(used: AppContext, tmp_path: Path) -> None:
    saved = make_backup(used, tmp_path / "saved.db")
    used.close()
    kept = restore_backup(used.paths, saved, FixedClock())
    archive_database = start_anew(used.paths, FixedClock())
    for path in (kept, archive_database):
        assert path is not None
        assert journal_of(path) == b"\x01\x01"
        restore_backup(used.paths, path, FixedClock())
        with open_store(used.paths.data) as store:
            assert len(log_of(store)) == 4


def leave_with_a_log(folder: Path) -> Path:
    """A database as a program that was killed leaves it: its answers in the log beside it alone."""
    folder.mkdir()
    with open_store(folder / "live") as store:
        store.append([answer("c7")], stamp(1))
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{store.path}{suffix}", f"{folder / 'there.db'}{suffix}")
    shutil.rmtree(folder / "live")
    return folder / "there.db"


def test_reading_a_copy_leaves_no_file_beside_it(used: AppContext, tmp_path: Path) -> None:
    with open_store(tmp_path / "there") as other:  # in WAL mode, closed
        other.append([answer("c8")], stamp(1))
    for there in (tmp_path / "there" / "progress.db", leave_with_a_log(tmp_path / "killed")):
        before = files_of(there.parent)
        assert merge_database(used, there)[0] == 1
        assert files_of(there.parent) == before
    used.close()
    for there in (tmp_path / "there" / "progress.db", tmp_path / "killed" / "there.db"):
        before = files_of(there.parent)
        restore_backup(used.paths, there, FixedClock())
        assert files_of(there.parent) == before
        with open_store(used.paths.data) as store:
            assert len(log_of(store)) == 1


def test_a_source_that_is_written_meanwhile_is_not_believed(used: AppContext, tmp_path: Path) -> None:
    there = make_backup(used, tmp_path / "b.db")
    source = reading(there)
    assert source.__enter__().execute("SELECT count(*) FROM event").fetchone()[0] == 4
    there.write_bytes(there.read_bytes() + b"\0" * 1024)
    with pytest.raises(StoreLocked, match="another program is writing to it"):
        source.__exit__(None, None, None)


def test_a_log_beside_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    there = leave_with_a_log(tmp_path / "killed")
    Path(f"{there}-journal").mkdir()
    with pytest.raises(StoreError, match=r"there\.db: cannot be read"):
        check_ours(there)


def test_the_log_of_a_database_that_is_gone_is_not_read_into_the_next_one(used: AppContext, tmp_path: Path) -> None:
    saved = make_backup(used, tmp_path / "saved.db")
    used.close()
    for again in (lambda: restore_backup(used.paths, saved), lambda: start_anew(used.paths)):
        shutil.copyfile(f"{leave_with_a_log(tmp_path / str(id(again)))}-wal", f"{used.paths.database}-wal")
        used.paths.database.unlink(missing_ok=True)
        again()
        assert not Path(f"{used.paths.database}-wal").exists()
    restore_backup(used.paths, saved)
    with open_store(used.paths.data) as store:
        assert len(log_of(store)) == 4
        assert store.check().sound


def test_the_database_in_use_is_no_other_machine_s(used: AppContext, tmp_path: Path) -> None:
    (tmp_path / "hard.db").hardlink_to(used.paths.database)
    for path in (used.paths.database, tmp_path / "hard.db"):
        with pytest.raises(StoreError, match="this is the database in use"):
            merge_database(used, path)


def test_four_backups_at_once_get_four_names(tmp_path: Path, bank_root: Path) -> None:
    data = tmp_path / "user"
    with open_store(data) as store:
        for n in range(20):
            store.append([answer(f"c{n}")], stamp(n))
    command = [sys.executable, "-m", "quizapp", "backup", "--data-dir", str(data), "--bank", str(bank_root)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(4)
    ]
    told = [(*each.communicate(), each.returncode) for each in running]
    assert [(err, code) for _, err, code in told] == [("", 0)] * 4
    names = {out.strip() for out, *_ in told}
    assert len(names) == 4
    assert {str(path) for path in (data / "backups").iterdir()} == names
    for name in names:
        check_ours(Path(name))


def test_backups_of_the_same_second_are_numbered(used: AppContext) -> None:
    assert [make_backup(used).name for _ in range(3)] == [
        "20261118T110640Z-backup.db", "20261118T110640Z-backup-2.db", "20261118T110640Z-backup-3.db",
    ]  # fmt: skip


def test_the_newest_backups_stay_and_nothing_else_is_deleted(
    used: AppContext, tmp_path: Path, clock: FixedClock
) -> None:
    with open_store(tmp_path / "there") as other:
        other.append([answer("c8")], stamp(1))
    backups = used.paths.backups
    backups.mkdir(parents=True)
    kept = [
        "20200101T000000Z-before-restore.db", "20200101T000000Z-before-reset.db", "before-format-2.db",
        "20200101T000000Z-backup.db.part", "20200101T000000Z-backup-mine.db", "holiday.db",
    ]  # fmt: skip
    for name in kept:
        (backups / name).write_bytes(b"precious")
    (backups / "20200101T000000Z-backup.db").symlink_to(tmp_path / "there" / "progress.db")
    made = []
    for _ in range(KEPT + 3):
        clock.advance(minutes=1)
        made.append(make_backup(used).name)
        merge_database(used, tmp_path / "there" / "progress.db")
    names = sorted(path.name for path in backups.iterdir())
    assert [name for name in names if name in made] == made[-KEPT:]
    assert len([name for name in names if name.endswith("-before-merge.db")]) == KEPT
    assert {*kept, "20200101T000000Z-backup.db"} <= set(names)
    assert len(names) == len(kept) + 1 + 2 * KEPT


def test_what_a_killed_copy_left_goes_after_a_day(used: AppContext, clock: FixedClock) -> None:
    make_backup(used)
    left, new = used.paths.backups / ".quizapp-0123456789abcdef", used.paths.backups / ".quizapp-fedcba9876543210"
    for path, age_h in ((left, 25), (new, 1)):
        path.write_bytes(b"half")
        os.utime(path, (clock.ts_utc_ms / 1000 - age_h * 3600,) * 2)
    make_backup(used)
    assert not left.exists()
    assert new.exists()


def test_the_backup_just_made_stays_even_when_the_clock_was_set_back(used: AppContext, clock: FixedClock) -> None:
    for _ in range(KEPT):
        clock.advance(minutes=1)
        make_backup(used)
    clock.advance(days=-400)
    made = make_backup(used)
    assert made.exists()
    assert len(list(made.parent.iterdir())) == KEPT


def test_files_of_others_beside_the_database_and_its_copies_stay(used: AppContext, tmp_path: Path) -> None:
    target = tmp_path / "out" / "copy.db"
    target.parent.mkdir()
    others = [
        target.with_name("copy.db.part"), used.paths.data / "progress.db.restored",
        used.paths.data / "settings.json.new", used.paths.data / f"device.{os.getpid()}.new",
        used.paths.backups / "progress.db.part",
    ]  # fmt: skip
    used.paths.backups.mkdir()
    for path in others:
        path.write_text("mine")
    fifo = used.paths.data / "progress.db.part"
    os.mkfifo(fifo)
    make_backup(used, target)
    make_backup(used)
    used.save_settings(used.settings)
    used.store._device_file.unlink()
    used.store._device_id = None
    used.store.append([answer("c9")], stamp(9))
    used.close()
    restore_backup(used.paths, target)
    assert [path.read_text() for path in others] == ["mine"] * len(others)
    assert fifo.is_fifo()


def test_a_database_behind_a_link_is_moved_and_the_link_still_leads_to_it(tmp_path: Path, context: AppContext) -> None:
    real, saved = tmp_path / "elsewhere" / "history.db", make_backup(context, tmp_path / "saved.db")
    context.close()
    real.parent.mkdir()
    context.paths.database.rename(real)
    context.paths.database.symlink_to(real)
    restore_backup(context.paths, saved)
    assert context.paths.database.is_symlink()
    check_ours(real)
    kept = start_anew(context.paths)
    assert kept is not None
    assert not kept.is_symlink()
    check_ours(kept)
    assert not real.exists()
    assert context.paths.database.is_symlink()


def test_force_writes_what_a_link_names_and_no_pipe(used: AppContext, tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real.db", tmp_path / "link.db", tmp_path / "pipe.db"
    real.write_text("old")
    link.symlink_to(real)
    os.mkfifo(pipe)
    make_backup(used, link, force=True)
    assert link.is_symlink()
    check_ours(real)
    with pytest.raises(StoreError, match="not a regular file"):
        make_backup(used, pipe, force=True)
    assert pipe.is_fifo()

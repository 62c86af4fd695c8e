"""Copies, checks, restoring, resetting, and who writes under which name."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from quizapp.present.phrases import bank_line
from quizapp.services.context import AppContext, open_context
from quizapp.services.maintenance import (
    examine,
    make_backup,
    merge_database,
    rebuild_derived,
    restore_backup,
    start_anew,
)
from quizapp.store import StoreDamaged, StoreError, StoreLocked
from quizapp.store import connection as connections
from quizapp.store.connection import connect
from quizapp.store.schema import SCHEMA_VERSION
from tests.support.clock import FixedClock
from tests.support.logs import answer, derived, log_of, open_store, stamp
from tests.support.opened import opened


@pytest.fixture
def used(context: AppContext) -> AppContext:
    for n in range(4):
        context.store.append([answer(f"c{n}", n % 2 == 0)], stamp(n))
    return context


def test_a_copy_is_the_same_and_the_original_goes_on(used: AppContext, tmp_path: Path) -> None:
    path = make_backup(used)
    used.store.append([answer("c9")], stamp(9))
    copy = sqlite3.connect(path)
    assert copy.execute("SELECT count(*) FROM event").fetchone()[0] == 4
    assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    copy.close()
    assert make_backup(used) != path


def test_a_backup_that_cannot_be_written_is_said(used: AppContext, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        make_backup(used, tmp_path / "file" / "copy.db")


def test_examination_of_a_sound_database(used: AppContext) -> None:
    found = examine(used)
    assert found.ok
    assert (found.events, found.answers, found.devices) == (4, 4, 1)
    assert bank_line(opened(used).library) == "5 items, 0 problems"


def test_examination_names_events_that_cannot_be_read_and_rebuilding_passes_them_over(used: AppContext) -> None:
    used.store.db.execute("INSERT INTO event VALUES ('bad', 'd', 1, 0, 0, 0, 'answer', 1, '', '', '{\"card\": 7}')")
    assert examine(used).unreadable_events == ("bad",)
    assert not examine(used).ok
    before = derived(used.store)
    assert rebuild_derived(used) == 5
    assert derived(used.store) == before


def test_an_event_of_a_kind_to_come_is_kept_and_passed_over(used: AppContext) -> None:
    used.store.db.execute("INSERT INTO event VALUES ('new', 'd', 1, 0, 0, 0, 'telepathy', 9, '', '', '{\"a\": 1}')")
    assert examine(used).ok
    before = derived(used.store)
    rebuild_derived(used)
    assert derived(used.store) == before


def test_rebuilding_tells_how_far_it_is(used: AppContext) -> None:
    seen: list[tuple[int, int]] = []
    rebuild_derived(used, lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 8)
    assert seen[-1] == (8, 8)


def test_restoring_keeps_what_was_there_and_writes_under_a_new_name(used: AppContext, tmp_path: Path) -> None:
    saved = make_backup(used, tmp_path / "saved.db")
    used.store.append([answer("late")], stamp(9))
    device = used.store.device_id
    used.close()
    kept = restore_backup(used.paths, saved, FixedClock())
    assert kept is not None
    again = open_context(used.paths, used.bank_root, clock=FixedClock())
    assert len(log_of(again.store)) == 4
    assert again.store.device_id != device
    assert again.store.merge(kept) == 1  # the late answer comes back
    again.close()


def test_restoring_from_nothing_or_from_something_else_changes_nothing(used: AppContext, tmp_path: Path) -> None:
    before = log_of(used.store)
    used.close()
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE x (y)")
    (tmp_path / "junk.db").write_bytes(b"junk" * 1000)
    for file, error in (
        (tmp_path / "nothing.db", StoreError),
        (other, StoreDamaged),
        (tmp_path / "junk.db", StoreDamaged),
    ):
        with pytest.raises(error):
            restore_backup(used.paths, file)
    with open_store(used.paths.data) as store:
        assert log_of(store) == before


def test_restoring_waits_for_nobody_who_uses_the_database(used: AppContext, tmp_path: Path) -> None:
    saved = make_backup(used, tmp_path / "saved.db")
    with pytest.raises(StoreLocked):
        restore_backup(used.paths, saved)
    assert len(log_of(used.store)) == 4


def test_a_damaged_database_can_be_replaced(used: AppContext, tmp_path: Path) -> None:
    saved = make_backup(used, tmp_path / "saved.db")
    used.close()
    used.paths.database.write_bytes(b"broken" * 500)
    kept = restore_backup(used.paths, saved)
    assert kept is not None
    assert kept.read_bytes().startswith(b"broken")
    with open_store(used.paths.data) as store:
        assert len(log_of(store)) == 4


def test_starting_anew_puts_the_history_away(used: AppContext) -> None:
    used.close()
    kept = start_anew(used.paths)
    assert kept is not None
    assert not used.paths.database.exists()
    assert start_anew(used.paths) is None
    with open_store(used.paths.data) as store:
        assert log_of(store) == []
        assert store.merge(kept) == 4


def test_merging_keeps_a_copy_from_before(used: AppContext, tmp_path: Path) -> None:
    with open_store(tmp_path / "there") as other:
        other.append([answer("c7")], stamp(1))
    taken, kept = merge_database(used, tmp_path / "there" / "progress.db")
    assert taken == 1
    assert sqlite3.connect(kept).execute("SELECT count(*) FROM event").fetchone()[0] == 4
    assert merge_database(used, tmp_path / "there" / "progress.db")[0] == 0


def test_a_database_that_turns_up_elsewhere_gets_a_name_of_its_own(tmp_path: Path) -> None:
    with open_store(tmp_path / "a") as store:
        store.append([answer("c1")], stamp())
        name = store.device_id
    with open_store(tmp_path / "a") as store:
        assert store.device_id == name
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with open_store(tmp_path / "b") as store:
        assert store.device_id != name


def test_a_device_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        (tmp_path / "device").mkdir()
        with pytest.raises(StoreError, match="device: cannot be written"):
            store.append([answer("c1")], stamp())
        assert log_of(store) == []


def test_migrating_makes_a_copy_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path) as store:
        store.append([answer("c1")], stamp())
    monkeypatch.setattr(connections, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    added = [*connections.MIGRATIONS, lambda db: db.execute("CREATE TABLE added (x)")]
    monkeypatch.setattr(connections, "MIGRATIONS", tuple(added))
    with open_store(tmp_path) as store:
        assert store.db.execute("SELECT count(*) FROM added").fetchone()[0] == 0
        assert store.db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION + 1
        assert len(log_of(store)) == 1
    assert (tmp_path / "backups" / f"before-format-{SCHEMA_VERSION + 1}.db").exists()


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(tmp_path).close()
    monkeypatch.setattr(connections, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    added = [*connections.MIGRATIONS, lambda db: db.execute("CREATE TABLE event (x)")]
    monkeypatch.setattr(connections, "MIGRATIONS", tuple(added))
    with pytest.raises(StoreDamaged):
        connect(tmp_path / "progress.db")
    monkeypatch.undo()
    with open_store(tmp_path) as store:
        assert store.check().sound

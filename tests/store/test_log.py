"""The log takes events and never gives one up."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from quizapp.store import Store, StoreDamaged, StoreError, StoreLocked
from quizapp.store.connection import connect
from quizapp.store.schema import SCHEMA_VERSION
from tests.support.logs import answer, derived, log_of, open_store, stamp


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path)
    opened.append([answer("c1")], stamp())
    return opened


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = '{}'",
        "UPDATE event SET study_day = 0 WHERE seq = 1",
        "DELETE FROM event",
        "INSERT INTO event SELECT * FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        "REPLACE INTO event SELECT * FROM event",
        "INSERT OR IGNORE INTO event SELECT event_id, device_id, seq + 9, ts_utc_ms, tz_min, study_day, kind, v, as_of,"
        " bank, body FROM event",
        "INSERT OR REPLACE INTO event SELECT 'other', device_id, seq, ts_utc_ms, tz_min, study_day, kind, v, as_of,"
        " bank, body FROM event",
    ],
)
def test_nothing_in_the_log_is_ever_changed(store: Store, statement: str) -> None:
    before = log_of(store)
    with pytest.raises(StoreDamaged, match="append-only"):
        store.db.execute(statement)
    assert log_of(store) == before


def test_a_body_is_json(store: Store) -> None:
    with pytest.raises(StoreDamaged, match="CHECK"):
        store.db.execute(
            "INSERT INTO event SELECT 'x', device_id, seq + 1, ts_utc_ms, tz_min, study_day, kind, v, as_of, bank, '{'"
            " FROM event"
        )


def test_an_acknowledged_answer_survives_a_power_cut(store: Store) -> None:
    assert store.db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_two_copies_can_write_at_once(tmp_path: Path, store: Store) -> None:
    with open_store(tmp_path) as second:
        for n in range(5):
            store.append([answer("c1")], stamp(n + 1))
            second.append([answer("c2")], stamp(n + 1))
        sequence = [event.seq for event in store.events()]
        assert sorted(sequence) == list(range(1, 12))
        before = derived(second)
        second.rebuild()
        assert derived(second) == before


def test_a_failure_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    def break_down(boundary: str) -> None:
        if boundary == "projected":
            raise RuntimeError("stop")

    with open_store(tmp_path) as store:
        store.append([answer("c1")], stamp())
        before = log_of(store), derived(store)
    broken = Store(tmp_path / "progress.db", tmp_path / "device", tmp_path / "backups", probe=break_down)
    with broken, pytest.raises(RuntimeError):
        broken.append([answer("c1", False)], stamp(1))
    with open_store(tmp_path) as store:
        assert (log_of(store), derived(store)) == before


def test_a_locked_database_is_said_to_be_locked(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(tmp_path / "progress.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.db.execute("PRAGMA busy_timeout = 20")
    with pytest.raises(StoreLocked, match="locked by another program"):
        store.append([answer("c1")], stamp(1))
    other.execute("ROLLBACK")
    other.close()
    assert len(store.append([answer("c1")], stamp(1))) == 1


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="another program"):
        connect(path)
    assert path.read_bytes() == before


def test_a_newer_database_is_refused_politely_and_unchanged(tmp_path: Path, store: Store) -> None:
    store.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    store.close()
    before = (tmp_path / "progress.db").read_bytes()
    with pytest.raises(StoreDamaged, match="newer quizapp"):
        open_store(tmp_path)
    assert (tmp_path / "progress.db").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"no database at all, but a text of some length " * 40, b"SQLite format 3\0" * 200]
)
def test_a_corrupt_database_is_refused_and_unchanged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "progress.db"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"damaged or not a database|another program"):
        open_store(tmp_path)
    assert path.read_bytes() == content


def test_a_directory_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "progress.db").mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "below")


def test_a_full_disk_keeps_what_was_there(tmp_path: Path, store: Store) -> None:
    before = log_of(store)
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for n in range(200):
            store.append([answer(f"c{n}")], stamp(n))

    with pytest.raises(StoreError, match="free some disk space"):
        fill()
    store.db.execute("PRAGMA max_page_count = 1000000")
    kept = log_of(store)
    assert set(before) <= set(kept)
    store.append([answer("c1")], stamp(300))
    assert len(log_of(store)) == len(kept) + 1
    assert store.check().sound


def test_a_read_only_database_is_said_to_be(tmp_path: Path, store: Store) -> None:
    store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="cannot be written"):
        store.append([answer("c1")], stamp(1))


def test_an_answer_can_be_had_again_with_all_that_was_shown(store: Store) -> None:
    (event,) = store.append([answer("c9", False)], stamp(1))
    found = store.answer(event.event_id)
    assert found == event
    assert store.answer("nothing") is None

"""A database that is deleted, replaced or cut short under a running session is noticed before the next word."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.store import Store, StoreDamaged
from quizapp.store.copies import check_ours
from quizapp.store.watch import CHECKPOINT_EVERY
from tests.support.logs import answer, log_of, open_store, stamp


def delete(path: Path) -> None:
    path.unlink()


def delete_all(path: Path) -> None:
    for beside in path.parent.glob("progress.db*"):
        beside.unlink()


def move(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def replace(path: Path) -> None:
    with open_store(path.parent / "other") as other:
        other.append([answer("strange")], stamp())
    (path.parent / "other" / "progress.db").replace(path)


def overwrite(path: Path) -> None:
    with open_store(path.parent / "other") as other:
        for n in range(30):
            other.append([answer(f"strange{n}")], stamp())
    shutil.copyfile(path.parent / "other" / "progress.db", path)


def overwrite_with_an_old_copy(path: Path) -> None:
    shutil.copyfile(path.parent / "old.db", path)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def delete_the_log(path: Path) -> None:
    Path(f"{path}-wal").unlink()


FAULTS = [delete, delete_all, move, replace, overwrite, overwrite_with_an_old_copy, empty, halve, delete_the_log]
RESCUED = [delete, delete_all, move, replace, delete_the_log]


def begun(folder: Path, answers: int) -> Store:
    """A database with a history from an earlier session, and ``answers`` of this one."""
    with open_store(folder) as store:
        store.append([answer("c-old")], stamp())
        store.copy(folder / "old.db")
        for n in range(30):
            store.append([answer(f"c{n}")], stamp(n))
    store = open_store(folder)
    for n in range(answers):
        store.append([answer(f"now{n}")], stamp(40))
    return store


@pytest.mark.parametrize("answers", [0, 1, CHECKPOINT_EVERY + 1])
@pytest.mark.parametrize("fault", FAULTS)
def test_what_happens_to_the_file_is_noticed_before_the_next_word(
    fault: Callable[[Path], None], answers: int, tmp_path: Path
) -> None:
    store = begun(tmp_path, answers)
    before = log_of(store)
    fault(store.path)
    for _ in range(2):
        with pytest.raises(StoreDamaged, match="while quizapp was running; nothing more is saved"):
            store.append([answer("late")], stamp(50))
    with pytest.raises(StoreDamaged, match="while quizapp was running"):
        store.look()
    store.close()
    rescued = sorted((tmp_path / "backups").glob("rescued*.db"))
    if fault in RESCUED:
        check_ours(rescued[0])
        shutil.copyfile(rescued[0], tmp_path / "again.db")
        with open_store(tmp_path / "new") as again:
            again.merge(rescued[0])
            assert [row for row in log_of(again) if row in before] == before
    assert len(rescued) <= 1
    for path in rescued:
        check_ours(path)


def test_what_was_put_in_the_place_of_the_database_is_left_whole(tmp_path: Path) -> None:
    store = begun(tmp_path, 3)
    replace(store.path)
    put = store.path.read_bytes()
    with pytest.raises(StoreDamaged):
        store.append([answer("late")], stamp(50))
    store.close()
    assert store.path.read_bytes() == put
    with open_store(tmp_path) as again:
        assert again.check().sound
        assert not [row for row in log_of(again) if "late" in str(row)]


def test_what_is_noticed_says_how_to_go_on(tmp_path: Path) -> None:
    store = begun(tmp_path / "my data", 3)
    store.path.unlink()
    with pytest.raises(StoreDamaged) as told:
        store.append([answer("late")], stamp(50))
    kept = tmp_path / "my data" / "backups" / "rescued.db"
    assert str(told.value).endswith(f"quizapp restore '{kept}' --data-dir '{tmp_path / 'my data'}'")
    store.close()


def test_a_session_that_ends_with_its_file_gone_hears_of_it(tmp_path: Path) -> None:
    store = begun(tmp_path, 3)
    store.look()
    store.path.unlink()
    with pytest.raises(StoreDamaged, match="deleted"):
        store.look()
    store.close()


def test_a_failed_write_is_no_loss(tmp_path: Path) -> None:
    store = begun(tmp_path, 3)

    def refuse(_: object) -> None:
        raise ValueError("no")

    for _ in range(CHECKPOINT_EVERY * 2):
        with pytest.raises(ValueError, match="no"):
            store.append([answer("late")], stamp(50), guard=refuse)
        store.append([answer("fine")], stamp(50))
    store.close()


def test_two_programs_at_once_lose_nothing_and_suspect_nothing(tmp_path: Path) -> None:
    one, two = open_store(tmp_path), open_store(tmp_path)
    for n in range(CHECKPOINT_EVERY * 3):
        one.append([answer(f"one{n}")], stamp(n))
        two.append([answer(f"two{n}")], stamp(n))
    two.merge(begun(tmp_path / "there", 0).path)
    one.append([answer("one more")], stamp(70))
    two.close()
    one.append([answer("and more")], stamp(70))
    one.close()
    with open_store(tmp_path) as store:
        assert len(log_of(store)) == CHECKPOINT_EVERY * 6 + 2 + 31
        assert store.check().sound


def test_another_tool_may_tidy_the_database_up(tmp_path: Path) -> None:
    store = begun(tmp_path, 3)
    tool = sqlite3.connect(store.path, isolation_level=None)
    tool.execute("VACUUM")
    tool.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.append([answer("after")], stamp(50))
    tool.close()
    store.append([answer("later")], stamp(50))
    store.close()


def alone(path: Path, folder: Path) -> int:
    """How many events a copy of the main file alone has."""
    shutil.copyfile(path, folder / "alone.db")
    db = sqlite3.connect(f"{(folder / 'alone.db').as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return int(db.execute("SELECT count(*) FROM event").fetchone()[0])
    finally:
        db.close()


def test_the_main_file_alone_is_nearly_whole(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for n in range(100):
        store.append([answer(f"c{n}")], stamp(n))
        assert alone(store.path, tmp_path) > n - CHECKPOINT_EVERY if n >= CHECKPOINT_EVERY else True
    other = open_store(tmp_path)  # keeps the log from being emptied when the first one ends
    store.close()
    assert alone(store.path, tmp_path) == 100
    other.close()


def test_what_a_killed_session_left_in_the_log_is_in_the_main_file_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "killed").mkdir()
    with open_store(tmp_path) as store:
        for n in range(5):
            store.append([answer(f"c{n}")], stamp(n))
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{store.path}{suffix}", tmp_path / "killed" / f"progress.db{suffix}")
    with open_store(tmp_path / "killed") as again:
        assert alone(again.path, tmp_path) == 5

"""The user's files are the user's alone, and a history that is gone is missed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.services.context import AppContext, open_context
from quizapp.services.maintenance import make_backup, restore_backup, start_anew
from quizapp.store import StoreDamaged
from quizapp.store.paths import user_paths
from tests.support.commands import quizapp
from tests.support.logs import answer, log_of, open_store, stamp


@pytest.fixture
def umask() -> Iterator[None]:
    """The usual umask: others may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_user_s_files_are_private_from_the_start(umask: None, tmp_path: Path, bank_root: Path) -> None:
    data = tmp_path / "new" / "user"
    with open_store(data) as store:
        for suffix in ("", "-wal", "-shm"):
            assert mode(Path(f"{store.path}{suffix}")) == 0o600
        store.append([answer("c1")], stamp())
    home = ["--data-dir", data, "--bank", bank_root]
    context = open_context(user_paths(data), bank_root)
    context.save_settings(context.settings)
    context.close()
    for _ in range(2):
        assert quizapp("backup", *home).code == 0
    assert quizapp("backup", "-o", tmp_path / "mine.db", *home).code == 0
    assert mode(data) == mode(data / "backups") == 0o700
    private = [data / "progress.db", data / "device", data / "settings.json", *(data / "backups").iterdir()]
    assert {path.name: mode(path) for path in (*private, tmp_path / "mine.db")} == {
        path.name: 0o600 for path in (*private, tmp_path / "mine.db")
    }


@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_reports_follow_the_umask(mask: int, expected: int, tmp_path: Path, bank_root: Path) -> None:
    home = ["--data-dir", tmp_path / "user", "--bank", bank_root]
    before = os.umask(mask)
    try:
        assert quizapp("report", "weak", "-o", tmp_path / "weak.md", *home).code == 0
    finally:
        os.umask(before)
    assert mode(tmp_path / "weak.md") == expected


def test_a_report_that_is_written_over_keeps_its_mode(umask: None, tmp_path: Path, bank_root: Path) -> None:
    report = tmp_path / "weak.md"
    report.touch(0o600)
    home = ["--data-dir", tmp_path / "user", "--bank", bank_root]
    assert quizapp("report", "weak", "-o", report, "--force", *home).code == 0
    assert mode(report) == 0o600
    assert report.stat().st_size


def test_what_an_older_version_left_open_is_closed(umask: None, tmp_path: Path) -> None:
    with open_store(tmp_path / "user") as store:
        store.append([answer("c1")], stamp())
        for path in (store.path, Path(f"{store.path}-wal"), tmp_path / "user" / "device"):
            path.chmod(0o644)
        (tmp_path / "user").chmod(0o755)
        with open_store(tmp_path / "user") as again:
            assert mode(again.path) == mode(Path(f"{again.path}-wal")) == mode(tmp_path / "user" / "device") == 0o600
            assert mode(tmp_path / "user") == 0o700


@pytest.mark.parametrize("extra", ["holiday.jpg", "setgid"])
def test_a_folder_with_other_files_and_one_shared_on_purpose_stay_as_they_are(
    extra: str, umask: None, tmp_path: Path
) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    if extra == "setgid":
        folder.chmod(0o2775)
    else:
        (folder / extra).touch(0o644)
    before = mode(folder)
    with open_store(folder) as store:
        assert mode(folder) == before
        assert mode(store.path) == 0o600


@pytest.fixture
def used(context: AppContext) -> AppContext:
    context.store.append([answer("c1")], stamp())
    context.close()
    return context


@pytest.mark.parametrize("state", ["missing", "empty"])
@pytest.mark.parametrize("known_by", ["device", "backups", "both"])
def test_a_history_that_is_gone_is_not_begun_anew_in_silence(state: str, known_by: str, context: AppContext) -> None:
    context.store.append([answer("c1")], stamp())
    copy = make_backup(context) if known_by != "device" else None
    context.close()
    paths = context.paths
    if known_by == "backups":
        paths.device.unlink()
    paths.database.write_bytes(b"") if state == "empty" else paths.database.unlink()
    with pytest.raises(StoreDamaged) as told:
        open_context(paths, context.bank_root)
    assert f"progress.db: {state}, but your history was kept there" in str(told.value)
    assert f"quizapp restore {copy or 'FILE'} --data-dir {paths.data} " in str(told.value)
    assert str(told.value).endswith(f"quizapp reset --data-dir {paths.data}")
    assert paths.database.exists() == (state == "empty")
    done = quizapp("doctor", "--data-dir", paths.data, "--bank", context.bank_root)
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    if copy is not None:
        restore_backup(paths, copy)
    else:
        assert start_anew(paths) is None
    with open_store(paths.data) as store:
        assert len(log_of(store)) == (copy is not None)


def test_after_a_reset_nothing_is_missed_until_there_is_a_history_again(used: AppContext) -> None:
    start_anew(used.paths)
    with open_store(used.paths.data) as store:
        store.append([answer("c2")], stamp())
    used.paths.database.unlink()
    with pytest.raises(StoreDamaged, match="missing"):
        open_store(used.paths.data)
    start_anew(used.paths)
    open_store(used.paths.data).close()


def test_an_empty_file_of_a_new_user_is_new(tmp_path: Path) -> None:
    (tmp_path / "progress.db").touch()
    with open_store(tmp_path) as store:
        store.append([answer("c2")], stamp())

"""Damaged databases: each command gives the right answer, or says in one line that it is damage and what to do."""

from __future__ import annotations

import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.commands import quizapp
from tests.support.damaged import WAYS, damage, integrity, lived_in
from tests.support.exams import exam_bank
from tests.support.spoiled import rewrite

SOON = (date.today() + timedelta(days=60)).isoformat()  # noqa: DTZ011
COMMANDS = (
    ["due"], ["stats", "--json"], ["plan", "--exam", SOON], ["study", "--plain", "--limit", "2"], ["exam", "--list"],
    ["report", "weak"], ["report", "exam"], ["doctor"], ["backup"], ["exam", "five", "--plain"], ["exam", "--submit"],
    ["export", "events"], ["export", "answers"], ["export", "exams"],
)  # fmt: skip
"""Those that count first."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder with a lived-in database, and the bank beside it."""
    root = tmp_path_factory.mktemp("sound")
    lived_in(root / "user", exam_bank(root / "bank"), int(time.time() * 1000))
    return root


def look(sound: Path, folder: Path, seed: int) -> list[str]:
    """Damage a copy; what was wrong about what the commands said of it."""
    shutil.copytree(sound / "user", folder / "user")
    database = folder / "user" / "progress.db"
    how, wrong = damage(database, seed), []
    found = integrity(database)
    before = database.read_bytes()
    for command in [*COMMANDS, ["merge", sound / "user" / "progress.db"]]:
        for left in ("-wal", "-shm"):
            database.with_name(database.name + left).unlink(missing_ok=True)
        database.write_bytes(before)
        done = quizapp(*command, "--data-dir", folder / "user", "--bank", sound / "bank", typed="1\nq\n:q\n")
        told = f"{seed} {how} {command[0]}: {done.code} {done.err[-300:]}"
        if done.code not in (0, 1, 5) or "mistake" in done.err or "Traceback" in done.err:
            wrong.append(told)
        elif (
            done.code == 5
            and command != ["doctor"]
            and not any(w in done.err for w in ("restore", "doctor", "move", "Update"))
        ):
            wrong.append(f"{told} (does not say what to do)")
        elif command == ["doctor"] and found != "ok" and done.code != 5:
            wrong.append(f"{told} (integrity_check: {found[:100]})")
    return wrong


@pytest.mark.parametrize("seed", range(len(WAYS)), ids=[way.__name__.strip("_") for way in WAYS])
def test_a_damaged_database_is_read_or_named(sound: Path, tmp_path: Path, seed: int) -> None:
    assert look(sound, tmp_path, seed) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(200))
def test_of_200_damaged_databases_each_is_read_or_named(sound: Path, tmp_path: Path, seed: int) -> None:
    assert look(sound, tmp_path, seed) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE meta SET value = '[' WHERE key = 'weights'", "UPDATE bank_card SET points = '7'",
        "UPDATE card SET stability = -1", "UPDATE evidence SET study_day = 1 << 60",
        "UPDATE topic_day SET correct = -9",
    ],
)  # fmt: skip
def test_what_is_counted_from_the_history_is_counted_anew(sound: Path, tmp_path: Path, change: str) -> None:
    shutil.copytree(sound / "user", tmp_path / "user")
    home = ["--data-dir", tmp_path / "user", "--bank", sound / "bank"]
    whole = [quizapp(*command, *home) for command in COMMANDS[:3]]
    rewrite(tmp_path / "user" / "progress.db", change)
    told = [quizapp(*command, *home) for command in COMMANDS[:3]]
    assert any(done.code == 5 and "doctor --rebuild" in done.err for done in told)
    assert quizapp("doctor", "--rebuild", *home).code == 0
    assert [quizapp(*command, *home) for command in COMMANDS[:3]] == whole

"""A command that a message names can be pasted: it has the folders that were typed, and no others."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.cli.options import Options
from quizapp.cli.output import pasteable
from tests.support.commands import quizapp


def typed(data_dir: str = "/d", bank: str | None = None) -> Options:
    names = {"data_dir", *(["bank"] if bank else [])}
    return Options(data_dir=Path(data_dir), bank=Path(bank) if bank else None, typed=names)


@pytest.mark.parametrize(
    ("text", "chosen", "says"),
    [
        ("rebuild with 'quizapp doctor --rebuild'", typed(), "rebuild with 'quizapp doctor --rebuild --data-dir /d'"),
        ("give one: quizapp plan --exam D", typed(bank="b"), "give one: quizapp plan --exam D --data-dir /d --bank b"),
        ("(2 more: quizapp exam --list)", typed(), "(2 more: quizapp exam --list --data-dir /d)"),
        ("see 'quizapp lab --help'", typed(), "see 'quizapp lab --help'"),
        ("see: quizapp study --help", typed(), "see: quizapp study --help"),
        ("with: quizapp reset --data-dir /d", typed(), "with: quizapp reset --data-dir /d"),
        ("run 'quizapp doctor'", Options(data_dir=Path("/from the environment")), "run 'quizapp doctor'"),
        ("quizapp was here, 'quizapp'", typed(), "quizapp was here, 'quizapp'"),
    ],
)
def test_folders_that_were_typed_stand_behind_each_command(text: str, chosen: Options, says: str) -> None:
    assert pasteable(text, chosen) == says


def test_a_folder_of_any_name_is_one_word_for_a_shell() -> None:
    said = pasteable("run 'quizapp doctor'", typed(data_dir="/my data/it's $HOME"))
    assert shlex.split(said[5:-1]) == ["quizapp", "doctor", "--data-dir", "/my data/it's $HOME"]


def test_advice_of_commands_has_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = ("--data-dir", tmp_path)
    assert quizapp("plan", *home).err.endswith(f"give one: quizapp plan --exam YYYY-MM-DD --data-dir {tmp_path}\n")
    assert f"'quizapp study --plain --data-dir {tmp_path}'" in quizapp("study", *home).err
    assert quizapp("exam", "--submit", *home).err.endswith(f"quizapp exam BLUEPRINT --data-dir {tmp_path}\n")
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path))
    assert quizapp("exam", "--submit").err.endswith("start one with: quizapp exam BLUEPRINT\n")


def test_doctor_says_how_to_rebuild_what_it_looked_at(tmp_path: Path) -> None:
    home = ("--data-dir", tmp_path)
    quizapp("study", "--plain", "--limit", "1", *home)
    with closing(sqlite3.connect(tmp_path / "progress.db")) as db:
        (name,) = db.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchone()
        db.execute(f"DROP INDEX {name}")
    done = quizapp("doctor", *home)
    assert done.code == 1
    assert f"'quizapp doctor --rebuild --data-dir {tmp_path}'" in done.err

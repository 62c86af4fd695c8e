"""``-o``: where a report or a copy may go, in which format, and what is never written over."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import Done, quizapp
from tests.support.exams import BootClock, answer_all, begun, desk, exam_bank

ALL = [["report", "weak"], ["report", "exam"], ["backup"], ["export", "answers"]]
COMMANDS = ALL[:3]
"""Those that write to any suffix."""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def sat(tmp_path: Path) -> list[object]:
    """A user with an exam, settings, a log and a backup."""
    root, clock = exam_bank(tmp_path / "bank"), BootClock()
    context = desk(tmp_path / "user", root, clock)
    exam = begun(context)
    answer_all(exam, right=2, every_ms=30_000, clock=clock)
    exam.submit()
    context.save_settings(context.settings)
    context.close()
    (tmp_path / "user" / "quizapp.log").write_text("a log\n")
    home: list[object] = ["--data-dir", tmp_path / "user", "--bank", root]
    assert quizapp("backup", *home).code == 0
    return home


def refused(done: Done, code: int) -> str:
    """The one line of a refusal."""
    assert (done.code, done.out) == (code, ""), done
    lines = done.err.splitlines()
    assert len(lines) == 1, done.err
    return lines[0]


OWN = [
    "progress.db", "progress.db-wal", "progress.db-shm", "progress.db-journal", "device", "settings.json",
    "quizapp.log", "backups/new.db",
]  # fmt: skip


@pytest.mark.parametrize("command", ALL, ids=" ".join)
@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
def test_no_file_of_ours_is_written_over(command: list[str], force: list[str], sat: list[object]) -> None:
    user, bank = Path(str(sat[1])), Path(str(sat[3]))
    backup = next((user / "backups").iterdir())
    items = next(bank.rglob("items/*.yaml"))
    links = user.parent / "links"
    links.mkdir()
    targets = [*(user / name for name in OWN), backup, items, bank / "topics.yaml", bank / "items" / "new.yaml"]
    for number, path in enumerate([user / "progress.db", user / "device", user / "settings.json", backup, items]):
        (links / f"soft-{number}").symlink_to(path)
        (links / f"hard-{number}").hardlink_to(path)
        (links / f"twice-{number}").symlink_to(links / f"soft-{number}")
        targets += [links / f"{kind}-{number}" for kind in ("soft", "hard", "twice")]
    targets.append(links / ".." / "user" / "progress.db")
    known = {path: path.read_bytes() for path in user.parent.rglob("*") if path.is_file()}
    for target in targets:
        told = refused(quizapp(*command, "-o", target, *force, *sat), 1)
        assert any(word in told for word in ("own", "backups", "question bank")), told
    assert {path: path.read_bytes() for path in user.parent.rglob("*") if path.is_file()} == known


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_of_the_bank_s_folder_that_the_bank_does_not_read_may_be_written(
    command: list[str], sat: list[object]
) -> None:
    target = Path(str(sat[3])) / "out.md"
    assert quizapp(*command, "-o", target, *sat).code == 0
    assert quizapp(*command, "-o", target, "--force", *sat).code == 0


@pytest.mark.parametrize("kind", ["weak", "exam"])
def test_a_dash_is_stdout(kind: str, sat: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for form in (["--format", "html"], []):
        done = quizapp("report", kind, "-o", "-", *form, *sat)
        assert done == quizapp("report", kind, *form, *sat)
        assert done.out
    assert not Path("-").exists()


def test_a_backup_to_a_dash_is_the_database_itself(sat: list[object], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "quizapp", "backup", "-o", "-", *map(str, sat)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    assert done.stderr == b""
    (tmp_path / "piped.db").write_bytes(done.stdout)
    assert sqlite3.connect(tmp_path / "piped.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert "--json" in refused(quizapp("backup", "-o", "-", "--json", *sat), 2)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("weak.html", "<!doctype html>"), ("weak.HTM", "<!doctype html>"), ("weak.json", "{"), ("weak.csv", "topic"),
        ("weak.md", "# Weak"), ("weak.markdown", "# Weak"), ("weak.txt", "# Weak"), ("weak", "# Weak"),
    ],
)  # fmt: skip
def test_the_suffix_tells_the_format(name: str, begins: str, sat: list[object], tmp_path: Path) -> None:
    assert quizapp("report", "weak", "-o", tmp_path / name, *sat).code == 0
    assert (tmp_path / name).read_text().casefold().lstrip("\ufeff").startswith(begins.casefold())


@pytest.mark.parametrize(
    ("kind", "name", "form"),
    [
        ("weak", "weak.html", ["--format", "md"]), ("weak", "weak.md", ["--format", "html"]),
        ("weak", "weak.json", ["--format", "csv"]), ("weak", "weak.pdf", []), ("exam", "exam.csv", []),
        ("exam", "exam.csv", ["--format", "json"]), ("exam", "exam.db", []),
    ],
)  # fmt: skip
def test_a_suffix_that_says_another_format_is_refused(
    kind: str, name: str, form: list[str], sat: list[object], tmp_path: Path
) -> None:
    told = refused(quizapp("report", kind, "-o", tmp_path / name, *form, *sat), 2)
    assert name in told
    assert not (tmp_path / name).exists()


def test_a_format_that_is_named_goes_to_any_other_suffix(sat: list[object], tmp_path: Path) -> None:
    assert quizapp("report", "weak", "--format", "html", "-o", tmp_path / "weak.page", *sat).code == 0
    assert (tmp_path / "weak.page").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_a_file_that_is_there_needs_force_and_a_pipe_is_never_replaced(
    command: list[str], sat: list[object], tmp_path: Path
) -> None:
    there, pipe = tmp_path / "out", tmp_path / "pipe"
    there.write_text("precious")
    os.mkfifo(pipe)
    assert "already exists; use --force to overwrite" in refused(quizapp(*command, "-o", there, *sat), 1)
    assert there.read_text() == "precious"
    for force in ([], ["--force"]):
        assert "not a regular file" in refused(quizapp(*command, "-o", pipe, *force, *sat), 1)
    assert pipe.is_fifo()
    assert quizapp(*command, "-o", there, "--force", *sat).code == 0
    assert b"precious" not in there.read_bytes()


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_a_link_is_followed_and_stays(command: list[str], sat: list[object], tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real", tmp_path / "link"
    link.symlink_to(real)
    assert "already exists" in refused(quizapp(*command, "-o", link, *sat), 1)
    assert quizapp(*command, "-o", link, "--force", *sat).code == 0
    assert link.is_symlink()
    assert real.stat().st_size
    assert list(real.parent.iterdir()) == [real]


def test_a_place_with_spaces_is_named_so_that_it_can_be_pasted(sat: list[object], tmp_path: Path) -> None:
    target = tmp_path / "my reports" / "it's.md"
    target.parent.mkdir()
    done = quizapp("report", "weak", "-o", target, *sat)
    said = done.err.removeprefix("written: ").strip()
    shown = subprocess.run(["/bin/sh", "-c", f"cat {said}"], capture_output=True, text=True, check=True)
    assert shown.stdout == target.read_text()

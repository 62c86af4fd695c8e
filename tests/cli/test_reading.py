"""What only reads needs no right to write, makes no file, and says the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from quizapp.services.context import AppContext, open_context
from quizapp.store.paths import user_paths
from tests.support.commands import quizapp
from tests.support.exams import answer_all, begun, exam_bank
from tests.support.lives import corrected_bank
from tests.support.logs import answer, old_history
from tests.support.opened import opened

READING = (
    "due --json", "stats --json", "plan --json", "report weak --format json", "report exam --format json",
    "doctor --json", "unsuspend --json", "bank show limits-memory --json", "exam --list --json", "facts list --json",
    "locate --json", "export answers", "export cards --format csv", "export exams --format ndjson",
)  # fmt: skip
BOUND = "-dac_override,-dac_read_search"
AS_ANYBODY = ["setpriv", f"--bounding-set={BOUND}", f"--inh-caps={BOUND}"]
"""Takes from the superuser the right to write anyway."""
SCRIPT = "import sys, json; from tests.support.commands import quizapp; print(json.dumps([quizapp(*c) for c in json.loads(sys.argv[1])]))"  # noqa: E501


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a bank, a later one with a corrected key, and the files of somebody who sat an exam."""
    exam_bank(tmp_path / "bank")
    corrected_bank(tmp_path / "later")
    context = _opened(tmp_path)
    exam = begun(context)
    answer_all(exam, right=3)
    exam.submit()
    context.record(answer("limits-memory"))
    day = context.clock().calendar_date + timedelta(days=1)
    context.save_settings(msgspec.structs.replace(context.settings, exam_date=day))
    context.close()
    return tmp_path


def _opened(home: Path) -> AppContext:
    return opened(open_context(user_paths(home / "user"), home / "bank"))


def _said(home: Path, folder: str, bank: str, *prefix: str) -> list[list[object]]:
    where = ["--data-dir", str(home / folder), "--bank", str(home / bank)]
    commands = json.dumps([[*command.split(), *where] for command in READING])
    done = subprocess.run(
        [*prefix, sys.executable, "-c", SCRIPT, commands], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2], env={**os.environ, "TZ": "UTC"},
    )  # fmt: skip
    said: list[list[object]] = json.loads(done.stdout.replace(str(home / folder), "USER"))
    return said


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


@pytest.mark.skipif(os.name == "nt" or (os.geteuid() == 0 and not shutil.which("setpriv")), reason="needs a plain user")
@pytest.mark.parametrize("left_open", [True, pytest.param(False, marks=pytest.mark.proof)])
def test_what_reads_says_the_same_of_a_folder_that_may_not_be_written(home: Path, left_open: bool) -> None:
    still = _opened(home) if left_open else None
    if still is not None:
        still.record(answer("limits-storage"))  # is in the write-ahead log alone
    shutil.copytree(home / "user", home / "stick")
    if left_open:
        assert (home / "stick" / "progress.db-wal").stat().st_size
    (home / "stick" / "progress.db-shm").unlink(missing_ok=True)
    if still is not None:
        still.close()
    for path in (home / "stick").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (home / "stick").chmod(0o555)
    before = _files(home / "stick")
    anybody = AS_ANYBODY if os.geteuid() == 0 else []
    read_only = _said(home, "stick", "later", *anybody)
    assert _files(home / "stick") == before
    (home / "stick").chmod(0o755)
    for path in (home / "stick").rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    usual = _said(home, "stick", "later")
    for command, here, there in zip(READING, read_only, usual, strict=True):
        assert here[0] == 0, (command, here)
        if not command.startswith("doctor"):  # which counts the events that reading a new bank writes
            assert here[:2] == there[:2], command


@pytest.mark.skipif(os.name == "nt" or (os.geteuid() == 0 and not shutil.which("setpriv")), reason="needs a plain user")
def test_an_old_history_that_may_not_be_written_is_read_without_a_word_of_a_backup(tmp_path: Path) -> None:
    exam_bank(tmp_path / "bank")
    old_history(tmp_path / "stick", "limits-memory")
    (tmp_path / "stick" / "progress.db").chmod(0o444)
    (tmp_path / "stick").chmod(0o555)
    said = _said(tmp_path, "stick", "bank", *(AS_ANYBODY if os.geteuid() == 0 else []))
    (tmp_path / "stick").chmod(0o755)
    stats = json.loads(str(said[1][1]))
    assert sum(topic["answers"] for topic in stats["topics"]) == 2
    for command, (code, out, err) in zip(READING, said, strict=True):
        assert code == command.startswith(("report exam", "plan")), (
            command,
            err,
        )  # no exam was sat, and no date is set
        for false in ("recalculated", "before-recount", "before-format", "quizapp-"):
            assert false not in f"{out}{err}".replace("quizapp-exam-prep", ""), (command, out, err)
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["progress.db"]


@pytest.mark.parametrize("command", [c for c in READING if not c.startswith(("plan", "report exam"))])
def test_what_reads_makes_no_folder(tmp_path: Path, command: str) -> None:
    bank = exam_bank(tmp_path / "bank")
    done = quizapp(*command.split(), "--data-dir", tmp_path / "none", "--bank", bank)
    assert done.code == 0, done.err
    assert not (tmp_path / "none").exists()

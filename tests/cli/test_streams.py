"""Streams that are closed or full, names that are no text, an environment that is odd: one line, and the right code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.cli.root import _PLACES
from quizapp.store.paths import bundled_bank
from tests.support.commands import quizapp
from tests.support.exams import exam_bank
from tests.support.terminal import Screen, python

COMMANDS = {
    "due": "due", "stats": "stats --json", "plan": "plan --exam 2099-01-01", "study": "study --plain --limit 1",
    "exam": "exam --list", "report": "report weak", "generate": "generate --list", "lab": "lab bill",
    "facts": "facts list", "bank": "bank list", "locate": "locate", "doctor": "doctor", "backup": "backup",
    "restore": "restore none.db", "merge": "merge none.db", "export": "export events", "reset": "reset --yes",
    "completion": "completion bash", "keys": "keys", "man": "man", "search": "search memory",
}  # fmt: skip
CLOSED = {"stdout closed": ">&-", "stdout full": ">/dev/full", "stdin closed": "<&-", "stderr closed": "2>&-",
          "stderr full": "2>/dev/full", "all closed": "<&- >&- 2>&-", "nobody reads on": "| head -c 1"}  # fmt: skip
SAMPLE = {("due", "stdout closed"), ("report", "stdout full"), ("study", "stdin closed"), ("doctor", "stderr closed")}


def sh(tmp_path: Path, arguments: str, redirection: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """``quizapp ARGUMENTS`` by a shell. The Lab has the facts of the bundled bank; a small one lacks most of them."""
    bank = bundled_bank() if arguments.startswith("lab") else tmp_path / "bank"
    quizapp = f"{sys.executable} -m quizapp --data-dir {tmp_path}/user --bank {bank} {arguments}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{quizapp} {redirection}"],
        capture_output=True, text=True, errors="replace", check=False, timeout=60, env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    for word in ("Traceback", "mistake", "Exception ignored"):
        assert word not in done.stderr, done.stderr
    return done


def test_the_sweep_has_every_command() -> None:
    assert set(COMMANDS) == set(_PLACES) - {"unsuspend"}  # which says nothing on stdout without a card


@pytest.mark.parametrize(
    ("command", "how"),
    [
        pytest.param(command, how, marks=() if (command, how) in SAMPLE else pytest.mark.proof)
        for command in COMMANDS
        for how in CLOSED
    ],
)
def test_a_stream_that_is_closed_or_full_is_said(tmp_path: Path, command: str, how: str) -> None:
    exam_bank(tmp_path / "bank")
    usual = 1 if command in ("plan", "restore", "merge") else 0  # no day that a plan reaches, no such file
    done = sh(tmp_path, COMMANDS[command], CLOSED[how])
    if how.startswith(("stdout", "all")) and usual == 0:
        assert done.returncode == 1
        assert how.startswith("all") or "the output can't be written" in done.stderr
        assert len(done.stderr.splitlines()) <= 2
    else:
        assert done.returncode == usual


@pytest.mark.parametrize("command", ["due", "locate --json", "backup --json", "doctor", "study --plain"])
def test_a_folder_whose_name_is_no_text(tmp_path: Path, bank_root: Path, command: str) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/d\xff")
    for _ in range(2):
        done = quizapp(*command.split(), "--data-dir", folder, "--bank", bank_root)
        assert done.code == 0, done.err


@pytest.mark.parametrize("command", ["merge", "restore", "bank check", "report weak -o"])
def test_a_file_whose_name_is_no_text_is_named(tmp_path: Path, bank_root: Path, command: str) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/none/bad\xff")
    done = quizapp(*command.split(), name, "--data-dir", tmp_path / "user", "--bank", bank_root)
    assert done.code in (1, 2, 3)
    assert len(done.err.splitlines()) == 1
    assert "none" in done.err
    assert "mistake" not in done.err


@pytest.mark.proof
@pytest.mark.parametrize(
    "odd",
    [
        {"TZ": "Foo/Bar"}, {"TZ": ""}, {"TZ": "<x"}, {"TZ": "A" * 5000}, {"TERM": "dumb"}, {"TERM": ""},
        {"COLUMNS": "x"}, {"COLUMNS": "1"}, {"COLUMNS": "9" * 30}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "no_SUCH.thing"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)  # fmt: skip
def test_an_odd_environment_is_no_reason_to_stop(tmp_path: Path, odd: dict[str, str]) -> None:
    exam_bank(tmp_path / "bank")
    for command in ("due", "stats", "report weak", "study --plain", "facts list", "exam --list", "lab bill"):
        done = sh(tmp_path, command, **odd)
        assert done.returncode == 0, (command, done.stderr)


@pytest.mark.proof
@pytest.mark.parametrize("term", ["dumb", "", "no-such-terminal"])
def test_the_screens_open_in_any_terminal(tmp_path: Path, term: str) -> None:
    bank = exam_bank(tmp_path / "bank")
    command = python("-m", "quizapp", "--data-dir", str(tmp_path / "user"), "--bank", str(bank))
    terminal = Screen(command, env={"TERM": term, "TZ": "Foo/Bar"})
    terminal.wait("Minutes a day?")
    terminal.write(b"q")
    assert terminal.ended() == 0


@pytest.mark.parametrize("what", ["user", "user/settings.json", "user/progress.db", "user/device"])
@pytest.mark.parametrize("command", ["due", "study --plain"])
def test_a_file_in_the_place_of_a_folder_and_the_other_way_round(
    tmp_path: Path, bank_root: Path, command: str, what: str
) -> None:
    place = tmp_path / what
    if what == "user":
        place.write_text("no folder")
    else:
        place.mkdir(parents=True)
    done = quizapp(*command.split(), "--data-dir", tmp_path / "user", "--bank", bank_root, typed="1\n")
    assert done.code in ((0, 1) if what == "user/device" else (1, 2, 5))  # a device is needed to write alone
    assert "mistake" not in done.err
    assert done.code == 0 or (len(done.err.splitlines()) == 1 and "user" in done.err), done.err

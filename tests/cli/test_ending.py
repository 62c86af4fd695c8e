"""The program ended from outside, in a real pseudo-terminal: it ends soon, gives the terminal back, and keeps all."""

from __future__ import annotations

import os
import re
import resource
import signal
import sqlite3
import termios
from pathlib import Path

import pytest

from tests.support.exams import exam_bank
from tests.support.terminal import Screen, python

SOON = 8.0


def started(tmp_path: Path, *more: str, ignoring: str = "") -> Screen:
    """The program, with the signal ``ignoring`` ignored, as nohup has it."""
    begin = f"import signal; signal.signal(signal.{ignoring}, signal.SIG_IGN)\n" if ignoring else ""
    code = f"{begin}import sys; from quizapp.cli import main; sys.exit(main())"
    bank = exam_bank(tmp_path / "bank")
    return Screen(python("-c", code, "--data-dir", str(tmp_path / "user"), "--bank", str(bank), *more))


def kinds(tmp_path: Path) -> list[str]:
    database = sqlite3.connect(tmp_path / "user" / "progress.db")
    found = [row[0] for row in database.execute("SELECT kind FROM event ORDER BY rowid")]
    database.close()
    return found


def modes(terminal: Screen) -> int:
    return int(termios.tcgetattr(terminal._fd)[3])


@pytest.mark.parametrize("name", ["SIGTERM", pytest.param("SIGHUP", marks=pytest.mark.proof)])
def test_a_signal_gives_the_terminal_back(tmp_path: Path, name: str) -> None:
    terminal = started(tmp_path)
    before = modes(terminal)
    terminal.wait("Minutes a day?")
    assert modes(terminal) != before
    os.kill(terminal.pid, getattr(signal, name))
    seen: list[int] = []
    code = terminal.ended(SOON, last=lambda: seen.append(modes(terminal)))
    assert code == 128 + getattr(signal, name)
    assert seen == [before]  # echo and whole lines again
    for back in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1004l"):  # the other screen left, the cursor shown
        assert terminal.output.rfind(back) > terminal.output.rfind(back[:-1] + (b"h" if back[-1:] == b"l" else b"l"))
    assert "everything you answered is saved" in " ".join(terminal.plain().split())
    assert "Traceback" not in terminal.plain()


@pytest.mark.proof
def test_a_signal_in_an_exam_stops_its_clock(tmp_path: Path) -> None:
    terminal = started(tmp_path, "exam", "calm")
    terminal.wait("With pauses")
    terminal.press("\r", "1 of 5")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.ended(SOON) == 143
    assert kinds(tmp_path)[-1] == "pause"


@pytest.mark.parametrize("ignoring", [pytest.param("", marks=pytest.mark.proof), "SIGHUP"])
@pytest.mark.parametrize(
    ("command", "says"),
    [
        ([], "Minutes a day"),
        (["study", "--plain"], "Question 1 of"),
        pytest.param(["exam", "five", "--plain"], "enter starts the clock", marks=pytest.mark.proof),
    ],
    ids=["screens", "study", "exam"],
)
def test_the_end_of_the_terminal_ends_the_program(tmp_path: Path, command: list[str], says: str, ignoring: str) -> None:
    terminal = started(tmp_path, *command, ignoring=ignoring)
    terminal.read_until(re.compile(says.encode()), plain=True)
    terminal.settle()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = terminal.hang_up(SOON)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert code >= 0 or ignoring == ""  # not killed
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 4
    database = sqlite3.connect(tmp_path / "user" / "progress.db")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


@pytest.mark.parametrize(
    "command", [["study", "--plain"], pytest.param(["exam", "five", "--plain"], marks=pytest.mark.proof)]
)
def test_a_signal_ends_a_plain_session(tmp_path: Path, command: list[str]) -> None:
    terminal = started(tmp_path, *command)
    terminal.read_until(re.compile(rb"Question 1|enter starts the clock"))
    terminal.settle()
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.ended(SOON) == 143
    assert "saved" in terminal.plain()
    assert "Traceback" not in terminal.plain()

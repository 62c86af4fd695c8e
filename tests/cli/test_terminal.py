"""The whole program in a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

from tests.support.terminal import Terminal, python


def started(data: Path, bank: Path, *more: str, rows: int = 24, columns: int = 80) -> Terminal:
    command = python("-m", "quizapp", "--data-dir", str(data), "--bank", str(bank), *more)
    return Terminal(command, columns=columns, rows=rows)


def ended(terminal: Terminal) -> tuple[int, str]:
    """Exit code, and what was printed behind the screens."""
    while terminal._pump(10):
        pass
    _, status = os.waitpid(terminal.pid, 0)
    text = re.sub(rb"\x1b\[[0-?]*[ -/]*[@-~]", b"", terminal.output).decode(errors="replace")
    return os.waitstatus_to_exitcode(status), text


def test_start_answer_quit_and_start_again(tmp_path: Path, bank_root: Path) -> None:
    terminal = started(tmp_path / "user", bank_root)
    terminal.read_until(re.compile(rb"5 new"), plain=True)
    terminal.write(b"\r")
    terminal.read_until(re.compile(rb"1 of 5"), plain=True)
    terminal.write(b"s")
    terminal.read_until(re.compile(rb"of 5"), start=len(terminal.output), plain=True)
    terminal.settle(0.3)
    terminal.write(b"\x1b")
    terminal.settle(0.6)
    terminal.write(b"\x1bq")
    terminal.settle(0.6)
    terminal.write(b"q")
    code, _ = ended(terminal)
    assert code == 0
    kinds = [row[0] for row in sqlite3.connect(tmp_path / "user" / "progress.db").execute("SELECT kind FROM event")]
    assert kinds == ["bank_version", "session_start", "skip", "session_end"]


def test_a_database_that_cannot_be_opened_ends_the_screens_with_one_line(tmp_path: Path, bank_root: Path) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "progress.db").write_bytes(b"junk" * 1000)
    code, text = ended(started(tmp_path / "user", bank_root))
    assert code == 5
    assert "quizapp: " in text
    assert "damaged or not a database" in " ".join(text.split())
    assert "Traceback" not in text


def test_an_unknown_topic_ends_the_screens_with_exit_code_2(tmp_path: Path, bank_root: Path) -> None:
    code, text = ended(started(tmp_path / "user", bank_root, "study", "--topic", "limit"))
    assert code == 2
    assert "did you mean 'limits'" in text


def test_a_tiny_terminal_is_no_reason_to_crash(tmp_path: Path, bank_root: Path) -> None:
    terminal = started(tmp_path / "user", bank_root, rows=5, columns=20)
    terminal.read_until(re.compile(rb"Too small"), plain=True)
    terminal.settle(0.3)
    terminal.write(b"q")
    code, text = ended(terminal)
    assert code == 0
    assert "Traceback" not in text


def test_a_mistake_in_the_program_is_one_line(tmp_path: Path, bank_root: Path) -> None:
    command = (
        "import sys; from quizapp.services import planning\n"
        "def fall(*_): raise ZeroDivisionError('oh')\n"
        "planning.tonight = fall\n"
        "from quizapp.cli import main; sys.exit(main())"
    )
    data = str(tmp_path / "user")
    terminal = Terminal(python("-c", command, "--data-dir", data, "--bank", str(bank_root)))
    code, text = ended(terminal)
    assert code == 1
    assert "a mistake in quizapp itself (ZeroDivisionError: oh)" in " ".join(text.split())
    assert "Traceback" not in text
    assert "Traceback" in (tmp_path / "user" / "quizapp.log").read_text()

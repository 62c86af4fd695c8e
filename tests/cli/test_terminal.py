"""The whole program in a real pseudo-terminal."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from tests.support.exams import exam_bank
from tests.support.terminal import Screen, python


def started(data: Path, bank: Path, *more: str, rows: int = 24, columns: int = 80) -> Screen:
    command = python("-m", "quizapp", "--data-dir", str(data), "--bank", str(bank), *more)
    return Screen(command, columns=columns, rows=rows)


def ended(terminal: Screen) -> tuple[int, str]:
    """Exit code, and what was printed behind the screens."""
    return terminal.ended(), terminal.plain()


def leave_the_field(terminal: Screen) -> None:
    """Where a number is asked for, letters are typed into a field."""
    if "a number, in" in terminal.wait("q back"):
        terminal.wait("esc leave the field")
        terminal.press("\x1b", gone="esc leave the field")


def test_start_answer_quit_and_start_again(tmp_path: Path, bank_root: Path) -> None:
    for kinds in (["bank_version", "session_start", "skip", "session_end"], ["session_start", "skip", "session_end"]):
        terminal = started(tmp_path / "user", bank_root)
        if not (tmp_path / "user" / "settings.json").exists():  # the first run is skipped, and not asked again
            terminal.wait("q skip")
            terminal.press("q", "warm-up of 5", gone="Which exam?")
        terminal.wait("warm-up of 5")
        stem = re.search(r"1 of 5 (.+?\?)", terminal.press("\r", "1 of 5", "q back", gone="Study first"))
        assert stem is not None
        leave_the_field(terminal)
        terminal.press("s", "1 of 5", gone=stem[1])
        leave_the_field(terminal)
        terminal.press("q", "warm-up of 5")
        terminal.write(b"q")
        code, _ = ended(terminal)
        assert code == 0
        database = sqlite3.connect(tmp_path / "user" / "progress.db")
        assert [row[0] for row in database.execute("SELECT kind FROM event ORDER BY rowid")][-len(kinds) :] == kinds
        database.close()


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
    terminal.wait("Too small")
    terminal.write(b"q")
    code, text = ended(terminal)
    assert code == 0
    assert "Traceback" not in text


def test_a_mistake_in_the_program_is_one_line(tmp_path: Path, bank_root: Path) -> None:
    command = (
        "import sys; from quizapp.services.study import session_queue\n"
        "def fall(*_): raise ZeroDivisionError('oh')\n"
        "session_queue.today_summary = fall\n"
        "from quizapp.cli import main; sys.exit(main())"
    )
    data = str(tmp_path / "user")
    terminal = Screen(python("-c", command, "--data-dir", data, "--bank", str(bank_root)))
    code, text = ended(terminal)
    assert code == 1
    assert "a mistake in quizapp itself (ZeroDivisionError: oh)" in " ".join(text.split())
    assert "Traceback" not in text
    assert "Traceback" in (tmp_path / "user" / "quizapp.log").read_text()


def test_a_plain_exam_starts_its_clock_when_the_rules_were_read(tmp_path: Path) -> None:
    bank = exam_bank(tmp_path / "bank")
    terminal = started(tmp_path / "user", bank, "exam", "five", "--plain")
    terminal.read_until(re.compile(rb"enter starts the clock, :quit leaves: "))
    terminal.write(b"q\n")
    assert ended(terminal)[0] == 0
    assert "Question 1" not in terminal.plain()
    terminal = started(tmp_path / "user", bank, "exam", "five", "--plain")
    terminal.read_until(re.compile(rb"enter starts the clock"))
    terminal.write(b"\n")
    terminal.read_until(re.compile(rb"Question 1 of 5.*0:10:00  Answer \(", re.DOTALL))
    terminal.write(b":q\n")
    code, text = ended(terminal)
    assert code == 0
    assert "Saved. The clock runs on" in text

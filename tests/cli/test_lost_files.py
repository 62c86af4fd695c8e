"""Real programs whose database is deleted under them: no answer is acknowledged, one line says why, exit code 5."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizapp.core.events import BankVersion
from tests.support.logs import open_store
from tests.support.small_bank import FILES, single, write_small_bank
from tests.support.terminal import Screen, Terminal, python

PLAN = (
    "blueprints:\n  - {id: four, title: All, about: The whole small bank., items: 1, minutes: 10, cut: 1,"
    " extra_minutes: 5}\n"
)


@pytest.fixture
def singles(tmp_path: Path) -> Path:
    """A bank of singles alone, all of one topic."""
    items = "topic: limits\nitems:\n" + "".join(single(f"limits-{n}") for n in range(4))
    files = {name: text for name, text in FILES.items() if not name.startswith("items/")}
    return write_small_bank(tmp_path / "singles", {**files, "items/limits.yaml": items, "blueprints/exams.yaml": PLAN})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder whose name has to be quoted."""
    return tmp_path / "my data"


def plain(data: Path, bank: Path, *command: str) -> Terminal:
    return Terminal(python("-m", "quizapp", *command, "--plain", "--data-dir", str(data), "--bank", str(bank)))


def pulled_away(terminal: Terminal, data: Path, number: int) -> str:
    """What is said when the answer to a question is typed after the database was deleted."""
    terminal.read_until(re.compile(rb"Question %d.*Answer \(" % number, re.DOTALL), plain=True)
    terminal.settle()
    start = len(terminal.plain())
    (data / "progress.db").unlink()
    terminal.write(b"1\n")
    assert terminal.ended() == 5
    return " ".join(terminal.plain()[start:].split())


def test_a_plain_session_ends_with_one_line(data: Path, singles: Path, tmp_path: Path) -> None:
    terminal = plain(data, singles, "study")
    told = pulled_away(terminal, data, 1)
    assert told.count("quizapp:") == 1
    assert (
        "progress.db: deleted while quizapp was running; nothing more is saved. All answers up to now are kept" in told
    )
    assert told.endswith(f"with: quizapp restore '{data}/backups/rescued.db' --data-dir '{data}'")
    for verdict in ("It is.", "It is not.", "Nor is it.", "Traceback"):
        assert verdict not in told
    with open_store(tmp_path / "again") as store:
        store.merge(data / "backups" / "rescued.db")
        assert any(isinstance(event.body, BankVersion) for event in store.events())


def test_a_plain_exam_ends_with_one_line(data: Path, singles: Path) -> None:
    terminal = plain(data, singles, "exam", "four")
    terminal.read_until(re.compile(rb"enter starts the clock"), plain=True)
    terminal.write(b"\n")
    told = pulled_away(terminal, data, 1)
    assert told.count("quizapp:") == 1
    assert "Saved" not in told
    assert "deleted while quizapp was running" in told


def test_screens_say_it_at_the_answer_and_end_with_five(data: Path, singles: Path) -> None:
    screen = Screen(python("-m", "quizapp", "study", "--data-dir", str(data), "--bank", str(singles)))
    screen.wait("1 of", "the right one")
    (data / "progress.db").unlink()
    words = screen.press("1\r", "Not saved.", "deleted")
    assert "It is." not in words
    assert "It is not." not in words
    screen.write(b"\x11")
    assert screen.ended() == 5
    assert "quizapp: " in screen.plain()[-600:]

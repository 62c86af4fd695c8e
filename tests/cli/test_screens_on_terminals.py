"""The screens start where they can be shown, on the terminal and nowhere else, and give its title back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminal import Screen, python

NAMED, NAMED_BACK = b"\x1b[22;2t\x1b]2;quizapp\x1b\\", b"\x1b[23;2t"


def quizapp(data: Path, bank: Path, *more: str) -> list[str]:
    return python("-m", "quizapp", "--data-dir", str(data), "--bank", str(bank), *more)


@pytest.mark.parametrize("more", [[], ["study"], ["exam", "quick"]])
def test_a_dumb_terminal_gets_the_plain_way_and_exit_code_2(tmp_path: Path, bank_root: Path, more: list[str]) -> None:
    terminal = Screen(quizapp(tmp_path / "user", bank_root, *more), env={"TERM": "dumb"})
    assert terminal.ended() == 2
    said = " ".join(terminal.plain().split())
    what = more[0] if more else "study"
    assert f"this terminal (TERM=dumb) can't show full screens; 'quizapp {what} --plain" in said
    assert "works line by line" in said
    assert not (tmp_path / "user" / "progress.db").exists()


def test_signs_that_do_not_exist_are_named(tmp_path: Path, bank_root: Path) -> None:
    terminal = Screen(quizapp(tmp_path / "user", bank_root), env={"QUIZAPP_SIGNS": "latin"})
    assert terminal.ended() == 2
    assert "QUIZAPP_SIGNS is 'latin'; write ascii, unicode or auto" in " ".join(terminal.plain().split())


def test_the_window_is_named_and_named_back(tmp_path: Path, bank_root: Path) -> None:
    terminal = Screen(quizapp(tmp_path / "user", bank_root))
    terminal.wait("q skip")
    assert terminal.output.startswith(NAMED)
    assert NAMED_BACK not in terminal.output
    terminal.press("q", "Progress")
    terminal.write(b"q")
    assert terminal.ended() == 0
    assert NAMED_BACK in terminal.output


def test_screens_are_painted_though_stderr_is_a_file(tmp_path: Path, bank_root: Path) -> None:
    errors = tmp_path / "errors"
    line = f'"$@" 2>{errors}'
    terminal = Screen(["sh", "-c", line, "sh", *quizapp(tmp_path / "user", bank_root)])
    terminal.wait("q skip")
    terminal.press("q", "Progress")
    terminal.write(b"q")
    assert terminal.ended() == 0
    assert errors.read_bytes() == b""


def test_what_goes_wrong_still_goes_to_that_file(tmp_path: Path, bank_root: Path) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "progress.db").write_bytes(b"junk" * 1000)
    errors = tmp_path / "errors"
    terminal = Screen(["sh", "-c", f'"$@" 2>{errors}', "sh", *quizapp(tmp_path / "user", bank_root)])
    assert terminal.ended() == 5
    assert "damaged or not a database" in " ".join(errors.read_text().split())


@pytest.mark.parametrize(
    ("env", "code"),
    [
        ({"COLORTERM": "truecolor"}, b"38;2;"),
        ({"COLORTERM": ""}, b"38;5;"),
        ({"STY": "1.quizapp", "TERM": "screen"}, b"38;5;"),
        ({"COLORTERM": "", "TERM": "xterm"}, b"39;49m"),
    ],
)
def test_colours_are_as_many_as_the_terminal_has(
    tmp_path: Path, bank_root: Path, env: dict[str, str], code: bytes
) -> None:
    terminal = Screen(quizapp(tmp_path / "user", bank_root), env={"TMUX": "", "STY": "", "XTERM_VERSION": "", **env})
    terminal.wait("q skip")
    assert code in terminal.output
    for other in {b"38;2;", b"38;5;"} - {code}:
        assert other not in terminal.output
    terminal.press("q", "Progress")
    terminal.write(b"q")
    assert terminal.ended() == 0


def test_signs_are_ascii_where_the_locale_is_not_utf_8(tmp_path: Path, bank_root: Path) -> None:
    terminal = Screen(quizapp(tmp_path / "user", bank_root), env={"PYTHONIOENCODING": "latin-1"})
    terminal.wait("Welcome")
    assert terminal.text().isascii()
    terminal.write(b"q")
    terminal.wait("Study first", "enter start")
    assert terminal.text().isascii()
    terminal.write(b"q")
    assert terminal.ended() == 0


def test_the_terminal_is_looked_at_without_textual() -> None:
    looked = "{name.partition('.')[0] for name in sys.modules} & {'textual', 'rich'}"
    code = f"import quizapp.cli.terminal, sys; print({looked})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ}, check=True)
    assert done.stdout.strip() == "set()"

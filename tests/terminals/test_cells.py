"""The main screens in real terminals: what stands in their cells is what quizapp holds. Run by ``make terminals``."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.real_terminals import GnuScreen, RealTerminal, Tmux, Watched, Xterm, missing

pytestmark = pytest.mark.terminals

PLACES: dict[str, tuple[type[Tmux] | type[Xterm], dict[str, str], str]] = {
    "tmux": (Tmux, {}, "256"),
    "tmux, 24 bits": (Tmux, {"COLORTERM": "truecolor"}, "truecolor"),
    "tmux, 16 colours": (Tmux, {"TEXTUAL_COLOR_SYSTEM": "standard"}, "standard"),
    "tmux, ASCII": (Tmux, {"QUIZAPP_SIGNS": "ascii"}, "256"),
    "screen": (GnuScreen, {}, "256"),
    "screen, ASCII": (GnuScreen, {"QUIZAPP_SIGNS": "ascii"}, "256"),
    "xterm": (Xterm, {}, "truecolor"),
    "xterm, 16 colours": (Xterm, {"XTERM_VERSION": "", "TERM": "xterm"}, "standard"),
    "xterm, ASCII": (Xterm, {"QUIZAPP_SIGNS": "ascii"}, "truecolor"),
}
"""Where, with which environment, and how many colours quizapp finds there."""


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[RealTerminal, dict[str, str], str]]:
    kind, env, depth = PLACES[request.param]
    terminal = kind(tmp_path)
    if gone := missing(terminal):
        pytest.skip(f"{gone} isn't installed")
    yield terminal, env, depth
    terminal.close()


def at_one_of_several(program: Watched) -> None:
    """Skip to a question of which one option is chosen."""
    for _ in range(9):
        text = "\n".join(program.same("of 10"))
        if re.search(r"^ +2  \S", text, re.MULTILINE) and not re.search(r"\[ \]|picks a step|its partner", text):
            return
        program.terminal.type("C-g", "s") if "leave the field" in text else program.terminal.type("s")
    pytest.fail("no such question")


def go_home(program: Watched) -> None:
    """Out of fields, and back, as often as it takes."""
    for _ in range(6):
        if any("Study first" in line for line in program.same()):
            return
        program.terminal.type("C-g")
        time.sleep(1.2)  # a field takes what comes sooner for the same key, held down
    pytest.fail("this is not Home")


def test_the_cells_are_those_that_quizapp_holds(place: tuple[RealTerminal, dict[str, str], str]) -> None:
    terminal, env, depth = place
    program = Watched(terminal, env)
    program.same("Study first", "Start")
    held = program.held()
    assert held["depth"] == depth
    ascii_signs = "QUIZAPP_SIGNS" in env
    assert held["ascii"] is ascii_signs
    terminal.type("?")
    program.same("Keys")
    terminal.type("C-g")  # as esc, which GNU screen keeps to itself
    program.same("Study first")
    terminal.type("C-j")  # a line feed is enter
    program.same("of 10")
    at_one_of_several(program)
    terminal.type("2")
    mark = ">" if ascii_signs else "▌"
    program.same(f" {mark} 2")  # seen without colour
    terminal.type("Enter")
    lines = program.same("rrect ")
    verdicts = ("+ Correct", "x Incorrect") if ascii_signs else ("✓ Correct", "✗ Incorrect")
    assert any(line.lstrip().startswith(verdicts) for line in lines), "no sign of right or wrong"
    assert not ascii_signs or "".join(lines).isascii()
    go_home(program)
    for key, said in (("p", "Topics"), ("b", "Browse"), ("s", "Exam date"), ("l", "Lab"), ("m", "ock")):
        terminal.type(key)
        program.same(said)
        go_home(program)

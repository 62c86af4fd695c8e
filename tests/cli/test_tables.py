"""Tables and bars: drawn on a terminal, within its width, with nothing lost; piped, plain lines and no rich."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from quizapp.cli.tables import fitted
from tests.support.commands import quizapp
from tests.support.exams import BootClock, answer_all, begun, desk, exam_bank
from tests.support.logs import answer
from tests.support.terminal import Terminal, python

SOON = (date.today() + timedelta(days=9)).isoformat()  # noqa: DTZ011
COMMANDS = ("stats", f"plan --exam {SOON}", "bank stats", "exam --list", "doctor", "locate")
LONG_NAMES = (
    "facts list", "bank list", "generate --list", "lab invoke",
    "lab bill --memory-mb 512 --requests 3000000 --duration-ms 1000",
)  # fmt: skip
"""Read from the bundled bank."""
TABLES = ("stats", "facts list", "bank list", "bank stats", "doctor")
BAR_AT_ONCE = "from quizapp.cli import tables; tables.PATIENCE_S = -1; "
COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|9[0-7])(?:;\d+)*m")
BETWEEN = "----"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A user with some answers and an exam on the small bank."""
    root = tmp_path_factory.mktemp("t")
    bank, clock = exam_bank(root / "bank"), BootClock()
    context = desk(root / "user", bank, clock)
    exam = begun(context)
    answer_all(exam, right=2, every_ms=30_000, clock=clock)
    exam.submit()
    context.record(answer("limits-memory"))
    context.close()
    return ["--data-dir", str(root / "user"), "--bank", str(bank)]


def drawn(
    arguments: list[str], columns: int, before: str = "", env: tuple[str, ...] = ()
) -> tuple[Terminal, list[str]]:
    """What a command draws, line by line; ``before`` is done in its process."""
    prefix = ["env", *env] if env else []
    code = f"import sys; {before}from quizapp.cli import main; sys.exit(main())"
    terminal = Terminal([*prefix, *python("-c", code, *arguments)], columns=columns)
    assert terminal.ended() in (0, 1, 3), terminal.plain()
    return terminal, terminal.plain().replace("\r\n", "\n").rstrip("\n").split("\n")


def drawn_together(commands: tuple[str, ...], home: list[str], columns: int) -> dict[str, list[str]]:
    """What each command draws, all in one process that reads the bank once."""
    code = (
        "import sys; from functools import cache\n"
        "from quizapp.cli import app_context; from quizapp.cli.root import root; from quizapp.cli.errors import run\n"
        "app_context.library = cache(app_context.library)\n"
        f"for command in {commands!r}: print('{BETWEEN}', run(root, [*command.split(), *sys.argv[1:], '-q']))"
    )
    terminal = Terminal(python("-c", code, *home), columns=columns)
    assert terminal.ended(timeout=120) == 0, terminal.plain()
    assert set(re.findall(rf"{BETWEEN} (\d+)", terminal.plain())) == {"0"}, terminal.plain()
    parts = re.split(rf"{BETWEEN} 0\n", terminal.plain().replace("\r\n", "\n"))
    return dict(zip(commands, [part.rstrip("\n").split("\n") for part in parts[:-1]], strict=True))


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_longer_than_the_terminal(columns: int, home: list[str]) -> None:
    short, long = drawn_together(COMMANDS, home, columns), drawn_together(LONG_NAMES, home[:2], columns)
    for command, lines in (short | long).items():
        assert max(map(len, lines)) <= columns, (command, max(lines, key=len))


def test_what_is_drawn_is_what_is_piped(home: list[str]) -> None:
    for command, lines in drawn_together(TABLES, home, 700).items():
        cells = [re.split(r"\s{2,}", line.strip()) for line in lines if line]
        piped = quizapp(*command.split(), *home).out.splitlines()
        assert [re.split(r"\s{2,}", line.strip()) for line in piped if line] == [
            row for row in cells if row[0] not in ("question", "fact") and not row[0].startswith("─")
        ], command


def test_a_narrow_terminal_loses_no_letter(home: list[str]) -> None:
    piped = quizapp("bank", "list", *home).out
    _, lines = drawn(["bank", "list", *home], 40)
    assert max(map(len, lines)) <= 40
    below = lines[next(i for i, line in enumerate(lines) if line.startswith("─")) + 1 :]
    assert sorted("".join(below).replace(" ", "")) == sorted("".join(piped.split()))
    drawn(["bank", "list", *home], 8)  # says what it can


ODD = [
    "[$LATEST]",
    "[bold]x[/bold]",
    ":smile:",
    "[/]",
    "http://example.com/[a]",
    "\\[b]",
    "a\x1b[31mb\u202ec",
    "日本語",
]


def test_nothing_in_a_cell_is_read_as_markup() -> None:
    code = (
        "import click; from quizapp.cli.options import Options; from quizapp.cli.output import table\n"
        f"odd = {ODD!r}\n"
        "with click.Context(click.Command('x'), obj=Options()): table([[c, 1, c] for c in odd], [odd[0], 'n', 'x'])"
    )
    terminal = Terminal(python("-c", code), columns=80)
    assert terminal.ended() == 0, terminal.plain()
    text = terminal.plain()
    assert text.count("[$LATEST]") == 3
    for cell in [*ODD[1:6], "a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}c", ODD[-1]]:
        assert text.count(cell) == 2, cell


def test_a_dumb_terminal_gets_plain_lines(home: list[str]) -> None:
    _, lines = drawn(["bank", "stats", *home], 80, env=("TERM=dumb",))
    assert "\n".join(lines) + "\n" == quizapp("bank", "stats", *home).out


@pytest.mark.parametrize(
    ("arguments", "env", "coloured"), [([], (), True), (["--no-color"], (), False), ([], ("NO_COLOR=1",), False)]
)
def test_a_bar_goes_when_it_is_done_and_has_no_colour_unasked(
    arguments: list[str], env: tuple[str, ...], coloured: bool, home: list[str], tmp_path: Path
) -> None:
    user = ["--data-dir", str(tmp_path / "user"), *arguments]
    terminal, lines = drawn(["merge", str(Path(home[1]) / "progress.db"), *user], 80, BAR_AT_ONCE, env=env)
    assert any("merging" in line for line in lines)
    assert "events taken in" in lines[-1]
    assert b"\x1b[2K" in terminal.output  # the line of the bar is cleared
    assert terminal.output.count(b"\x1b[?25l") == terminal.output.count(b"\x1b[?25h") == 1  # the cursor is back
    assert bool(COLOUR.search(terminal.output)) == coloured


@pytest.mark.parametrize(
    ("command", "says"),
    [("bank check --strict", "checking"), ("doctor --rebuild", "rebuilding"), ("doctor", "comparing")],
)
def test_what_takes_its_time_has_a_bar(command: str, says: str, home: list[str]) -> None:
    _, lines = drawn([*command.split(), *home], 80, BAR_AT_ONCE)
    assert any(says in line for line in lines)
    _, quiet = drawn([*command.split(), *home, "-q"], 80, BAR_AT_ONCE)
    assert not any(says in line for line in quiet)


def test_rich_is_imported_only_where_something_is_drawn(home: list[str]) -> None:
    code = (
        "import sys; from quizapp.cli.root import root; from quizapp.cli.errors import run\n"
        "commands = ('due', '--version', 'stats', 'bank list', 'facts list', 'doctor', 'merge none.db', 'lab bill')\n"
        "for words in commands:\n"
        " run(root, [*words.split(), *sys.argv[1:]])\n"
        "print('rich' in sys.modules)"
    )
    piped = subprocess.run([sys.executable, "-c", code, *home], capture_output=True, text=True, check=True)
    assert piped.stdout.splitlines()[-1] == "False"
    told = "import atexit; atexit.register(lambda: print('rich' in sys.modules)); "
    for words, loaded in (("due", "False"), ("--version", "False"), ("stats --json", "False"), ("stats", "True")):
        _, lines = drawn([*words.split(), *home], 80, told)
        assert lines[-1] == loaded, words


@pytest.mark.parametrize(
    ("widths", "room", "fits"),
    [([5, 5], 20, [5, 5]), ([40, 60, 100], 120, [40, 40, 40]), ([50, 60, 100], 76, [40, 18, 18]),
     ([30, 10, 60], 80, [30, 10, 40]),
     ([60, 12, 12], 50, [26, 12, 12]), ([60, 12, 12], 40, [16, 12, 12]), ([9, 9], 2, [1, 1]), ([4], 0, [1])],
)  # fmt: skip
def test_the_widest_column_gives_way_first_and_the_first_last(widths: list[int], room: int, fits: list[int]) -> None:
    assert fitted(widths, room) == fits


def test_ids_are_whole_at_80_columns(home: list[str]) -> None:
    for command in ("bank list", "generate --list"):
        lines = drawn_together((command,), home[:2], 80)[command]
        assert max(map(len, lines)) <= 80
        piped = quizapp(*command.split(), *home[:2]).out.splitlines()[command.startswith("generate") :]
        first = {line.split()[0] for line in lines if line and not line.startswith(" ")}
        assert {line.split()[0] for line in piped} <= first, command


def test_ids_keep_their_width_until_nothing_else_can_give_way() -> None:
    assert fitted([46, 21, 8, 7, 18], 72, ids=True) == [46, 6, 6, 7, 7]
    assert fitted([46, 21, 8, 7, 18], 40, ids=True) == [16, 6, 6, 6, 6]


def test_a_long_cell_pads_no_other_row(home: list[str]) -> None:
    rows = {line.split()[0]: line for line in quizapp("facts", "list", *home[:2]).out.splitlines()}
    assert len(max(rows.values(), key=len)) > 400
    line = rows["limits.memory.max"]
    assert line == line.rstrip()
    assert "10,240 MB" + " " * 33 + "The most memory" in line


def test_piped_tables_are_these_bytes(home: list[str]) -> None:
    assert quizapp("bank", "list", *home).out == (
        "invocation-attempts  invocation  numeric   apply\n"
        "invocation-path      invocation  ordering  apply\n"
        "limits-memory        limits      single    recall  from 2020-12-01\n"
        "limits-storage       limits      multiple  apply\n"
        "pricing-codes        invocation  matching  recall\n"
    )
    assert quizapp("stats", *home).out == (
        "6 answers on 1 day, 3 right; 5 of 5 questions met (5 written, 0 calculations)\n"
        "\n"
        "Topic             answers  right  met  of\n"
        "Limits                  3      2    2   2\n"
        "Invocation types        3      1    3   3\n"
    )

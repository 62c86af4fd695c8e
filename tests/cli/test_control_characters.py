"""Whatever is in a merged database, a file name or a bank: nothing printed is obeyed by a terminal."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from quizapp.services.context import AppContext, open_context
from quizapp.store.paths import user_paths
from tests.support.clock import FixedClock
from tests.support.commands import Done, quizapp
from tests.support.exams import BootClock, answer_all, begun, desk, exam_bank
from tests.support.logs import answer, open_store, stamp
from tests.support.screens import running, screen_text, settle, told

EVIL = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202ednuor\u2066\r\x00\x7f"
OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
CLI = Path(__file__).parents[2] / "quizapp" / "cli"


def is_clean(*texts: str) -> None:
    for text in texts:
        found = OBEYED.search(text)
        assert found is None, text[max(0, found.start() - 80) : found.end() + 20]


def hostile(folder: Path, root: Path) -> None:
    """A user of ``root`` whose other machine sent what it liked: topics, ids, mistakes, and an exam."""
    clock = BootClock()
    other = desk(folder / "other", exam_bank(folder / "other-bank"), clock)
    exam = begun(other)
    answer_all(exam, right=2, every_ms=30_000, clock=clock)
    exam.submit()
    now = other.stamp()
    for n in range(8):
        body = answer(f"card{EVIL}{n}", correct=False, misconception=f"mistake{EVIL}", session=f"s{EVIL}")
        shown = replace(body.shown, item=f"item{EVIL}{n}", topic=f"topic{EVIL}", stem=EVIL, knowledge=(f"point{EVIL}",))
        other.store.append([replace(body, shown=shown)], now)
    other.close()
    assert quizapp("merge", folder / "other" / "progress.db", "--data-dir", folder / "user", "--bank", root).code == 0


@pytest.fixture
def home(tmp_path: Path, bank_root: Path) -> list[object]:
    hostile(tmp_path, bank_root)
    return ["--data-dir", tmp_path / "user", "--bank", bank_root]


@pytest.mark.parametrize(
    "command",
    [
        ["due"], ["stats"], ["plan"], ["doctor"], ["locate"], ["report", "weak"],
        ["report", "weak", "--format", "html"],
        ["report", "weak", "--format", "csv"], ["report", "weak", "--format", "json"], ["report", "exam"],
        ["report", "exam", "--format", "html"], ["report", "exam", "--format", "json"], ["exam", "--list"],
        ["stats", "--json"], ["plan", "--json"], ["due", "--json"], ["doctor", "--json"], ["study", "--plain"],
        ["export", "events"], ["export", "answers", "--format", "csv"], ["export", "cards", "--format", "ndjson"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_history_from_elsewhere_is_printed_harmless(command: list[str], home: list[object]) -> None:
    done = quizapp(*command, *home)
    assert done.code == (1 if command[0] == "plan" else 0)  # no exam date is set
    is_clean(done.out, done.err)


def test_the_topic_of_the_other_machine_is_there_and_exact_in_json(home: list[object], tmp_path: Path) -> None:
    assert "topic\N{REPLACEMENT CHARACTER}" in quizapp("stats", *home).out
    assert any(f"topic{EVIL}" in str(value) for value in _values(quizapp("stats", "--json", *home).json))
    for form in ("md", "html", "csv", "json"):
        out = tmp_path / f"weak.{form}"
        assert quizapp("report", "weak", "-o", out, *home).code == 0
        is_clean(out.read_bytes().decode())


def _values(found: object) -> list[object]:
    if isinstance(found, dict):
        return [each for key, value in found.items() for each in [key, *_values(value)]]
    if isinstance(found, list):
        return [each for value in found for each in _values(value)]
    return [found]


@pytest.mark.parametrize(
    "arguments",
    [
        ["merge", "{evil}.db"], ["restore", "{evil}.db"], ["bank", "show", "{evil}"],
        ["study", "--plain", "--topic", "{evil}"],
        ["report", "exam", "{evil}"], ["report", "weak", "-o", "no/{evil}.md"],
        ["facts", "show", "{evil}"], ["generate", "{evil}"], ["exam", "{evil}", "--plain"], ["{evil}"],
        ["due", "--{evil}"],
        ["bank", "check", "--bank", "{evil}"], ["due", "--as-of", "{evil}"], ["lab", "{evil}"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_was_typed_is_told_harmless(arguments: list[str], tmp_path: Path, bank_root: Path) -> None:
    evil = EVIL.replace("\x00", "")
    typed = [word.replace("{evil}", evil) for word in arguments]
    done = quizapp(*typed, "--data-dir", tmp_path / "user", *([] if "--bank" in typed else ["--bank", bank_root]))
    is_clean(done.out, done.err)
    assert done.code
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("command", [["backup"], ["locate"], ["doctor"], ["due"], ["report", "weak"]], ids=" ".join)
def test_a_data_folder_with_an_odd_name_is_told_harmless(command: list[str], tmp_path: Path, bank_root: Path) -> None:
    done: Done = quizapp(*command, "--data-dir", tmp_path / EVIL.replace("\x00", ""), "--bank", bank_root)
    assert done.code == 0
    is_clean(done.out, done.err)


def test_two_blanks_in_a_path_are_told_as_two(tmp_path: Path) -> None:
    done = quizapp("restore", tmp_path / "my  copy.db", "--data-dir", tmp_path)
    assert f"{tmp_path}/my  copy.db: there is no such file" in done.err


def test_all_that_is_printed_goes_through_one_place() -> None:
    for path in CLI.glob("*.py"):
        calls = {
            (ast.unparse(node.func), ast.unparse(node.args[0])[:3] if node.args else "")
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call)
        }
        echoes = {argument for name, argument in calls if name in ("click.echo", "click.secho", "print")}
        own = path.name in ("output.py", "completion.py", "options.py")  # a script for the shell; the version
        assert own or echoes <= {"f'\\"}, path.name  # a counter goes back to the start of its line


async def test_screens_show_it_harmless(tmp_path: Path, bank_root: Path) -> None:
    hostile(tmp_path, bank_root)
    context: AppContext = open_context(user_paths(tmp_path / "user"), bank_root, clock=FixedClock())
    try:
        async with running(context, size=(120, 40)) as (app, pilot):
            seen = [screen_text(app)]
            for keys in ("p", "down", "enter", "escape", "escape", "b", "escape", "s", "escape", "m", "escape"):
                await pilot.press(keys)
                await settle(pilot)
                seen.append(screen_text(app))
            app.show_error(f"{EVIL}: cannot be written")
            await settle(pilot)
            is_clean(*seen, screen_text(app), told(app))
    finally:
        context.close()


def test_an_odd_name_of_a_device_changes_nothing(tmp_path: Path, bank_root: Path) -> None:
    with open_store(tmp_path) as store:
        store.append([answer("c1")], stamp())
    (tmp_path / "device").write_text(json.dumps({"device_id": EVIL, "database": EVIL, "inode": 1, "host": EVIL}))
    done = quizapp("doctor", "--data-dir", tmp_path, "--bank", bank_root)
    assert done.code == 0
    is_clean(done.out, done.err)

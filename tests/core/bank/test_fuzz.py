"""Banks that somebody is typing, or that a disk or a merge tool spoiled: problems, and never an error of ours."""

from __future__ import annotations

import random
import re
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import pytest

from quizapp.cli.study.plain import question_lines
from quizapp.core.bank import Matching, Numeric, Response, Showing, arrange, grade, key_of
from quizapp.services.authoring.lint import audit_library
from quizapp.services.bank.library import Library, LibraryError, load_library
from quizapp.store.paths import bundled_bank
from tests.support.small_bank import FILES, write_small_bank

PIECES = (
    "{", "}", "[", "]", "- ", "- id: x\n", ":", ": ", "#", "'", '"', "|", ">", "*a", "!x", "%", "@", "---\n",
    "\r", "\0", "\x1b", "\u202e", "\ud7ff", "\ufeff", "null", "12:30", "010", "1e400", "-1", ".inf", "9" * 50,
    "<<: ", "? ", "items:", "id:", "\n\n", "  ", "\N{NO-BREAK SPACE}", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> main\n",
    "key: true", "version: 0", "valid: {from: 2020-12-01}", "(Choose TWO.)", "[[[[[[[[", "a: {b: {c: ",
)  # fmt: skip
OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey."""


def spoiled(text: bytes, chance: random.Random) -> bytes:
    """``text`` after one to three accidents of an editor, a disk or a merge."""
    data = bytearray(text)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data) + 1)
        far = min(len(data), at + chance.choice((1, 2, 10, 80, 400)))
        kind = chance.randrange(8)
        if kind == 0:
            del data[at:]
        elif kind == 1:
            del data[at:far]
        elif kind == 2:
            data[at:at] = data[at:far]
        elif kind == 3:
            data[at:at] = chance.choice(PIECES).encode()
        elif kind == 4 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 5:
            lines = data.split(b"\n")
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            data = bytearray(b"\n".join(lines))
        elif kind == 6:
            lines = data.split(b"\n")
            one = chance.randrange(len(lines))
            lines[one] = lines[one][2:] if chance.random() < 0.5 else b"  " + lines[one]
            data = bytearray(b"\n".join(lines))
        else:
            data[at:far] = chance.choice(PIECES).encode()
    return bytes(data)


def answered(showing: Showing) -> Response:
    """Some complete response."""
    if isinstance(showing.item, Numeric):
        return ("7",)
    wanted = len(showing.lefts) if isinstance(showing.item, Matching) else len(key_of(showing.item))
    ids = [part.choice_id for part in showing.choices]
    return tuple(islice(cycle(ids), wanted)) if isinstance(showing.item, Matching) else tuple(ids[:wanted])


def use(library: Library) -> None:
    """What every command does with a bank: name its problems, show, grade, audit."""
    for problem in library.problems:
        assert Path(problem.file).is_relative_to(library.root)
        assert problem.line >= 1
        assert not OBEYED.search(problem.message), ascii(problem.message)
    for item in library.bank:
        showing = arrange(item, 1)
        assert list(question_lines(showing))
        grade(item, answered(showing))
    for fact in library.facts:
        library.facts.as_of(date(2026, 11, 29)).known(fact.id)
    for problem in audit_library(library, date(2026, 11, 29)):
        assert problem.line >= 1


def mutant(files: dict[str, bytes], root: Path, seed: str) -> None:
    chance = random.Random(seed)
    name = chance.choice(sorted(files))
    text = spoiled(files[name], chance)
    (root / name).write_bytes(text)
    try:
        use(load_library(root))
    except LibraryError:
        pass  # the whole is gone, as when no facts are left
    except Exception as error:
        error.add_note(f"seed {seed}, file {name}")
        raise
    finally:
        (root / name).write_bytes(files[name])


def mutants(source: dict[str, bytes], root: Path, seeds: range, commit_seed: int) -> None:
    for name, text in source.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text)
    for number in seeds:
        mutant(source, root, f"{commit_seed}-{number}")


def small(tmp_path: Path) -> dict[str, bytes]:
    root = write_small_bank(tmp_path / "source")
    blueprints = "blueprints:\n  - {id: mini, title: M, about: A, items: 2, minutes: 5, cut: 1, topics: [limits]}\n"
    return {**{name: (root / name).read_bytes() for name in FILES}, "blueprints/mini.yaml": blueprints.encode()}


def bundled() -> dict[str, bytes]:
    root = bundled_bank()
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}


def test_a_spoiled_bank_is_problems_and_never_an_error_of_ours(tmp_path: Path, commit_seed: int) -> None:
    mutants(small(tmp_path), tmp_path / "bank", range(60), commit_seed)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(8))
def test_2800_spoiled_small_banks(tmp_path: Path, commit_seed: int, part: int) -> None:
    mutants(small(tmp_path), tmp_path / "bank", range(1000 + part * 350, 1000 + (part + 1) * 350), commit_seed)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(8))
def test_200_spoils_of_the_whole_bank(tmp_path: Path, commit_seed: int, part: int) -> None:
    mutants(bundled(), tmp_path / "bank", range(part * 25, (part + 1) * 25), commit_seed)

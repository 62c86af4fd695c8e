"""Names: each public class once in the package, and no retired word of the glossary in what we name."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "quizapp"
GLOSSARY = ROOT / "docs" / "glossary.md"
CONTRACTS = {
    ("quizapp/cli/lab/generate.py", "lure"): "the option --lure",
    ("quizapp/core/generate/models/layers/room_after.py", "room_after"): "the id of an item model",
    ("quizapp/core/generate/models/packaging/room.py", "room"): "the id of an item model",
    ("quizapp/core/lambda_model/packaging.py", "room"): "the id of a rule",
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def words(name: str) -> list[str]:
    """``AppContext`` and ``app_context`` are the words app and context."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)]


def retired() -> list[list[str]]:
    rows = GLOSSARY.read_text(encoding="utf-8").split("## Retired words")[1].split("###")[0]
    cells = re.findall(r"^\| ([a-z_, ]+) \| ", rows, re.MULTILINE)
    return [words(word) for cell in cells if cell != "retired" for word in cell.split(", ")]


def names(path: str, tree: ast.Module) -> Iterator[str]:
    yield from Path(path).with_suffix("").parts
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
            yield from (one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))


def holds(name: str, word: list[str]) -> bool:
    found = words(name)
    return any(found[at : at + len(word)] == word for at in range(len(found)))


def test_each_public_class_name_means_one_thing() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(path)
    assert not {name: where for name, where in homes.items() if len(where) > 1}


def test_retired_words_do_not_come_back() -> None:
    unwanted = retired()
    assert len(unwanted) > 30
    found = {
        (path, name)
        for path, tree in trees()
        for name in names(path, tree)
        if any(holds(name, word) for word in unwanted)
    }
    assert not found - CONTRACTS.keys()
    assert not CONTRACTS.keys() - found, "exempt for nothing; take these out"


def test_every_contract_that_keeps_a_retired_word_is_in_the_glossary() -> None:
    kept = GLOSSARY.read_text(encoding="utf-8").split("### Contract strings")[1]
    for (_, name), why in CONTRACTS.items():
        assert f"`{name}`" in kept, why

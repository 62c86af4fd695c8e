"""Private names of Textual: the package has them in one module, the tests in one adapter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import textual

ROOT = Path(__file__).parents[2]
HOMES = {"quizapp/tui/base_app.py", "tests/support/textual_adapter.py"}


def named(folder: Path) -> Iterator[str]:
    """Private attributes and methods that the code in a folder gives its objects."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name
            elif isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.attr if isinstance(node, ast.Attribute) else node.id


@cache
def theirs() -> set[str]:
    """Textual's private names that are not ours as well."""
    ours = {*named(ROOT / "quizapp"), *named(ROOT / "tests")}
    return {name for name in named(Path(textual.__file__).parent) if re.match("_[^_]", name) and name not in ours}


def private(tree: ast.Module) -> Iterator[str]:
    """What is taken of Textual by a private name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in theirs() and ast.unparse(node.value) != "os":
            yield node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
            yield from (part for part in (node.module or "").split(".") if part.startswith("_"))
            yield from (alias.name for alias in node.names if alias.name.startswith("_"))


def test_private_names_of_textual_stand_in_one_place_each() -> None:
    wanted = {"_compositor", "_notifications", "_batch_count", "_on_timer_update", "_exit", "_exception", "_driver"}
    assert wanted <= theirs()
    files = [path for folder in ("quizapp/tui", "tests") for path in (ROOT / folder).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in files if [*private(ast.parse(path.read_text()))]}
    assert found == HOMES

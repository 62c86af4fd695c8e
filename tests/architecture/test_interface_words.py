"""What the program says has none of the words that its questions no longer use."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from quizapp.core.lint.voice import retired_words

ROOT = Path(__file__).parents[2]
LISTED = {"quizapp/core/lint/voice.py", "quizapp/core/lint/catalogue.py"}
"""They name the words in order to find them."""


def texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of a module but for its docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def test_the_interface_has_no_retired_word() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{text.lineno} '{met}': say {say}"
        for path in sorted((ROOT / "quizapp").rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in LISTED
        for text in texts(ast.parse(path.read_text(encoding="utf-8")))
        for met, say in retired_words(str(text.value))
    ]
    assert not found

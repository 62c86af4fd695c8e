"""The walls of the house: imports, sizes, the homes of SQL and of numbers, what the core may know."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "quizapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONG_MODULES = {
    "quizapp/services/study/session.py",
    "quizapp/core/generate/models/billing.py",
}  # each says why in its docstring


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


@cache
def imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_imports_point_down() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text, tree = text_of(path), tree_of(path)
    limit = 400 if name(path) in LONG_MODULES else 300
    assert text.count("\n") <= limit
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno < 60, node.name


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_everything_public_says_what_it_promises(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree), "the module"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for child in node.body:
                if isinstance(child, ast.FunctionDef) and not child.name.startswith("_"):
                    assert ast.get_docstring(child), f"{node.name}.{child.name}"
    for child in tree.body:
        if isinstance(child, ast.FunctionDef | ast.ClassDef) and not child.name.startswith("_"):
            assert ast.get_docstring(child), child.name


@pytest.mark.parametrize("path", [p for p in MODULES if "/core/" in name(p)], ids=name)
def test_the_core_knows_no_clock_no_chance_no_disk_and_no_screen(path: Path) -> None:
    tree = tree_of(path)
    banned = {"time", "random", "secrets", "os", "pathlib", "sqlite3", "textual", "click", "uuid", "io", "shutil"}
    assert not {module.split(".")[0] for module in imports(tree)} & banned
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not {c for c in calls if re.search(r"\b(now|today|utcnow|open|print|input)$", c)}


@pytest.mark.parametrize("path", [p for p in MODULES if "/store/" not in name(p)], ids=name)
def test_sql_lives_in_the_store_only(path: Path) -> None:
    tree = tree_of(path)
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    sql = re.compile(
        r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA)\b", re.S
    )
    assert not [text for text in texts if sql.search(text)]
    assert ".execute(" not in text_of(path)


AWS_NUMBERS = re.compile(r"\b(1769|3008|10240|262144000|6291456|1048576|0\.2000*1?6667|0\.0000166667|0\.20|400000)\b")


@pytest.mark.parametrize("path", [p for p in MODULES if "/generate/models/" not in name(p)], ids=name)
def test_aws_numbers_live_in_the_facts_only(path: Path) -> None:
    assert not AWS_NUMBERS.findall(text_of(path).replace("_", ""))


@pytest.mark.parametrize("path", [p for p in MODULES if "/tui/" not in name(p)], ids=name)
def test_only_the_screens_know_textual(path: Path) -> None:
    if name(path) == "quizapp/cli/study/study.py":
        return  # it starts them
    assert not {module for module in imports(tree_of(path)) if module.split(".")[0] == "textual"}


def test_texts_of_the_bank_are_styled_in_one_place() -> None:
    for path in (PACKAGE / "tui").rglob("*.py"):
        text = text_of(path)
        assert "from_markup" not in text, path
        assert "markup=True" not in text, path


@pytest.mark.parametrize("path", [p for p in MODULES if "/tui/" in name(p)], ids=name)
def test_nothing_is_painted_by_a_watcher(path: Path) -> None:
    """Textual passes a watcher over when the new value equals the old: look-alikes left the page as it was."""
    tree = tree_of(path)
    assert "textual.reactive" not in imports(tree)
    assert not [n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("watch_")]


def test_nothing_names_a_machine_or_a_registry() -> None:
    suspicious = re.compile(r"(?<!tui)/home/\w|/Users/\w|/root/|index-url|extra-index|pypi\.org/simple")
    for folder in ("quizapp", "question_bank", "tests", "studies", "docs", "findings", "assets"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".yaml", ".md", ".toml", ".sh") and path.name != Path(__file__).name:
                assert not suspicious.search(text_of(path)), path


def test_nothing_that_a_test_wrote_is_kept() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this copy has no history")
    for path in listed.stdout.decode().split("\0"):
        assert re.fullmatch(r"[\w./-]*", path, re.ASCII), repr(path)
        assert not path.endswith((".db", ".db-wal", ".db-shm", ".part")), path


def test_a_study_needs_the_package_and_nothing_of_the_tests() -> None:
    for path in (ROOT / "studies").rglob("*.py"):
        assert not {module for module in imports(tree_of(path)) if module.split(".")[0] == "tests"}, path

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


def within(*rooms: str, but: tuple[str, ...] = ()) -> list[Path]:
    """The modules in one of these folders, all without any, but for those named ``but``."""
    chosen = [path for path in MODULES if not rooms or any(f"/{room}/" in name(path) for room in rooms)]
    return [path for path in chosen if not any(f"/{room}/" in name(path) for room in but)]


def test_modules_and_functions_stay_small() -> None:
    long = []
    for path in MODULES:
        if text_of(path).count("\n") > 300:
            long.append(name(path))
        long += [
            f"{name(path)}:{node.lineno} {node.name}"
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or node.lineno) - node.lineno >= 60
        ]
    assert not long


def test_everything_public_says_what_it_promises() -> None:
    silent = []
    for path in MODULES:
        tree = tree_of(path)
        public: list[ast.Module | ast.ClassDef | ast.FunctionDef] = [tree]
        public += [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name[0] != "_"]
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                public += [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name[0] != "_"]
        silent += [
            f"{name(path)}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', '')}"
            for node in public
            if not ast.get_docstring(node)
        ]
    assert not silent


def test_the_core_knows_no_clock_no_chance_no_disk_and_no_screen() -> None:
    banned = {"time", "random", "secrets", "os", "pathlib", "sqlite3", "textual", "click", "uuid", "io", "shutil"}
    found = []
    for path in within("core"):
        tree = tree_of(path)
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        found += [(name(path), one) for one in {module.split(".")[0] for module in imports(tree)} & banned]
        found += [(name(path), c) for c in calls if re.search(r"\b(now|today|utcnow|open|print|input)$", c)]
    assert not found


SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA)\b", re.S)


def test_sql_lives_in_the_store_only() -> None:
    found = []
    for path in within(but=("store",)):
        texts = [n.value for n in ast.walk(tree_of(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        found += [(name(path), text) for text in texts if SQL.search(text)]
        if ".execute(" in text_of(path):
            found.append((name(path), ".execute("))
    assert not found


AWS_NUMBERS = re.compile(r"\b(1769|3008|10240|262144000|6291456|1048576|0\.2000*1?6667|0\.0000166667|0\.20|400000)\b")


def test_aws_numbers_live_in_the_facts_only() -> None:
    found = {
        name(path): AWS_NUMBERS.findall(text_of(path).replace("_", "")) for path in within(but=("generate/models",))
    }
    assert not {path: numbers for path, numbers in found.items() if numbers}


def test_only_the_screens_know_textual() -> None:
    found = {
        name(path): {m for m in imports(tree_of(path)) if m.split(".")[0] == "textual"} for path in within(but=("tui",))
    }
    found.pop("quizapp/cli/study/study.py")  # it starts them
    assert not {path: modules for path, modules in found.items() if modules}


def test_texts_of_the_bank_are_styled_in_one_place() -> None:
    for path in (PACKAGE / "tui").rglob("*.py"):
        text = text_of(path)
        assert "from_markup" not in text, path
        assert "markup=True" not in text, path


def test_nothing_is_painted_by_a_watcher() -> None:
    """Textual passes a watcher over when the new value equals the old: look-alikes left the page as it was."""
    found = []
    for path in within("tui"):
        tree = tree_of(path)
        found += [(name(path), "textual.reactive")] * ("textual.reactive" in imports(tree))
        found += [
            (name(path), n.name)
            for n in ast.walk(tree)
            if isinstance(n, ast.FunctionDef) and n.name.startswith("watch_")
        ]
    assert not found


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

"""What lies in a bank folder: what is read, what is passed over, and what is named because nothing reads it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from quizapp.services.authoring.lint import audit_library
from quizapp.services.bank.library import Library, LibraryError, load_facts, load_library
from quizapp.services.exam.forms import blueprints
from tests.support.clock import FixedClock
from tests.support.commands import quizapp
from tests.support.small_bank import FILES, IDS, write_small_bank

LIMITS = "items/limits.yaml"
LEFT_BEHIND = (
    "items/.#limits.yaml", "items/#limits.yaml#", "items/limits.yaml~", "items/.limits.yaml.swp", "items/._limits.yaml",
    "items/~$limits.yaml", "items/.DS_Store", "facts/.~lock.facts.yaml#", "Thumbs.db", "desktop.ini",
    "__MACOSX/items/limits.yaml", ".git/config.yaml", ".obsidian/items/limits.yaml",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_small_bank(tmp_path / "bank")


def told(library: Library) -> dict[str, str]:
    """The problems by file inside the folder."""
    return {Path(p.file).relative_to(library.root).as_posix(): p.message for p in library.problems}


@pytest.mark.parametrize("name", LEFT_BEHIND)
@pytest.mark.parametrize("kind", ["copy", "dangling link"])
def test_what_other_programs_leave_behind_stops_nothing_and_is_no_problem(root: Path, name: str, kind: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "copy":
        path.write_text(FILES[LIMITS], encoding="utf-8")
    else:
        path.symlink_to("somebody@a-host.1234:1")
    library = load_library(root)
    assert library.problems == ()
    assert set(library.bank.items) == IDS


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("items/more.yml", "rename it to more.yaml"),
        ("items/more.YAML", "rename it to more.yaml"),
        ("topics.yml", "rename it to topics.yaml"),
        ("item/limits.yaml", "did you mean items/?"),
        ("Facts/limits.yaml", "did you mean facts/?"),
        ("blueprint/mine.yaml", "did you mean blueprints/?"),
        ("misconception.yaml", "did you mean misconceptions.yaml?"),
        ("questions.yaml", "nothing reads this file"),
        ("items/limits.yaml.txt", "items/ holds .yaml files"),
        ("items/limits.bak", "items/ holds .yaml files"),
    ],
)
def test_a_file_that_looks_like_the_banks_and_is_not_read_is_named(root: Path, name: str, says: str) -> None:
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("items: []\n", encoding="utf-8")
    done = quizapp("bank", "check", root)
    assert done.code == 0
    (line,) = done.out.splitlines()
    assert line.startswith(f"{path}:1: warning [files] ")
    assert says in line


def test_a_readme_and_a_licence_are_welcome(root: Path) -> None:
    for name in ("README.md", "LICENSE", "docs/how.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("words", encoding="utf-8")
    assert load_library(root).problems == ()


@pytest.mark.parametrize("name", ["items/limits (1).yaml", "items/limits - Copy.yaml", "items/limits copy.yaml"])
def test_of_a_copy_and_its_original_the_original_counts_and_the_copy_is_named(root: Path, name: str) -> None:
    (root / name).write_text(FILES[LIMITS].replace("The limit", "The old limit"), encoding="utf-8")
    library = load_library(root)
    assert {Path(p.file).name for p in library.errors} == {Path(name).name}
    assert all("taken by items/limits.yaml" in p.message for p in library.errors)
    assert {place.file for place in library.bank.places.values()} == {n for n in FILES if n.startswith("items/")}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["items/pipe.yaml", "facts/pipe.yaml", "blueprints/pipe.yaml", "published.yaml"])
def test_a_pipe_in_the_folder_is_a_problem_and_nothing_waits_for_it(root: Path, name: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(root / name)
    library = load_library(root)
    assert told(library) == {name: "not a regular file, so it is not read"}
    assert set(library.bank.items) == IDS
    audit_library(library, FixedClock()().calendar_date)
    assert len(load_facts(root)) == len(library.facts)
    blueprints(root, root)


def test_a_link_to_nowhere_costs_one_file_only(root: Path) -> None:
    (root / "items/away.yaml").symlink_to(root / "nowhere.yaml")
    library = load_library(root)
    assert list(told(library)) == ["items/away.yaml"]
    assert "cannot be read" in library.errors[0].message
    assert set(library.bank.items) == IDS


def test_a_linked_folder_is_read_once_and_a_link_that_leads_back_ends(root: Path, tmp_path: Path) -> None:
    (root / "items").rename(tmp_path / "elsewhere")
    (root / "items").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "back").symlink_to(root)
    library = load_library(root)
    assert set(library.bank.items) == IDS


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_file_without_the_right_to_read_it_costs_one_file_only(root: Path) -> None:  # pragma: no cover - not as root
    (root / LIMITS).chmod(0)
    library = load_library(root)
    assert list(told(library)) == [LIMITS]


def test_a_folder_named_like_a_file_is_looked_into(root: Path) -> None:
    (root / "items" / "old.yaml").mkdir()
    assert load_library(root).problems == ()


def test_a_folder_whose_only_questions_cannot_be_read_is_a_bank_with_a_problem_or_none(tmp_path: Path) -> None:
    root = write_small_bank(tmp_path / "bank", {n: t for n, t in FILES.items() if not n.startswith("items/")})
    (root / "items").mkdir(exist_ok=True)
    (root / "items" / "away.yaml").symlink_to(root / "nowhere.yaml")
    with pytest.raises(LibraryError, match=r"no items/\*\.yaml"):
        load_library(root)


def test_study_goes_on_beside_a_half_typed_file(root: Path, tmp_path: Path) -> None:
    for name in ("items/half.yaml", "facts/half.yaml", "models/half.yaml", "blueprints/half.yaml"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("{", encoding="utf-8")
    common = ("--bank", root, "--data-dir", tmp_path / "data")
    for command in (("study", "--plain"), ("due",), ("exam", "--list"), ("bank", "list"), ("facts", "list")):
        done = quizapp(*command, *common)
        assert done.code in (0, 3), (command, done)  # exam --list tells of a blueprint that cannot be read
        assert "Traceback" not in done.err
    assert "Question 1 of" in quizapp("study", "--plain", *common).out


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not UTF-8 can be made on Linux alone")
@pytest.mark.parametrize("text", ["", "{", "items: []\n"])
def test_a_name_that_is_not_utf_8_stops_nothing(root: Path, tmp_path: Path, text: str) -> None:
    path = os.fsencode(root / "items") + b"/odd\xff.yaml"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes no bytes
        file.write(text)
    assert set(load_library(root).bank.items) == IDS
    for command in (["bank", "check"], ["bank", "list"], ["due"], ["stats"], ["doctor"]):
        done = quizapp(*command, "--bank", root, "--data-dir", tmp_path / "user")
        assert done.code in (0, 3), done
        assert "mistake in quizapp" not in done.err

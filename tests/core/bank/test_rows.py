"""A list in a file that is broken somewhere: every row that can be read is kept, whichever kind of file it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.yamlio import Problem, capped, listed, read_rows
from quizapp.services.bank.library import Library, load_library
from tests.support.small_bank import FILES, IDS, write_small_bank

BROKEN = "  - id: half-typed\n    says: [\n"


def names(library: Library) -> dict[str, set[str]]:
    return {
        "topics.yaml": set(library.bank.topics),
        "notes.yaml": set(library.bank.claims),
        "misconceptions.yaml": set(library.bank.misconceptions),
        "retired.yaml": set(library.bank.retired),
        "facts/facts.yaml": {fact.id for fact in library.facts},
        "items/limits.yaml": set(library.bank.items),
    }


@pytest.mark.parametrize(
    "file", ["topics.yaml", "notes.yaml", "misconceptions.yaml", "retired.yaml", "facts/facts.yaml"]
)
def test_a_row_that_is_being_typed_hides_no_other(tmp_path: Path, file: str) -> None:
    whole = load_library(write_small_bank(tmp_path / "whole"))
    broken = load_library(write_small_bank(tmp_path / "broken", {**FILES, file: FILES[file] + BROKEN}))
    assert {Path(p.file).name for p in broken.errors} == {Path(file).name}
    assert names(broken) == names(whole)
    assert set(broken.bank.items) == IDS


@pytest.mark.parametrize("text", ["{", "- ", "items:\n  - ", "items: [", "\t", "items:\n  -", "'", "? [", "%", "&"])
def test_a_file_without_a_single_row_is_a_problem_and_never_an_error_of_the_program(tmp_path: Path, text: str) -> None:
    library = load_library(write_small_bank(tmp_path / "bank", {**FILES, "items/x.yaml": text}))
    assert set(library.bank.items) == IDS
    assert {Path(p.file).name for p in library.errors} <= {"x.yaml"}
    for key in ("facts", "models", "blueprints", "items"):
        assert all(row.value is None for row in read_rows(text, "x.yaml", key, "no list").rows)


def test_rows_are_told_apart_by_the_indentation_of_the_first_whatever_key_they_begin_with() -> None:
    text = (
        "topic: 'limits' # here\nitems:\n- id: one\n  options:\n  - id: a\n"
        "- version: 2\n  id: two\n- id: three\n  x: [\n"
    )
    found = read_rows(text, "x.yaml", "items", "no list")
    assert [row.value["id"] for row in found.rows] == ["one", "two"]
    assert [row.line for row in found.rows] == [3, 6]
    assert found.head == {"topic": "limits"}
    assert found.problems


def test_a_row_with_a_flaw_of_the_yaml_itself_is_marked_and_its_neighbours_are_not() -> None:
    found = read_rows("items:\n- id: one\n- id: two\n  id: again\n- id: three\n", "x.yaml", "items", "no list")
    assert [row.flawed for row in found.rows] == [False, True, False]


def test_many_problems_of_one_file_are_told_by_the_first_hundred_and_a_count() -> None:
    many = [Problem("a.yaml", n, "m" * 10_000, "x", "warning" if n % 2 else "error") for n in range(1, 1001)]
    found = capped([*many, Problem("b.yaml", 1, "here")])
    assert len(found) == 102
    assert sum(len(str(p)) for p in found) < 60_000
    assert {p.level for p in found if p.file == "a.yaml"} == {"error"}
    assert "and 900 more problems in this file" in next(p.message for p in found if "more problems" in p.message)
    assert Problem("b.yaml", 1, "here") in found


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("items/limits.yaml", "    version: 1", '    version: 1\n    "two\\nlines": x'),
        ("items/limits.yaml", "topic: limits", 'topic: "two\\nlines"'),
        ("items/limits.yaml", "  - id: limits-memory", '  - id: "two\\nlines"'),
        ("topics.yaml", "    title: ", '    "two\\nlines": x\n    title: '),
    ],
)
def test_a_problem_is_one_line_whatever_it_quotes(tmp_path: Path, file: str, old: str, new: str) -> None:
    assert old in FILES[file]
    found = load_library(write_small_bank(tmp_path, {**FILES, file: FILES[file].replace(old, new, 1)})).problems
    assert any("two lines" in problem.message for problem in found)
    assert not [problem for problem in found if "\n" in str(problem)]


def test_a_list_of_names_in_a_message_is_short(tmp_path: Path) -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(map(str, range(100))).endswith("10, 11 and 88 more")
    topics = FILES["topics.yaml"] + "".join(
        f'  - {{id: t{n}, title: T, read: {{title: G, url: "https://docs.example.com/", checked: 2026-11-01}}, '
        f"knowledge: {{k: K}}}}\n"
        for n in range(500)
    )
    files = {
        **FILES,
        "topics.yaml": topics,
        "items/limits.yaml": FILES["items/limits.yaml"].replace("topic: limits", "topic: x"),
    }
    library = load_library(write_small_bank(tmp_path / "bank", files))
    assert library.errors
    assert all(len(p.message) < 400 for p in library.errors)

# ruff: noqa: E501 - a table of damages, one a row
"""A broken bank: each kind of damage is named with its file and line, and hides nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.services.bank.library import LibraryError, load_library
from tests.support.commands import quizapp
from tests.support.small_bank import FILES, IDS, single, write_small_bank

Damage = Callable[[dict[str, str]], None]


def change(name: str, old: str, new: str) -> Damage:
    def damage(files: dict[str, str]) -> None:
        assert old in files[name], old
        files[name] = files[name].replace(old, new, 1)

    return damage


def add(name: str, text: str) -> Damage:
    def damage(files: dict[str, str]) -> None:
        files[name] += text

    return damage


LIMITS, INVOCATION, PRICING, FACTS = (
    "items/limits.yaml",
    "items/invocation.yaml",
    "items/pricing.yaml",
    "facts/facts.yaml",
)

# what is done, where the problem is (file, the text of its line), what it says, the item that is lost
DAMAGES: dict[str, tuple[Damage, str, str, str, str]] = {
    "malformed YAML": (change(LIMITS, "level: recall", "level: [recall"), LIMITS, "", "cannot be read", "limits-memory"),
    "a wrong type": (change(LIMITS, "version: 1", "version: one"), LIMITS, "version: one", "version", "limits-memory"),
    "a version beyond all counting": (
        change(LIMITS, "version: 1", "version: 99999999999999999999"),
        LIMITS, "- id: limits-memory", "counts from 1", "limits-memory",
    ),
    "a quantity that is not a number": (
        change(FACTS, "value: 10240", "value: a lot"), FACTS, "- id: limits.memory.max", "'a lot' is not a number of 'MB'", "limits-memory",
    ),
    "a fact that has no value when the item is valid": (
        change(FACTS, "value: 10240", "value: null"), LIMITS, "- id: limits-memory", "has no value on 2020-12-01", "limits-memory",
    ),
    "a key twice": (
        change(LIMITS, "    level: recall\n", "    level: recall\n    level: apply\n"),
        LIMITS, "level: apply", "second time", "limits-memory",
    ),
    "an unknown key": (
        change(LIMITS, "explanation: The limit", "explanaton: The limit"),
        LIMITS, "explanaton", "explanation", "limits-memory",
    ),
    "an unknown type": (change(LIMITS, "type: single", "type: singel"), LIMITS, "type: singel", "single", "limits-memory"),
    "an unknown topic": (
        change(LIMITS, "topic: limits", "topic: limit"), LIMITS, "- id: limits-memory", "unknown topic", "limits-memory",
    ),
    "an unknown knowledge point": (
        change(LIMITS, "knowledge: [memory]", "knowledge: [memroy]"), LIMITS, "- id: limits-memory", "memroy", "limits-memory",
    ),
    "two keys in a single": (
        change(LIMITS, "      - text: 3,008 MB", "      - key: true\n        text: 3,008 MB"),
        LIMITS, "- id: limits-memory", "exactly one option", "limits-memory",
    ),
    "no key in a single": (
        change(LIMITS, "      - key: true\n        text: 10,240 MB", "      - text: 10,240 MB"),
        LIMITS, "- id: limits-memory", "exactly one option", "limits-memory",
    ),
    "a Choose two with three keys": (
        change(LIMITS, "      - text: It is shared", "      - key: true\n        text: It is shared"),
        LIMITS, "- id: limits-storage", "Choose two", "limits-storage",
    ),
    "a multiple that does not say how many": (
        change(LIMITS, " (Choose two.)", ""), LIMITS, "- id: limits-storage", "Choose two", "limits-storage",
    ),
    "three options": (
        change(LIMITS, "      - text: 6 GB\n        why: It never was.\n", ""),
        LIMITS, "- id: limits-memory", "four options", "limits-memory",
    ),
    "the same option twice": (
        change(LIMITS, "text: 6 GB", "text: 128 MB"), LIMITS, "- id: limits-memory", "same text", "limits-memory",
    ),
    "an option without a rationale": (
        change(LIMITS, "why: It never was.", "why: ''"), LIMITS, "- id: limits-memory", "no rationale", "limits-memory",
    ),
    "a missing field": (
        change(LIMITS, "    level: recall\n", ""), LIMITS, "- id: limits-memory", "level", "limits-memory",
    ),
    "an id twice": (
        add(PRICING, single("limits-memory")), PRICING, "- id: limits-memory", f"taken by {LIMITS}:", "",
    ),
    "an id that is retired": (
        change(LIMITS, "id: limits-memory", "id: limits-old"), LIMITS, "- id: limits-old", "retired", "limits-memory",
    ),
    "an id that is no slug": (
        change(LIMITS, "id: limits-memory", "id: Limits_Memory"), LIMITS, "- id: Limits_Memory", "slug", "limits-memory",
    ),
    "a fact that does not exist": (
        change(LIMITS, "facts: [limits.memory.max]", "facts: [limits.memory.mix]"),
        LIMITS, "- id: limits-memory", "did you mean 'limits.memory.max'", "limits-memory",
    ),
    "a fact from memory": (
        change(INVOCATION, "facts: [invoke.retries]", "facts: [invoke.remembered]"),
        INVOCATION, "- id: invocation-attempts", "from memory", "invocation-attempts",
    ),
    "a fact that sources dispute": (
        change(INVOCATION, "facts: [invoke.retries]", "facts: [invoke.quarrelled]"),
        INVOCATION, "- id: invocation-attempts", "differ", "invocation-attempts",
    ),
    "a fact that changes while the item is valid": (
        change(LIMITS, "    valid: {from: 2020-12-01}\n", ""), LIMITS, "- id: limits-memory", "2020-12-01", "limits-memory",
    ),
    "a window that ends before it begins": (
        change(LIMITS, "valid: {from: 2020-12-01}", "valid: {from: 2020-12-01, until: 2020-01-01}"),
        LIMITS, "- id: limits-memory", "valid.until", "limits-memory",
    ),
    "an item without a source": (
        change(PRICING, '    sources:\n      - {title: "Guide, invoking", url: "https://docs.example.com/invoke", checked: 2026-11-01}\n', "    sources: []\n"),
        PRICING, "- id: pricing-codes", "at least one source", "pricing-codes",
    ),
    "a source without its date": (
        change(PRICING, '/invoke", checked: 2026-11-01}', '/invoke"}'),
        PRICING, "- id: pricing-codes", "date it was checked", "pricing-codes",
    ),
    "a claim that the notes do not make": (
        change(LIMITS, "notes: [S001]", "notes: [S999]"), LIMITS, "- id: limits-memory", "S999", "limits-memory",
    ),
    "an unknown misconception": (
        change(INVOCATION, "misconception: counts-retries-only", "misconception: counts-nothing"),
        INVOCATION, "- id: invocation-attempts", "counts-nothing", "invocation-attempts",
    ),
    "two steps": (
        change(INVOCATION, "      - {text: The event is queued, why: First it waits.}\n      - {text: The function is invoked, why: Then it runs.}\n", ""),
        INVOCATION, "- id: invocation-path", "three to seven", "invocation-path",
    ),
    "a slip that is the answer": (
        change(INVOCATION, "        - value: 2\n", "        - value: 3\n"),
        INVOCATION, "- id: invocation-attempts", "other than the answer", "invocation-attempts",
    ),
    "an alias": (
        change(LIMITS, "why: It never was.", "why: *it"), LIMITS, "", "cannot be read", "limits-memory",
    ),
    "a terminal escape": (
        change(LIMITS, "why: It never was.", 'why: "\\e[2J"'), LIMITS, "why:", "control", "limits-memory",
    ),
    "half a document": (lambda files: files.update({LIMITS: "items: 7\n"}), LIMITS, "items: 7", "items", "limits-memory"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_named_with_file_and_line_and_hides_nothing_else(tmp_path: Path, kind: str) -> None:
    damage, file, line_text, says, lost = DAMAGES[kind]
    files = dict(FILES)
    damage(files)
    library = load_library(write_small_bank(tmp_path / "bank", files))
    problems = [p for p in library.errors if Path(p.file).as_posix().endswith(file)]
    assert problems, library.problems
    assert any(says in p.message for p in problems), problems
    lines = files[file].splitlines()
    told = [p for p in problems if says in p.message]
    if line_text:
        assert any(line_text in lines[p.line - 1] for p in told), told
    survivors = IDS - {lost}
    if kind in ("half a document", "an unknown topic"):
        survivors -= {"limits-storage"}
    assert survivors <= set(library.bank.items)
    assert lost not in library.bank.items


def test_all_problems_are_found_in_one_run(tmp_path: Path) -> None:
    files = dict(FILES)
    for kind in ("a wrong type", "a slip that is the answer", "a source without its date"):
        DAMAGES[kind][0](files)
    library = load_library(write_small_bank(tmp_path / "bank", files))
    assert {Path(p.file).name for p in library.errors} == {"limits.yaml", "invocation.yaml", "pricing.yaml"}
    assert set(library.bank.items) == {"limits-storage", "invocation-path"}


def test_bytes_that_are_no_text_cost_one_file_only(tmp_path: Path) -> None:
    root = write_small_bank(tmp_path / "bank")
    path = root / LIMITS
    path.write_bytes(path.read_bytes().replace(b"It never was", b"\xff\xfe"))
    library = load_library(root)
    assert [Path(p.file).name for p in library.errors] == ["limits.yaml"]
    assert "UTF-8" in library.errors[0].message
    assert "invocation-path" in library.bank.items


@pytest.mark.parametrize("topics", [None, "", "topics: 7\n", "topics: [\n"])
def test_a_bank_without_topics_is_one_problem_and_not_one_for_each_question(tmp_path: Path, topics: str | None) -> None:
    root = write_small_bank(tmp_path / "bank")
    (root / "topics.yaml").unlink()
    if topics is not None:
        (root / "topics.yaml").write_text(topics, encoding="utf-8")
    library = load_library(root)
    assert {Path(p.file).name for p in library.errors} == {"topics.yaml"}
    assert any("every question belongs to a topic" in p.message for p in library.errors)
    assert not library.bank.items


def test_a_bank_without_the_facts_that_it_names_is_told_so_in_one_line(tmp_path: Path) -> None:
    root = write_small_bank(tmp_path / "bank")
    (root / "facts" / "facts.yaml").unlink()
    (root / "facts" / "api_checks.yaml").write_text("checks: []\n", encoding="utf-8")
    done = quizapp("bank", "check", "--bank", root)
    assert (done.code, done.out) == (
        3,
        f"{root / 'facts'}:1: error [FCT01] no facts/*.yaml, and questions name facts\n",
    )


@pytest.mark.parametrize("facts", ["", "facts: []\n", "facts: 7\n", "facts: [\n"])
def test_a_bank_whose_facts_cannot_be_read_is_one_problem_and_not_one_for_each_question(
    tmp_path: Path, facts: str
) -> None:
    root = write_small_bank(tmp_path / "bank", {**FILES, FACTS: facts})
    (root / "facts" / "api_checks.yaml").write_text(
        "checks: [{fact: limits.memory.max, service: lambda, path: a}]\n", encoding="utf-8"
    )
    library = load_library(root)
    assert len(library.problems) == 1
    assert Path(library.problems[0].file).is_relative_to(root / "facts")
    assert set(library.bank.items) == IDS - {"limits-memory", "invocation-attempts"}


@pytest.mark.parametrize("notes", [None, "", "claims: []\n", "claims: 7\n", "claims: [\n"])
def test_a_bank_without_claims_is_one_problem_and_loses_no_question(tmp_path: Path, notes: str | None) -> None:
    root = write_small_bank(tmp_path / "bank")
    (root / "notes.yaml").unlink()
    if notes is not None:
        (root / "notes.yaml").write_text(notes, encoding="utf-8")
    library = load_library(root)
    assert [Path(p.file).name for p in library.problems] == ["notes.yaml"]
    assert set(library.bank.items) == IDS
    assert library.bank.claims_of(library.bank.items["limits-memory"]) == ()


def test_a_bank_that_names_no_claims_needs_none(tmp_path: Path) -> None:
    files = {
        name: text.replace("    notes: [S001]\n", "").replace("    notes: [S002]\n", "") for name, text in FILES.items()
    }
    del files["notes.yaml"]
    assert load_library(write_small_bank(tmp_path / "bank", files)).problems == ()


def test_no_folder_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no such bank folder"):
        load_library(tmp_path / "nowhere")


def test_a_folder_without_items_is_no_bank(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"no items/\*\.yaml"):
        load_library(tmp_path)


def test_problems_stand_in_order_of_place(tmp_path: Path) -> None:
    files = dict(FILES)
    for damage, *_ in list(DAMAGES.values())[1:3]:
        damage(files)
    problems = load_library(write_small_bank(tmp_path / "bank", files)).problems
    assert list(problems) == sorted(problems, key=lambda p: (p.file, p.line))


def test_a_text_that_is_cut_short_is_named_and_its_question_kept(bank_root: Path) -> None:
    path = bank_root / "items" / "limits.yaml"
    text = path.read_text().replace("text: 10,240 MB", "text: as in issue #2", 1)
    path.write_text(text)
    library = load_library(bank_root)
    (problem,) = library.problems
    assert (problem.level, problem.file) == ("warning", str(path))
    assert "'#2'" in problem.message
    assert "limits-memory" in library.bank.items

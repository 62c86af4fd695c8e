"""Blueprints: what is wrong with one is said in one line, where it stands, whoever wrote it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quizapp.core.bank.blueprints import read_blueprints
from quizapp.core.yamlio import Problem
from quizapp.services.authoring.lint import audit_library
from quizapp.services.bank.library import load_library
from quizapp.services.exam.forms import blueprints
from tests.support.commands import quizapp
from tests.support.exams import exam_bank

DAY = date(2026, 11, 23)
TOPICS = ("limits", "invocation", "pricing")
DOMAINS = ("development", "security", "deployment", "troubleshooting")
ROW = "{{id: mine, title: Mine, about: My own., items: 2, minutes: 5, cut: 1, {}}}"


def told(more: str) -> list[Problem]:
    """The problems of one blueprint, on the third line of its file."""
    text = f"blueprints:\n  # mine\n  - {ROW.format(more)}\n"
    plans, places, problems = read_blueprints({"blueprints/a.yaml": text.encode()}, TOPICS, DOMAINS)
    assert plans.keys() == places.keys() == (set() if problems else {"mine"})
    return problems


WRONG = {
    "a weight below nothing": (
        "domains: {development: 150, security: -50}",
        "mine: 'domains' are percentages above 0 up to 100, not 150 for development, -50 for security",
    ),
    "no weight": (
        "domains: {development: 100, security: 0}",
        "mine: 'domains' are percentages above 0 up to 100, not 0 for security",
    ),
    "weights that make less": ("domains: {development: 90}", "mine: 'domains' are percentages that make 100, not 90"),
    "a domain that no exam has": (
        "domains: {none: 100}",
        "mine: unknown domain 'none'; the questions have: development, security, deployment, troubleshooting",
    ),
    "a topic that is nearly one": (
        "topics: [limits, invocations]",
        "mine: unknown topic 'invocations'; did you mean 'invocation'?",
    ),
    "a topic that is none": (
        "topics: [zebras]",
        "mine: unknown topic 'zebras'; topics.yaml has: limits, invocation, pricing",
    ),
    "no type": ("types: []", "mine: 'types' names at least one type of item"),
}


@pytest.mark.parametrize(("more", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_line_where_it_stands(more: str, says: str) -> None:
    assert told(more) == [Problem("blueprints/a.yaml", 3, says, "BLU01")]


def test_a_type_that_does_not_exist_is_named_where_it_stands() -> None:
    (found,) = told("types: [singel]")
    assert (found.file, found.line) == ("blueprints/a.yaml", 3)
    assert "singel" in found.message


@pytest.mark.parametrize(
    "more",
    ["topics: [limits]", "types: [single]", "domains: {security: 100}", "domains: {security: 99, deployment: 1}"],
)
def test_what_the_bank_has_can_be_asked_for(more: str) -> None:
    assert told(more) == []


def test_without_topics_none_can_be_wrong() -> None:
    text = f"blueprints:\n  - {ROW.format('topics: [zebras]')}\n"
    assert read_blueprints({"a.yaml": text.encode()}, (), ())[2] == []


def test_a_topic_that_does_not_exist_fails_the_plain_check_and_not_for_want_of_questions(tmp_path: Path) -> None:
    bank = exam_bank(tmp_path / "bank")
    own = bank / "blueprints" / "own.yaml"
    own.write_text(f"blueprints:\n  - {ROW.format('topics: [limit]')}\n", encoding="utf-8")
    done = quizapp("bank", "check", "--bank", bank)
    assert done.code == 3
    assert done.out == f"{own}:2: error [BLU01] mine: unknown topic 'limit'; did you mean 'limits'?\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "user" / "blueprints").mkdir(parents=True)
    return tmp_path / "user"


def test_a_topic_that_does_not_exist_is_named_in_a_blueprint_of_the_user(tmp_path: Path, home: Path) -> None:
    own = home / "blueprints" / "own.yaml"
    own.write_text(f"blueprints:\n  - {ROW.format('topics: [limit]')}\n", encoding="utf-8")
    options = ["--bank", exam_bank(tmp_path / "bank"), "--data-dir", home]
    listed = quizapp("exam", "--list", *options)
    assert f"{own}:2: error [BLU01] mine: unknown topic 'limit'; did you mean 'limits'?" in listed.err
    assert "mine" not in listed.out
    assert quizapp("exam", "mine", "--plain", *options).code == 2


def test_a_blueprint_of_the_user_with_a_name_of_the_banks_is_named_with_its_line(tmp_path: Path, home: Path) -> None:
    own = home / "blueprints" / "own.yaml"
    own.write_text(f"blueprints:\n\n  - {ROW.format('').replace('mine', 'five')}\n", encoding="utf-8")
    _, problems = blueprints(exam_bank(tmp_path / "bank"), home)
    assert problems == [Problem(str(own), 3, "five: the bank has a blueprint of this name", "BLU01")]


@pytest.mark.parametrize(
    "row",
    [
        "- {id: flow, title: T, about: A., items: 9, minutes: 5, cut: 1}",
        '- id: "flow"  # quoted\n    title: T\n    about: A.\n    items: 9\n    minutes: 5\n    cut: 1',
        "-\n    title: T\n    id: flow\n    about: A.\n    items: 9\n    minutes: 5\n    cut: 1",
    ],
    ids=["in one line", "quoted", "with the dash alone"],
)
def test_a_blueprint_that_cannot_be_filled_is_named_with_its_line_however_it_is_written(
    tmp_path: Path, row: str
) -> None:
    bank = exam_bank(tmp_path / "bank")
    path = bank / "blueprints" / "exams.yaml"
    path.write_text(f"# one\n\nblueprints:\n  {row}\n", encoding="utf-8")
    library = load_library(bank)
    (found,) = (p for p in audit_library(library, DAY) if p.rule == "BLU02")
    assert (found.file, found.line) == (str(path), 4 + row.startswith("-\n"))

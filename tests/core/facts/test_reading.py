"""Fact files with something wrong in them."""

from __future__ import annotations

import pytest

from quizapp.core.facts import FactBook
from quizapp.core.facts.reading import read_api_checks, read_facts
from tests.support.small_bank import FACTS

DAMAGE = [
    ("- id: invoke.retries", "- id: Invoke-Retries", "an id is dotted lower_snake_case"),
    ("      - {value: 2}\n", "      []\n", "at least one value is needed"),
    ("- {value: 2}", "- {value: {a: 1}}", "a value is a number, a text"),
    ("- {value: 2}", "- {worth: 2}", "unknown key"),
    ("- {value: 2}", "- {value: [1, 2]}", "a value is a number, a text"),
    ("- {value: 2}", "- {value: 2}\n      - {value: 3}", "only the first value may lack 'from'"),
    ("- {value: 2}", "- {value: 2}\n      - {from: 2020-01-01, value: 3}", "needs 'change'"),
    (
        "- {value: 2}",
        "- {from: 2021-01-01, value: 2}\n      - {from: 2020-01-01, value: 3}\n    change: x",
        "in order of time",
    ),
    ("- {value: 2}", "- {from: 2020-01-01, by: 2019-01-01, value: 2}", "must lie after 'from'"),
    ("- {value: 2}", "- {by: 2019-01-01, value: 2}", "must lie after 'from'"),
    ("- {value: 2}", "- {from: 2020-13-01, value: 2}", "Invalid"),
    ("unit: retries", "unit: ''", "a quantity needs a unit"),
    ("- {value: 2}", "- {value: twice}", "'twice' is not a number of 'retries'"),
    ("unit: retries", "notes: [S1]\n    unit: retries", "not a claim of the notes"),
    ("unit: retries", "unit: [a]", "unit"),
    ("says: Retries", "sais: Retries", "did you mean 'says'"),
    ('url: "https://docs.example.com/retries"}\n    checked: 2026-11-01\n    status: seen\n  - id: invoke.rem',
     'url: "http://docs.example.com/retries"}\n    checked: 2026-11-01\n    status: seen\n  - id: invoke.rem', "https"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), DAMAGE, ids=[d[2] + "|" + d[1][:30] for d in DAMAGE])
def test_a_fact_with_a_problem_is_left_out_and_the_others_stay(old: str, new: str, message: str) -> None:
    assert FACTS.count(old) == 1
    damaged = FACTS.replace(old, new)
    facts, problems = read_facts(damaged, "facts/x.yaml")
    assert [f.id for f in facts] == [
        "limits.memory.max", "invoke.remembered", "invoke.quarrelled", "limits.storage.max",
    ]  # fmt: skip
    assert problems
    assert any(message in p.message for p in problems), problems
    first = damaged[: damaged.index("says: Retries" if "says: Retries" in damaged else "sais")].count("\n")
    last = damaged[: damaged.index("- id: invoke.remembered")].count("\n")
    assert all(p.file == "facts/x.yaml" and first <= p.line <= last for p in problems)


def test_the_small_books_facts_have_no_problem() -> None:
    assert read_facts(FACTS, "f")[1] == []


@pytest.mark.parametrize("text", ["", "5", "facts: 5", "other: []", "[]"])
def test_a_file_without_a_list_of_facts_is_a_problem(text: str) -> None:
    facts, problems = read_facts(text, "f")
    assert facts == []
    assert [p.message for p in problems] == ["a fact file has one list, 'facts'"]


def test_a_file_that_is_no_yaml_is_a_problem_at_its_line() -> None:
    facts, problems = read_facts("facts:\n  - {id: [}\n", "f")
    assert facts == []
    assert [p.line for p in problems] == [2]


def test_api_checks_are_read_and_their_problems_named() -> None:
    text = "checks:\n  - {fact: invoke.retries, service: lambda, path: x/y}\n"
    book = FactBook(read_facts(FACTS, "f")[0])
    checks, problems = read_api_checks(text, "f", book)
    assert [c.fact for c in checks] == ["invoke.retries"]
    assert problems == []
    assert read_api_checks(text + "  - {fact: a.b, service: lambda}\n", "f", book)[1][0].line == 3
    (unknown,) = read_api_checks(text.replace("invoke.retries", "invoke.retrys"), "f", book)[1]
    assert (unknown.line, unknown.message) == (2, "no fact 'invoke.retrys'; did you mean 'invoke.retries'?")
    assert read_api_checks("x: [", "f", book)[0] == []
    assert len(read_api_checks("5", "f", book)[1]) == 1

"""The project's own fact book, and what botocore's service models say of it."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from quizapp.core.facts import Fact, FactBook
from quizapp.core.facts.reading import ApiCheck, read_api_checks, read_facts
from quizapp.core.yamlio import Problem
from quizapp.services.authoring.verify_facts import as_expected, installed_models, stated

FOLDER = Path(__file__).parents[3] / "question_bank" / "facts"
TODAY = date(2026, 11, 23)
_, MODELS = installed_models()


@cache
def book() -> tuple[FactBook, list[Problem], list[str]]:
    facts: list[Fact] = []
    problems: list[Problem] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name != "api_checks.yaml":
            some, found = read_facts(path.read_bytes(), path.name)
            facts += some
            problems += found
    return FactBook(facts), problems, [f.id for f in facts]


CHECKS, CHECK_PROBLEMS = read_api_checks((FOLDER / "api_checks.yaml").read_bytes(), "api_checks.yaml", book()[0])


def test_every_fact_file_loads_without_a_problem() -> None:
    assert book()[1] == []
    assert CHECK_PROBLEMS == []


def test_no_fact_stands_in_the_book_twice() -> None:
    ids = book()[2]
    assert sorted(ids) == sorted(set(ids))


def test_the_book_has_at_least_150_facts() -> None:
    assert len(book()[0]) >= 150


def test_every_change_says_something_else_than_before() -> None:
    for fact in book()[0]:
        values = [dated.value for dated in fact.values]
        assert all(a != b for a, b in pairwise(values)), fact.id


@pytest.mark.parametrize("check", CHECKS, ids=[f"{c.fact}-{c.path.rpartition('/')[2]}" for c in CHECKS])
def test_a_fact_agrees_with_the_service_model(check: ApiCheck) -> None:
    value = book()[0].as_of(TODAY).get(check.fact)
    there = stated(MODELS(check.service), check.path)
    assert as_expected(check, value, there, book()[0][check.fact].unit), f"fact {value!r}, botocore {there!r}"


def test_a_check_says_either_contains_or_differs() -> None:
    assert [c.fact for c in CHECKS if c.contains and c.differs] == []


def test_there_are_checks_for_many_facts() -> None:
    assert len({c.fact for c in CHECKS}) >= 100

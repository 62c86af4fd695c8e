"""The fact book against service models: what differs is named with the questions that hang on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.facts.reading import ApiCheck
from quizapp.services.authoring.verify_facts import ApiComparison, agrees, verify
from quizapp.services.bank.library import load_library
from quizapp.store.paths import bundled_bank
from tests.support.commands import quizapp
from tests.support.small_bank import write_small_bank

TODAY, THEN = date(2026, 11, 23), date(2019, 9, 1)
MODEL: dict[str, Any] = {
    "shapes": {
        "Memory": {"max": 10240, "says": "Up to 10,240 MB (10 GB), in steps."},
        "Runtime": {"enum": ["b", "a"], "nothing": None},
    }
}
HEAD = "checks:\n  - fact: limits.memory.max\n    service: lambda\n    path: "


def verdict(folder: Path, check: str, day: date = TODAY) -> ApiComparison:
    """The verdict on the one check of a small bank; 3,008 MB were the limit in 2019, 10,240 MB are today."""
    bank = write_small_bank(folder)
    (bank / "facts" / "api_checks.yaml").write_text(HEAD + check, encoding="utf-8")
    library = load_library(bank)
    assert library.problems == ()
    (found,) = verify(library, lambda service: {"lambda": MODEL}[service], day)
    return found


AGREEING = {
    "the same number": "shapes/Memory/max",
    "a text with the number": 'shapes/Memory/says\n    contains: "Up to 10,240 MB"',
    "a text with the number in another unit": 'shapes/Memory/says\n    contains: "(10 GB)"',
}


@pytest.mark.parametrize("check", AGREEING.values(), ids=AGREEING)
def test_a_fact_agrees_as_long_as_its_value_is_the_one_there(tmp_path: Path, check: str) -> None:
    assert verdict(tmp_path, check).outcome == "agrees"
    then = verdict(tmp_path, check, THEN)
    assert (then.outcome, then.here, then.items) == ("differs", 3008, ("limits-memory",))


def test_a_text_without_a_figure_is_only_looked_for(tmp_path: Path) -> None:
    assert verdict(tmp_path, 'shapes/Memory/says\n    contains: "in steps"', THEN).outcome == "agrees"
    assert verdict(tmp_path, 'shapes/Memory/says\n    contains: "at once"').outcome == "differs"


def test_a_difference_that_has_a_reason_is_none_until_it_ends(tmp_path: Path) -> None:
    check = 'shapes/Memory/max\n    differs: "a bound for another kind of function"'
    assert verdict(tmp_path, check, THEN).outcome == "agrees"
    assert verdict(tmp_path, check).outcome == "differs"


def test_what_the_model_no_longer_has_is_gone(tmp_path: Path) -> None:
    found = verdict(tmp_path, "shapes/MemorySize/max")
    assert (found.outcome, found.items) == ("gone", ("limits-memory",))


OTHER_SHAPES = {
    "a step into a number": ("shapes/Memory/max/value", "gone"),
    "a step into a text": ("shapes/Memory/says/0", "gone"),
    "a step into nothing": ("shapes/Runtime/nothing/max", "gone"),
    "a word where a list has numbers": ("shapes/Runtime/enum/first", "gone"),
    "a place beyond a list": ("shapes/Runtime/enum/7", "gone"),
    "a shape instead of a number": ("shapes/Memory", "differs"),
    "nothing instead of a number": ("shapes/Runtime/nothing", "differs"),
    "a text that is looked for in a number": ('shapes/Memory/max\n    contains: "10,240 MB"', "differs"),
    "a text that is looked for in a shape": ('shapes/Memory\n    contains: "max"', "differs"),
    "a text that is looked for in a list": ('shapes/Runtime/enum\n    contains: "a"', "differs"),
    "a text that is looked for in nothing": ('shapes/Runtime/nothing\n    contains: "a"', "differs"),
}


@pytest.mark.parametrize(("check", "outcome"), OTHER_SHAPES.values(), ids=OTHER_SHAPES)
def test_a_model_of_another_shape_is_gone_or_differs(tmp_path: Path, check: str, outcome: str) -> None:
    found = verdict(tmp_path, check)
    assert (found.outcome, found.items) == (outcome, ("limits-memory",))


@pytest.mark.parametrize(
    ("there", "same"),
    [(["b", "a"], True), (["a"], False), (["a", {"name": "b"}], False), ([1, "a"], False), ({"a": 1, "b": 2}, False)],
)
def test_a_list_of_names_is_compared_with_whatever_stands_there(there: object, same: bool) -> None:
    assert agrees(("a", "b"), there) is same


def test_item_models_and_questions_that_tell_the_change_hang_on_a_fact_too() -> None:
    library = load_library(bundled_bank())

    def hanging(fact: str) -> tuple[str, ...]:
        checks = (ApiCheck(fact=fact, service="lambda", path="nowhere"),)
        (found,) = verify(replace(library, api_checks=checks), lambda _service: {}, TODAY)
        return found.items

    found = hanging("esm.parallelization_factor.max")
    assert {"streams-model-concurrency", "streams-model-drain-backlog"} < set(found)
    told = next(item for item in library.bank if item.then_and_now and item.then_and_now not in item.facts)
    assert told.id in hanging(told.then_and_now)


def test_the_command_names_fact_place_and_questions_and_exits_with_3(tmp_path: Path) -> None:
    bank = write_small_bank(tmp_path)
    (bank / "facts" / "api_checks.yaml").write_text(HEAD + "shapes/Timeout/min\n", encoding="utf-8")
    done = quizapp("facts", "verify", "--bank", bank)
    assert done.code == 3
    assert done.out.splitlines() == [
        "limits.memory.max: differs; here 10240, botocore 1",
        "  lambda shapes/Timeout/min",
        "  questions: limits-memory",
    ]
    (row,) = quizapp("facts", "verify", "--bank", bank, "--json").json["differences"]
    assert row["fact"] == "limits.memory.max"
    assert row["items"] == ["limits-memory"]

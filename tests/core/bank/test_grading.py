"""Grading by identity, all or nothing, for each type of item."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Bank, Item, Matching, arrange, complete, grade, key_of, type_of
from quizapp.services.bank.library import load_library
from tests.support.small_bank import write_small_bank


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return load_library(write_small_bank(tmp_path_factory.mktemp("bank"))).bank


def wrong_responses(item: Item) -> list[tuple[str, ...]]:
    key = key_of(item)
    if type_of(item) == "numeric":
        return [("2",), ("99",)]
    if type_of(item) in ("ordering",):
        return [key[::-1]]
    if type_of(item) == "matching":
        return [(key[1], key[0], *key[2:]), (key[0],) * len(key)]
    others = [p.choice_id for p in arrange(item, 1).choices if p.choice_id not in key]
    return [(*key[1:], other) for other in others]


@pytest.mark.parametrize(
    "item_id", ["limits-memory", "limits-storage", "invocation-attempts", "invocation-path", "pricing-codes"]
)
def test_the_key_is_right_and_everything_else_is_wrong(bank: Bank, item_id: str) -> None:
    item = bank.items[item_id]
    assert grade(item, key_of(item)).correct
    for response in wrong_responses(item):
        assert not grade(item, response).correct


def test_chosen_options_are_a_set(bank: Bank) -> None:
    item = bank.items["limits-storage"]
    assert grade(item, key_of(item)[::-1]).correct


def test_half_right_is_not_right_and_each_part_is_marked(bank: Bank) -> None:
    item = bank.items["limits-storage"]
    other = next(o.choice_id for o in item.options if not o.key)  # type: ignore[union-attr]
    verdict = grade(item, (key_of(item)[0], other))
    assert not verdict.correct
    assert sorted(mark.state for mark in verdict.marks) == ["idle", "idle", "missed", "right", "wrong"]


def test_a_number_may_be_written_in_any_readable_way(bank: Bank) -> None:
    item = bank.items["invocation-attempts"]
    for written in ("3", "3.0", " 3 ", "3 attempts"):
        assert grade(item, (written,)).correct
    assert not complete(item, ("three",))
    assert grade(item, ("2",)).misconception == "counts-retries-only"


def test_a_wrong_number_that_was_foreseen_is_explained(bank: Bank) -> None:
    marks = grade(bank.items["invocation-attempts"], ("2",)).marks
    assert [mark.state for mark in marks] == ["wrong", "missed"]
    assert marks[0].why == "The first attempt was left out."


def test_a_wrong_place_says_where_the_step_belongs(bank: Bank) -> None:
    item = bank.items["invocation-path"]
    assert [m.instead for m in grade(item, key_of(item)[::-1]).marks] == [f"belongs at {n}" for n in (4, 3, 2, 1)]


@pytest.mark.parametrize(
    ("item_id", "response"),
    [
        ("limits-memory", ()),
        ("limits-memory", ("nothing",)),
        ("limits-storage", ("x",)),
        ("invocation-path", ("a", "b")),
        ("pricing-codes", ()),
        ("invocation-attempts", ("much",)),
    ],
)
def test_what_is_not_complete_is_not_graded(bank: Bank, item_id: str, response: tuple[str, ...]) -> None:
    item = bank.items[item_id]
    assert not complete(item, response)
    with pytest.raises(ValueError, match="not a complete response"):
        grade(item, response)


def test_the_same_option_twice_is_not_complete(bank: Bank) -> None:
    item = bank.items["limits-storage"]
    assert not complete(item, (key_of(item)[0],) * 2)


def test_one_partner_may_serve_twice(bank: Bank) -> None:
    item = bank.items["pricing-codes"]
    assert complete(item, (key_of(item)[0],) * 3)


@given(seed=st.integers(0, 2**32))
def test_the_order_shown_changes_no_verdict(bank: Bank, seed: int) -> None:
    for item in bank:
        showing = arrange(item, seed)
        assert sorted(p.choice_id for p in showing.choices) == sorted({p.choice_id for p in arrange(item, 0).choices})
        assert grade(showing.item, key_of(item)).correct


def test_an_order_is_never_shown_as_it_is_asked_for(bank: Bank) -> None:
    item = bank.items["invocation-path"]
    shown = {tuple(p.choice_id for p in arrange(item, seed).choices) for seed in range(200)}
    assert key_of(item) not in shown
    assert len(shown) > 15


def test_numbers_are_shown_ascending_and_the_rest_shuffled(bank: Bank) -> None:
    texts = {tuple(p.text for p in arrange(bank.items["limits-memory"], seed).choices) for seed in range(20)}
    assert texts == {("128 MB", "3,008 MB", "6 GB", "10,240 MB")}
    assert len({tuple(arrange(bank.items["limits-storage"], seed).choices) for seed in range(20)}) > 10


def test_the_place_of_the_key_is_no_cue(bank_root: Path) -> None:
    item = load_library(bank_root).bank.items["limits-storage"]
    first = [arrange(item, seed).choices[0].choice_id in key_of(item) for seed in range(500)]
    assert 140 < sum(first) < 260  # two keys of five: 200 are expected


def test_a_decoy_that_was_chosen_says_why_it_belongs_nowhere(bank: Bank) -> None:
    item = bank.items["pricing-codes"]
    assert isinstance(item, Matching)
    marks = grade(item, (item.decoys[0].choice_id, *key_of(item)[1:])).marks
    assert [mark.why for mark in marks] == [
        "That is throttling. The answer is there.",
        "It was taken in.",
        "There is nothing to say.",
    ]

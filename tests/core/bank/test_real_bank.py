"""The bank that ships: whole, right by its own lights, and described by its schema."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import jsonschema
import pytest

from quizapp.core.bank import Item, arrange, complete, grade, key_of, parts_of, texts_of, type_of
from quizapp.core.bank.schema import items_schema
from quizapp.core.yamlio import read
from quizapp.services.bank.library import Library, load_library
from quizapp.store.paths import bundled_bank

ROOT = bundled_bank()
LIBRARY = load_library(ROOT)
ITEMS = list(LIBRARY.bank)


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


def test_nothing_is_wrong_with_it(library: Library) -> None:
    assert [str(p) for p in library.problems] == []


def test_there_is_enough_of_everything(library: Library) -> None:
    topics = Counter(item.topic for item in ITEMS)
    types = Counter(type_of(item) for item in ITEMS)
    assert len(ITEMS) >= 420
    for topic in ("invocation", "limits", "pricing", "layers", "event-sources", "concurrency"):
        assert topics[topic] >= 15, topic
    assert set(topics) == set(library.bank.topics)
    assert types["multiple"] >= 60
    for kind in ("numeric", "ordering", "matching"):
        assert types[kind] >= 25, kind
    assert sum(bool(item.then_and_now) for item in ITEMS) >= 20


def test_the_changelog_counts_them() -> None:
    told = (ROOT.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"(\d+) questions of all five types", told) == [str(len(ITEMS))]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_right_a_wrong_and_an_unreadable_response_behave(item: Item) -> None:
    key = key_of(item)
    assert grade(item, key).correct
    if type_of(item) == "numeric":
        wrong: tuple[str, ...] = (str(item.answer.value * 3 + 1),)  # type: ignore[union-attr]
        assert not complete(item, ("about so",))
        for slip in item.answer.slips:  # type: ignore[union-attr]
            assert not grade(item, (str(slip.value),)).correct
    elif type_of(item) in ("single", "multiple"):
        wrong = (*key[1:], next(p.choice_id for p in parts_of(item) if p.choice_id not in key))
    else:
        wrong = (*key[1:], key[0])
    assert not grade(item, wrong).correct
    assert not complete(item, ())
    assert not complete(item, ("nothing of this",))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_it_fits_the_keys_there_are(item: Item) -> None:
    assert len(arrange(item, 1).choices) <= 6  # letters a to e, and F
    assert all(text.strip() for text in texts_of(item))


def test_the_notes_time_has_its_own_questions(library: Library) -> None:
    then = {i.id for i in library.bank.valid_on(date(2019, 9, 1))}
    now = {i.id for i in library.bank.valid_on(date(2026, 11, 23))}
    assert len(then - now) >= 5
    assert len(now - then) >= 20


def test_the_schema_accepts_every_file_and_refuses_an_unknown_key() -> None:
    schema = items_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted((ROOT / "items").glob("*.yaml")):
        document, _ = read(path.read_bytes(), path.name)
        assert document is not None
        value = plain(document.value)
        assert [e.message for e in validator.iter_errors(value)] == [], path.name
        value["items"][0]["explanaton"] = "x"
        assert list(validator.iter_errors(value))


def plain(value: object) -> dict[str, list[dict[str, object]]]:
    """Decimals as floats: JSON Schema knows no others."""
    from decimal import Decimal

    def walk(v: object) -> object:
        if isinstance(v, dict):
            return {k: walk(x) for k, x in v.items()}
        if isinstance(v, list):
            return [walk(x) for x in v]
        return float(v) if isinstance(v, Decimal) else v

    return walk(value)  # type: ignore[return-value]


def test_keys_are_not_given_away_by_their_length() -> None:
    singles = [i for i in ITEMS if type_of(i) == "single"]
    longest = 0
    for item in singles:
        sizes = {p.choice_id: len(p.text) for p in parts_of(item)}
        key = key_of(item)[0]
        longest += sizes[key] > max(size for choice, size in sizes.items() if choice != key)
    assert longest / len(singles) <= 0.25 + 1.645 * (0.1875 / len(singles)) ** 0.5

"""Values to structs, each wrong field at its own line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Item
from quizapp.core.facts import Fact
from quizapp.core.yamlio import Problem, decode, read


class Leaf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    size: int | Decimal = 0
    day: date | None = None


class Circle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="circle"):
    radius: int
    leaves: tuple[Leaf, ...] = ()


class Square(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="square"):
    side: int
    colour: Literal["red", "blue"] = "red"


def found(text: str, kind: Any = Circle | Square) -> list[tuple[int, str]]:
    document, problems = read(text, "f.yaml")
    assert document is not None
    value, more = decode(document, document.value, (), kind)
    assert (value is None) == bool(more)
    return [(p.line, p.message) for p in [*problems, *more]]


def test_a_value_that_fits_is_decoded() -> None:
    document, _ = read("type: circle\nradius: 2\nleaves:\n  - {name: a, size: 1.50, day: 2026-02-28}\n", "f")
    assert document is not None
    value, problems = decode(document, document.value, (), Circle | Square)  # type: ignore[arg-type]
    assert problems == []
    assert value == Circle(2, (Leaf("a", Decimal("1.50"), date(2026, 2, 28)),))


def test_every_wrong_field_is_found_in_one_run_at_its_line() -> None:
    text = "type: circle\nradios: 2\nleaves:\n  - name: 5\n    day: 2026-02-30\n  - {size: x}\n  - 7\n"
    lines = sorted(line for line, _ in found(text))
    assert lines == [1, 2, 4, 5, 6, 6, 7]


def test_an_unknown_key_gets_a_suggestion() -> None:
    assert (2, "'radios': unknown key; did you mean 'radius'?") in found("type: circle\nradios: 2\nradius: 1\n")
    assert (2, "'zzz': unknown key; one of: radius, leaves") in found("type: circle\nzzz: 2\nradius: 1\n")


def test_a_missing_key_is_named_at_the_line_of_its_map() -> None:
    assert found("type: square\n") == [(1, "'side' is missing")]


def test_an_unknown_type_gets_a_suggestion_and_a_missing_one_a_list() -> None:
    assert found("x: 1\ntype: circel\n") == [(2, "'type': unknown type; did you mean 'circle'?")]
    assert found("side: 1\n") == [(1, "unknown type; one of: circle, square")]


@pytest.mark.parametrize("written", ["[circle]", "{a: 1}", "3", "~", "true"])
def test_a_type_that_is_no_word_is_a_problem(written: str) -> None:
    assert [line for line, _ in found(f"side: 1\ntype: {written}\n")] == [2]


def test_a_choice_outside_its_list_is_a_problem_at_its_line() -> None:
    [(line, message)] = found("type: square\nside: 1\ncolour: green\n")
    assert line == 3
    assert "colour" in message
    assert "green" in message


def test_a_message_has_no_path_because_the_line_says_it() -> None:
    assert all("$" not in message for _, message in found("type: circle\nradius: x\n"))


@pytest.mark.parametrize("text", ["5", "[1, 2]", "text", "~", "{}"])
def test_a_value_of_quite_another_shape_is_one_problem(text: str) -> None:
    assert len(found(text)) == 1


def test_a_problem_reads_like_a_compilers() -> None:
    assert str(Problem("a/b.yaml", 3, "no", "STR01", "warning")) == "a/b.yaml:3: warning [STR01] no"


NAMES = ["id", "type", "stem", "options", "key", "text", "why", "valid", "from", "answer", "value", "slips", "pairs",
         "steps", "sources", "checked", "tolerance", "values", "says", "unit", "by", "knowledge"]  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False)
    | st.sampled_from(["single", "numeric", "matching", "nan", "-Infinity", "1e999", "2026-01-01", "x"])
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=15,
)


@given(TREES, st.sampled_from([Item, Fact, Leaf, list[Leaf]]))
def test_no_tree_of_values_makes_decoding_raise(value: Any, kind: Any) -> None:
    document, _ = read("x: 1", "f")
    assert document is not None
    result, problems = decode(document, value, (), kind)
    assert (result is None) == bool(problems)

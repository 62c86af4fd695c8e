"""YAML text to values and lines."""

from __future__ import annotations

import string
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.yamlio import Problem, read

SCALARS: list[tuple[str, Any]] = [
    ("No", "No"),
    ("yes", "yes"),
    ("on", "on"),
    ("true", True),
    ("False", False),
    ("~", None),
    ("null", None),
    ("", None),
    ("''", ""),
    ('"12"', "12"),
    ("12", 12),
    ("-3", -3),
    ("+4", 4),
    ("010", 10),
    ("0o17", 15),
    ("0x1F", 31),
    ("1_000", "1_000"),
    ("12:30", "12:30"),
    ("1.10", Decimal("1.10")),
    (".5", Decimal("0.5")),
    ("1e3", Decimal(1000)),
    ("2026-11-23", "2026-11-23"),
    ("1.2.3", "1.2.3"),
    ("$LATEST", "$LATEST"),
]


def problems_of(text: str | bytes) -> list[tuple[int, str]]:
    return [(p.line, p.message) for p in read(text, "f.yaml")[1]]


def value_of(text: str | bytes) -> Any:
    document, problems = read(text, "f.yaml")
    assert document is not None
    assert problems == []
    return document.value


@pytest.mark.parametrize(("written", "meant"), SCALARS)
def test_a_scalar_means_what_yaml_1_2_says(written: str, meant: object) -> None:
    value = value_of(f"a: {written}\n")["a"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize("written", ["true", "12", "~", "1.5"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_what_is_in_quotes_is_text(written: str, quote: str) -> None:
    assert value_of(f"a: {quote}{written}{quote}") == {"a": written}


def test_blocks_lists_and_nested_maps_keep_the_line_of_every_place() -> None:
    document, problems = read("a:\n  - b: 1\n    c: |\n      x\n      y\n  - d\ne: 2\n", "f.yaml")
    assert problems == []
    assert document is not None
    assert document.value == {"a": [{"b": 1, "c": "x\ny\n"}, "d"], "e": 2}
    assert [document.line(p) for p in [("a",), ("a", 0), ("a", 0, "c"), ("a", 1), ("e",)]] == [1, 2, 3, 6, 7]
    assert document.line(("a", 0, "gone", "deeper")) == 2
    assert document.line(("nothing",)) == 1


def test_lines_count_from_where_the_text_begins() -> None:
    document, problems = read("a: 1\na: 2\n", "f.yaml", first_line=40)
    assert document is not None
    assert document.line(("a",)) == 40
    assert [p.line for p in problems] == [41]


def test_an_empty_file_is_an_empty_document() -> None:
    assert value_of("") is None
    assert value_of("# nothing\n") is None


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    assert value_of(b"\xef\xbb\xbfa: |\r\n  x\r\n  y\r\nb: 1\r\n") == {"a": "x\ny\n", "b": 1}


def test_of_two_equal_keys_the_second_is_a_problem_at_its_line() -> None:
    assert problems_of("a: 1\nb: 2\na: 3\n") == [(3, "the key 'a' stands here a second time; keep one")]


def test_an_alias_is_a_problem_as_a_value_and_as_a_key() -> None:
    for text in ("a: &x 1\nb: *x\n", "a: &x k\n*x : 2\n", "- [&x k]\n- {*x : 2}\n"):
        [(_, message)] = problems_of(text)
        assert message == "aliases (*name) are not taken; write the value out"


def test_a_bomb_of_aliases_is_defused() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
    assert len(read(text, "f")[1]) == 78


@pytest.mark.parametrize("written", ["!!python/object:os.system x", "!mine [1]", "!!int 3", "!x {a: 1}", "!!set {a}"])
def test_a_tag_is_a_problem(written: str) -> None:
    found = problems_of(f"\na: {written}\n")
    assert found
    assert all(line == 2 and "tag" in message for line, message in found)


def test_a_tag_on_a_key_is_a_problem() -> None:
    assert "tag" in problems_of("!mine a: 1")[0][1]


@pytest.mark.parametrize("escape", ["\\e[2J", "\\0", "\\x07", "\\x9b", "\\u202e", "\\u2066"])
def test_a_control_character_is_a_problem_and_is_taken_out(escape: str) -> None:
    document, problems = read(f'x: 1\na: "on {escape} off"\n', "f")
    assert document is not None
    assert document.value["a"].isprintable()
    assert [(p.line, p.message[:17]) for p in problems] == [(2, "control character")]


def test_a_control_character_in_a_key_is_a_problem_and_is_taken_out() -> None:
    document, problems = read('"a\\e[2J": 1\n', "f")
    assert document is not None
    assert [(p.line, p.message[:17]) for p in problems] == [(1, "control character")]
    assert all(key.isprintable() for key in document.value)


@pytest.mark.parametrize("text", ['"\\e[2J": 1\n"\\e[2J": 2', "a: !x%1B%5B2J b", "a: !<x%1B> b"])
def test_no_problem_carries_a_terminal_escape_to_the_terminal(text: str) -> None:
    found = problems_of(text)
    assert found
    assert all(message.isprintable() for _, message in found)


def test_a_byte_that_is_not_utf_8_is_named_at_its_line() -> None:
    document, problems = read(b"a: 1\nb: \xff\n", "f.yaml")
    assert document is None
    assert [str(p) for p in problems] == [
        "f.yaml:2: error [yaml] byte 0xff is not UTF-8; save the file as UTF-8",
    ]


@pytest.mark.parametrize(
    "written",
    [".nan", ".NaN", ".inf", "-.inf", "9" * 41, "-" + "9" * 5000, "1e9999999999999999999", "1e999999", "1.5e-9999"],
)
def test_a_number_that_cannot_be_reckoned_with_is_a_problem(written: str) -> None:
    document, problems = read(f"x: 1\na: {written}\n", "f")
    assert document is not None
    assert document.value["a"] is None
    assert [p.line for p in problems] == [2]
    assert "is not a number that is taken here" in problems[0].message


@pytest.mark.parametrize("depth", [20, 45, 60, 600, 2000, 20_000, 200_000])
def test_deep_nesting_is_a_problem_and_never_a_crash(depth: int) -> None:
    for text in ("[" * depth + "]" * depth, "{a: " * depth + "}" * depth, "- " * depth + "x", "[" * depth + "'"):
        document, problems = read(text, "f")
        if depth > 50:
            assert document is None
            assert [problem.line for problem in problems] == [1]
            if not text.endswith("'"):  # that one is no YAML in the first place
                assert problems == [Problem("f", 1, "nested too deeply")]
        elif not text.endswith("'"):
            assert document is not None
            assert problems == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1, 2\nb: 3\n", 2), ("a: 'x\n", 2), ("a: 1\n  b: 2\n", 2), ("\tx: 1\n", 1), ("a: @x\n", 1), ("a: \x07\n", 1)],
)
def test_what_is_no_yaml_is_one_problem_at_its_line(text: str, line: int) -> None:
    document, problems = read(text, "f")
    assert document is None
    assert [(p.line, p.rule) for p in problems] == [(line, "yaml")]
    assert "check indentation and quotes" in problems[0].message


def test_a_second_document_in_a_file_is_a_problem() -> None:
    assert read("a: 1\n---\nb: 2\n", "f")[0] is None


def test_every_problem_of_a_file_is_found_in_one_run() -> None:
    text = 'a: 1\na: 2\nb: &x 3\nc: *x\nd: "\\e"\ne: .nan\nf: !y z\n? [k]\n: 1\n'
    assert [p.line for p in sorted(read(text, "f")[1])] == [2, 3, 5, 6, 7, 8]


@given(st.binary(max_size=200))
def test_random_bytes_never_raise(text: bytes) -> None:
    document, problems = read(text, "f")
    assert document is not None or problems


@given(st.text(alphabet=string.printable + "\\\x00\x1b\u202e\ud800é€", max_size=200))
def test_random_texts_never_raise(text: str) -> None:
    document, problems = read(text, "f")
    assert document is not None or problems


PIECES = ["a", "b: ", "- ", "\n", "  ", "[", "]", "{", "}", ", ", "&x ", "*x", "!t ", "!!int ", "'", '"', "|\n", ">",
          "? ", ": ", "#", "\\e", "1", ".", "e9", "---\n", "%YAML 1.1\n", "<<", "\t", "é", "\x85", "~"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_random_pieces_of_yaml_never_raise(text: str) -> None:
    document, problems = read(text, "f")
    assert document is not None or problems


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


def flow(value: object) -> str:
    """A value as YAML in flow style, texts in single quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"'{k}': {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if value is None:
        return "~"
    return str(value).lower()


@given(VALUES)
def test_values_come_back_as_they_were_written(value: object) -> None:
    assert value_of(flow(value)) == value


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("stem: A queue named orders #2 holds 40 messages.\nwhy: it is mapped to #2\n", [1, 2]),
        ("- {text: reader of queue #2\n  }\n", [1]),
        ("a: one\n  two #3\nb: c\n", [2]),
        ("\ufeffa: ünder #4\n", [1]),
        ("version: 1 #2\nlevel: recall  # recall, apply\nstem: 'queue #2'\nwhy: C# and a#b\n# a comment\n", []),
    ],
)
def test_a_text_that_a_comment_cuts_short_is_a_warning_where_it_ends(text: str, lines: list[int]) -> None:
    document, problems = read(text, "a.yaml")
    assert document is not None
    assert [(problem.line, problem.level) for problem in problems] == [(line, "warning") for line in lines]
    assert all("put the text in quotes" in problem.message for problem in problems)

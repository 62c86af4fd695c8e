"""How the small Markdown of the bank is read."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from quizapp.core import markup
from quizapp.core.markup import Code, ListEntry, Paragraph, Span


def told(text: str) -> str:
    """The spans of a paragraph: code in angles, bold in braces."""
    out = ""
    for part in markup.spans(text):
        words = f"<{part.text}>" if part.code else part.text
        out += f"{{{words}}}" if part.bold else words
    return out


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a `b` c", "a <b> c"),
        ("a `b\nc` d", "a <b c> d"),
        ("keep `a  b`  here", "keep <a  b> here"),
        ("``a`b`` and `` ` ``", "<a`b> and <`>"),
        ("one ` tick, ``two", "one ` tick, ``two"),
        ("`a ** b` and `**x`", "<a ** b> and <**x>"),
        ("**use `x` now**", "{use }{<x>}{ now}"),
        ("2**3**2 is 512", "2**3**2 is 512"),
        ("x ** 2 and y ** 2", "x ** 2 and y ** 2"),
        ("*args and **kwargs", "*args and **kwargs"),
        ("f(**a, **b)", "f(**a, **b)"),
        ("`2`**`3`**`4`", "<2>**<3>**<4>"),
        ("**a and **b**", "**a and {b}"),
        ("***a*** _b_ *c*", "***a*** _b_ *c*"),
        (r"\`a\` \*", r"\<a\> \*"),
        ("\x1b[2J\x00`\x07`", "\ufffd[2J\ufffd<\ufffd>"),
        ("", ""),
    ],
)
def test_spans_are_code_and_bold_and_all_else_is_literal(text: str, spans: str) -> None:
    assert told(text) == spans


def test_blocks_are_paragraphs_lists_and_code_in_their_order() -> None:
    text = "One\nline.\n\n- a\n  goes on\n- b\n\n1) x\n2) y\n```py\n  z\n\n```\nEnd"
    assert markup.blocks(text) == (
        Paragraph((Span("One line."),)),
        ListEntry(markup.BULLET, "-", (Span("a goes on"),), gap=True),
        ListEntry(markup.BULLET, "-", (Span("b"),)),
        ListEntry("1.", "1)", (Span("x"),), gap=True),
        ListEntry("2.", "2)", (Span("y"),)),
        Code(("  z", "")),
        Paragraph((Span("End"),)),
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```\na\n  b", ("a", "  b")),
        ("~~~\n```\nx\n```\n~~~", ("```", "x", "```")),
        ("````\n```\n````", ("```",)),
        ("  ```\n  a\n    b\n  ```", ("a", "  b")),
        ("x\n\n    a\n\n      b\n", ("a", "", "  b")),
        ("| a  | b |\n|----|---|", ("| a  | b |", "|----|---|")),
        ("> a\n> b", ("> a", "> b")),
        ("- x\n  ```\n  a\n  ```", ("a",)),
        ("- ```\n  a\n  ```\n- b", ("a",)),
    ],
)
def test_code_blocks_rows_and_quotations_keep_their_lines(text: str, lines: tuple[str, ...]) -> None:
    assert [block.lines for block in markup.blocks(text) if isinstance(block, Code)] == [lines]


@pytest.mark.parametrize("text", ["```a```", "> 10 MB", "|x|", "5\n12. after", "12.", "-5", "x\n    y", "+ a", "01. a"])
def test_what_only_looks_like_a_block_is_a_paragraph(text: str) -> None:
    assert markup.is_line(text)


def test_lists_have_a_depth_and_what_stands_in_them() -> None:
    text = "- a\n  - b\n\n    in b\n\n  in a\n\nout\n- again"
    assert [(type(block), block.depth) for block in markup.blocks(text)] == [
        (ListEntry, 1), (ListEntry, 2), (Paragraph, 2), (Paragraph, 1), (Paragraph, 0), (ListEntry, 1),
    ]  # fmt: skip


def test_the_form_on_one_line_has_all_words_and_marks_as_written() -> None:
    text = "A `b`\n**c**\n\n- d\n\n```\ne\n  f\n```"
    assert markup.flat(text) == "A b c - d e f"
    assert markup.ticked(markup.one_line(text)) == "A `b` c - d `e f`"
    assert markup.without_code(text).split() == ["A", "c", "-", "d"]


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("a `b`", "c", "a `b` = c"),
        ("a ` b", "c ` d", "a ` b\n\n=\n\nc ` d"),
        ("```\na\n```", "c", "```\na\n```\n\n=\n\nc"),
        ("", "c", "\n\n=\n\nc"),
    ],
)
def test_two_texts_become_one_only_where_it_is_read_the_same(one: str, other: str, text: str) -> None:
    assert markup.joined(one, "=", other) == text


@pytest.mark.parametrize("piece", ["`a ", "``a` ", "**a ", "> a\n\n", "- a\n", "```\n", "a\n\n    b\n\n", "*", "[$"])
def test_a_text_ten_times_as_long_takes_no_more_than_its_share_of_time(piece: str) -> None:
    def seconds(text: str) -> float:
        runs = []
        for _ in range(3):
            begun = time.perf_counter()
            markup.blocks(text)
            runs.append(time.perf_counter() - begun)
        return min(runs)

    short, long = piece * 1000, piece * 10_000
    assert seconds(long) < 40 * seconds(short) + 0.005


def test_reading_a_text_imports_next_to_nothing() -> None:
    script = (
        "import re, msgspec, sys, unicodedata; before = set(sys.modules); import quizapp.core.markup;"
        "print(sorted(name for name in set(sys.modules) - before if not name.startswith('quizapp')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

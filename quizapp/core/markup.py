"""The small Markdown of the bank, read once for every place that shows it.

Code spans between one or more backticks, code blocks, bold between ``**``, bullet and numbered lists, paragraphs.
Everything else is literal; rows of a table and quotations keep their lines. The screen, ``--plain``, Markdown and
HTML turn these blocks into their own form and read nothing of the text themselves, so all of them show the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from quizapp.core.spans import Span, bare, in_ticks, merged, spans, spans_of, strip_control, ticked

__all__ = [
    "Block",
    "Code",
    "ListEntry",
    "Paragraph",
    "Span",
    "bare",
    "blocks",
    "flat",
    "in_ticks",
    "is_line",
    "joined",
    "one_line",
    "spans",
    "strip_control",
    "ticked",
    "without_code",
]  # fmt: skip

BULLET = "\N{BULLET}"

_ENTRY = re.compile(r"(?P<indent> *)(?P<mark>(?P<bullet>[-*])|(?P<number>0|[1-9]\d{0,8})[.)]) +(?=\S)")
_FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,})[ ]*(?P<info>.*)$")
_ROWS = ("|", ">")
_INDENT = "    "
_KEPT = 8192
"""Texts that are kept as they were read: a screen is painted at every key, and checks look at each text often."""


class Paragraph(msgspec.Struct, frozen=True):
    """Text to be set to any width. ``gap``: an empty line stands before it, here and in the other blocks.

    ``depth``: in how many lists it stands, 0 outside.
    """

    spans: tuple[Span, ...]
    gap: bool = False
    depth: int = 0


class ListEntry(msgspec.Struct, frozen=True):
    """An entry of a list behind its ``mark``: a bullet, or its number and a point. ``depth`` counts from 1.

    ``written``: the mark as it stands in the text.
    """

    mark: str
    written: str
    spans: tuple[Span, ...]
    gap: bool = False
    depth: int = 1


class Code(msgspec.Struct, frozen=True):
    """Lines to be shown as they are."""

    lines: tuple[str, ...]
    gap: bool = False
    depth: int = 0


Block = Paragraph | ListEntry | Code


@lru_cache(_KEPT)
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of ``text`` in their order."""
    return tuple(_Reader(strip_control(text)).read())


@lru_cache(_KEPT)
def one_line(text: str) -> tuple[Span, ...]:
    """The form for places that have one line: blocks behind each other with a blank between, code lines as code."""
    out: list[Span] = []
    for block in blocks(text):
        if out:
            out.append(Span(" "))
        if isinstance(block, Code):
            out.append(Span(" ".join(" ".join(block.lines).split()), code=True))
        else:
            mark = block.written if isinstance(block, ListEntry) else ""
            out += (Span(mark), Span(" " if mark and block.spans else ""), *block.spans)
    return merged(out)


def flat(text: str) -> str:
    """The words of ``text`` alone on one line."""
    return bare(one_line(text))


def without_code(text: str) -> str:
    """The words of ``text`` outside code, a blank in place of each code span and block."""
    return " ".join(" " if part.code else part.text for part in one_line(text))


def is_line(text: str) -> bool:
    """Whether ``text`` is one paragraph, so that it may stand in a sentence."""
    found = blocks(text)
    return len(found) == 1 and isinstance(found[0], Paragraph)


def joined(one: str, between: str, other: str) -> str:
    """Two texts as one: on a line with ``between``, or below each other where they would not be read the same."""
    text = f"{one.strip()} {between} {other.strip()}"
    parts = (*spans(one), Span(f" {between} "), *spans(other))
    simple = is_line(one) and is_line(other) and is_line(text)
    return text if simple and spans(text) == merged(parts) else f"{one.strip()}\n\n{between}\n\n{other.strip()}"


class _Reader:
    """Takes lines one block at a time. ``_levels``: how far the lists that are open are indented, the outer first."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._levels: list[int] = []
        self._at = 0

    def read(self) -> Iterator[Block]:
        begun = False
        while self._at < len(self._lines):
            line, gap = self._lines[self._at], begun and not self._lines[self._at - 1].strip()
            if not line.strip():
                self._at += 1
                continue
            begun = True
            if fence := _fence(line):
                yield Code(self._fenced(fence), gap, self._depth(line))
            elif entry := _ENTRY.match(line):
                yield self._entry(entry, gap)
            else:
                depth = self._depth(line)
                kept = self._kept(gap and not depth)
                yield Code(kept, gap, depth) if kept else Paragraph(spans_of(self._paragraph_text()), gap, depth)

    def _depth(self, line: str) -> int:
        """In how many open lists ``line`` stands; those that it leaves are closed."""
        indent = len(line) - len(line.lstrip())
        while self._levels and indent < self._levels[-1] + 2:
            self._levels.pop()
        return len(self._levels)

    def _fenced(self, fence: re.Match[str]) -> tuple[str, ...]:
        """The lines behind a fence up to the one that closes, or to the end."""
        self._at += 1
        mark, indent, out = fence["fence"], len(fence["indent"]), []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            end = line.strip()
            if len(end) >= len(mark) and end == mark[0] * len(end):
                break
            out.append(line[min(indent, len(line) - len(line.lstrip())) :].rstrip())
        return tuple(out)

    def _entry(self, entry: re.Match[str], gap: bool) -> ListEntry:
        indent = len(entry["indent"])
        while self._levels and indent < self._levels[-1]:
            self._levels.pop()
        if not self._levels or indent >= self._levels[-1] + 2:
            self._levels.append(indent)
        mark = BULLET if entry["bullet"] else f"{entry['number']}."
        line = self._lines[self._at]
        self._lines[self._at] = " " * entry.end() + line[entry.end() :]
        text = "" if _fence(self._lines[self._at]) else self._paragraph_text()
        return ListEntry(mark, entry["mark"], spans_of(text), gap, len(self._levels))

    def _kept(self, indented: bool) -> tuple[str, ...]:
        """Lines that stand for themselves: indented code, where that may begin, rows of a table, a quotation."""
        line = self._lines[self._at]
        if indented and line.startswith(_INDENT):
            out = self._while(lambda line: line.startswith(_INDENT) or not line.strip())
            return tuple(line[len(_INDENT) :].rstrip() for line in "\n".join(out).rstrip().split("\n"))
        first = line.lstrip()[0]
        if first not in _ROWS or not self._lines[self._at + 1 : self._at + 2]:
            return ()
        if not self._lines[self._at + 1].lstrip().startswith(first):
            return ()
        return tuple(line.strip() for line in self._while(lambda line: line.lstrip().startswith(first)))

    def _while(self, belongs: Callable[[str], bool]) -> list[str]:
        """The lines from here on that belong, taken."""
        begin = self._at
        while self._at < len(self._lines) and belongs(self._lines[self._at]):
            self._at += 1
        return self._lines[begin : self._at]

    def _paragraph_text(self) -> str:
        """The lines from here to the end of the paragraph."""
        out: list[str] = []
        while self._at < len(self._lines) and self._lines[self._at].strip():
            line = self._lines[self._at]
            if out and (_fence(line) or self._begins(line)):
                break
            out.append(line.strip())
            self._at += 1
        return "\n".join(out)

    def _begins(self, line: str) -> bool:
        """Whether an entry of a list begins in the middle of a paragraph: a number does only in a list, or as a 1."""
        entry = _ENTRY.match(line)
        return entry is not None and bool(entry["bullet"] or self._levels or entry["number"] == "1")


def _fence(line: str) -> re.Match[str] | None:
    """What opens a code block; between backticks on one line stands a code span."""
    found = _FENCE.match(line)
    return None if found and found["fence"][0] == "`" and "`" in found["info"] else found

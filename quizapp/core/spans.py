"""What stands inside a paragraph of the bank: text, code between backticks, bold between ``**``.

Everything else is literal. Stars inside a word (``2**3``) are no bold, since such texts speak of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_TICKS = re.compile("`+")
_STARS = re.compile(r"(?<!\*)\*\*(?!\*)")


class Span(msgspec.Struct, frozen=True):
    """A run of text of one kind. White space in it is as shown; only code keeps runs of blanks."""

    text: str
    code: bool = False
    bold: bool = False


def strip_control(text: str) -> str:
    """``text`` without anything a terminal could obey."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).expandtabs(4)


def spans(text: str) -> tuple[Span, ...]:
    """The spans of ``text`` taken as one paragraph; line breaks are blanks."""
    return spans_of(strip_control(text))


def bare(parts: Iterable[Span]) -> str:
    """The words alone."""
    return "".join(part.text for part in parts)


def ticked(parts: Iterable[Span]) -> str:
    """The words for a place without styles: code between backticks, as many as its text needs."""
    return "".join(in_ticks(part.text) if part.code else part.text for part in parts)


def in_ticks(code: str) -> str:
    """``code`` as a code span."""
    ticks = "`" * (1 + max((len(run) for run in _TICKS.findall(code)), default=0))
    room = " " if len(ticks) > 1 or (code[:1] == code[-1:] == " " and code.strip()) else ""
    return f"{ticks}{room}{code}{room}{ticks}"


def merged(parts: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbours of one kind as one span."""
    out: list[Span] = []
    for part in parts:
        if out and (out[-1].code, out[-1].bold) == (part.code, part.bold):
            out[-1] = Span(out[-1].text + part.text, part.code, part.bold)
        elif part.text:
            out.append(part)
    return tuple(out)


def spans_of(text: str) -> tuple[Span, ...]:
    """The spans of a paragraph whose text went through ``strip_control``."""
    if "`" not in text and "**" not in text:  # most texts
        words = " ".join(text.split())
        return (Span(words),) if words else ()
    pieces = _pieces(text)
    stars = _bold("".join("\0" * len(piece) if code else piece for piece, code in pieces))
    out: list[Span] = []
    at, bold, marks = 0, False, iter([*stars, -1])
    mark = next(marks)
    for piece, code in pieces:
        start, end = at, at + len(piece)
        while start <= mark < end:
            out.append(Span(text=piece[start - at : mark - at], bold=bold))
            start, bold, mark = mark + 2, not bold, next(marks)
        out.append(Span(piece[start - at :], code, bold))
        at = end
    return merged(out)


def _pieces(text: str) -> list[tuple[str, bool]]:
    """(text, whether it is code), white space set right. A run of backticks ends at the next one of its length."""
    runs = list(_TICKS.finditer(text))
    after: dict[int, int] = {}
    ends: list[int | None] = []
    for i in range(len(runs) - 1, -1, -1):
        ends.append(after.get(len(runs[i][0])))
        after[len(runs[i][0])] = i
    ends.reverse()
    out: list[tuple[str, bool]] = []
    at = i = 0
    while i < len(runs):
        end = ends[i]
        if end is not None:
            code = text[runs[i].end() : runs[end].start()].replace("\n", " ")
            if code[:1] == code[-1:] == " " and code.strip():  # the blanks that let code begin or end with a backtick
                code = code[1:-1]
            out += [(text[at : runs[i].start()], False), (code, True)]
            at, i = runs[end].end(), end
        i += 1
    out.append((text[at:], False))
    out = [(piece if code else _BLANKS.sub(" ", piece), code) for piece, code in out]
    out[0], out[-1] = (out[0][0].lstrip(), False), (out[-1][0].rstrip(), False)
    return out


def _bold(text: str) -> list[int]:
    """Places of the ``**`` that begin or end bold text. Code counts as a letter: what touches it is no mark."""
    out: list[int] = []
    opened: int | None = None
    for found in _STARS.finditer(text):
        start, end = found.span()
        before, after = text[max(0, start - 1) : start] or " ", text[end : end + 1] or " "
        if opened is not None and not before.isspace() and not _in_word(after):
            out += (opened, start)
            opened = None
        elif not after.isspace() and not _in_word(before):
            opened = start
    return out


def _in_word(mark: str) -> bool:
    return mark.isalnum() or mark in "_\0"

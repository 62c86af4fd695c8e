"""Texts of the bank as plain text: harmless to a terminal, cut into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_KEPT = re.compile(r"^\s*(?:[-*]|\d{1,2}[.)])\s")


def harmless(text: str) -> str:
    """``text`` without anything a terminal could obey."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).expandtabs(4)


def plain_paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """(text, whether its lines may be set anew): prose may, code blocks and list rows stay as they are."""
    code: list[str] | None = None
    prose: list[str] = []
    for line in harmless(text).splitlines():
        fence = line.lstrip().startswith("```")
        if code is not None and not fence:
            code.append(line)
            continue
        if prose and (fence or not line.strip() or _KEPT.match(line)):
            yield " ".join(prose), True
            prose = []
        if fence:
            if code is not None:
                yield "\n".join(code), False
            code = [] if code is None else None
        elif line.strip():
            prose.append(line.strip().replace("**", ""))
    if code:
        yield "\n".join(code), False
    if prose:
        yield " ".join(prose), True

"""ASCII in the place of ticks, flags, bars and lines, for terminals that cannot show those or show them two cells wide.

It is done to the cells that are painted, so that no screen has to know of it: each sign gives way to one of its width.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_TABLE = {
    "✓": "+", "✗": "x", "·": ".", "•": "*", "●": "*", "◐": "%", "○": "o", "⚑": "!", "⚐": "?", "★": "*", "☆": "*",
    "▌": ">", "▐": "|", "→": "=", "←": "<", "↑": "^", "↓": "v", "↕": "^", "▲": "^", "▼": "v", "▶": ">", "◀": "<",
    "█": "#", "▓": "=", "▒": "=", "░": ".", "▁": "_", "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#",
    "▔": "-", "▀": "-", "▏": "|", "▎": "|", "▍": "|", "▋": "|", "▊": "|", "▉": "|", "■": "#", "□": "o",
    "…": "~", "±": "~", "×": "x", "÷": "/", "≤": "<", "≥": ">", "≈": "~", "−": "-", "–": "-", "—": "-",
    "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ", "µ": "u", "€": "E", "⏎": "<", "‹": "<", "›": ">",
}  # fmt: skip
"""Signs of the screens, and of Textual's own widgets; lines are in ``_line``."""


def _line(character: str) -> str:
    """Return what stands for a character that draws a line or a corner."""
    name = unicodedata.name(character, "")
    down, across = "VERTICAL" in name, "HORIZONTAL" in name
    return "|" if down and not across else "-" if across and not down else "+"


@lru_cache(2048)
def in_ascii(character: str, encoding: str) -> str:
    """Return what is shown for a character: a sign in ASCII; any other as it is, where ``encoding`` has it."""
    if character.isascii():
        return character
    if character in _TABLE:
        return _TABLE[character]
    if "\u2500" <= character <= "\u257f":
        return _line(character)
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        width = cell_len(character)
        plain = "".join(c for c in unicodedata.normalize("NFKD", character) if c.isascii())
        return plain if width and len(plain) == width else "?" * width
    return character


class AsciiSigns(LineFilter):
    """Shows ASCII in the place of signs. ``encoding``: what it lacks is shown without accents, or as ``?``."""

    def __init__(self, encoding: str, *, enabled: bool = False) -> None:
        super().__init__(enabled)
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the cells of a line in ASCII."""
        return [segment if segment.text.isascii() else self._plain(segment) for segment in segments]

    def _plain(self, segment: Segment) -> Segment:
        text = "".join([in_ascii(character, self._encoding) for character in segment.text])
        return Segment(text, segment.style, segment.control)

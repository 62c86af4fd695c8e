"""Links that a terminal opens (OSC 8): only where the code for it stays short enough for every terminal."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from quizapp.core.markup import strip_control

LONGEST = 700
"""Bytes that a link may take. GNU screen reads 768 at most, and shows the rest of a longer one as text."""
_AROUND = len("\x1b]8;id=1234567890123456789012;\x1b\\\x1b]8;;\x1b\\")


def linked(text: Content, url: str) -> Content:
    """Return ``text`` as a link to ``url``; as it is where the link would be too long, or is no address of the web.

    The address should stand on the screen as well: many terminals show no links.
    """
    fits = _AROUND + len(url.encode()) <= LONGEST
    if not fits or strip_control(url) != url or not url.isascii() or not url.startswith(("https://", "http://")):
        return text
    return text.stylize(Style(link=url))

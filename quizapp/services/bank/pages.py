"""Pages of documentation that reports send to."""

from __future__ import annotations

import msgspec

from quizapp.core.facts import Source


class Page(msgspec.Struct, frozen=True):
    """A page to read; empty where the bank names none."""

    title: str
    url: str


def page_of(source: Source | None) -> Page:
    """The page that a source is."""
    return Page(source.title, source.url) if source else Page("", "")

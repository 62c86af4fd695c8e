"""STR04: sources that were read too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from quizapp.core.bank import Item
from quizapp.core.lint.findings import Finding, Scope

GOOD_FOR = timedelta(days=365)


def check_sources(item: Item, scope: Scope) -> Iterator[Finding]:
    """Sources older than a year, and sources read in the future."""
    for source in item.sources:
        if source.checked is None:
            continue
        if source.checked < scope.day - GOOD_FOR:
            yield Finding("STR04", f"'{source.title[:40]}' was read on {source.checked}; read it again")
        elif source.checked > scope.day + timedelta(days=1):
            yield Finding(
                "STR04", f"'{source.title[:40]}' is said to have been read on {source.checked}, a day to come"
            )

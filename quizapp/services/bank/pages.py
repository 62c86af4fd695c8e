"""Pages of documentation that reports send to."""

from __future__ import annotations

import msgspec


class Page(msgspec.Struct, frozen=True):
    """A page to read."""

    title: str
    url: str

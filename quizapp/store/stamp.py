"""What is said of an event beside itself: when it happened, under what, and its id."""

from __future__ import annotations

import uuid

import msgspec


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """When, and under which facts and bank, something happened. ``as_of`` is an ISO date."""

    ts_utc_ms: int
    tz_min: int
    study_day: int
    as_of: str
    bank: str


def new_id() -> str:
    """A random event id."""
    return uuid.uuid4().hex

"""One fact: what it says, its values with their dates, and where that was read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeGuard

import msgspec

Scalar = bool | int | Decimal | str
Value = Scalar | tuple[str, ...] | None
"""A quantity, a text, a list of names, or None: the thing did not exist then."""


def is_quantity(value: object) -> TypeGuard[int | Decimal]:
    """Whether a value is a number; true and false are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page. ``checked`` is the day on which someone read it (on a fact it stands beside the source)."""

    title: str
    url: str
    checked: date | None = None


class Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """A value and the first day it holds.

    ``start`` None: as far back as the records go (2019). ``by``: the last day on which the
    change can have happened, when only a window is known; ``start`` is then its first day.
    """

    value: Any
    start: date | None = None
    by: date | None = None

    def __post_init__(self) -> None:
        """Hold ``value`` to a ``Value``; msgspec has no type for a union of numbers and texts."""
        if isinstance(self.value, list) and all(isinstance(name, str) for name in self.value):
            msgspec.structs.force_setattr(self, "value", tuple(self.value))
        if not isinstance(self.value, bool | int | Decimal | str | tuple | None):
            raise ValueError("a value is a number, a text, true or false, null, or a list of texts")


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A quantity (with ``unit``) or a statement. ``values`` are in order of their dates."""

    id: str
    says: str
    values: tuple[Dated, ...]
    source: Source
    checked: date
    status: Literal["seen", "memory"]
    unit: str = ""
    change: str = ""
    disputed: str = ""
    notes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    def entry(self, day: date) -> Dated | None:
        """The dated value in force on ``day``; None before the first one known."""
        found = None
        for dated in self.values:
            if dated.start is None or dated.start <= day:
                found = dated
        return found

    def uncertain(self, day: date) -> bool:
        """True when ``day`` lies inside a window in which the change may not have happened yet."""
        dated = self.entry(day)
        return bool(dated and dated.start and dated.by and day < dated.by)

    def changed_between(self, start: date | None, until: date | None) -> tuple[date, ...]:
        """The days inside ``[start, until)`` on which the value becomes another one.

        A day on which the value first becomes known counts too, unless ``start`` is on or
        after it.
        """
        days = (dated.start for dated in self.values if dated.start is not None)
        return tuple(d for d in days if (start is None or d > start) and (until is None or d < until))

    @property
    def askable(self) -> bool:
        """Whether a hard question may rest on it: seen in a source, and sources agree."""
        return self.status == "seen" and not self.disputed

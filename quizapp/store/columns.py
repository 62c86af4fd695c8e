"""What rows must be: types are checked where they are read, so that damage is named there and not met later."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from quizapp.core.scheduler.study_days import DAY_MS
from quizapp.store.errors import StoreDamaged

T = TypeVar("T")
LATEST_DAY = 2_900_000
"""In the year 9909: what a date can be, with room to look ahead."""
Day = Annotated[int, msgspec.Meta(ge=-700_000, le=LATEST_DAY)]
"""A study day."""
Ms = Annotated[int, msgspec.Meta(ge=-700_000 * DAY_MS, le=LATEST_DAY * DAY_MS)]
"""A moment, in milliseconds."""
Count = Annotated[int, msgspec.Meta(ge=0, le=10**15)]
"""How many, or how long in milliseconds."""
Real = Annotated[float, msgspec.Meta(ge=-1e12, le=1e12)]


class Reads:
    """Typed reads of one database."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path

    def _typed(self, kind: type[T], sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[T]:
        """Return all rows as ``kind``. Raises StoreDamaged for a row that is none."""
        return typed(self._db.execute(sql, values).fetchall(), list[kind], self._path)  # type: ignore[valid-type]

    def _one(self, kind: type[T], sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> T | None:
        """Return the first row as ``kind``, None when there is none. Raises StoreDamaged."""
        row = self._db.execute(sql, values).fetchone()
        return None if row is None else typed(row, kind, self._path)

    def _json(self, kind: type[T], text: str) -> T:
        """Return what a JSON column holds. Raises StoreDamaged."""
        try:
            return msgspec.json.decode(text, type=kind, strict=False)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise derived_damage(self._path, error) from error


def typed(value: object, kind: type[T], path: Path) -> T:
    """Return ``value``, as SQLite has it, as ``kind``. Raises StoreDamaged."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except (msgspec.ValidationError, ValueError) as error:
        raise derived_damage(path, error) from error


def derived_damage(path: Path, error: Exception) -> StoreDamaged:
    """Return the error for what is folded from the log and can be folded anew."""
    return StoreDamaged(
        f"{path}: the totals kept of your history are damaged ({error}); rebuild them with 'quizapp doctor --rebuild'"
    )

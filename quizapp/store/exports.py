"""All rows of a user's data, one at a time, for taking them elsewhere.

sqlite-utils reads the rows as dictionaries, through our own connection and so a few hundred at once. Types are checked
row by row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from quizapp.store.columns import Count, Day, Ms, typed
from quizapp.store.errors import StoreDamaged
from quizapp.store.inspection import sqlite_utils_of
from quizapp.store.log import REPLAY_ORDER
from quizapp.store.queries.answers import REPLAY, EvidenceRow
from quizapp.store.queries.cards import Difficulty, Stability


class LoggedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event as the log has it; ``body`` is JSON on one line. Kinds that this version does not know are rows too."""

    event_id: str
    device_id: str
    seq: int
    ts_utc_ms: Ms
    tz_min: int
    study_day: Day
    kind: str
    v: int
    as_of: str
    bank: str
    body: str


class AnswerRow(EvidenceRow, frozen=True, kw_only=True, array_like=False):
    """One answer, with all that the table has of it. ``knowledge`` is a list as JSON."""

    device_id: str
    seq: int
    knowledge: str
    first_correct: bool


class CardRow(msgspec.Struct, frozen=True, kw_only=True):
    """One card as it is scheduled. What the fold keeps for itself, to go on from, is left out."""

    card_id: str
    stability: Stability | None
    difficulty: Difficulty | None
    first_day: Day | None
    last_day: Day | None
    rated_day: Day | None
    due_day: Day | None
    exposures: Count
    reviews: Count
    lapses: Count
    last_rating: int | None
    last_right: bool | None
    suspended: bool


Row = TypeVar("Row", bound=msgspec.Struct)


def logged(db: sqlite3.Connection, path: Path) -> Iterator[LoggedRow]:
    """Yield the whole log in replay order, readable or not. Raises StoreError and its kinds."""
    try:
        yield from _rows(db, path, "event", LoggedRow, REPLAY_ORDER, {"body": "json(body)"})
    except StoreDamaged as error:
        raise StoreDamaged(f"{path}: an event of the log is damaged; 'quizapp doctor' names it ({error})") from error


def answers(db: sqlite3.Connection, path: Path) -> Iterator[AnswerRow]:
    """Yield all answers in replay order, undone ones too. Raises StoreError and its kinds."""
    return _rows(db, path, "evidence", AnswerRow, REPLAY)


def cards(db: sqlite3.Connection, path: Path) -> Iterator[CardRow]:
    """Yield all cards that were ever touched, by id. Raises StoreError and its kinds."""
    return _rows(db, path, "card", CardRow, "card_id")


def _rows(
    db: sqlite3.Connection, path: Path, table: str, kind: type[Row], order: str, made: Mapping[str, str] | None = None
) -> Iterator[Row]:
    """Rows of a table as ``kind``, whose fields are its columns; ``made``: by what a column is replaced."""
    replaced = made or {}
    names = [field.name for field in msgspec.structs.fields(kind)]
    columns = [f"{replaced[name]} AS {name}" if name in replaced else name for name in names]
    for row in sqlite_utils_of(db).table(table).rows_where(select=", ".join(columns), order_by=order):
        yield typed(row, kind, path)

"""All rows of a user's data, one at a time, for taking them elsewhere.

sqlite-utils reads the rows as dictionaries, through our own connection and so a few hundred at once. Types are checked
row by row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from quizapp.store.columns import Count, Day, Ms, typed
from quizapp.store.errors import StoreDamaged
from quizapp.store.inspection import sqlite_utils_of
from quizapp.store.log import REPLAY_ORDER
from quizapp.store.queries.answers import REPLAY, EvidenceRow
from quizapp.store.queries.cards import Difficulty, Stability
from quizapp.store.queries.marks import LATEST


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
    """One card as it is scheduled, and what the learner put on it; one that was only marked or noted is a card too.

    What the fold keeps for itself, to go on from, is left out.
    """

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
    marked: bool
    note: str


Row = TypeVar("Row", bound=msgspec.Struct)

_CARDS = f"""
SELECT a.card_id, stability, difficulty, first_day, last_day, rated_day, due_day, coalesce(exposures, 0) AS exposures,
    coalesce(reviews, 0) AS reviews, coalesce(lapses, 0) AS lapses, last_rating, last_right,
    coalesce(suspended, 0) AS suspended,
    coalesce((SELECT value FROM mark WHERE target = a.card_id AND kind = 'bookmark' ORDER BY {LATEST} LIMIT 1), 0)
        AS marked,
    coalesce((SELECT text FROM note WHERE card_id = a.card_id), '') AS note
FROM (SELECT card_id FROM card UNION SELECT target FROM mark WHERE kind = 'bookmark' UNION SELECT card_id FROM note) a
    LEFT JOIN card ON card.card_id = a.card_id
ORDER BY a.card_id
"""


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
    return _typed_rows(sqlite_utils_of(db).query(_CARDS), CardRow, path)


def _rows(
    db: sqlite3.Connection, path: Path, table: str, kind: type[Row], order: str, made: Mapping[str, str] | None = None
) -> Iterator[Row]:
    """Rows of a table as ``kind``, whose fields are its columns; ``made``: by what a column is replaced."""
    replaced = made or {}
    names = [field.name for field in msgspec.structs.fields(kind)]
    columns = [f"{replaced[name]} AS {name}" if name in replaced else name for name in names]
    found = sqlite_utils_of(db).table(table).rows_where(select=", ".join(columns), order_by=order)
    return _typed_rows(found, kind, path)


def _typed_rows(rows: Iterable[dict[str, object]], kind: type[Row], path: Path) -> Iterator[Row]:
    for row in rows:
        yield typed(row, kind, path)

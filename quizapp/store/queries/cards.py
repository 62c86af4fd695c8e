"""Cards as rows."""

from __future__ import annotations

import sqlite3
from typing import Annotated

import msgspec

from quizapp.core.scheduler import Card, Memory
from quizapp.store.columns import Count, Day
from quizapp.store.door import SqlRow

CARD_COLUMNS = (
    "stability, difficulty, first_day, last_day, rated_day, due_day, exposures, reviews, lapses, last_rating,"
    " relearn, bent, last_right, lapsed, before_stability, before_difficulty, before_day"
)
Stability = Annotated[float, msgspec.Meta(gt=0, le=1e9)]
Difficulty = Annotated[float, msgspec.Meta(ge=0, le=100)]
CARD_ROW: type[SqlRow] = tuple[
    str, bool, Stability | None, Difficulty | None, Day | None, Day | None, Day | None, Day | None,
    Count, Count, Count, int | None, bool, bool, bool | None, bool, Stability | None, Difficulty | None, Day | None,
]  # fmt: skip
"""A card's id, whether it is suspended, and CARD_COLUMNS."""


def read_card(connection: sqlite3.Connection, card_id: str) -> Card | None:
    """A card as it stands; None when it was never touched."""
    row = connection.execute(f"SELECT {CARD_COLUMNS} FROM card WHERE card_id = ?", (card_id,)).fetchone()
    return card_from(row) if row else None


def card_from(row: SqlRow) -> Card:
    """A card from its columns, in the order of CARD_COLUMNS."""
    stability, difficulty, first, last, rated, due, exposures, reviews, lapses, rating, relearn, bent = row[:12]
    right, lapsed, before_stability, before_difficulty, before_day = row[12:]
    return Card(
        memory=None if stability is None else Memory(stability, difficulty),
        first_day=first,
        last_day=last,
        rated_day=rated,
        due_day=due,
        exposures=exposures,
        reviews=reviews,
        lapses=lapses,
        last_rating=rating,
        relearn=bool(relearn),
        needs_refold=bool(bent),
        last_right=None if right is None else bool(right),
        lapsed=bool(lapsed),
        before=None if before_stability is None else Memory(before_stability, before_difficulty),
        before_day=before_day,
    )


_CARD_NAMES = [*CARD_COLUMNS.split(", "), "last_ts"]
_WRITE_CARD = (
    f"INSERT INTO card (card_id, {', '.join(_CARD_NAMES)}) VALUES (?{', ?' * len(_CARD_NAMES)})"
    f" ON CONFLICT (card_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _CARD_NAMES)}"
)


def write_card(connection: sqlite3.Connection, card_id: str, card: Card, last_ts: int) -> None:
    """Store a card whose latest answer was at ``last_ts``; whether it is suspended stays as it was."""
    memory, before = card.memory, card.before
    values = (
        memory and memory.stability, memory and memory.difficulty, card.first_day, card.last_day, card.rated_day,
        card.due_day, card.exposures, card.reviews, card.lapses, card.last_rating, int(card.relearn),
        int(card.needs_refold), card.last_right, int(card.lapsed), before and before.stability,
        before and before.difficulty, card.before_day,
        last_ts,
    )  # fmt: skip
    connection.execute(_WRITE_CARD, (card_id, *values))

"""All of a user's own data as plain values, one row at a time: events, answers, cards, exams.

Times are UTC in ISO 8601, study days are dates. Nothing is held that was handed on: a history may be long.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from quizapp.core.dates import day_date, utc_ms_text, utc_text
from quizapp.services.context import AppContext
from quizapp.services.exam.report import exam_json, result_of
from quizapp.store import exports

WITHOUT_RESULT = {"discard": "discarded", "interrupted": "interrupted", None: None}
"""How an exam without a result ended; None while it is open."""
COLUMNS = {
    "events": (
        "event_id", "device_id", "seq", "time", "tz_min", "study_day", "kind", "v", "as_of", "bank", "body",
    ),
    "answers": (
        "answer_id", "time", "device_id", "seq", "study_day", "day", "as_of", "session", "card", "item", "version",
        "type", "topic", "domain", "knowledge", "purpose", "correct", "correct_then", "guess", "undone", "rapid",
        "rt_ms", "misconception", "gap_days",
    ),
    "cards": (
        "card", "stability", "difficulty", "first_day", "last_day", "rated_day", "due_day", "exposures", "reviews",
        "lapses", "last_rating", "last_right", "suspended", "marked", "note",
    ),
    "exams": (
        "exam", "blueprint", "title", "as_of", "started", "ended", "right", "scored", "right_by_corrected_keys",
        "unscored_right", "unscored", "cut", "passed", "score", "score_low", "score_high", "counts", "extra_minutes",
        "used_s", "allowed_s", "median_s", "pace_s", "unanswered",
    ),
}  # fmt: skip
"""The keys of a row that have a place in a table, in order; an exam has more."""
NAMES = tuple(COLUMNS)
_READ: dict[str, Callable[[sqlite3.Connection, Path], Iterator[msgspec.Struct]]] = {
    "events": exports.logged, "answers": exports.answers, "cards": exports.cards,
}  # fmt: skip
_STORED_AS = {"time": "ts_utc_ms", "card": "card_id", "correct_then": "first_correct"}


@dataclass(frozen=True)
class Exported:
    """Rows under their plural ``name``. ``columns``: the keys that have a place in a table, in order."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[dict[str, object]]


def exported(context: AppContext, name: str) -> Exported:
    """Return what is kept under ``name``, one of ``NAMES``; rows are read as they are asked for.

    What ``counts_by_keys`` goes by the bank that was opened, and without one stays as it stands.
    """
    columns = COLUMNS[name]
    if name == "exams":
        return Exported(name, columns, _exams(context))
    return Exported(name, columns, _plain(context, _READ[name](context.store.db, context.store.path), columns))


def counts_by_keys(context: AppContext, name: str) -> bool:
    """Whether corrected keys of the bank change what is kept under ``name``, as answers, cards and results of exams."""
    if name == "exams":
        return any(row.ended not in WITHOUT_RESULT for row in context.store.read.exams())
    return name != "events"


def _plain(
    context: AppContext, rows: Iterable[msgspec.Struct], columns: tuple[str, ...]
) -> Iterator[dict[str, object]]:
    """Rows of the store by the names that they have outside, and as values that anybody can read."""
    read_as: dict[str, Callable[..., object]] = {
        "time": utc_ms_text,
        "body": lambda text: msgspec.Raw(text.encode()),
        "knowledge": context.store.read.texts,
        "misconception": lambda name: name or None,
        **dict.fromkeys(("study_day", "day", "first_day", "last_day", "rated_day", "due_day"), _date),
    }
    fields = [(name, _STORED_AS.get(name, name), read_as.get(name)) for name in columns]
    for row in rows:
        yield {
            name: getattr(row, field) if convert is None else convert(getattr(row, field))
            for name, field, convert in fields
        }


def _date(day: int | None) -> date | None:
    return None if day is None else day_date(day)


def _exams(context: AppContext) -> Iterator[dict[str, object]]:
    """As ``report exam`` has each, the oldest first; one without a result by what is known of it."""
    for row in reversed(context.store.read.exams()):
        if row.ended not in WITHOUT_RESULT:
            yield exam_json(context, result_of(context, row.exam))
            continue
        yield {
            "as_of": row.as_of,
            "exam": row.exam,
            "blueprint": row.blueprint,
            "ended": WITHOUT_RESULT[row.ended],
            "started": utc_text(row.started_ms),
        }

"""All of a user's own data as plain values, one row at a time: events, answers, cards, exams.

Times are UTC in ISO 8601, study days are dates. Nothing is held that was handed on: a history may be long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from quizapp.core.dates import day_date, utc_ms_text, utc_text
from quizapp.services.context import AppContext
from quizapp.services.exam.report import exam_json, result_of
from quizapp.store import ExamRow, exports

WITHOUT_RESULT = {"discard": "discarded", "interrupted": "interrupted", None: None}
"""How an exam without a result ended; None while it is open."""


@dataclass(frozen=True)
class Exported:
    """Rows under their plural ``name``. ``columns``: the keys that have a place in a table, in order."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[dict[str, Any]]


def exported(context: AppContext, name: str) -> Exported:
    """Return what is kept under ``name``, one of ``NAMES``; rows are read as they are asked for.

    What ``counts_by_keys`` goes by the bank that was opened, and without one stays as it stands.
    """
    columns, rows = _KINDS[name]
    return Exported(name, columns, rows(context))


def counts_by_keys(context: AppContext, name: str) -> bool:
    """Whether corrected keys of the bank change what is kept under ``name``, as answers, cards and results of exams."""
    if name == "exams":
        return any(row.ended not in WITHOUT_RESULT for row in context.store.read.exams())
    return name != "events"


def _events(context: AppContext) -> Iterator[dict[str, Any]]:
    for row in exports.logged(context.store.db, context.store.path):
        yield {
            "event_id": row.event_id,
            "device_id": row.device_id,
            "seq": row.seq,
            "time": utc_ms_text(row.ts_utc_ms),
            "tz_min": row.tz_min,
            "study_day": day_date(row.study_day),
            "kind": row.kind,
            "v": row.v,
            "as_of": row.as_of,
            "bank": row.bank,
            "body": msgspec.Raw(row.body.encode()),
        }


def _answers(context: AppContext) -> Iterator[dict[str, Any]]:
    for row in exports.answers(context.store.db, context.store.path):
        yield {
            "answer_id": row.answer_id,
            "time": utc_ms_text(row.ts_utc_ms),
            "device_id": row.device_id,
            "seq": row.seq,
            "study_day": day_date(row.study_day),
            "day": day_date(row.day),
            "as_of": row.as_of,
            "session": row.session,
            "card": row.card_id,
            "item": row.item,
            "version": row.version,
            "type": row.type,
            "topic": row.topic,
            "domain": row.domain,
            "knowledge": context.store.read.texts(row.knowledge),
            "purpose": row.purpose,
            "correct": row.correct,
            "correct_then": row.first_correct,
            "guess": row.guess,
            "undone": row.undone,
            "rapid": row.rapid,
            "rt_ms": row.rt_ms,
            "misconception": row.misconception or None,
            "gap_days": row.gap_days,
        }


def _cards(context: AppContext) -> Iterator[dict[str, Any]]:
    for row in exports.cards(context.store.db, context.store.path):
        days = {name: getattr(row, name) for name in ("first_day", "last_day", "rated_day", "due_day")}
        yield {
            "card": row.card_id,
            "stability": row.stability,
            "difficulty": row.difficulty,
            **{name: None if day is None else day_date(day) for name, day in days.items()},
            "exposures": row.exposures,
            "reviews": row.reviews,
            "lapses": row.lapses,
            "last_rating": row.last_rating,
            "last_right": row.last_right,
            "suspended": row.suspended,
        }


def _exams(context: AppContext) -> Iterator[dict[str, Any]]:
    """As ``report exam`` has each, the oldest first; one without a result by what is known of it."""
    for row in reversed(context.store.read.exams()):
        yield _unfinished(row) if row.ended in WITHOUT_RESULT else exam_json(context, result_of(context, row.exam))


def _unfinished(row: ExamRow) -> dict[str, Any]:
    return {
        "as_of": row.as_of,
        "exam": row.exam,
        "blueprint": row.blueprint,
        "ended": WITHOUT_RESULT[row.ended],
        "started": utc_text(row.started_ms),
    }


_KINDS: dict[str, tuple[tuple[str, ...], Callable[[AppContext], Iterator[dict[str, Any]]]]] = {
    "events": (
        ("event_id", "device_id", "seq", "time", "tz_min", "study_day", "kind", "v", "as_of", "bank", "body"),
        _events,
    ),
    "answers": (
        ("answer_id", "time", "device_id", "seq", "study_day", "day", "as_of", "session", "card", "item", "version",
         "type", "topic", "domain", "knowledge", "purpose", "correct", "correct_then", "guess", "undone", "rapid",
         "rt_ms", "misconception", "gap_days"),
        _answers,
    ),
    "cards": (
        ("card", "stability", "difficulty", "first_day", "last_day", "rated_day", "due_day", "exposures", "reviews",
         "lapses", "last_rating", "last_right", "suspended"),
        _cards,
    ),
    "exams": (
        ("exam", "blueprint", "title", "as_of", "started", "ended", "right", "scored", "right_by_corrected_keys",
         "unscored_right", "unscored", "cut", "passed", "score", "score_low", "score_high", "counts", "extra_minutes",
         "used_s", "allowed_s", "median_s", "pace_s", "unanswered"),
        _exams,
    ),
}  # fmt: skip
NAMES = tuple(_KINDS)

"""Exams folded into their rows, one event at a time. Apart from reading them, which needs no kinds of event."""

from __future__ import annotations

import sqlite3

from quizapp.core.events import Discard, Ended, Event, ExamBody, ExamStart, kind_of

_ENDS = ("submit", "expire", "discard")
OF_ANOTHER_END = (
    "coalesce((SELECT e.ts_utc_ms != evidence.ts_utc_ms OR e.device_id != evidence.device_id"
    " FROM exam_event e JOIN event l ON l.event_id = e.event_id WHERE e.exam = evidence.session"
    f" AND l.kind IN {_ENDS} ORDER BY e.ts_utc_ms, e.device_id, e.seq, e.event_id LIMIT 1), 0)"
)
"""Whether an answer came with an end of its exam that is not the one that counts: two copies of a database ended it."""


def note_exam(db: sqlite3.Connection, event: Event, body: ExamBody) -> None:
    """Take one event of an exam in. Its transaction is the caller's."""
    db.execute("INSERT OR IGNORE INTO exam (exam) VALUES (?)", (body.exam,))
    db.execute(
        "INSERT OR IGNORE INTO exam_event VALUES (?, ?, ?, ?, ?)",
        (body.exam, event.ts_utc_ms, event.origin, event.seq, event.event_id),
    )
    if isinstance(body, ExamStart):
        db.execute(
            "UPDATE exam SET blueprint = ?, as_of = ?, device_id = ?, started_ms = ? WHERE exam = ?",
            (str(body.plan.get("id", "")), event.as_of, event.origin, event.ts_utc_ms, body.exam),
        )
    elif isinstance(body, Ended | Discard):
        right, of = (body.right, body.of) if isinstance(body, Ended) else (None, None)
        db.execute(
            "UPDATE exam SET ended_ms = :ts, ended = :kind, right_answers = :right, of_scored = :of WHERE exam = :exam"
            " AND (:ts, :origin, :seq, :id) <= (SELECT e.ts_utc_ms, e.device_id, e.seq, e.event_id"
            " FROM exam_event e JOIN event l ON l.event_id = e.event_id WHERE e.exam = :exam"
            f" AND l.kind IN {_ENDS} ORDER BY e.ts_utc_ms, e.device_id, e.seq, e.event_id LIMIT 1)",
            {
                "ts": event.ts_utc_ms, "kind": kind_of(body), "right": right, "of": of, "exam": body.exam,
                "origin": event.origin, "seq": event.seq, "id": event.event_id,
            },
        )  # fmt: skip

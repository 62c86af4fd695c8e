"""Tables of the database. The log is the truth; every other table is folded from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x71757A61
"""Marks the file as ours (``PRAGMA application_id``)."""

SCHEMA_VERSION = 6
"""``PRAGMA user_version``; a database with a higher one is from a newer quizapp."""

LOG = """
CREATE TABLE event (
    event_id TEXT PRIMARY KEY NOT NULL,
    device_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    ts_utc_ms INTEGER NOT NULL,
    tz_min INTEGER NOT NULL,
    study_day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    v INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    bank TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (device_id, seq)
) STRICT;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only: no UPDATE'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only: no DELETE'); END;
CREATE TRIGGER event_no_replace BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE event_id = new.event_id)
  OR EXISTS (SELECT 1 FROM event WHERE device_id = new.device_id AND seq = new.seq)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: this event is there already'); END;
"""

DERIVED_TABLES = ("card", "evidence", "mark", "topic_day", "sitting", "exam", "exam_event", "note")

# Each index costs a page in every commit: there are those that a screen reads by, and no others. What reads
# the latest answers goes by study days.
DERIVED = """
CREATE TABLE card (
    card_id TEXT PRIMARY KEY NOT NULL,
    stability REAL, difficulty REAL,
    first_day INTEGER, last_day INTEGER, rated_day INTEGER, due_day INTEGER,
    exposures INTEGER NOT NULL DEFAULT 0, reviews INTEGER NOT NULL DEFAULT 0, lapses INTEGER NOT NULL DEFAULT 0,
    last_rating INTEGER, relearn INTEGER NOT NULL DEFAULT 0, bent INTEGER NOT NULL DEFAULT 0,
    suspended INTEGER NOT NULL DEFAULT 0, last_ts INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX card_due ON card (due_day) WHERE suspended = 0 AND due_day IS NOT NULL;
CREATE INDEX card_rated ON card (rated_day) WHERE suspended = 0 AND rated_day IS NOT NULL;
CREATE TABLE evidence (
    answer_id TEXT PRIMARY KEY NOT NULL,
    ts_utc_ms INTEGER NOT NULL, device_id TEXT NOT NULL, seq INTEGER NOT NULL,
    study_day INTEGER NOT NULL, as_of TEXT NOT NULL, session TEXT NOT NULL,
    card_id TEXT NOT NULL, item TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
    topic TEXT NOT NULL, domain TEXT NOT NULL, knowledge TEXT NOT NULL,
    purpose TEXT NOT NULL, first_correct INTEGER NOT NULL, correct INTEGER NOT NULL,
    guess INTEGER NOT NULL DEFAULT 0, undone INTEGER NOT NULL DEFAULT 0, rapid INTEGER NOT NULL,
    rt_ms INTEGER, misconception TEXT NOT NULL, gap_days INTEGER
) STRICT;
CREATE INDEX evidence_card ON evidence (card_id, ts_utc_ms, device_id, seq);
CREATE INDEX evidence_day ON evidence (study_day, topic);
CREATE TABLE mark (
    event_id TEXT PRIMARY KEY NOT NULL,
    target TEXT NOT NULL, kind TEXT NOT NULL,
    ts_utc_ms INTEGER NOT NULL, device_id TEXT NOT NULL, seq INTEGER NOT NULL,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_target ON mark (target, kind, ts_utc_ms, device_id, seq);
CREATE TABLE topic_day (
    study_day INTEGER NOT NULL, topic TEXT NOT NULL,
    answers INTEGER NOT NULL, correct INTEGER NOT NULL, rt_ms INTEGER NOT NULL,
    PRIMARY KEY (study_day, topic)
) STRICT, WITHOUT ROWID;
CREATE TABLE sitting (
    session TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL, started_ms INTEGER, ended_ms INTEGER, cards INTEGER, reason TEXT
) STRICT, WITHOUT ROWID;
"""

EXAMS = """
CREATE TABLE exam (
    exam TEXT PRIMARY KEY NOT NULL,
    blueprint TEXT, as_of TEXT, device_id TEXT, started_ms INTEGER,
    ended_ms INTEGER, ended TEXT, right_answers INTEGER, of_scored INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE exam_event (
    exam TEXT NOT NULL, ts_utc_ms INTEGER NOT NULL, device_id TEXT NOT NULL, seq INTEGER NOT NULL,
    event_id TEXT NOT NULL, PRIMARY KEY (exam, ts_utc_ms, device_id, seq, event_id)
) STRICT, WITHOUT ROWID;
"""

DAYS = """
ALTER TABLE card ADD COLUMN last_right INTEGER;
ALTER TABLE card ADD COLUMN lapsed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE card ADD COLUMN before_stability REAL;
ALTER TABLE card ADD COLUMN before_difficulty REAL;
ALTER TABLE card ADD COLUMN before_day INTEGER;
ALTER TABLE evidence ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
"""
FOLD_VERSION = "2"
"""By which rules derived tables are folded (``meta.fold``): another one folds them anew when a database is opened.

2: what is missed later on a day counts, right answers that came too quickly are no lapse, days are questioned.
"""

BANK = """
CREATE TABLE bank_card (
    card_id TEXT PRIMARY KEY NOT NULL, topic TEXT NOT NULL, points TEXT NOT NULL, valid_from TEXT, valid_until TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

FORMS = """
ALTER TABLE bank_card ADD COLUMN practice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bank_card ADD COLUMN exam_format INTEGER NOT NULL DEFAULT 1;
DELETE FROM meta WHERE key = 'bank';
"""
"""Of which form a question is, known when the bank is read next and noted anew."""

MARKS = """
CREATE INDEX mark_bookmark ON mark (target) WHERE kind = 'bookmark';
CREATE TABLE note (
    card_id TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    ts_utc_ms INTEGER NOT NULL, device_id TEXT NOT NULL, seq INTEGER NOT NULL, event_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
DELETE FROM meta WHERE key = 'fold' AND EXISTS (SELECT 1 FROM event WHERE kind IN ('bookmark', 'note'));
"""
"""What the learner marked and wrote. Where an older version merged such events in, all is folded anew."""

REAL_EXAMS = """
CREATE INDEX event_real_exam ON event (kind) WHERE kind = 'real_exam';
"""
"""Real exams are few, and read from the log itself: the index has them alone, and costs other events nothing."""


def statements(script: str) -> list[str]:
    """The statements of a script, one by one, so that they can run inside a transaction."""
    out, current = [], ""
    for line in script.strip().splitlines():
        current += line + "\n"
        complete = current.rstrip().endswith(";")
        if complete and ("CREATE TRIGGER" not in current or current.rstrip().endswith("END;")):
            out.append(current.strip())
            current = ""
    return out


Migration = Callable[[sqlite3.Connection], None]


def _run(connection: sqlite3.Connection, script: str) -> None:
    for statement in statements(script):
        connection.execute(statement)


def _create(connection: sqlite3.Connection) -> None:
    _run(connection, LOG + DERIVED + BANK)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _add_days(connection: sqlite3.Connection) -> None:
    _run(connection, DAYS)
    nothing = "NOT EXISTS (SELECT 1 FROM event)"
    connection.execute(f"INSERT INTO meta SELECT 'fold', ? WHERE {nothing}", (FOLD_VERSION,))


MIGRATIONS: tuple[Migration, ...] = (
    _create,
    lambda connection: _run(connection, EXAMS),
    _add_days,
    lambda connection: _run(connection, FORMS),
    lambda connection: _run(connection, MARKS),
    lambda connection: _run(connection, REAL_EXAMS),
)
"""Migration n brings a database from version n to n + 1."""

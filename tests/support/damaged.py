"""Databases as disks, sync programs and other tools leave them: a lived-in one, and ways to damage a copy of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from quizapp.core.events import Suspend
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import open_context
from quizapp.store.paths import user_paths
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings
from tests.support.exams import answer_all, begun

DERIVED = ("card", "evidence", "mark", "topic_day", "sitting", "exam", "exam_event", "note", "bank_card", "meta")


def lived_in(folder: Path, bank: Path, now_ms: int) -> Path:
    """A database after some weeks: evenings, two exams with a result, one that is open, a question suspended."""
    clock = FixedClock(now_ms)
    context = open_context(user_paths(folder), bank, clock=clock, seeds=lambda: 7)
    open_bank(context)
    study_evenings(context, clock, evenings=12, answers=8, seed=1)
    for right in (2, 4):
        exam = begun(context)
        answer_all(exam, right=right)
        exam.submit()
    begun(context).visit(2)
    context.record(Suspend(card="limits-memory"))
    context.close()
    return folder / "progress.db"


def integrity(database: Path) -> str:
    """What SQLite itself says of a file."""
    db = sqlite3.connect(database)
    try:
        return "; ".join(str(row[0]) for row in db.execute("PRAGMA integrity_check"))
    except sqlite3.Error as error:
        return str(error)
    finally:
        db.close()


def damage(database: Path, seed: int) -> str:
    """Damage the file in one of many ways; which."""
    chance = Random(seed)
    how = WAYS[seed % len(WAYS)]
    how(database, chance)
    return how.__name__.strip("_")


def _flip(database: Path, chance: Random) -> None:
    data = bytearray(database.read_bytes())
    for _ in range(chance.choice((1, 3, 20, 100))):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    database.write_bytes(data)


def _flip_head(database: Path, chance: Random) -> None:
    data = bytearray(database.read_bytes())
    data[chance.randrange(100)] ^= 1 << chance.randrange(8)
    database.write_bytes(data)


def _truncate(database: Path, chance: Random) -> None:
    data = database.read_bytes()
    database.write_bytes(data[: chance.randrange(1, len(data))])


def _zero_page(database: Path, chance: Random) -> None:
    data = bytearray(database.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for _ in range(chance.choice((1, 4))):
        at = chance.randrange(1, len(data) // size) * size
        data[at : at + size] = bytes(size)
    database.write_bytes(data)


def _sql(change: Callable[[sqlite3.Connection, Random], None], database: Path, chance: Random) -> None:
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    with suppress(sqlite3.Error):  # STRICT tables refuse some of it
        change(db, chance)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def _drop(database: Path, chance: Random) -> None:
    def change(db: sqlite3.Connection, chance: Random) -> None:
        names = db.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
        kind, name = chance.choice(names)
        db.execute(f"DROP {kind} {name}")

    _sql(change, database, chance)


def _bad_json(database: Path, chance: Random) -> None:
    def change(db: sqlite3.Connection, chance: Random) -> None:
        rows = [row[0] for row in db.execute("SELECT rowid FROM event ORDER BY rowid")]
        for row in chance.sample(rows, chance.choice((1, 5))):
            body = chance.choice(("{", "", "[]", "null", '{"kind":"answer"}', "\x00", "[" * 3000, '"x"', "1e999"))
            db.execute("UPDATE event SET body = ? WHERE rowid = ?", (body, row))
        for table, column in (("bank_card", "points"), ("evidence", "knowledge"), ("meta", "value")):
            if chance.random() < 0.5:
                db.execute(f"UPDATE {table} SET {column} = ?", (chance.choice(("{", "", "7", '{"a":null}', "[1]")),))

    _sql(change, database, chance)


def _wrong_values(database: Path, chance: Random) -> None:
    """Values that a flipped byte may make: of the right type, and impossible."""

    def change(db: sqlite3.Connection, chance: Random) -> None:
        table = chance.choice(("event", *DERIVED))
        for _ in range(3):
            columns = db.execute(f"PRAGMA table_info({table})").fetchall()
            column = chance.choice([row[1] for row in columns])
            wrong = chance.choice((None, -1, 0, 2**62, -(2**62), 9e99, "", "nonsense", "2026-99-99", "\x00", b"\xff"))
            with suppress(sqlite3.Error):
                db.execute(f"UPDATE {table} SET {column} = ?", (wrong,))

    _sql(change, database, chance)


def _wrong_types(database: Path, chance: Random) -> None:
    """A table of the right name whose columns take anything, as another tool may write it."""

    def change(db: sqlite3.Connection, chance: Random) -> None:
        table = chance.choice(("event", *DERIVED))
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()]
        rows = db.execute(f"SELECT * FROM {table}").fetchall()
        db.execute(f"DROP TABLE {table}")
        db.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        place = chance.randrange(len(columns))
        for row in rows:
            cells = list(row)
            cells[place] = chance.choice((None, "x", 3.7, b"\xff\xfe", 2**60, "", -5))
            db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(cells))})", cells)

    _sql(change, database, chance)


def _wrong_schema(database: Path, chance: Random) -> None:
    def change(db: sqlite3.Connection, chance: Random) -> None:
        table = chance.choice(("event", *DERIVED))
        column = chance.choice([row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()])
        db.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO other")

    _sql(change, database, chance)


def _bad_text(database: Path, chance: Random) -> None:
    def change(db: sqlite3.Connection, chance: Random) -> None:
        table = chance.choice(("event", *DERIVED))
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall() if row[2] == "TEXT"]
        db.execute(f"UPDATE {table} SET {chance.choice(columns)} = CAST(x'c328ff' AS TEXT)")

    _sql(change, database, chance)


WAYS: tuple[Callable[[Path, Random], None], ...] = (
    _flip, _flip_head, _truncate, _zero_page, _drop, _bad_json, _wrong_values, _wrong_types, _wrong_schema, _bad_text,
)  # fmt: skip

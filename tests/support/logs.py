"""Random histories: answers, guesses, undos, suspensions and sessions, by hypothesis."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from quizapp.core.dates import day_date
from quizapp.core.events import (
    Answer,
    Body,
    Bookmark,
    Guess,
    Note,
    Regrade,
    SessionEnd,
    SessionStart,
    Shown,
    Skip,
    Suspend,
    Undo,
)
from quizapp.core.scheduler.study_days import DAY_MS
from quizapp.store import Stamp, Store, log
from quizapp.store import connection as connections

START_MS = 1_795_000_000_000
DERIVED = ("card", "evidence", "mark", "topic_day", "sitting", "note")
_numbers = count()


def open_store(folder: Path) -> Store:
    """A database of its own in ``folder``."""
    return Store(folder / "progress.db", folder / "device", folder / "backups")


def shown(card: str, topic: str = "limits") -> Shown:
    """The least that an answer stores of its screen."""
    return Shown(
        item=card, version=1, type="single", topic=topic, domain="development", level="recall", knowledge=("memory",),
        stem="Which?", explanation="That.", key=("a",), seed=1,
    )  # fmt: skip


def answer(card: str, correct: bool = True, **more: Any) -> Answer:
    """An answer on ``card``."""
    fields: dict[str, Any] = {"session": "s", "purpose": "new", "rt_ms": 9000, **more}
    return Answer(card=card, shown=shown(card), response=("a" if correct else "b",), correct=correct, **fields)


def stamp(day: int = 0, minute: int = 0, tz_min: int = 0, study_day: int | None = None) -> Stamp:
    """``day`` days and ``minute`` minutes after the start."""
    ts = START_MS + day * DAY_MS + minute * 60_000
    at = (ts + tz_min * 60_000 - 4 * 3_600_000) // DAY_MS if study_day is None else study_day
    return Stamp(ts_utc_ms=ts, tz_min=tz_min, study_day=at, as_of=day_date(at).isoformat(), bank="b1")


def old_history(folder: Path, card: str) -> None:
    """Write a database of format 2: ``card`` was right and later on the same day wrong, and is folded as right."""
    with pytest.MonkeyPatch.context() as then:
        then.setattr(connections, "SCHEMA_VERSION", 2)
        then.setattr(connections, "MIGRATIONS", connections.MIGRATIONS[:2])
        folder.mkdir(exist_ok=True)
        db = connections.connect(folder / "progress.db")
        with connections.transaction(db):
            log.write(db, "then", [answer(card), answer(card, False)], stamp(), ["e1", "e2"])
        db.execute("INSERT INTO card (card_id, rated_day, due_day, last_rating) VALUES (?, 20775, 20777, 3)", (card,))
        db.close()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["answer"] * 5 + ["guess", "undo", "suspend", "regrade", "skip", "session", "bookmark", "note"]
        ),
        st.sampled_from(["c1", "c2", "c3"]),
        st.booleans(),
        st.integers(0, 5),  # which of the latest answers a mark is for
        # days on from the last step; a clock may run back, or be wrong altogether
        st.integers(-3, 40) | st.sampled_from([0, 0, 0, 1, -60, -500, 500, 4000]),
        st.sampled_from([0, 0, 0, 330, -480]),
    ),
    max_size=14,
)


def live(store: Store, steps: list[tuple[str, str, bool, int, int, int]], from_day: int = 0) -> None:
    """Write a history."""
    day = from_day
    answers = [e.event_id for e in store.events() if isinstance(e.body, Answer)]
    for kind, card, flag, which, on, tz in steps:
        day = max(0, day + on)
        body: Body
        if kind == "answer":
            body = answer(card, flag, rapid=which == 0, purpose="practice" if which == 1 else "new")
        elif kind == "suspend":
            body = Suspend(card=card, on=flag)
        elif kind == "bookmark":
            body = Bookmark(card=card, on=flag)
        elif kind == "note":
            body = Note(card=card, text=f"{which} of {card}" if flag else "")
        elif kind == "skip":
            body = Skip(session="s", card=card, on=flag)
        elif kind == "session":
            body = SessionStart(session="s", cards=which) if flag else SessionEnd(session="s", reason="left")
        elif not answers:
            continue
        else:
            target = answers[-1 - which % len(answers)]
            body = (
                Guess(answer=target, on=flag) if kind == "guess"
                else Undo(answer=target) if kind == "undo"
                else Regrade(answer=target, item=card, version=2 + which % 2, key=("b",), correct=flag)
            )  # fmt: skip
        (event,) = store.append([body], stamp(day, next(_numbers) % 600, tz))
        if kind == "answer":
            answers.append(event.event_id)


def derived(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is folded from the log, in a fixed order."""
    return {name: _rows(store.db, name) for name in DERIVED}


def log_of(store: Store) -> list[tuple[object, ...]]:
    """The log without the ids under which a merge may have filed an event."""
    return sorted((e.event_id, e.origin, e.seq, e.ts_utc_ms, e.study_day, repr(e.body)) for e in store.events())


def _rows(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] not in ("bent", "last_ts")]
    rows = db.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
    return sorted(rows, key=repr)

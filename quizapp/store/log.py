"""The log: append events in one transaction, read them in replay order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress

import msgspec

from quizapp.core.events import Body, Event, decode_body, encode_body
from quizapp.core.scheduler.study_days import DAY_MS
from quizapp.store.columns import LATEST_DAY
from quizapp.store.stamp import Stamp

COLUMNS = "event_id, device_id, seq, ts_utc_ms, tz_min, study_day, kind, v, as_of, bank, body"
REPLAY_ORDER = "ts_utc_ms, substr(device_id, 1, instr(device_id || '+', '+') - 1), seq, event_id"
"""``Event.order`` in SQL."""

_INSERT = f"INSERT INTO event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def write(
    db: sqlite3.Connection, device_id: str, bodies: Sequence[Body], stamp: Stamp, ids: Sequence[str]
) -> list[Event]:
    """Append ``bodies`` inside the caller's transaction. Time never runs back on a device."""
    seq, ts = db.execute(
        "SELECT seq, ts_utc_ms FROM event WHERE device_id = ? ORDER BY seq DESC LIMIT 1", (device_id,)
    ).fetchone() or (0, 0)
    out = []
    for event_id, body in zip(ids, bodies, strict=True):
        seq, ts = seq + 1, max(ts, stamp.ts_utc_ms)
        event = Event(
            event_id=event_id,
            device_id=device_id,
            seq=seq,
            ts_utc_ms=ts,
            tz_min=stamp.tz_min,
            study_day=stamp.study_day,
            as_of=stamp.as_of,
            bank=stamp.bank,
            body=body,
        )
        insert(db, event)
        out.append(event)
    return out


def insert(db: sqlite3.Connection, event: Event) -> None:
    """One row of the log."""
    kind, text = encode_body(event.body)
    db.execute(
        _INSERT,
        (event.event_id, event.device_id, event.seq, event.ts_utc_ms, event.tz_min, event.study_day, kind, event.v,
         event.as_of, event.bank, text),
    )  # fmt: skip


def replay(db: sqlite3.Connection, where: str = "", values: Sequence[object] = ()) -> Iterator[Event]:
    """Yield events in replay order; ``where`` narrows them down.

    One that cannot be read is passed over: it stays in the log, and ``doctor`` names it.
    """
    clause = f"WHERE {where}" if where else ""
    rows = db.execute(f"SELECT {COLUMNS} FROM event {clause} ORDER BY {REPLAY_ORDER}", tuple(values))
    for row in rows:
        with suppress(msgspec.DecodeError):
            yield event_from(row)


def event_from(row: Sequence[object]) -> Event:
    """Return an event from its columns. Raises msgspec.DecodeError for what cannot be read."""
    event_id, device_id, seq, ts, tz, day, kind, v, as_of, bank, body = row
    try:
        return Event(
            event_id=str(event_id),
            device_id=str(device_id),
            seq=int(str(seq)),
            ts_utc_ms=_within(ts, LATEST_DAY * DAY_MS),
            tz_min=int(str(tz)),
            study_day=_within(day, LATEST_DAY),
            as_of=str(as_of),
            bank=str(bank),
            body=decode_body(str(kind), str(body)),
            v=int(str(v)),
        )
    except (ValueError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from error


def _within(value: object, most: int) -> int:
    """A time of the log. Raises ValueError for one that no calendar has."""
    number = int(str(value))
    if abs(number) > most:
        raise ValueError("a time that no calendar has")
    return number

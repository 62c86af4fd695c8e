"""Which study day each answer counts on: the day of its event where that is believed, else what other answers say."""

from __future__ import annotations

import sqlite3

from quizapp.core.events import Event
from quizapp.core.scheduler.study_days import DayReading, reading, readings, settled, study_day
from quizapp.store.log import REPLAY_ORDER

_EARLIER = "FROM event WHERE device_id = ? AND seq < ?"
_COPIES = "device_id > ? || '+' AND device_id < ? || ','"
"""Events that a merge filed under a name of their own, since another had their place: ``,`` is the sign after ``+``."""


class StudyDays:
    """Keeps ``evidence.day`` in step with the log. Transactions are the caller's.

    ``day_of`` is asked of each new answer, then ``settle`` once for all of them. While a device's clock goes on as it
    did, that costs one look at the answer before.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._last: tuple[str, int, DayReading] | None = None
        self._odd: set[str] = set()

    def day_of(self, event: Event) -> int:
        """The day on which an answer that was just written was given, as far as it says so itself."""
        found = self._reading(event.device_id, event.seq, event.ts_utc_ms, event.study_day)
        before = self._reading_before(event)
        steady = found.fits if before is None else before == found or (before.fits and found.fits)
        if not steady:
            self._odd.add(event.origin)
        self._last = (event.device_id, event.seq, found)
        return found.day

    def watch(self, event: Event) -> None:
        """Where two copies of a database wrote under one name, any event may come between others."""
        if self._db.execute(f"SELECT 1 FROM event WHERE {_COPIES} LIMIT 1", (event.origin, event.origin)).fetchone():
            self._odd.add(event.origin)

    def note(self, origin: str) -> None:
        """Look at all answers of a device when it comes to ``settle``."""
        self._odd.add(origin)

    def settle(self) -> set[str]:
        """Correct the days of answers where the clock of their device turned out to be wrong; the cards concerned."""
        cards: set[str] = set()
        for origin in sorted(self._odd):
            cards |= self._settle(origin)
        self._odd, self._last = set(), None
        return cards

    def _settle(self, origin: str) -> set[str]:
        rows = self._db.execute(
            f"SELECT ts_utc_ms, study_day, kind, event_id FROM event WHERE device_id = ? OR ({_COPIES})"
            f" ORDER BY {REPLAY_ORDER}",
            (origin, origin, origin),
        ).fetchall()
        found = readings([row[:2] for row in rows])
        answers = [(row[3], one) for row, one in zip(rows, found, strict=True) if row[2] == "answer"]
        days = settled([one for _, one in answers])
        believed = {answer: day for (answer, _), day in zip(answers, days, strict=True)}
        known = self._db.execute("SELECT answer_id, card_id, day FROM evidence WHERE device_id = ?", (origin,))
        wrong = [(believed[answer], answer, card) for answer, card, day in known if believed.get(answer, day) != day]
        self._db.executemany("UPDATE evidence SET day = ? WHERE answer_id = ?", [row[:2] for row in wrong])
        return {card for *_, card in wrong}

    def _reading(self, device: str, seq: int, ts_utc_ms: int, day: int) -> DayReading:
        if abs(day - study_day(ts_utc_ms, 0)) <= 1:
            return DayReading(day, True)
        row = self._db.execute(f"SELECT ts_utc_ms {_EARLIER} ORDER BY seq DESC LIMIT 1", (device, seq)).fetchone()
        return reading(ts_utc_ms, day, None if row is None else row[0])

    def _reading_before(self, event: Event) -> DayReading | None:
        """The reading of the device's answer before."""
        if self._last is not None and self._last[:2] == (event.device_id, event.seq - 1):
            return self._last[2]
        row = self._db.execute(
            f"SELECT seq, ts_utc_ms, study_day {_EARLIER} AND kind = 'answer' ORDER BY seq DESC LIMIT 1",
            (event.device_id, event.seq),
        ).fetchone()
        return None if row is None else self._reading(event.device_id, *row)

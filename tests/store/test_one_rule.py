"""Rules that stand in SQL for speed say what the core says: the same rows, in the same order."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.events import Event, Skip
from quizapp.core.metrics.evidence import Evidence, is_scored
from quizapp.core.scheduler.answer_time import spent_ms
from quizapp.store.log import REPLAY_ORDER
from quizapp.store.queries.answers import OF_ITS_DAY, REPLAY, SCORED, SPENT

EPOCH = date(1970, 1, 1)
DAYS = st.integers(20_000, 20_010)
AS_OF = st.one_of(
    DAYS.map(lambda day: (EPOCH + timedelta(days=day)).isoformat()), st.sampled_from(["", "soon", "2019-13-01"])
)
DEVICES = st.sampled_from(["a", "b", "a+x", "ab"])


def event(as_of: str, day: int, *, ts: int = 0, device: str = "a", seq: int = 1, event_id: str = "e") -> Event:
    return Event(event_id=event_id, device_id=device, seq=seq, ts_utc_ms=ts, tz_min=0, study_day=day, as_of=as_of,
                 bank="", body=Skip(session="s", card="c"))  # fmt: skip


@given(AS_OF, DAYS)
def test_of_its_day_is_one_rule(as_of: str, day: int) -> None:
    row = (
        sqlite3.connect(":memory:")
        .execute(f"SELECT coalesce({OF_ITS_DAY}, 0) FROM (SELECT ? AS as_of, ? AS study_day)", (as_of, day))
        .fetchone()
    )
    assert bool(row[0]) == event(as_of, day).of_its_day


@given(st.sampled_from(["new", "review", "repeat", "practice", "exam"]), st.booleans(), st.booleans())
def test_what_is_scored_is_one_rule(purpose: str, undone: bool, rapid: bool) -> None:
    select = f"SELECT {SCORED} FROM (SELECT ? purpose, ? undone, ? rapid)"
    row = sqlite3.connect(":memory:").execute(select, (purpose, undone, rapid)).fetchone()
    answer = Evidence(
        answer="a", study_day=1, card="c", topic="t", domain="d", correct=True, undone=undone, rapid=rapid,
        purpose=purpose,  # type: ignore[arg-type]
    )  # fmt: skip
    assert bool(row[0]) == is_scored(answer)


@given(st.integers(0, 10**9))
def test_the_time_an_answer_counts_as_is_one_rule(rt_ms: int) -> None:
    row = sqlite3.connect(":memory:").execute(f"SELECT {SPENT} FROM (SELECT ? AS rt_ms)", (rt_ms,)).fetchone()
    assert row[0] == spent_ms(rt_ms)


@given(st.lists(st.tuples(st.integers(0, 3), DEVICES, st.integers(1, 3)), max_size=12))
def test_the_order_of_replay_is_one_rule(stamps: list[tuple[int, str, int]]) -> None:
    events = [
        event("2026-11-18", 20_000, ts=ts, device=device, seq=seq, event_id=f"e{number:02}")
        for number, (ts, device, seq) in enumerate(stamps)
    ]
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE event (event_id TEXT, device_id TEXT, seq INTEGER, ts_utc_ms INTEGER)")
    db.executemany(
        "INSERT INTO event VALUES (?, ?, ?, ?)", [(e.event_id, e.device_id, e.seq, e.ts_utc_ms) for e in events]
    )
    wanted = [e.event_id for e in sorted(events, key=lambda e: e.order)]
    assert [row[0] for row in db.execute(f"SELECT event_id FROM event ORDER BY {REPLAY_ORDER}")] == wanted
    db.execute("CREATE TABLE evidence AS SELECT event_id AS answer_id, ts_utc_ms, seq,"
               " substr(device_id, 1, instr(device_id || '+', '+') - 1) AS device_id FROM event")  # fmt: skip
    assert [row[0] for row in db.execute(f"SELECT answer_id FROM evidence ORDER BY {REPLAY}")] == wanted

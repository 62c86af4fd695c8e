"""Study days of travellers, and of clocks that are wrong for a while, against the time as it truly went."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.events import SessionStart
from quizapp.core.scheduler import Card, study_day
from quizapp.core.scheduler.study_days import DAY_MS, TRAVEL_DAYS, DayReading, readings, settled
from quizapp.store import Stamp, Store
from tests.support.folders import folders
from tests.support.logs import START_MS, answer, derived, open_store

HOUR_MS = 3_600_000
ZONES = (-720, -660, -480, 0, 330, 540, 780, 840)
CARDS = ("c1", "c2", "c3")


def moment(true_ms: int, zone: int = 0, wrong_ms: int = 0) -> Stamp:
    """What a clock in ``zone`` that is off by ``wrong_ms`` writes beside an event."""
    ts = true_ms + wrong_ms
    return Stamp(ts_utc_ms=ts, tz_min=zone, study_day=study_day(ts, zone), as_of="2026-11-23", bank="b1")


def due_anywhere(card: Card, true_ms: int) -> set[bool]:
    return {card.due(study_day(true_ms, zone)) for zone in ZONES}


LEGS = st.lists(
    st.tuples(st.sampled_from(CARDS), st.booleans(), st.integers(0, 96), st.sampled_from(ZONES)),
    min_size=1,
    max_size=12,
)
"""Answers of a traveller: card, right or not, hours since the last, and the zone in which it is given."""


@given(LEGS)
def test_travel_makes_nothing_due_twice_and_skips_nothing(legs: Sequence[tuple[str, bool, int, int]]) -> None:
    with folders("a") as (a,), open_store(a) as store:
        at = START_MS
        for name, right, hours, zone in legs:
            at += hours * HOUR_MS + 1
            store.append([answer(name, right)], moment(at, zone))
            card = store.read.card(name)
            assert card is not None
            assert card.rated_day is not None
            assert card.due_day is not None
            interval = card.due_day - card.rated_day
            assert interval >= 1
            assert abs(card.rated_day - study_day(at, 0)) <= 1
            here = study_day(at, zone)
            assert not any(card.due(study_day(at, west)) for west in ZONES if study_day(at, west) <= here)
            if interval > TRAVEL_DAYS:  # from the last zone of the earth to the first, and no sooner
                assert due_anywhere(card, at + (interval - TRAVEL_DAYS - 1) * DAY_MS) == {False}
            assert due_anywhere(card, at + (interval + TRAVEL_DAYS) * DAY_MS) == {True}
        before = derived(store)
        store.rebuild()
        assert derived(store) == before


@given(LEGS, st.lists(st.sampled_from(ZONES), min_size=12, max_size=12))
def test_a_journey_changes_no_count_of_what_was_learned_a_day_apart(
    legs: Sequence[tuple[str, bool, int, int]], zones: list[int]
) -> None:
    """A learner who answers every three days is rated as often on the road as at home, and as often wrong."""
    with folders("a", "b") as (a, b), open_store(a) as road, open_store(b) as home:
        for n, ((name, right, _, _), zone) in enumerate(zip(legs, zones, strict=False)):
            at = START_MS + 3 * n * DAY_MS + n
            road.append([answer(name, right)], moment(at, zone))
            home.append([answer(name, right)], moment(at))
        for name in CARDS:
            one, other = road.read.card(name), home.read.card(name)
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                assert (one.reviews, one.lapses, one.last_right) == (other.reviews, other.lapses, other.last_right)


SESSIONS = st.lists(
    st.tuples(st.integers(1, 30), st.lists(st.tuples(st.sampled_from(CARDS), st.booleans()), min_size=1, max_size=4)),
    min_size=3,
    max_size=8,
)
"""Sessions of one device: days since the last, and its answers."""


def lived(
    store: Store, sessions: Sequence[tuple[int, list[tuple[str, bool]]]], wrong: int = -1, off_days: int = 0
) -> list[int]:
    """Write sessions, the one at ``wrong`` with a clock that is off; the true days."""
    at, days = START_MS, []
    for n, (days_on, answers) in enumerate(sessions):
        at += days_on * DAY_MS
        days.append(study_day(at, 0))
        stamp = moment(at, wrong_ms=off_days * DAY_MS if n == wrong else 0)
        store.append([SessionStart(session=f"s{n}", cards=len(answers))], stamp)
        for name, right in answers:
            store.append([answer(name, right, session=f"s{n}")], stamp)
    return days


@given(
    SESSIONS, st.integers(1, 6), st.sampled_from([-20_000, -9_000, -4_000, -400, -60, 60, 400, 4_000, 20_000, 40_000])
)
def test_a_wrong_clock_of_one_session_is_questioned_by_the_next(
    sessions: Sequence[tuple[int, list[tuple[str, bool]]]], wrong: int, off_days: int
) -> None:
    wrong = min(wrong, len(sessions) - 2)
    with folders("a", "b", "c") as (a, b, c), open_store(a) as store, open_store(b) as right:
        days = lived(store, sessions, wrong, off_days)
        lived(right, sessions)
        believed = dict(store.db.execute("SELECT session, day FROM evidence"))
        for n, (_, answers) in enumerate(sessions):
            if answers and n != wrong:
                assert believed[f"s{n}"] == days[n]
            elif answers:
                assert days[n - 1] <= believed[f"s{n}"] <= days[n + 1]
        touched = {name for name, _ in sessions[wrong][1]}
        for name in CARDS:
            card, true = store.read.card(name), right.read.card(name)
            if card is not None and true is not None and name not in touched:
                assert card == true
            if card is not None and true is not None:
                assert card.lapses <= true.lapses + 1
                assert not card.due(days[-1]) or true.due(days[-1]) or name in touched
        before = derived(store)
        store.rebuild()
        assert derived(store) == before
        with open_store(c) as other:
            other.merge(store.path)
            assert derived(other) == before


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(-60, 60) | st.sampled_from([-20_000, 4_000])), max_size=12))
def test_what_is_believed_step_by_step_is_what_is_believed_at_last(steps: list[tuple[int, int]]) -> None:
    with folders("a") as (a,), open_store(a) as store:
        for n, (hours, off_days) in enumerate(steps):
            at = START_MS + hours * HOUR_MS
            store.append([answer(CARDS[n % 3], n % 4 > 0)], moment(at, ZONES[hours % 8], off_days * DAY_MS))
        log = store.db.execute("SELECT ts_utc_ms, study_day FROM event ORDER BY seq").fetchall()
        found = settled(readings(log))
        assert [row[0] for row in store.db.execute("SELECT day FROM evidence ORDER BY seq")] == found


@pytest.mark.parametrize("off", [-30, -3, 3, 30])
def test_a_day_that_does_not_fit_the_time_since_the_last_session_is_not_believed(tmp_path: Path, off: int) -> None:
    with open_store(tmp_path) as store:
        evening = START_MS + 40 * DAY_MS
        store.append([answer("c1"), answer("c2")], moment(evening))
        later = moment(evening + 8 * HOUR_MS)
        odd = Stamp(
            ts_utc_ms=later.ts_utc_ms,
            tz_min=0,
            study_day=later.study_day + off,
            as_of=later.as_of,
            bank="b1",
        )
        store.append([answer("c1")], odd)
        card = store.read.card("c1")
        assert card is not None
        assert card.rated_day == later.study_day


def test_a_clock_that_was_ahead_is_known_by_those_that_come_after() -> None:
    ahead = [DayReading(10, True), DayReading(3000, True), DayReading(11, False), DayReading(12, False)]
    assert settled(ahead) == [10, 10, 11, 12]
    behind = [DayReading(10, True), DayReading(11, True), DayReading(5, False), DayReading(12, True)]
    assert settled(behind) == [10, 11, 11, 12]

"""Laws of the log: merging, replaying, undoing, travelling."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.events import Suspend, Undo
from quizapp.store import Store
from tests.support.folders import folders
from tests.support.logs import STEPS, answer, derived, live, log_of, open_store, stamp

Steps = list[tuple[str, str, bool, int, int, int]]


def merged(into: Path, *others: Path) -> Store:
    store = open_store(into)
    for other in others:
        store.merge(other / "progress.db")
    return store


def written(folder: Path, steps: Steps) -> None:
    with open_store(folder) as store:
        live(store, steps)


@given(STEPS)
def test_replay_equals_incremental(steps: Steps) -> None:
    with folders("a") as (a,), open_store(a) as store:
        live(store, steps)
        before = derived(store)
        store.rebuild()
        assert derived(store) == before


@given(STEPS, STEPS)
def test_merging_commutes(one: Steps, two: Steps) -> None:
    with folders("a", "b", "ab", "ba") as (a, b, ab, ba):
        written(a, one)
        written(b, two)
        with merged(ab, a, b) as first, merged(ba, b, a) as second:
            assert log_of(first) == log_of(second)
            assert derived(first) == derived(second)


@given(STEPS, STEPS, STEPS)
def test_merging_associates_and_is_idempotent(one: Steps, two: Steps, three: Steps) -> None:
    with folders("a", "b", "c", "ab", "bc", "left", "right") as (a, b, c, ab, bc, left, right):
        for folder, steps in ((a, one), (b, two), (c, three)):
            written(folder, steps)
        merged(ab, a, b).close()
        merged(bc, b, c).close()
        with merged(left, ab, c) as first, merged(right, a, bc) as second:
            assert log_of(first) == log_of(second)
            assert derived(first) == derived(second)
            before = log_of(first), derived(first)
            assert first.merge(ab / "progress.db") == 0
            assert (log_of(first), derived(first)) == before


@given(STEPS, STEPS, STEPS)
def test_a_copied_database_that_was_used_on_two_machines_loses_nothing(start: Steps, here: Steps, there: Steps) -> None:
    with folders("a", "b", "ab", "ba") as (a, b, ab, ba):
        written(a, [("answer", "c1", True, 3, 0, 0), *start])
        b.mkdir()
        shutil.copy(a / "progress.db", b / "progress.db")
        shutil.copy(a / "device", b / "device")  # even the id goes along, so both write under one name
        text = (b / "device").read_text().replace(str(a / "progress.db"), str(b / "progress.db"))
        mine, theirs = ((folder / "progress.db").stat().st_ino for folder in (a, b))
        (b / "device").write_text(text.replace(str(mine), str(theirs)))
        written(a, here)
        written(b, there)
        with open_store(a) as one, open_store(b) as two:
            wanted = sorted({*log_of(one), *log_of(two)})
        with merged(ab, a, b) as first, merged(ba, b, a) as second:
            assert log_of(first) == log_of(second) == wanted
            assert derived(first) == derived(second)


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 600)), min_size=1, max_size=8))
def test_the_last_word_on_a_suspension_counts_in_replay_order(words: list[tuple[bool, bool, int]]) -> None:
    with folders("a", "b", "ab", "ba") as (a, b, ab, ba):
        with open_store(a) as one, open_store(b) as two:
            for here, on, minute in words:
                (one if here else two).append([Suspend(card="c1", on=on)], stamp(0, minute))
        with merged(ab, a, b) as first, merged(ba, b, a) as second:
            last = list(first.events())[-1].body
            assert isinstance(last, Suspend)
            assert first.read.suspended() == second.read.suspended() == ({"c1"} if last.on else set())
            first.rebuild()
            assert first.read.suspended() == second.read.suspended()


@given(STEPS, st.sampled_from(["c1", "c2"]), st.booleans())
def test_undo_restores_the_memory(steps: Steps, card: str, correct: bool) -> None:
    with folders("a") as (a,), open_store(a) as store:
        live(store, [step for step in steps if 0 <= step[4] <= 40])
        before = store.read.card(card)
        totals = store.read.totals()
        (event,) = store.append([answer(card, correct)], stamp(2000))
        store.append([Undo(answer=event.event_id)], stamp(2000, 1))
        after = store.read.card(card)
        assert after is not None
        assert (after.memory, after.due_day, after.reviews, after.lapses) == (
            (before.memory, before.due_day, before.reviews, before.lapses) if before else (None, None, 0, 0)
        )
        assert after.exposures == (before.exposures if before else 0) + 1  # it was seen all the same
        assert store.read.totals()[:2] == totals[:2]


@given(st.lists(st.sampled_from([-720, -480, 0, 60, 330, 840]), min_size=2, max_size=8))
def test_travel_does_no_lasting_harm(zones: list[int]) -> None:
    with folders("a", "b") as (a, b), open_store(a) as traveller, open_store(b) as at_home:
        for n, zone in enumerate(zones):
            traveller.append([answer("c1")], stamp(n * 3, 300, zone))
            at_home.append([answer("c1")], stamp(n * 3, 300))
        moved, stayed = traveller.read.card("c1"), at_home.read.card("c1")
        assert moved is not None
        assert stayed is not None
        assert moved.reviews == stayed.reviews
        assert moved.due_day is not None
        assert stayed.due_day is not None
        assert abs(moved.due_day - stayed.due_day) <= max(2, 0.35 * (stayed.due_day - stamp(len(zones) * 3).study_day))


@pytest.mark.parametrize("wrong", [-4000, -30, 30, 4000])
def test_a_clock_set_wrong_for_a_while_does_no_lasting_harm(tmp_path: Path, wrong: int) -> None:
    with open_store(tmp_path / "a") as store, open_store(tmp_path / "b") as right:
        today = stamp(0).study_day
        for day, off in ((0, 0), (3, wrong), (14, 0)):
            store.append([answer("c1")], stamp(day, study_day=today + day + off))
        for day in (0, 3, 14):
            right.append([answer("c1")], stamp(day))
        assert store.read.card("c1") == right.read.card("c1")  # the UTC time beside the day was right all along


def test_time_never_runs_back_on_a_device_but_the_study_day_may(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.append([answer("c1")], stamp(5))
        (event,) = store.append([answer("c1")], stamp(1))
        assert event.ts_utc_ms == stamp(5).ts_utc_ms
        assert event.study_day == stamp(1).study_day

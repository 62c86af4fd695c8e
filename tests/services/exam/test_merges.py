"""Exams of two machines, and of one that was copied, after their databases are merged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.core.bank import key_of
from quizapp.core.events import Resume, Submit
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import open_exam, resume_exam, waiting
from quizapp.services.exam.report import history, regraded, result_of
from quizapp.services.maintenance import merge_database, rebuild_derived
from tests.support.exams import (
    BootClock,
    Desks,
    agrees,
    answer_all,
    begun,
    exam_events,
    wrong,
)


@pytest.fixture
def here(room: AppContext) -> AppContext:
    return room


@pytest.fixture
def there(desks: Desks) -> AppContext:
    """Another machine."""
    return desks("there")


@pytest.fixture
def copied(here: AppContext, desks: Desks, tmp_path: Path) -> Callable[[], AppContext]:
    """Take the database as it is to another machine."""

    def copy() -> AppContext:
        here.store.copy(tmp_path / "there" / "progress.db")
        return desks("there")

    return copy


def exchange(here: AppContext, there: AppContext) -> None:
    """Each takes in what the other has."""
    merge_database(here, there.paths.database)
    merge_database(there, here.paths.database)


def test_after_a_merge_the_newest_open_exam_stays_and_the_older_is_interrupted(
    here: AppContext, there: AppContext, clock: BootClock
) -> None:
    older = begun(here)
    clock.advance(minutes=1)
    newer = begun(there)
    newer.respond(key_of(newer.sitting.form.items[0].item))
    exchange(here, there)
    for context in (here, there):
        rows = context.store.read.exams()
        assert [(row.exam, row.ended) for row in rows] == [
            (newer.sitting.exam, None), (older.sitting.exam, "interrupted"),
        ]  # fmt: skip
        found = waiting(context)
        assert found is not None
        assert found.exam == newer.sitting.exam
    again = resume_exam(here)
    again.submit()
    merge_database(there, here.paths.database)
    for context in (here, there):
        agrees(context, newer.sitting.exam)
        assert [row.ended for row in context.store.read.exams()] == ["submit", "interrupted"]
        assert waiting(context) is None  # it does not come back when the newer has ended
        rebuild_derived(context)
        assert [row.ended for row in context.store.read.exams()] == ["submit", "interrupted"]
    begun(here)


def test_an_exam_that_goes_on_is_not_interrupted_by_one_that_ended_before(
    here: AppContext, there: AppContext, clock: BootClock
) -> None:
    exam = begun(here)
    clock.advance(minutes=1)
    begun(there).submit()
    clock.advance(minutes=1)
    exam.visit(2)
    merge_database(here, there.paths.database)
    assert [row.ended for row in here.store.read.exams()] == ["submit", None]
    exam.submit()
    assert [row.ended for row in here.store.read.exams()] == ["submit", "submit"]


def test_rebuilding_gives_the_same_rows(room: AppContext, clock: BootClock) -> None:
    for end in ("submit", "discard", "expired", None):
        clock.advance(days=1)
        exam = begun(room, "half")
        answer_all(exam, right=2)
        if end == "expired":
            clock.advance(minutes=10)
        if end:
            getattr(exam, end)()
    tables = ("exam", "exam_event")
    before = [sorted(room.store.db.execute(f"SELECT * FROM {table}")) for table in tables], room.store.read.exams()
    assert [row.ended for row in before[1]] == [None, "expire", "discard", "submit"]
    rebuild_derived(room)
    after = [sorted(room.store.db.execute(f"SELECT * FROM {table}")) for table in tables], room.store.read.exams()
    assert after == before
    resume_exam(room).submit()


def test_a_sitting_that_was_ended_on_two_copies_counts_once_and_by_its_first_end(
    here: AppContext, copied: Callable[[], AppContext], clock: BootClock
) -> None:
    exam = begun(here)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    there = copied()
    clock.advance(minutes=1)
    longer = resume_exam(there)
    answer_all(longer, right=5)
    clock.advance(minutes=1)
    exam.visit(2)
    exam.respond(wrong(exam.sitting.form.items[1].item))
    exam.submit()
    clock.advance(minutes=1)
    longer.submit()
    cards = {one.card_id for one in exam.sitting.form.items}
    alone = here.store.read.totals()
    exchange(here, there)
    for again in (False, True):
        for context in (here, there):
            if again:
                rebuild_derived(context)
            result, row = result_of(context), history(context)[0]
            assert (result.right, result.unanswered, row.right, row.ended) == (1, 3, 1, "submit")
            assert regraded(context, result) is None
            assert context.store.read.totals() == alone
            known, _ = context.store.read.cards()
            assert known.keys() == cards
            reviews = [known[one.card_id].reviews for one in exam.sitting.form.items]
            assert reviews == [1, 1, 0, 0, 0]  # the others were seen, and no more


def test_an_exam_thrown_away_on_one_copy_and_handed_in_later_on_the_other_stays_thrown_away(
    here: AppContext, copied: Callable[[], AppContext], clock: BootClock
) -> None:
    begun(here)
    there = copied()
    clock.advance(minutes=1)
    open_exam(here).discard()
    clock.advance(minutes=1)
    later = resume_exam(there)
    answer_all(later, right=5)
    later.submit()
    exchange(here, there)
    for context in (here, there):
        assert history(context) == []
        assert context.store.read.totals() == (0, 0, 0)
        assert {card.reviews for card in context.store.read.cards()[0].values()} == {0}


def test_an_end_that_comes_later_by_merge_but_earlier_in_time_is_the_end(
    here: AppContext, copied: Callable[[], AppContext], clock: BootClock
) -> None:
    """A copied database used on two machines: the first end in replay order counts, in both."""
    exam = begun(here)
    there = copied()
    clock.advance(minutes=1)
    resume_exam(there).submit()
    clock.advance(minutes=1)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    exam.submit()
    exchange(here, there)
    rows = [context.store.read.exams() for context in (here, there)]
    assert [(row.ended, row.right) for row in rows[0]] == [("submit", 0)]
    assert [(r.exam, r.ended, r.ended_ms, r.right) for r in rows[0]] == [
        (r.exam, r.ended, r.ended_ms, r.right) for r in rows[1]
    ]
    for context in (here, there):
        assert agrees(context, exam.sitting.exam).right == 0
        before = context.store.read.exams()
        rebuild_derived(context)
        assert context.store.read.exams() == before
    assert {type(e.body) for e in exam_events(here)} >= {Submit, Resume}

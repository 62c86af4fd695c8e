"""An answer that was left open over night changes no evening, whatever shows times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.core.bank import key_of
from quizapp.core.scheduler import Entry
from quizapp.present.phrases import about_rows
from quizapp.services.bank.item_details import about
from quizapp.services.context import AppContext
from quizapp.services.progress.activity import activity
from quizapp.services.progress.exam_plan import plan_to
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import cards_a_day, today_summary
from tests.support.clock import FixedClock

NIGHT_MS = 8 * 3_600_000


@pytest.fixture
def left_open(context: AppContext, clock: FixedClock) -> AppContext:
    """Nine answers of 20 s, and one question that stood on the screen for eight hours."""
    for took in [20_000] * 9 + [NIGHT_MS]:
        study = Study(context, [Entry("limits-memory", "limits", "new")])
        assert study.view.showing is not None
        clock.advance(ms=took)
        study.answer(key_of(study.view.showing.item), took)
        study.leave()
    return context


def test_the_evenings_after_it_hold_as_many_questions_as_before(left_open: AppContext) -> None:
    assert cards_a_day(left_open, 25) == 57  # 26 s each; 25 min at 20 s would be 75
    assert plan_to(left_open, left_open.clock().calendar_date + timedelta(days=19), 25).answers_a_day == 57
    assert today_summary(left_open).minutes <= 25


def test_totals_and_medians_count_ten_minutes_for_it(left_open: AppContext) -> None:
    (total,) = left_open.store.read.topic_totals()
    assert total.rt_ms == 9 * 20_000 + 600_000
    assert activity(left_open, 1).speeds[0].median_ms == 20_000
    assert max(left_open.store.read.answer_times(0)["limits"]) == 600_000
    left_open.store.rebuild()
    assert left_open.store.read.topic_totals() == [total]


def test_the_log_keeps_what_was_measured_and_the_history_says_over_ten_minutes(left_open: AppContext) -> None:
    assert max(row.rt_ms or 0 for row in left_open.store.read.history("limits-memory")) == NIGHT_MS
    rows = about_rows(about(left_open, left_open.library.bank.items["limits-memory"]), revealed=True)
    assert "over 10 min" in rows[-1][1]
    assert ", 20 s" in rows[-2][1]


def test_a_session_that_was_left_open_is_not_said_to_have_lasted_the_night(
    context: AppContext, clock: FixedClock
) -> None:
    study = Study(context, [Entry("limits-memory", "limits", "new")])
    assert study.view.showing is not None
    clock.advance(minutes=1)
    study.answer(key_of(study.view.showing.item), 60_000)
    clock.advance(minutes=480)
    summary = study.advance().summary
    assert summary is not None
    assert summary.minutes == 11

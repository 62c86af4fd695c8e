"""Answers over time: spans that follow each other, and hold each answer that counts once."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.dates import day_date
from quizapp.present.progress_phrases import days_words, weeks_words
from quizapp.services.context import AppContext, open_context
from quizapp.services.progress.over_time import DaySpan, over_time
from quizapp.store.paths import user_paths
from tests.support.clock import FixedClock
from tests.support.folders import folders
from tests.support.logs import answer, open_store, stamp

LIFE = st.lists(st.tuples(st.integers(0, 80), st.booleans()), max_size=12)


@given(LIFE)
def test_each_answer_of_the_time_shown_is_counted_once(life: list[tuple[int, bool]]) -> None:
    with folders("a") as (folder,):
        with open_store(folder) as store:
            for day, right in sorted(life):
                store.append([answer("c", right)], stamp(day))
        clock = FixedClock()
        clock.advance(days=80)
        context = open_context(user_paths(folder.parent / "b"), folder, clock=clock)
        context.store.close()
        with open_store(folder) as store:
            context.store = store
            found = over_time(context, 14, 12)
    today = day_date(stamp(80).study_day)
    days = [(day_date(stamp(day).study_day), right) for day, right in life]
    for spans in (found.days, found.weeks):
        for span, after in zip(spans, (*spans[1:], None), strict=True):
            until = span.first + timedelta(days=span.days)
            assert after is None or after.first == until
            within = [right for day, right in days if span.first <= day < until]
            assert (span.answers, span.right) == (len(within), sum(within))
        assert spans[-1].first <= today
    assert [span.days for span in found.days] == [1] * 14
    assert all(span.first.weekday() == 0 and span.days == 7 for span in found.weeks)
    assert 1 <= len(found.weeks) <= 12
    assert len(found.weeks) == 1 or found.weeks[0].first + timedelta(days=6) >= min(day for day, _ in days)


def test_a_new_learner_has_this_week_and_nothing_in_it(context: AppContext) -> None:
    found = over_time(context, 14, 12)
    assert [(span.answers, span.accuracy) for span in found.weeks] == [(0, None)]


def test_the_words_name_both_numbers() -> None:
    first = date(2026, 11, 9)
    weeks = [DaySpan(first, 7, 30, 20), DaySpan(first + timedelta(days=7), 7, 1, 1)]
    assert weeks_words(weeks) == "This week 1 answer, 100 % right; last week 30, 67 %."
    assert weeks_words(weeks[1:]) == "This week 1 answer, 100 % right."
    days = [DaySpan(first, 1, 4, 1), DaySpan(first + timedelta(days=1), 1, 0, 0)]
    assert days_words(days) == "Today no answers; the last 2 days 4, 25 %."
    assert days_words(days[1:]) == "Today no answers; the last 1 days none."

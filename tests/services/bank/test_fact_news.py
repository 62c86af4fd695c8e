"""What changed at AWS since the last session: nothing twice, nothing of before or of days to come."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizapp.present.around_phrases import NAMED_CELLS, news_words
from quizapp.services.bank.fact_news import news, news_since
from quizapp.services.context import AppContext
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def test_who_has_answered_nothing_has_no_news(real: AppContext) -> None:
    assert news_since(real) is None


def test_the_timeout_of_november_is_news_for_who_studied_before_it(real: AppContext, clock: FixedClock) -> None:
    study_evenings(real, clock, evenings=1, answers=2, seed=1)
    assert news_since(real) == (date(2026, 11, 17), ())
    clock.advance(days=1)  # 19 November
    found = news_since(real)
    assert found is not None
    assert [one.day for one in found[1]] == [date(2026, 11, 19)]
    assert news_words(*found) == (
        "New at AWS since 17 Nov 2026: The longest timeout of a function: 1,800 s (was 900 s)."
    )
    study_evenings(real, clock, evenings=1, answers=2, seed=2)
    clock.advance(days=1)
    study_evenings(real, clock, evenings=1, answers=2, seed=2)
    found = news_since(real)
    assert found is not None
    assert found[1] == (), "it was studied since"


def test_two_days_share_no_news_and_together_have_all(real: AppContext) -> None:
    book = real.library.facts

    @given(DAYS, st.integers(0, 400), st.integers(0, 400))
    def law(after: date, first: int, second: int) -> None:
        between, until = after + timedelta(days=first), after + timedelta(days=first + second)
        whole = news(book, after, until)
        assert all(after < one.day <= until for one in whole)
        assert [one.day for one in whole] == sorted({one.day for one in whole}, reverse=True)
        for one in whole:
            assert len(set(one.texts)) == len(one.texts)
            assert one.headline in one.texts
        parts = [*news(book, between, until), *news(book, after, between)]
        assert {one.day for one in whole} <= {one.day for one in parts}
        words = news_words(after, whole)
        assert bool(words) == bool(whole)
        assert len(words) < NAMED_CELLS + 60 or words.count(whole[0].headline) == 1

    law()

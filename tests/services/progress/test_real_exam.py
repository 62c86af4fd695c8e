"""How the real exam went: asked once, kept with the forecast of its eve, corrected by a later word."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.events import RealExam
from quizapp.present.around_phrases import forecast_words, result_words
from quizapp.services.context import AppContext
from quizapp.services.progress.real_exam import (
    RealExamResult,
    dismiss,
    exam_behind,
    exam_to_ask_about,
    forecast_before,
    keep_result,
    real_exams,
    score_trouble,
)
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings
from tests.support.folders import folders
from tests.support.logs import open_store, stamp

TODAY = date(2026, 11, 18)
WORDS = st.lists(
    st.tuples(
        st.booleans(), st.sampled_from(["2026-11-01", "2026-12-01"]), st.booleans() | st.none(), st.integers(0, 3)
    ),
    min_size=1,
    max_size=8,
)


def with_date(context: AppContext, day: date | None) -> AppContext:
    context.settings = msgspec.structs.replace(context.settings, exam_date=day)  # saved before that day
    return context


@pytest.mark.parametrize(
    ("days", "behind", "asked"), [(-3, True, True), (-1, True, True), (0, True, False), (1, False, False)]
)
def test_it_is_asked_from_the_day_after_on(context: AppContext, days: int, behind: bool, asked: bool) -> None:
    day = TODAY + timedelta(days=days)
    with_date(context, day)
    assert exam_behind(context) == (day if behind else None)
    assert exam_to_ask_about(context) == (day if asked else None)


def test_no_date_is_no_question(context: AppContext) -> None:
    assert exam_behind(context) is None
    assert exam_to_ask_about(context) is None


@pytest.mark.parametrize("passed", [True, False, None])
def test_what_was_said_or_dismissed_is_not_asked_again(context: AppContext, passed: bool | None) -> None:
    first, second = TODAY - timedelta(days=9), TODAY - timedelta(days=2)
    with_date(context, first)
    keep_result(context, first, passed, None)
    assert exam_to_ask_about(context) is None
    with_date(context, second)
    assert exam_to_ask_about(context) == second
    dismiss(context, second)
    assert exam_to_ask_about(context) is None
    assert [one.day for one in real_exams(context)] == [first]


def test_a_correction_keeps_the_forecast(context: AppContext) -> None:
    context.record(RealExam(date="2026-11-10", passed=False, score=640, forecast=731), RealExam(date="not a day"))
    keep_result(context, date(2026, 11, 10), True, 812)
    (found,) = real_exams(context)
    assert found == RealExamResult(date(2026, 11, 10), True, 812, 731)
    assert result_words(found) == "passed, 812"
    assert forecast_words(found) == "forecast: passing about 73 %"


def test_the_forecast_is_that_of_the_eve_whatever_is_answered_later(real: AppContext, clock: FixedClock) -> None:
    assert forecast_before(real, TODAY) is None
    with_date(real, TODAY + timedelta(days=1))
    study_evenings(real, clock, evenings=10, answers=16, seed=5)
    day = TODAY + timedelta(days=1)
    found = forecast_before(real, day)
    assert found is not None
    assert 0 <= found <= 1000
    assert forecast_before(real, TODAY - timedelta(days=9)) is None, "one evening is too little"
    clock.advance(days=9)
    study_evenings(real, clock, evenings=5, answers=16, seed=6)
    assert forecast_before(real, day) == found
    assert keep_result(real, day, None, None).forecast == found


@given(WORDS)
def test_the_last_word_on_a_day_counts_however_it_came(words: list[tuple[bool, str, bool | None, int]]) -> None:
    with folders("a", "b", "ab", "ba") as (a, b, ab, ba):
        with open_store(a) as one, open_store(b) as two:
            for here, day, passed, minute in words:
                (one if here else two).append([RealExam(date=day, passed=passed)], stamp(0, minute))
        with open_store(ab) as first, open_store(ba) as second:
            for store, order in ((first, (a, b)), (second, (b, a))):
                for folder in order:
                    store.merge(folder / "progress.db")
            assert [e.body for e in first.real_exams()] == [e.body for e in second.real_exams()]
            assert len(first.real_exams()) == len(words)


@pytest.mark.parametrize(
    ("text", "passed", "fine"),
    [
        ("", True, True),
        ("  ", False, True),
        ("720", True, True),
        ("719", True, False),
        ("719", False, True),
        ("720", False, False),
        ("100", False, True),
        ("99", False, False),
        ("1000", True, True),
        ("1001", True, False),
        ("-800", True, False),
        ("seven", True, False),
    ],
)
def test_a_score_fits_the_scale_and_the_result(text: str, passed: bool, fine: bool) -> None:
    assert (score_trouble(text, passed=passed) == "") == fine

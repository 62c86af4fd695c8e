"""The plan to the exam, and evenings after days that were missed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from quizapp.core.settings import Settings
from quizapp.present.plan_phrases import LAST_DAYS, plan_lines
from quizapp.services.context import AppContext
from quizapp.services.progress.exam_plan import MOCKS, Mock, NoDate, mocks, plan_json, plan_to
from quizapp.services.study.session_queue import cards_a_day, plan_session, today_summary
from quizapp.store import BankCard, ExamRow
from tests.support.clock import FixedClock
from tests.support.exams import desk, exam_bank
from tests.support.logs import answer

TODAY = date(2026, 11, 18)
NOW = FixedClock()()
CARDS = 300


def sat(blueprint: str, day: date, ended: str | None = "submit") -> ExamRow:
    ms = (day - date(1970, 1, 1)).days * 86_400_000 + 43_200_000
    return ExamRow(
        exam="e", blueprint=blueprint, as_of="2026-11-18", device_id="d", started_ms=ms, ended_ms=ms, ended=ended,
        right=1, of=2,
    )  # fmt: skip


@pytest.fixture
def away(context: AppContext, clock: FixedClock) -> AppContext:
    """300 questions that were all met, and ten days without an answer: every one of them is due."""
    cards = [BankCard(f"c{i}", "abcdef"[i % 6], (f"p{i}",)) for i in range(CARDS)]
    context.store.note_bank(context.library.bank.revision, cards)
    now, clock.ts_utc_ms = clock.ts_utc_ms, clock.ts_utc_ms - 10 * 86_400_000
    context.store.append([answer(f"c{i}", i % 3 > 0, rt_ms=60_000) for i in range(CARDS)], context.stamp())
    clock.ts_utc_ms = now
    return context


def test_after_ten_missed_days_tonight_stays_within_the_minutes_of_the_day(away: AppContext) -> None:
    counts = today_summary(away)
    assert counts.due == 25
    assert (counts.new, counts.minutes) == (0, 25)
    assert counts.later == CARDS - 25
    assert len(plan_session(away)) == 25


def test_with_an_exam_ahead_as_well(away: AppContext) -> None:
    away.save_settings(Settings(exam_date=TODAY + timedelta(days=20)))
    counts = today_summary(away)
    assert (counts.due + counts.new, counts.minutes) == (25, 25)
    assert counts.later == CARDS - 25


def test_what_is_answered_counts_against_the_evening(away: AppContext, clock: FixedClock) -> None:
    asked = plan_session(away)
    away.store.append([answer(e.card_id, purpose="review", rt_ms=60_000) for e in asked[:20]], away.stamp())
    assert (today_summary(away).due, today_summary(away).answered_today) == (5, 20)
    away.store.append([answer(e.card_id, purpose="review", rt_ms=60_000) for e in asked[20:]], away.stamp())
    counts = today_summary(away)
    assert (counts.due, counts.new, counts.minutes) == (0, 0, 0)
    assert counts.later == CARDS - 25
    assert plan_session(away)  # who wants more gets more


def test_the_plan_spreads_what_waits_over_the_days_to_come(away: AppContext) -> None:
    found = plan_to(away, TODAY + timedelta(days=30))
    assert {day.reviews + day.new for day in found.load} <= set(range(26))
    assert sum(day.reviews for day in found.load[:12]) == CARDS  # each once, in twelve evenings
    assert found.days == len(found.load) == 30


def test_evening_by_evening_the_rest_melts(away: AppContext, clock: FixedClock) -> None:
    rest = []
    for _ in range(16):
        rest.append(today_summary(away).later)
        asked = plan_session(away)
        assert len(asked) <= 25
        away.store.append([answer(e.card_id, purpose="review", rt_ms=60_000) for e in asked], away.stamp())
        clock.advance(days=1)
    assert all(later >= 0 for later in rest)
    assert rest[-1] < 60


def test_bad_reviews_after_a_break_hold_new_questions_back(away: AppContext, clock: FixedClock) -> None:
    fresh = [BankCard(f"n{i}", "abcdef"[i % 6], (f"n{i}",)) for i in range(60)]
    old = [BankCard(f"c{i}", "abcdef"[i % 6], (f"p{i}",)) for i in range(CARDS)]
    away.store.note_bank(away.library.bank.revision, old + fresh)
    away.save_settings(Settings(exam_date=TODAY + timedelta(days=20)))
    well = today_summary(away).new
    wrong = [answer(f"c{i}", False, purpose="review", rt_ms=60_000) for i in range(30)]
    away.store.append(wrong, away.stamp())
    clock.advance(days=1)
    assert (well, today_summary(away).new) == (11, 6)  # three times 60 over 17 days; half of three times 60 over 16


def test_minutes_and_pace_make_the_answers_of_a_day(away: AppContext) -> None:
    assert [cards_a_day(away, minutes) for minutes in (5, 25, 60)] == [5, 25, 60]
    assert plan_to(away, TODAY + timedelta(days=9), 40).answers_a_day == 40


def test_what_cannot_be_met_in_time_is_said(context: AppContext) -> None:
    found = plan_to(context, TODAY + timedelta(days=2), 5)
    assert (found.unseen, found.all_met, found.unmet) == (5, TODAY, 0)
    context.store.note_bank("b", [BankCard(f"c{i}", "limits", (f"p{i}",)) for i in range(30)])
    found = plan_to(context, TODAY + timedelta(days=2), 5)
    assert (found.unseen, found.all_met, found.unmet) == (30, None, 25)  # on the last day what was met comes first
    assert "Of 30 new questions 25 are not met in time at this pace." in plan_lines(found)


def test_on_the_day_itself_there_is_nothing_left_to_plan(context: AppContext) -> None:
    found = plan_to(context, TODAY)
    assert (found.days, found.load, found.mocks) == (0, (), ())
    assert plan_lines(found)[0].startswith("The exam is on 18 Nov 2026, today;")
    assert plan_lines(plan_to(context, TODAY + timedelta(days=1)))[0].startswith(
        "The exam is on 19 Nov 2026, tomorrow;"
    )


@pytest.mark.parametrize(
    ("exam", "says"),
    [
        (None, "no exam date is set; give one: quizapp plan --exam YYYY-MM-DD"),
        (date(2026, 11, 17), "2026-11-17 is past; give the date of the next exam"),
        (date(9999, 12, 31), "a plan reaches 366 days ahead"),
    ],
)
def test_a_date_that_cannot_be_planned_to(exam: date | None, says: str, context: AppContext) -> None:
    with pytest.raises(NoDate, match=says):
        plan_to(context, exam)


def test_the_range_is_that_of_three_models_and_its_ends_are_in_order(away: AppContext) -> None:
    found = plan_to(away, TODAY + timedelta(days=21), 10)
    assert 0 < found.low < found.high < 1
    assert found.high - found.low > 0.03  # one model alone says that it knows better
    assert plan_to(away, TODAY + timedelta(days=21), 10) == found


def test_more_minutes_promise_more(away: AppContext) -> None:
    little, much = (plan_to(away, TODAY + timedelta(days=14), minutes) for minutes in (5, 40))
    assert little.low < much.low
    assert little.high < much.high


def test_mock_exams_lie_before_the_exam_and_none_in_the_last_days() -> None:
    exam = TODAY + timedelta(days=30)
    found = mocks(exam, TODAY, [], NOW)
    assert found == tuple(Mock(exam - timedelta(days=before), name) for before, name in MOCKS)
    assert mocks(exam, exam - timedelta(days=5), [], NOW) == ()
    late = mocks(exam, exam - timedelta(days=14), [], NOW)
    assert [m.day for m in late] == [exam - timedelta(days=n) for n in (14, 6)]


@pytest.mark.parametrize(
    ("blueprint", "before", "ended", "done"),
    [
        ("developer", 14, "submit", True),
        ("developer", 18, "expire", True),
        ("developer", 19, "submit", False),
        ("developer", 13, "submit", False),
        ("developer", 14, "discard", False),
        ("developer", 14, None, False),
        ("lambda", 14, "submit", False),
    ],
)
def test_a_mock_exam_that_was_sat_lately_is_done(blueprint: str, before: int, ended: str | None, done: bool) -> None:
    exam = TODAY + timedelta(days=30)
    found = mocks(exam, TODAY, [sat(blueprint, exam - timedelta(days=before), ended)], NOW)
    assert next(m.done for m in found if m.day == exam - timedelta(days=14)) is done


def test_only_exams_that_the_bank_has_are_in_the_plan(tmp_path: Path, clock: FixedClock) -> None:
    root = exam_bank(tmp_path / "bank")
    text = (root / "blueprints" / "exams.yaml").read_text()
    (root / "blueprints" / "exams.yaml").write_text(text.replace("id: five", "id: lambda"))
    context = desk(tmp_path / "user", root, clock)
    found = plan_to(context, TODAY + timedelta(days=30))
    assert [mock.blueprint for mock in found.mocks] == ["lambda"]
    assert "Mock exam 'lambda' on 27 Nov 2026." in plan_lines(found)
    context.close()


def test_the_plan_in_sentences_and_as_values(away: AppContext) -> None:
    found = plan_to(away, TODAY + timedelta(days=10))
    lines = plan_lines(found)
    assert lines[0] == "The exam is on 28 Nov 2026, in 10 days; 25 min a day are about 25 answers."
    assert f"From 25 Nov 2026 on: {LAST_DAYS}." in lines
    assert "  week of 18 Nov 2026: 0 new, 175 reviews" in lines
    assert lines[-1].startswith("Kept up, ")
    told = plan_json(found)
    assert (told["exam_date"], told["days"], told["no_new_from"]) == (date(2026, 11, 28), 10, date(2026, 11, 25))
    assert told["remembered_low"] <= told["remembered_high"]
    assert [row["reviews"] for row in told["load"]] == [25] * 10
    assert msgspec.json.encode(told)

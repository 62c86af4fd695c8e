"""Around the exam: Home asks how it went, once, and names what changed at AWS; Progress keeps and corrects it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from quizapp.core.events import RealExam
from quizapp.services.context import AppContext
from quizapp.services.progress.real_exam import keep_result, real_exams
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.dialogs.news import NewsScreen
from quizapp.tui.dialogs.real_exam import ScoreScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.progress.screen import ProgressScreen
from quizapp.tui.settings.screen import SettingsScreen
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings
from tests.support.exams import BootClock, begun, desk, exam_bank
from tests.support.screens import press, running, screen_text, settle, told

DAY = date(2026, 11, 16)
ASKED = "How did your exam go?"


@pytest.fixture
def sat(context: AppContext) -> AppContext:
    """Two days after the date of the exam."""
    context.settings = msgspec.structs.replace(context.settings, exam_date=DAY)  # saved before that day
    return context


def said(context: AppContext) -> list[RealExam]:
    return [event.body for event in context.store.events() if isinstance(event.body, RealExam)]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_home_asks_once_keeps_it_and_shows_the_forecast(sat: AppContext, size: tuple[int, int]) -> None:
    async with running(sat, size) as (app, pilot):
        assert ASKED in screen_text(app)
        await press(pilot, "1")
        assert isinstance(app.screen, ScoreScreen)
        await press(pilot, "7", "0", "0", "enter")
        assert "720 and above is a pass" in " ".join(screen_text(app).replace("│", " ").split())
        await press(pilot, *["backspace"] * 3, "8", "1", "2", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "Your exam on 16 Nov 2026: passed, 812." in screen_text(app)
        assert "No forecast" in screen_text(app)
        assert said(sat) == [RealExam(date="2026-11-16", passed=True, score=812)]
    async with running(sat, size) as (app, _):
        assert isinstance(app.screen, HomeScreen)
        assert "Your exam on" not in screen_text(app)


async def test_an_answer_is_clicked_and_the_score_is_left_out(sat: AppContext) -> None:
    async with running(sat) as (app, pilot):
        assert isinstance(app.screen, AskScreen)
        text = app.screen.text
        at = next(n for n, line in enumerate(text.plain.splitlines()) if "I didn't pass" in line)
        await pilot.click(text, offset=(10, at))
        await settle(pilot)
        assert isinstance(app.screen, ScoreScreen)
        await press(pilot, "enter")
        assert said(sat) == [RealExam(date="2026-11-16", passed=False)]
        assert "not passed." in screen_text(app)


async def test_not_saying_is_an_answer(sat: AppContext) -> None:
    async with running(sat) as (app, pilot):
        await press(pilot, "3")
        assert isinstance(app.screen, HomeScreen)
        assert said(sat) == [RealExam(date="2026-11-16")]


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_who_leaves_is_not_asked_again_and_can_enter_it_on_progress(sat: AppContext, key: str) -> None:
    async with running(sat) as (app, pilot):
        await press(pilot, key)
        assert "Progress, page Exams" in told(app)
        assert said(sat) == []
    async with running(sat) as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "p", "w")
        assert isinstance(app.screen, ProgressScreen), "w is a key of the page of exams alone"
        await press(pilot, "5")
        assert "w enters how it went" in screen_text(app)
        await press(pilot, "w", "2", "6", "4", "0", "enter")
        assert "not passed, 640" in screen_text(app)
        assert "no forecast" in screen_text(app)
        await press(pilot, "w", "1", "enter")
        assert "✓ passed" in screen_text(app)
        assert "640" not in screen_text(app)
        await press(pilot, "i")
        assert "It changes neither readiness" in " ".join(screen_text(app).split())
    assert [one.passed for one in real_exams(sat)] == [True]


async def test_another_day_leads_to_the_settings(sat: AppContext) -> None:
    async with running(sat) as (app, pilot):
        await press(pilot, "4")
        assert isinstance(app.screen, SettingsScreen)
        assert said(sat) == []


async def test_of_two_exams_the_one_under_the_cursor_is_corrected(sat: AppContext) -> None:
    keep_result(sat, date(2026, 9, 1), False, 650)
    keep_result(sat, DAY, True, 900)
    async with running(sat) as (_, pilot):
        await press(pilot, "p", "5", "j", "w", "3")
    assert [(one.day, one.passed) for one in real_exams(sat)] == [(DAY, True), (date(2026, 9, 1), None)]


async def test_an_open_exam_comes_first(tmp_path: Path) -> None:
    context = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), BootClock())
    context.settings = msgspec.structs.replace(context.settings, exam_date=DAY)
    begun(context)
    async with running(context) as (app, _):
        assert ASKED not in screen_text(app)
        assert isinstance(app.screen, AskScreen), "what to do with the open exam"


@pytest.mark.parametrize("day", [None, date(2026, 11, 18), date(2026, 12, 9)])
async def test_without_an_exam_behind_nothing_is_asked(context: AppContext, day: date | None) -> None:
    context.save_settings(msgspec.structs.replace(context.settings, exam_date=day))
    async with running(context) as (app, pilot):
        assert not isinstance(app.screen, AskScreen)
        await press(pilot, "w")
        assert isinstance(app.screen, HomeScreen), "nothing is new either"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_what_changed_at_aws_is_named_and_opens_by_key_and_click(
    real: AppContext, clock: FixedClock, size: tuple[int, int]
) -> None:
    clock.advance(days=-1)
    study_evenings(real, clock, evenings=1, answers=4, seed=1)
    clock.advance(days=3)
    async with running(real, size) as (app, pilot):
        assert "New at AWS since 16 Nov 2026" in screen_text(app)
        for way in ("key", "click"):
            if way == "key":
                await press(pilot, "w")
            else:
                await pilot.click("#around", offset=(8, 1))
                await settle(pilot)
            assert isinstance(app.screen, NewsScreen)
            assert "19 Nov 2026" in screen_text(app)
            await press(pilot, "j", "k", "q")
            assert isinstance(app.screen, HomeScreen)
    clock.advance(days=1)
    study_evenings(real, clock, evenings=1, answers=2, seed=2)
    async with running(real, size) as (app, _):
        assert "New at AWS" not in screen_text(app)

"""From Home over the choice and the cover into an exam, with the keyboard alone."""

from __future__ import annotations

import pytest

from quizapp.core.bank import key_of
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import waiting
from quizapp.services.exam.report import result_of
from quizapp.tui.exam.choice import ChoiceScreen
from quizapp.tui.exam.cover import CoverScreen
from quizapp.tui.exam.result import ResultScreen
from quizapp.tui.home.screen import HomeScreen
from tests.support.exam_screens import exam, keys_for, sheet, up, words
from tests.support.exams import BootClock, exam_events, wrong
from tests.support.screens import press, running, screen_text


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_a_whole_exam_by_keys(room: AppContext, clock: BootClock, size: tuple[int, int]) -> None:
    async with running(room, size) as (app, pilot):
        await press(pilot, "m")
        assert isinstance(app.screen, ChoiceScreen)
        await press(pilot, "1", "enter")
        assert isinstance(app.screen, CoverScreen)
        assert "not AWS's score" in words(app)
        assert exam_events(room) == []  # the clock has not started
        await press(pilot, "enter")
        for number in range(1, 6):
            assert f"{number} of 5" in screen_text(app)
            item = up(app).item
            clock.advance(ms=30_000)
            await press(pilot, *keys_for(up(app), key_of(item) if number < 4 else wrong(item)), "n")
        await press(pilot, "o", "S")
        assert "All 5 questions are answered" in words(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultScreen)
        assert "✓ Passed 3 of 5 right; 3 were needed" in words(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
    assert result_of(room).right == 3
    assert waiting(room) is None


async def test_the_cover_says_the_rules_and_starts_with_what_was_chosen(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        text = words(app)
        for rule in (
            "The whole small bank.", "5, all of them count", "10 minutes", "3 of 5 right", "the clock runs on",
            "can be changed", "shown after the end", "answers count, as in study",
        ):  # fmt: skip
            assert rule in text
        await press(pilot, "x", "c")
        assert "15 minutes, 5 of them extra" in words(app)
        await press(pilot, "enter")
        sitting = sheet(app)._exam.sitting
        assert (sitting.extra_minutes, sitting.counts) == (5, False)
        assert "15:00" in screen_text(app)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("calm", "the clock stops while the exam is closed"),
        ("try", "practice only: these answers change nothing"),
        ("half", "5; 2 of them do not count, and nothing marks them"),
    ],
)
async def test_other_rules_are_said_as_well(room: AppContext, name: str, said: str) -> None:
    async with running(room, start=exam(name)) as (app, _):
        assert said in words(app)


async def test_what_the_bank_lacks_is_said_and_nothing_starts(room: AppContext) -> None:
    async with running(room, start=exam("much")) as (app, pilot):
        await press(pilot, "enter")
        assert isinstance(app.screen, CoverScreen)
        assert "Not possible: the bank has too few questions for 'much'" in words(app)
        assert "too few)" in words(app)
    assert exam_events(room) == []


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_each_blueprint_and_each_sitting_keeps_to_its_line(room: AppContext, size: tuple[int, int]) -> None:
    async with running(room, size) as (app, pilot):
        await press(pilot, "m")
        rows = [line for line in screen_text(app).splitlines() if " questions" in line]
        assert len(rows) == 6
        assert all(row.rstrip("▁▂▃▄▅▆▇█ ").endswith(" min") for row in rows)
        await press(pilot, "1", "enter", "enter", "S", "enter", "h")
        (row,) = [line for line in screen_text(app).splitlines() if "not passed" in line]
        assert row.endswith("100" if size[0] < 72 else "100 to 506")
        assert len(row) <= size[0]

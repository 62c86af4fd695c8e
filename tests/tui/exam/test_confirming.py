"""``enter`` in an exam: on, when the answer is complete; otherwise what is missing. It unselects nothing."""

from __future__ import annotations

import pytest

from quizapp.core.bank import key_of
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam
from quizapp.tui.exam.screen import ExamScreen
from tests.support.exam_screens import exam, go_to, keys_for, kinds, sheet, up, words
from tests.support.screens import press, running, screen_text


def response(room: AppContext, number: int) -> tuple[str, ...]:
    """What is kept."""
    return resume_exam(room).sitting.place(number).response


@pytest.mark.parametrize(
    "item_id", ["limits-memory", "limits-storage", "invocation-attempts", "invocation-path", "pricing-codes"]
)
async def test_enter_confirms_what_is_complete_and_goes_on(room: AppContext, item_id: str) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, item_id)
        right = key_of(up(app).item)
        keys = [key for key in keys_for(up(app), right) if key != "escape"]
        await press(pilot, *keys, "enter")
        view = sheet(app).view
        assert view is not None
        if number < 5:
            assert view.number == number + 1
        else:
            assert "This is the last question. S shows what's unanswered, then submits." in words(app)
            assert isinstance(app.screen, ExamScreen)
    given = response(room, number)
    assert given == right if item_id in ("invocation-path", "pricing-codes") else set(given) == set(right)


@pytest.mark.parametrize(
    ("item_id", "keys", "says"),
    [
        ("limits-memory", [], "Choose an answer first"),
        ("limits-memory", ["down"], "Choose an answer first"),
        ("limits-storage", ["1"], "Choose 2; 1 chosen."),
        ("limits-storage", ["1", "down"], "Choose 2; 1 chosen."),
        ("invocation-attempts", [], "Type a number first."),
        ("invocation-path", ["space"], "Drop the step first"),
        ("invocation-path", [], "Press Enter again to keep this order"),
        ("pricing-codes", ["a"], "2 still without a partner"),
    ],
)
async def test_enter_says_what_is_missing_and_stays(room: AppContext, item_id: str, keys: list[str], says: str) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, item_id)
        await press(pilot, *keys)
        before = sheet(app)._exam.sitting.place(number).response
        await press(pilot, "enter")
        assert says in words(app)
        view = sheet(app).view
        assert view is not None
        assert view.number == number
        assert view.response == before


async def test_enter_never_unselects_the_second_of_two(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "limits-storage")
        await press(pilot, "1", "2", "enter")
        if number == 5:
            assert "last question" in screen_text(app)
    assert len(response(room, number)) == 2
    assert kinds(room).count("response") == 2


async def test_an_order_that_nobody_touched_is_kept_by_a_second_enter(room: AppContext) -> None:
    now = [0.0]
    async with running(room, start=exam(), monotonic=lambda: now[0]) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "invocation-path")
        await press(pilot, "enter", "enter")
        assert kinds(room).count("response") == 0
        now[0] = 5.0
        await press(pilot, "enter")
        assert kinds(room).count("response") == 1
    assert len(response(room, number)) == 4


async def test_a_cursor_on_another_option_than_the_chosen_one_is_asked_about(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "limits-memory")
        await press(pilot, "2", "down", "enter")
        assert "2 is chosen. Press Enter again to keep it, or Space to choose 3." in words(app)
        await press(pilot, "enter")
        view = sheet(app).view
        assert view is not None
        assert number == 5 or view.number == number + 1
    assert len(response(room, number)) == 1

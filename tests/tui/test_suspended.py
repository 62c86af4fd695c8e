"""Suspended questions in Browse and on the page that reads one: listed, and restored."""

from __future__ import annotations

from quizapp.core.events import Suspend
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import plan_session
from tests.support.screens import press, running, screen_text, told


async def test_browse_lists_what_is_suspended_first_and_restores_it(context: AppContext) -> None:
    context.record(Suspend(card="limits-memory"), Suspend(card="gone"))
    async with running(context) as (app, pilot):
        await press(pilot, "b")
        lines = screen_text(app).splitlines()
        at = next(i for i, line in enumerate(lines) if "Suspended: 2. z restores" in line)
        assert "How much memory" in lines[at + 1]
        assert "gone, no longer in the bank" in lines[at + 2]
        await press(pilot, "escape")
        assert "z restore" in screen_text(app)
        await press(pilot, "z")
        assert "Restored" in told(app)
        assert context.store.read.suspended() == {"gone"}
        await press(pilot, "z")
        assert context.store.read.suspended() == frozenset()
        assert "Suspended" not in "".join(screen_text(app).splitlines()[4:])


async def test_browse_suspends_after_asking_and_search_finds_what_is_suspended(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "b", *"memory", "escape")
        assert "z suspend" in screen_text(app)
        await press(pilot, "z", "escape")
        assert context.store.read.suspended() == frozenset()
        await press(pilot, "z", "enter")
        assert context.store.read.suspended() == {"limits-memory"}
        assert "Suspended: 1. z restores" in screen_text(app)
        await press(pilot, "slash", *"x")
        assert "Suspended: 1" not in screen_text(app)


async def test_a_question_is_restored_where_it_is_read(context: AppContext) -> None:
    context.record(Suspend(card="limits-memory"))
    async with running(context) as (app, pilot):
        await press(pilot, "b", "escape", "enter")
        assert "1 of 5, suspended" in screen_text(app)
        assert "z restore" in screen_text(app)
        await press(pilot, "z")
        assert context.store.read.suspended() == frozenset()
        assert "z suspend" in screen_text(app)
        await press(pilot, "z", "enter")
        assert context.store.read.suspended() == {"limits-memory"}


async def test_a_session_that_only_suspended_does_not_say_that_nothing_has_changed(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "enter")
        for _ in range(5):
            await press(pilot, *(["escape"] if app.focused else []), "z", "enter")
        assert "Nothing was answered. 5 questions suspended." in screen_text(app)
        assert len(context.store.read.suspended()) == 5
        await press(pilot, "u")
        assert "Nothing was answered" not in screen_text(app)


async def test_passing_words_do_not_pile_up_over_the_question(context: AppContext) -> None:
    async with running(context, start=lambda app: app.begin_study(plan_session(context))) as (app, pilot):
        app.show_error("bad news")
        for _ in range(3):
            await press(pilot, "z", "enter")
        assert told(app).splitlines() == ["bad news", "Suspended. u undoes it."]
        await press(pilot, "u")
        assert told(app).splitlines() == ["bad news", "Suspension undone. The question will be asked again."]

"""The end of a session: ways to keep going, a summary for who leaves early, and what is not submitted yet."""

from __future__ import annotations

import msgspec
import pytest

from quizapp.core.events import Answer, Bookmark, SessionEnd
from quizapp.services.context import AppContext
from quizapp.services.study.session_queue import plan_session
from quizapp.tui.app import QuizApp
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.screens import press, running, screen_text, settle
from tests.tui.test_study_screen import key_presses, study_of


def session_of(new: int, *marked: str):  # type: ignore[no-untyped-def]
    """Opens the day's session with so many new questions."""

    def start(app: QuizApp) -> None:
        app.context.settings = msgspec.structs.replace(app.context.settings, new_a_day=new)
        for card in marked:
            app.context.record(Bookmark(card=card))
        app.begin_study(plan_session(app.context))

    return start


def up(app: QuizApp) -> StudyScreen:
    assert isinstance(app.screen, StudyScreen)
    return app.screen


async def finish(app: QuizApp, pilot) -> None:  # type: ignore[no-untyped-def]
    for _ in range(20):
        view = up(app).view
        assert view is not None
        if view.phase == "done":
            return
        await press(pilot, *(key_presses(app) if view.phase == "question" else []), "enter")


async def test_enter_goes_on_with_more_new_questions(context: AppContext) -> None:
    async with running(context, start=session_of(2)) as (app, pilot):
        first = up(app)
        await finish(app, pilot)
        assert "▌ 1  More new questions (3)" in screen_text(app)
        await press(pilot, "enter")
        assert up(app) is not first
        assert "1 of 3" in screen_text(app)
        await press(pilot, *(["escape"] if app.focused else []), "q")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("way", [("2",), ("down", "enter"), ("j", "enter"), "click"])
async def test_what_was_marked_is_chosen_by_number_cursor_and_click(
    context: AppContext, way: str | tuple[str, ...]
) -> None:
    async with running(context, start=session_of(2, "limits-memory")) as (app, pilot):
        first = up(app)
        await finish(app, pilot)
        assert "2  Only what I marked (1)" in screen_text(app)
        if way == "click":
            text = first.pane.text
            at = next(n for n, line in enumerate(text.plain.splitlines()) if "Only what I marked" in line)
            await pilot.click(text, offset=(10, at))
            await settle(pilot)
        else:
            await press(pilot, *way)
        view = up(app).view
        assert view is not None
        assert view.showing is not None
        assert view.showing.item.card_id == "limits-memory"


async def test_a_topic_is_picked_in_a_box_which_can_be_left(context: AppContext) -> None:
    async with running(context, start=session_of(2)) as (app, pilot):
        await finish(app, pilot)
        await press(pilot, "2")
        assert isinstance(app.screen, AskScreen)
        await press(pilot, "escape")
        assert "Keep going" in screen_text(app)
        await press(pilot, "2", "1")
        view = up(app).view
        assert view is not None
        assert view.phase == "question"


async def test_home_is_the_last_row_and_q_leads_there_too(context: AppContext) -> None:
    async with running(context, start=session_of(2)) as (app, pilot):
        await finish(app, pilot)
        await press(pilot, "down", "down", "down", "down", "enter")
        assert isinstance(app.screen, HomeScreen)


async def test_leaving_early_says_what_was_not_asked_once(context: AppContext) -> None:
    async with running(context, start=session_of(5)) as (app, pilot):
        await press(pilot, *(["escape"] if app.focused else []), "q")
        assert isinstance(app.screen, HomeScreen)  # nothing was answered, and there is nothing to say
        app.begin_study(plan_session(context))
        await settle(pilot)
        await press(pilot, *key_presses(app), "enter", "enter", *(["escape"] if app.focused else []), "q")
        assert "You left early: 4 questions not asked." in screen_text(app)
        assert "Keep going" not in screen_text(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
    ends = [e.body.reason for e in context.store.events() if isinstance(e.body, SessionEnd)]
    assert ends == ["left"]


async def test_undo_leads_from_the_summary_back_into_the_session(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory", "limits-storage")) as (app, pilot):
        await press(pilot, *key_presses(app), "enter", "q")
        assert "1 question not asked" in screen_text(app)
        await press(pilot, "u")
        assert "1 of 2" in screen_text(app)
        view = up(app).view
        assert view is not None
        assert view.showing is not None
        assert (view.phase, view.showing.item.card_id) == ("question", "limits-memory")


async def test_the_counter_says_what_is_repeated(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory", "limits-storage")) as (app, pilot):
        right = key_presses(app)[0]
        await press(pilot, "1" if right != "1" else "2", "enter")
        assert "1 of 2, 1 to repeat" in screen_text(app)
        await press(pilot, "enter")
        assert "2 of 2, 1 to repeat" in screen_text(app)
        await press(pilot, *key_presses(app), "enter", "enter")
        assert "2 of 2, 1 to repeat" in screen_text(app)
        await press(pilot, *key_presses(app), "enter")
        assert "to repeat" not in screen_text(app)


@pytest.mark.parametrize(
    ("card", "keys"),
    [("limits-memory", ("1",)), ("limits-storage", ("2",)), ("pricing-codes", ("a",)), ("invocation-attempts", ("7",))],
)
async def test_what_is_not_submitted_is_asked_about_before_it_is_dropped(
    context: AppContext, card: str, keys: tuple[str, ...]
) -> None:
    async with running(context, start=study_of(card)) as (app, pilot):
        await press(pilot, *keys, *(["escape"] if app.focused else []), "q")
        assert "This answer isn't submitted. enter submits it; q again leaves without it." in screen_text(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
    assert not [e for e in context.store.events() if isinstance(e.body, Answer)]


async def test_one_key_press_does_not_ask_and_leave(context: AppContext) -> None:
    now = [0.0]
    async with running(context, start=study_of("pricing-codes"), monotonic=lambda: now[0]) as (app, pilot):
        await press(pilot, "a", "q", "q")
        assert isinstance(app.screen, StudyScreen)
        now[0] += 1
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


async def test_undo_takes_back_what_is_not_submitted_step_by_step_before_anything_else(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory", "pricing-codes")) as (app, pilot):
        await press(pilot, *key_presses(app), "enter", "enter")
        blank = up(app).pane.draft
        await press(pilot, "a")
        one = up(app).pane.draft
        await press(pilot, "b")
        assert "u undo" in screen_text(app)
        await press(pilot, "u")
        assert up(app).pane.draft == one
        await press(pilot, "u")
        assert up(app).pane.draft == blank
        assert len([e for e in context.store.events() if isinstance(e.body, Answer)]) == 1
        await press(pilot, "u")  # nothing is in the making: now the answer before
        assert "1 of 2" in screen_text(app)


async def test_undo_clears_a_number_that_was_typed(context: AppContext) -> None:
    async with running(context, start=study_of("invocation-attempts")) as (app, pilot):
        await press(pilot, "7", "escape", "u")
        assert up(app).pane.field.value == ""
        assert up(app).check_action("undo", ()) is False


async def test_the_suspend_box_names_the_question_to_restore(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory")) as (app, pilot):
        await press(pilot, "z")
        assert "quizapp unsuspend limits-memory" in " ".join(screen_text(app).replace("│", " ").split())

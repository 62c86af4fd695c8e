"""Study with the keyboard alone: every type of item, verdict, undo, guess, skip, summary."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.bank import key_of
from quizapp.core.events import Answer, Guess, Skip, Suspend, Undo
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from quizapp.tui.app import QuizApp
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.opened import opened
from tests.support.screens import press, running, screen_text, told


def study_of(*cards: str):  # type: ignore[no-untyped-def]
    """Opens a session over these cards once the bank is read."""

    def start(app: QuizApp) -> None:
        entries = [entry for card in cards for entry in again_on(app.context, [card])]
        app.push_screen(StudyScreen(Study(app.context, entries)))

    return start


def kinds(context: AppContext) -> list[type]:
    return [type(e.body) for e in context.store.events() if isinstance(e.body, Answer | Guess | Undo | Skip | Suspend)]


def key_presses(app: QuizApp) -> list[str]:
    """The keys that answer the question on the screen rightly."""
    screen = app.screen
    assert isinstance(screen, StudyScreen)
    assert screen.view is not None
    showing = screen.view.showing
    assert showing is not None
    item = showing.item
    key = key_of(item)
    if item.id == "invocation-attempts":
        return ["3"]
    if item.id == "pricing-codes":
        return ["abcdeF"[showing.index(choice)] for choice in key]
    if item.id == "invocation-path":
        keys: list[str] = []
        order = [p.choice_id for p in showing.choices]
        for place, choice in enumerate(key):
            at = order.index(choice)
            keys += [str(at + 1), "space", *["up"] * (at - place), "space"]
            order.insert(place, order.pop(at))
        return keys
    return [str(showing.index(choice) + 1) for choice in key]


@pytest.mark.parametrize(
    "card", ["limits-memory", "limits-storage", "invocation-attempts", "invocation-path", "pricing-codes"]
)
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_every_type_is_answered_with_the_keyboard(context: AppContext, card: str, size: tuple[int, int]) -> None:
    async with running(context, size, study_of(card)) as (app, pilot):
        await press(pilot, *key_presses(app), "enter")
        assert "✓ Correct" in screen_text(app)
        (answer,) = (e.body for e in context.store.events() if isinstance(e.body, Answer))
        assert answer.correct
        await press(pilot, "enter")
        assert "1 right" in screen_text(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


async def test_letters_choose_too(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory")) as (app, pilot):
        await press(pilot, "d", "enter")
        assert "✓ Correct" in screen_text(app)


async def test_arrows_and_space_choose_two(context: AppContext) -> None:
    async with running(context, start=study_of("limits-storage")) as (app, pilot):
        await press(pilot, "enter")
        assert "Choose 2; 0 chosen." in screen_text(app)
        await press(pilot, "down", "space", "j", "space", "k", "space")
        assert "Choose 2; 1 chosen." in screen_text(app)
        await press(pilot, "space", "enter")
        assert kinds(context) == [Answer]


async def test_a_verdict_gives_a_reason_for_every_option(context: AppContext) -> None:
    async with running(context, (100, 40), study_of("limits-memory")) as (app, pilot):
        await press(pilot, "1", "enter")
        text = screen_text(app)
        for why in ("It is so since 1 December 2020", "It was so until then", "That is the least", "It never was"):
            assert why in text
        assert "✗ Incorrect" in text
        assert "In 2019: At most 3,008 MB of memory" in text
        assert "Today: 10,240 MB" in text
        assert "What changed" in text
        assert "Source: Guide, quotas, checked 01 Nov 2026" in text


async def test_enter_pressed_twice_by_mistake_skips_no_verdict(context: AppContext) -> None:
    now = [0.0]
    async with running(context, start=study_of("limits-memory"), monotonic=lambda: now[0]) as (app, pilot):
        now[0] = 20.0
        await press(pilot, "1", "enter", "enter")
        assert "✗ Incorrect" in screen_text(app)
        now[0] = 20.19
        await press(pilot, "enter")
        assert "✗ Incorrect" in screen_text(app)
        now[0] = 20.21
        await press(pilot, "enter")
        assert "✗ Incorrect" not in screen_text(app)


async def test_an_answer_too_quick_to_have_been_read_is_said(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory"), monotonic=lambda: 1.0) as (app, pilot):
        await press(pilot, "4", "enter")
        assert "too quick to have been read" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_longest_verdict_is_not_cut_off(context: AppContext, size: tuple[int, int]) -> None:
    async with running(context, size, study_of("limits-memory", "limits-storage"), lambda: 1.0) as (app, pilot):
        await press(pilot, "4", "enter", "g")
        lines = " ".join(screen_text(app).split())
        assert "✓ Counted as a guess · too quick to have been read · practice: the schedule stays as it is" in lines
        assert "⏎ go on" in screen_text(app)  # the keys still stand below


async def test_undo_takes_back_the_last_thing_done_whatever_it_was(context: AppContext) -> None:
    cards = ("limits-memory", "limits-storage", "pricing-codes")
    async with running(context, start=study_of(*cards)) as (app, pilot):
        await press(pilot, "1", "enter", "u")
        assert "How much memory" in screen_text(app)
        await press(pilot, "4", "enter", "g")
        assert "Counted as a guess" in screen_text(app)
        await press(pilot, "enter", "s")
        assert "Which status code" in screen_text(app)
        await press(pilot, "z")
        assert "Suspend this question?" in screen_text(app)
        await press(pilot, "escape", "z", "2")
        assert kinds(context)[-1] is Skip
        await press(pilot, "z", "enter")
        assert kinds(context) == [Answer, Undo, Answer, Guess, Skip, Suspend]
        assert "Suspended. u undoes it." in told(app)
        assert "Which status code" not in screen_text(app)
        await press(pilot, "u")
        assert "Suspension undone" in told(app)
        assert "Which status code" in screen_text(app)
        await press(pilot, "u", "u")
        assert "Correct" in screen_text(app)
        assert "Counted as a guess" not in screen_text(app)
        assert context.store.read.suspended() == frozenset()
        await press(pilot, "u")
        assert kinds(context).count(Undo) == 2


async def test_a_number_is_typed_and_the_field_can_be_left(context: AppContext) -> None:
    async with running(context, start=study_of("invocation-attempts")) as (app, pilot):
        await press(pilot, "x", "enter")
        assert "cannot be read as a number in attempts" in " ".join(screen_text(app).split())
        assert kinds(context) == []
        await press(pilot, "backspace", "2", "enter")
        assert "Counted the retries only" in screen_text(app)
        await press(pilot, "u", "escape", "q")
        assert isinstance(app.screen, HomeScreen)


async def test_a_step_is_picked_up_and_has_to_be_dropped(context: AppContext) -> None:
    async with running(context, start=study_of("invocation-path")) as (app, pilot):
        await press(pilot, "space", "down", "enter")
        assert "Drop the step first" in screen_text(app)


async def test_an_order_that_nobody_touched_is_asked_about_once(context: AppContext) -> None:
    now = [0.0]
    async with running(context, start=study_of("invocation-path"), monotonic=lambda: now[0]) as (app, pilot):
        await press(pilot, "down", "enter", "enter")  # pressed twice at once by mistake
        assert "Press Enter again to keep this order" in screen_text(app)
        assert kinds(context) == []
        now[0] = 5.0
        await press(pilot, "enter")
        assert kinds(context) == [Answer]


async def test_an_order_that_was_arranged_is_not_asked_about(context: AppContext) -> None:
    async with running(context, start=study_of("invocation-path")) as (_, pilot):
        await press(pilot, "space", "space", "enter")
        assert kinds(context) == [Answer]


@pytest.mark.parametrize("third", [("5",), ("c",), ("down", "down", "space")])
async def test_a_third_choice_of_two_is_refused_when_it_is_made(context: AppContext, third: tuple[str, ...]) -> None:
    async with running(context, start=study_of("limits-storage")) as (app, pilot):
        await press(pilot, "1", "2", *third)
        assert "Two are chosen already: take one of them back first." in screen_text(app)
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.pane.draft.chosen == (0, 1)
        await press(pilot, "2", *third[-1:])
        assert "[x]" in screen_text(app)
        assert len(screen.pane.draft.chosen) == 2


async def test_the_last_question_suspended_by_mistake_comes_back_from_the_summary(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory")) as (app, pilot):
        await press(pilot, "z", "1")
        assert "u undo" in screen_text(app)
        await press(pilot, "u")
        assert "How much memory" in screen_text(app)


async def test_a_partner_is_missing(context: AppContext) -> None:
    async with running(context, start=study_of("pricing-codes")) as (app, pilot):
        await press(pilot, "a", "enter")
        assert "2 still without a partner" in screen_text(app)
        await press(pilot, "space", "down", "space", "enter")
        assert kinds(context) == [Answer]


async def test_an_option_is_struck_out_and_brought_back(context: AppContext) -> None:
    async with running(context, start=study_of("limits-storage")) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        await press(pilot, "down", "x")
        assert screen.pane.draft.struck == frozenset({0})
        await press(pilot, "space")
        assert screen.pane.draft.struck == frozenset()


async def test_what_cannot_be_saved_is_said_and_can_be_answered_again(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory")) as (app, pilot):
        context.store.db.execute("PRAGMA query_only = ON")
        await press(pilot, "4", "enter")
        text = screen_text(app)
        assert "Not saved" in text
        assert "✓ Correct" not in text
        context.store.db.execute("PRAGMA query_only = OFF")
        await press(pilot, "enter")
        assert "✓ Correct" in screen_text(app)
        assert kinds(context) == [Answer]


async def test_about_and_report_open_once_and_close(context: AppContext) -> None:
    async with running(context, (100, 40), study_of("limits-memory")) as (app, pilot):
        await press(pilot, "i", "i")
        assert isinstance(app.screen, StudyScreen)  # the second press closes it
        await press(pilot, "i")
        assert "not met yet" in screen_text(app)
        assert "Fact" not in screen_text(app)  # the answer is not given away
        await press(pilot, "escape", "4", "enter", "i")
        assert "limits.memory.max" in screen_text(app)
        await press(pilot, "escape", "exclamation_mark", *"odd", "enter")
        (report,) = (context.paths.data / "reports").iterdir()
        assert "odd" in report.read_text()


async def test_the_misses_can_be_gone_over_again(context: AppContext) -> None:
    async with running(context, start=study_of("limits-memory")) as (app, pilot):
        for _ in range(3):
            await press(pilot, "1", "enter", "enter")
        text = screen_text(app)
        assert "3 wrong" in text
        assert "goes again on them" in text
        await press(pilot, "m")
        assert "1 of 1" in screen_text(app)


async def test_leaving_in_the_middle_keeps_everything(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "enter")
        await press(pilot, *key_presses(app), "enter", "q")
        assert "You left early: 4 questions not asked." in screen_text(app)
        assert "⏎ home" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "1 answered today" in screen_text(app)
    assert kinds(context) == [Answer]


async def test_long_text_scrolls_with_keys(context: AppContext) -> None:
    async with running(context, (60, 20), study_of("limits-memory")) as (app, pilot):
        await press(pilot, "1", "enter")
        before = screen_text(app)
        await press(pilot, "pagedown")
        after = screen_text(app)
        assert before != after
        await press(pilot, "pageup", "j", "k")
        assert "✗ Incorrect" in screen_text(app)


async def test_a_question_with_rows_is_asked_from_its_top_behind_another_that_is_tall(
    unopened: AppContext, bank_root: Path
) -> None:
    tall = "    stem: |\n      The top.\n\n" + "      A line.\n\n" * 30 + "      "
    for path in (bank_root / "items").glob("*.yaml"):
        text = path.read_text()
        for stem in ("How much memory", "Put the way"):
            text = text.replace(f"    stem: {stem}", tall + stem)
        path.write_text(text)
    async with running(opened(unopened), start=study_of("limits-memory", "invocation-path")) as (app, pilot):
        assert "The top." in screen_text(app)
        await press(pilot, "s")
        assert "Invocation types" in screen_text(app)
        assert "The top." in screen_text(app)

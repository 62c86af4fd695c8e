"""Filters in Browse, with keys and the mouse: what is listed is what is meant, and a session over just these."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from quizapp.core.events import Bookmark, Note, Suspend
from quizapp.core.scheduler import Entry
from quizapp.core.settings import Settings
from quizapp.services.bank.selection import Selection, chosen
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.tui.app import QuizApp
from quizapp.tui.bank.browse import BrowseScreen
from quizapp.tui.bank.filters import FilterScreen
from quizapp.tui.bank.reading import ReadingScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.exams import wrong
from tests.support.screens import press, running, screen_text, settle, told

MEMORY, STORAGE, PATH = "limits-memory", "limits-storage", "invocation-path"


def listed(app: QuizApp) -> set[str]:
    """The questions in the list."""
    assert isinstance(app.screen, BrowseScreen)
    rows = app.screen.query_one("#found", OptionList).options
    return {row.id for row in rows if row.id is not None}


async def to_value(app: QuizApp, pilot: Pilot[int], value: str) -> None:
    """The cursor onto a value of the dialog, with its keys."""
    values = app.screen.query_one(OptionList)
    for _ in range(values.option_count):
        at = values.highlighted
        if at is not None and values.get_option_at_index(at).id == value:
            return
        await press(pilot, "j")
    raise AssertionError(value)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("went:marked", Selection(marked=True)), ("went:noted", Selection(noted=True)),
        ("went:missed", Selection(missed=True)), ("went:unseen", Selection(unseen=True)),
        ("forms:ordering", Selection(forms=("ordering",))), ("levels:recall", Selection(levels=("recall",))),
        ("domains:development", Selection(domains=("development",))), ("topics:limits", Selection(topics=("limits",))),
    ],
)  # fmt: skip
async def test_each_value_lists_what_it_means_by_key(context: AppContext, value: str, meant: Selection) -> None:
    study = Study(context, (Entry(STORAGE, "limits", "new"),))
    study.answer(wrong(context.library.bank.items[STORAGE]), 9_000)
    context.record(Bookmark(card=MEMORY), Note(card=PATH, text="x"))
    async with running(context) as (app, pilot):
        await press(pilot, "b", "escape", "f")
        assert isinstance(app.screen, FilterScreen)
        await to_value(app, pilot, value)
        await press(pilot, "space", "enter")
        wanted = chosen(context, meant)
        assert 0 < len(wanted) < 5
        assert listed(app) == wanted
        text = screen_text(app)
        assert f"{len(wanted)} of 5 questions" in text
        assert "Filter: " in text
        await press(pilot, "F")
        assert len(listed(app)) == 5
        assert "No filter." in screen_text(app)


async def test_values_and_the_line_can_be_clicked(context: AppContext) -> None:
    async with running(context, (100, 50)) as (app, pilot):
        await press(pilot, "b")
        await pilot.click("#filters")
        await settle(pilot)
        assert isinstance(app.screen, FilterScreen)
        rows = app.screen.query_one(OptionList)
        for value in ("forms:single", "forms:multiple"):
            at = rows.get_option_index(value)
            await pilot.click(OptionList, offset=(3, at - rows.scroll_offset.y))
            await settle(pilot)
        assert screen_text(app).count("[x]") == 2
        assert "2 of 5" in screen_text(app)
        await press(pilot, "escape")
        assert listed(app) == {MEMORY, STORAGE}
        assert "Filter: single choice or multiple response" in screen_text(app)


async def test_the_numbers_in_the_dialog_follow_words_and_other_values(context: AppContext) -> None:
    async with running(context, (100, 50)) as (app, pilot):
        await press(pilot, "b", *"memory", "escape", "f")
        text = screen_text(app)
        assert f"{len(chosen(context, Selection(text='memory')))} of" in text
        await to_value(app, pilot, "topics:pricing") if "Pricing" in text else None
        await press(pilot, "c", "enter")
        assert listed(app) == chosen(context, Selection(text="memory"))


async def test_t_studies_just_these_and_says_when_none_can_be_asked(context: AppContext) -> None:
    context.record(Bookmark(card=MEMORY), Bookmark(card=PATH))
    async with running(context) as (app, pilot):
        await press(pilot, "b", "escape", "t")
        assert isinstance(app.screen, BrowseScreen)  # everything is no choice
        await press(pilot, "f")
        await to_value(app, pilot, "went:marked")
        await press(pilot, "space", "enter")
        assert "t study these" in screen_text(app)
        await press(pilot, "t")
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.view is not None
        assert screen.view.total == 2
        await press(pilot, "q")
        assert isinstance(app.screen, BrowseScreen)
        context.record(Suspend(card=MEMORY), Suspend(card=PATH))
        await press(pilot, "t")
        assert "None of these can be asked now" in told(app)
        assert isinstance(app.screen, BrowseScreen)


async def test_a_mark_taken_away_takes_the_row_out_of_a_list_of_marked_ones(context: AppContext) -> None:
    context.record(Bookmark(card=MEMORY), Bookmark(card=PATH))
    async with running(context) as (app, pilot):
        await press(pilot, "b", "escape", "f")
        await to_value(app, pilot, "went:marked")
        await press(pilot, "space", "enter")
        assert screen_text(app).count("✶") == 2
        await press(pilot, "v")
        assert len(listed(app)) == 1
        await press(pilot, "N", "m", "e", "enter")
        assert "✶ ✎" in screen_text(app)
        (card,) = listed(app)
        assert context.store.read.notes() == {card: "me"}


async def test_words_are_searched_in_notes_too(context: AppContext) -> None:
    context.record(Note(card=PATH, text="Xylophone"))
    async with running(context) as (app, pilot):
        await press(pilot, "b", *"xyloph")
        assert listed(app) == {PATH}


async def test_what_was_answered_meanwhile_is_listed_as_it_is_now(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "b", "escape", "f")
        await to_value(app, pilot, "topics:limits")
        await press(pilot, "space", "enter", "t")
        assert "✗" not in screen_text(app)
        await press(pilot, "1", "2", "enter")
        for _ in range(3):
            if not isinstance(app.screen, BrowseScreen):
                await press(pilot, "q")
        assert isinstance(app.screen, BrowseScreen)
        assert {"✗", "✓"} & set(screen_text(app))


async def test_calculations_are_listed_and_read_as_an_example(real: AppContext) -> None:
    async with running(real, (80, 40)) as (app, pilot):
        before = list(real.store.events())
        await press(pilot, "b", *"billing-month", "enter")
        assert "Calculation: " in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.card_here() == "billing-month"
        await press(pilot, "space")
        assert "Rule:" in screen_text(app)
        assert list(real.store.events()) == before


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_filters_fit_every_window(real: AppContext, size: tuple[int, int]) -> None:
    async with running(real, size) as (app, pilot):
        await press(pilot, "b", "escape", "f")
        text = screen_text(app)
        assert "Which questions?" in text
        assert "enter shows" in text
        await press(pilot, "space", "enter")
        assert "Filter: missed" in screen_text(app)


async def test_a_session_over_a_part_of_what_is_listed_says_why(context: AppContext) -> None:
    context.record(*(Bookmark(card=card) for card in (MEMORY, STORAGE, PATH)), Suspend(card=PATH))
    context.save_settings(Settings(minutes_a_day=1))
    async with running(context) as (app, pilot):
        await press(pilot, "b", "escape", "f")
        await to_value(app, pilot, "went:marked")
        await press(pilot, "space", "enter", "t")
        assert "1 of 3 questions: as many as fit into your minutes a day." in told(app)
        context.save_settings(Settings())
        await press(pilot, "q", "t")
        assert "2 of 3 questions: the others can't be asked now." in told(app)

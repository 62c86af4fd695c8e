"""The Lab, and the keys of a calculation item."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from quizapp.present.lab_phrases import spelled
from quizapp.services.context import AppContext
from quizapp.services.lab.calculator import find
from quizapp.services.lab.calculators import CALCULATORS
from quizapp.tui.dialogs.steps import StepsScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.lab.screen import LabScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.exam_screens import words
from tests.support.screens import press, running, screen_text
from tests.tui.test_study_screen import study_of

MODEL = "concurrency-model-throttled"


async def test_the_bill_moves_as_a_number_is_typed(real: AppContext) -> None:
    async with running(real) as (app, pilot):
        await press(pilot, "l")
        text = screen_text(app)
        assert "18.73" in text
        assert "18.74" in text  # the notes' 2019, beside it
        assert "total, USD" in text
        assert "compute, USD" in text
        assert "Cost against memory" not in text  # at the same duration it would teach the opposite of tuning
        await press(pilot, *"1024")
        assert "43.73" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)


def test_a_comma_separates_thousands_and_nothing_else() -> None:
    field = next(field for field in CALCULATORS["bill"].fields if field.name == "duration_ms")
    assert field.read("1,500") == 1500
    for wrong in ("1,5", "1,50,000", ",5", "1,", "1,5000"):
        with pytest.raises(ValueError, match="a comma only separates thousands"):
            field.read(wrong)


async def test_no_figure_is_cut(real: AppContext) -> None:
    async with running(real) as (app, pilot):
        app.push_screen(
            LabScreen(real, "bill", {"memory_size_mb": 10_240, "requests": 123_456_789, "duration_ms": 4321})
        )
        await press(pilot)
        found = find(CALCULATORS["bill"], real.library.facts, real.facts_day(), app.screen._read())
        assert len(spelled(found.values["gb_seconds"])) > 11
        assert spelled(found.values["gb_seconds"]) in screen_text(app)
        assert "…" not in screen_text(app)


async def test_what_the_api_refuses_and_what_is_no_number_is_said(real: AppContext) -> None:
    async with running(real, (120, 40)) as (app, pilot):
        await press(pilot, "l", *"100")
        assert "memory_size_mb" in screen_text(app)
        await press(pilot, *"x")
        assert "invalid literal" not in screen_text(app)
        assert "'100x' isn't" in screen_text(app)


async def test_an_old_result_does_not_stand_beside_an_error(real: AppContext) -> None:
    async with running(real, (120, 40)) as (app, pilot):
        await press(pilot, "l")
        assert "18.73" in screen_text(app)
        await press(pilot, *"100x")
        assert "18.73" not in screen_text(app)
        assert "'100x' isn't a whole number. Nothing is computed until you correct it." in words(app)
        await press(pilot, *["backspace"] * 4, *"1024")
        assert "43.73" in screen_text(app)
        assert "Nothing is computed" not in screen_text(app)


async def test_a_yes_or_no_that_is_neither_is_said_and_not_taken_for_no(real: AppContext) -> None:
    async with running(real, (120, 40)) as (app, pilot):
        await press(pilot, "l")
        app.screen.query_one("#field-free_tier", Input).value = "yse"
        await press(pilot)
        assert "Free tier: write yes or no" in words(app)
        app.screen.query_one("#field-free_tier", Input).value = "No"
        await press(pilot)
        assert "write yes or no" not in words(app)


@pytest.mark.proof
async def test_every_bench_opens_and_scrolls(real: AppContext) -> None:
    async with running(real, (100, 30)) as (app, pilot):
        for name in CALCULATORS:
            app.push_screen(LabScreen(real, name))
            await press(pilot)
            assert CALCULATORS[name].title in screen_text(app)
            await press(pilot, "pagedown", "pageup", "tab")
            await press(pilot, "escape", "escape")


async def test_another_bench_is_chosen_in_the_top_field(real: AppContext) -> None:
    async with running(real, (100, 30)) as (app, pilot):
        await press(pilot, "l", "shift+tab", "enter", "down", "enter")
        assert "Lab: Concurrency" in screen_text(app)


async def test_steps_another_and_lab_from_a_calculation_item(real: AppContext) -> None:
    async with running(real, (100, 40), study_of(MODEL)) as (app, pilot):
        await press(pilot, "w", "l", "r")
        assert isinstance(app.screen, StudyScreen)  # nothing is given away before the answer
        await press(pilot, "1", "enter", "w")
        assert isinstance(app.screen, StepsScreen)
        assert "Worked steps" in screen_text(app)
        await press(pilot, "escape", "l")
        assert isinstance(app.screen, LabScreen)
        assert "throttled rate" in screen_text(app)
        await press(pilot, "escape", "q", "r")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert app.screen.view.phase == "question"


async def test_an_authored_item_has_neither(real: AppContext) -> None:
    async with running(real, (100, 40), study_of("limits-tmp-map-tiles")) as (app, pilot):
        await press(pilot, "1", "enter", "w", "r", "l")
        assert isinstance(app.screen, StudyScreen)
        assert "steps" not in screen_text(app).splitlines()[-1]

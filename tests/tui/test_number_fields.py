"""Fields for numbers and dates on screens: whatever stands in them, the screen stays, and nothing wrong is saved."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from quizapp.core.events import Answer
from quizapp.services.context import AppContext
from quizapp.services.lab.calculators import CALCULATORS
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.lab.screen import LabScreen
from quizapp.tui.settings.screen import SettingsScreen
from tests.support.screens import press, running, screen_text, settle
from tests.tui.test_study_screen import study_of


async def test_settings_keep_what_they_were(context: AppContext) -> None:
    before = context.settings
    async with running(context) as (app, pilot):
        app.push_screen(SettingsScreen(context))
        await settle(pilot)
        for field in app.screen.query(Input):
            for text in ("inf", "9" * 5000, "²", "2026-02-30", "100000"):
                field.value = text
                await settle(pilot)
                assert context.settings == before, (field.id, text[:20])
                assert "not saved" in screen_text(app)
            field.value = ""
            await settle(pilot)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
async def test_a_date_that_no_plan_reaches_ends_no_screen(context: AppContext, text: str) -> None:
    async with running(context) as (app, pilot):
        app.push_screen(SettingsScreen(context))
        await settle(pilot)
        app.screen.query_one("#exam_date", Input).value = text
        await settle(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)
        for key in ("p", "escape", "escape"):
            await press(pilot, key)
        assert app.failure is None


@pytest.mark.parametrize(
    "calculator", [pytest.param(name, marks=() if name == "package" else pytest.mark.proof) for name in CALCULATORS]
)
async def test_the_lab_names_what_is_no_number(real: AppContext, calculator: str) -> None:
    async with running(real) as (app, pilot):
        app.push_screen(LabScreen(real, calculator))
        await settle(pilot)
        for field in CALCULATORS[calculator].fields:
            if field.kind not in ("whole", "decimal"):
                continue
            box = app.screen.query_one(f"#field-{field.name}", Input)
            good = box.value
            for text in ("inf", "1e999999999", "9" * 5000):
                box.value = text
                await settle(pilot)
                assert str(app.screen.query_one("#wrong").render()).startswith(field.label)
            box.value = good
            await settle(pilot)
        assert app.failure is None


@pytest.mark.parametrize(
    ("keys", "value", "inside"),
    [
        (["7"], "7", True), (["0"], "0", True), (["minus", "3"], "-3", True), ([".", "5"], ".5", True),
        (["space", "2"], "422", True), (["space"], "42", True), (["a"], "42", False), (["tab", "1"], "421", True),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)  # fmt: skip
async def test_a_number_is_gone_on_with_in_study_as_in_exams(
    context: AppContext, keys: list[str], value: str, inside: bool
) -> None:
    async with running(context, start=study_of("invocation-attempts")) as (app, pilot):
        field = app.screen.query_one("#number", Input)
        await press(pilot, "4", "2", "escape")
        assert app.focused is None
        await press(pilot, *keys)
        assert (field.value, app.focused is field) == (value, inside)
        await press(pilot, "enter")
        answers = [event.body for event in context.store.events() if isinstance(event.body, Answer)]
        assert [body.response for body in answers] == [(value,)]

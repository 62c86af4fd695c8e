"""Fields for numbers and dates on screens: whatever stands in them, the screen stays, and nothing wrong is saved."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from quizapp.services.benches import BENCHES
from quizapp.services.workspace import Workspace
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.lab import LabScreen
from quizapp.tui.screens.settings import SettingsScreen
from tests.support.screens import press, running, screen_text, settle


async def test_settings_keep_what_they_were(workspace: Workspace) -> None:
    before = workspace.settings
    async with running(workspace) as (app, pilot):
        app.push_screen(SettingsScreen(workspace))
        await settle(pilot)
        for field in app.screen.query(Input):
            for text in ("inf", "9" * 5000, "²", "2026-02-30", "100000"):
                field.value = text
                await settle(pilot)
                assert workspace.settings == before, (field.id, text[:20])
                assert "not saved" in screen_text(app)
            field.value = ""
            await settle(pilot)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
async def test_a_date_that_no_plan_reaches_ends_no_screen(workspace: Workspace, text: str) -> None:
    async with running(workspace) as (app, pilot):
        app.push_screen(SettingsScreen(workspace))
        await settle(pilot)
        app.screen.query_one("#exam_date", Input).value = text
        await settle(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)
        for key in ("p", "escape", "escape"):
            await press(pilot, key)
        assert app.failure is None


@pytest.mark.parametrize(
    "bench", [pytest.param(name, marks=() if name == "package" else pytest.mark.proof) for name in BENCHES]
)
async def test_the_lab_names_what_is_no_number(real: Workspace, bench: str) -> None:
    async with running(real) as (app, pilot):
        app.push_screen(LabScreen(real, bench))
        await settle(pilot)
        for field in BENCHES[bench].fields:
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

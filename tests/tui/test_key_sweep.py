"""On every screen in each of its states: help names each key that works, and each key on the last line can be clicked."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from quizapp.tui.base import BaseScreen
from quizapp.tui.dialogs.help import help_rows
from quizapp.tui.widgets.footer import Footer
from tests.support.gallery import VIEWS, Learners, View
from tests.support.screens import running, settle


@pytest.fixture(scope="module")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Learners:
    return Learners(tmp_path_factory.mktemp("learners"))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_help_and_the_last_line_agree_with_what_works(view: View, learners: Learners) -> None:
    async with running(learners.context(view.learner), (100, 30)) as (app, pilot):
        await view.open(app, pilot)
        screen = app.screen
        if isinstance(screen, CommandPalette):
            return
        working = {name: active.binding for name, active in screen.active_bindings.items() if active.enabled}
        named = {key for row in help_rows(screen) for key in row.pressed}
        own = {key for key, binding in working.items() if not binding.system}
        assert named == own
        if not isinstance(screen, BaseScreen):
            return
        footer = screen.query_one(Footer)
        presses = [press for _, press in footer.places if press]
        assert presses
        if not isinstance(screen.focused, Input):
            assert set(presses) <= own


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_a_click_on_a_key_is_as_good_as_the_key(
    view: View, learners: Learners, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(learners.context(view.learner), (100, 30)) as (app, pilot):
        await view.open(app, pilot)
        if not isinstance(app.screen, BaseScreen):
            return
        footer = app.screen.query_one(Footer)
        pressed: list[str] = []
        monkeypatch.setattr(app, "simulate_key", pressed.append)
        places = [(end, press) for end, press in footer.places if press]
        for end, _ in places:
            await pilot.click(Footer, offset=(footer.content_region.x - footer.region.x + end - 1, 1))
            await settle(pilot)
        assert pressed == [press for _, press in places]

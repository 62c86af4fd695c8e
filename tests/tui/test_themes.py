"""Every theme on offer opens every screen, with text that can be read."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace
from textual.color import Color
from textual.theme import BUILTIN_THEMES

import quizapp.tui
from quizapp.services.context import AppContext, read_settings
from quizapp.tui import themes
from quizapp.tui.app import QuizApp
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.settings.screen import SettingsScreen
from tests.support.gallery import VIEWS, Learners, View
from tests.support.screens import press, running, screen_text, settle, told
from tests.support.textual_adapter import in_front

NAMES = sorted({*BUILTIN_THEMES, *(theme.name for theme in themes.OWN)})


@pytest.fixture(scope="module")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Learners:
    return Learners(tmp_path_factory.mktemp("learners"))


OWN, OTHERS = 4.5, 2.8
"""The least contrast of letters with their ground: of quizapp's themes as WCAG asks (AA), of Textual's as they are."""


def faint(app: QuizApp, least: float) -> list[str]:
    """What stands on the screen with less contrast than that. The terminal's own colours are not known here."""
    out = []
    for strip in in_front(app.screen):
        for text, style, _ in strip:
            if style is None or style.color is None or style.bgcolor is None or not any(map(str.isalnum, text)):
                continue
            ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            if ink.ansi is None and ground.ansi is None and contrast(ink, ground) < least:
                out.append(f"{text.strip()} {ink.hex} on {ground.hex}")
    return out


def contrast(ink: Color, ground: Color) -> float:
    """The ratio of two luminances, as WCAG counts it."""

    def luminance(color: Color) -> float:
        parts = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in color.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    one, other = sorted((luminance(ink), luminance(ground)))
    return (other + 0.05) / (one + 0.05)


async def look(learners: Learners, view: View, names: list[str]) -> None:
    """Start with the first theme, open the view, and go through the others."""
    context = learners.context(view.learner)
    context.save_settings(replace(context.settings, theme=names[0]))
    async with running(context) as (app, pilot):
        await view.open(app, pilot)
        for name in names:
            app.theme = name
            await settle(pilot)
            assert len(screen_text(app).split()) > 5, (view.name, name)
            if view.name != "palette":  # Textual's own
                found = faint(app, OWN if name.startswith("quizapp") else OTHERS)
                assert not found, (view.name, name, found)
        assert context.settings.theme == names[-1]
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_every_theme_has_every_variable_that_the_screens_name(name: str) -> None:
    app = QuizApp(lambda: pytest.fail("not opened"))
    app.theme = name
    folder = Path(quizapp.tui.__file__).parent
    named = {word for file in folder.rglob("*.py") for word in re.findall(r"\$([a-z][a-z-]+)", file.read_text())}
    assert len(named) > 10
    assert named <= set(app.get_css_variables())


async def test_a_sample_of_screens_opens_in_a_sample_of_themes(learners: Learners, commit_seed: int) -> None:
    chance = Random(commit_seed)
    for view in chance.sample(VIEWS, 3):
        await look(learners, view, chance.sample(NAMES, 4))


@pytest.mark.proof
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_every_screen_opens_in_every_theme(learners: Learners, view: View) -> None:
    await look(learners, view, NAMES)


async def test_a_theme_that_is_gone_is_said_and_the_settings_keep_it(context: AppContext) -> None:
    context.save_settings(replace(context.settings, theme="no-such"))
    async with running(context) as (app, pilot):
        assert app.theme == themes.DEFAULT
        assert "There is no theme 'no-such'" in told(app)
        await press(pilot, "s", "escape")
        assert read_settings(context.paths.settings)[0].theme == "no-such"


async def test_a_theme_chosen_in_the_settings_is_kept(context: AppContext) -> None:
    async with running(context, (100, 40)) as (app, pilot):
        await press(pilot, "s", "tab", "tab", "tab", "enter", "home", "enter")
        assert isinstance(app.screen, SettingsScreen)
        assert app.theme == NAMES[0]
        assert read_settings(context.paths.settings)[0].theme == NAMES[0]


async def test_no_colour_at_all_is_a_choice_too(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("quizapp-light", "ansi-dark"):
        monkeypatch.setenv("NO_COLOR", "1")
        context.save_settings(replace(context.settings, theme=name))
        async with running(context) as (app, pilot):
            assert app.no_color
            await press(pilot, "enter", "question_mark", "escape", "escape")
            assert isinstance(app.screen, HomeScreen)

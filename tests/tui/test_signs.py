"""ASCII in the place of signs: every sign of every screen has one, and none changes its width."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import quizapp
from quizapp.services.context import AppContext
from quizapp.tui.app import QuizApp
from quizapp.tui.capabilities import Capabilities
from quizapp.tui.settings.screen import SettingsScreen
from quizapp.tui.signs import _TABLE, in_ascii
from tests.support.screens import press, running, screen_text, settle
from tests.tui.test_study_screen import study_of

SCREENS = Path(quizapp.__file__).parent / "tui"


def test_every_sign_in_the_code_of_the_screens_has_one_in_ascii() -> None:
    found = {sign for path in SCREENS.rglob("*.py") for sign in re.findall(r"[^\x00-\x7f]", path.read_text("utf-8"))}
    letters = set("éèçà")
    assert len(found) > 20
    assert {sign for sign in found - letters if not in_ascii(sign, "utf-8").isascii()} == set()


@pytest.mark.parametrize("sign", _TABLE)
def test_a_sign_keeps_its_width(sign: str) -> None:
    assert cell_len(_TABLE[sign]) == cell_len(sign) == 1


@given(st.characters(exclude_categories=["Cc", "Cs"]), st.sampled_from(["utf-8", "ascii", "latin-1"]))
def test_what_is_shown_can_be_written_and_has_the_width_of_what_it_stands_for(character: str, encoding: str) -> None:
    shown = in_ascii(character, encoding)
    shown.encode(encoding)
    assert cell_len(shown) == cell_len(character)


def test_right_and_wrong_and_the_signs_of_the_map_stay_apart() -> None:
    for signs in ("✓✗·", "●◐○⚑⚐", "█▒░", "▌→ "):
        assert len({in_ascii(sign, "utf-8") for sign in signs}) == len(signs)


async def test_a_session_in_ascii(context: AppContext) -> None:
    can = Capabilities(encoding="latin-1")
    app = QuizApp(lambda: context, open_study=study_of("limits-memory"), capabilities=can)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "1", "enter")
        text = screen_text(app)
        assert text.isascii()
        assert "enter go on" in text
        assert re.search(r"[+x] (Correct|Incorrect) \.", text), text
        await press(pilot, "question_mark")
        assert screen_text(app).isascii()


async def test_signs_can_be_chosen_in_the_settings_and_undone(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "s")
        assert isinstance(app.screen, SettingsScreen)
        app.screen.query_one("#signs").focus()
        await press(pilot, "enter", "end", "enter")
        assert context.settings.signs == "ascii"
        assert screen_text(app).isascii()
        await press(pilot, "u")
        assert context.settings.signs == "auto"
        assert "─" in screen_text(app)

"""What looks alike is painted all the same: the page shows the question that is up, whatever led to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from quizapp.services.context import AppContext, open_context
from quizapp.services.study.session_queue import plan_session
from quizapp.store.paths import user_paths
from quizapp.tui.app import QuizApp
from quizapp.tui.study.screen import StudyScreen
from tests.support.clock import FixedClock
from tests.support.exam_screens import exam, up
from tests.support.look_alikes import write_look_alikes
from tests.support.opened import opened
from tests.support.screens import press, running, screen_text
from tests.support.textual_adapter import painted

_BLUEPRINTS = """\
blueprints:
  - {id: four, title: Four, about: All of them., items: 4, minutes: 60, cut: 2}
"""


@pytest.fixture(params=["single", "multiple", "numeric", "ordering", "matching"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AppContext]:
    bank = write_look_alikes(tmp_path / "bank", {request.param: 4}, _BLUEPRINTS)
    seeds = count(1)
    files = open_context(user_paths(tmp_path / "user"), bank, clock=FixedClock(), seeds=lambda: next(seeds))
    yield opened(files)
    files.close()


def _asked(app: QuizApp) -> str:
    """The stem of the question that the session has up."""
    screen = app.screen
    assert isinstance(screen, StudyScreen)
    assert screen._study.view.showing is not None
    return screen._study.view.showing.item.stem


def study(room: AppContext) -> Callable[[QuizApp], None]:
    """Opens a session over the whole bank."""
    return lambda app: app.begin_study(plan_session(room))


async def test_an_exam_shows_the_question_that_it_went_to(room: AppContext) -> None:
    async with running(room, start=exam("four")) as (app, pilot):
        await press(pilot, "enter")
        for keys in (["n"], ["n"], ["n"], ["p"], ["o", "1", "enter"], ["n"], ["o", "4", "enter"]):
            await press(pilot, *keys)
            assert up(app).item.stem in screen_text(app), keys


async def test_a_session_shows_the_question_that_it_went_to(room: AppContext) -> None:
    async with running(room, start=study(room)) as (app, pilot):
        assert _asked(app) in screen_text(app)
        for _ in range(4):
            await press(pilot, *(["escape"] if app.focused else []), "s")
            assert _asked(app) in screen_text(app)


@pytest.mark.parametrize("room", ["single", "multiple"], indirect=True)
async def test_what_is_struck_out_looks_struck_out(room: AppContext) -> None:
    """A change of style alone is a change: equal words are no reason to leave the page as it was."""
    async with running(room, start=study(room)) as (app, pilot):
        await press(pilot, "down", "x")
        cells = [cell for strip in painted(app.screen) for cell in strip]
        struck = "".join(cell.text for cell in cells if cell.style is not None and cell.style.strike)
        assert struck.strip() in screen_text(app)
        assert len(struck.split()) == 1

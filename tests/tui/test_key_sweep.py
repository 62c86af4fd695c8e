"""On every screen: help names each key that works, each key on the last line can be clicked, and so can rows."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from quizapp.tui.base import BaseScreen
from quizapp.tui.dialogs.help import help_rows
from quizapp.tui.widgets.footer import Footer
from tests.support.gallery import VIEWS, Learners, View
from tests.support.screens import press, running, screen_text, settle, told


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
        working = {name: active for name, active in screen.active_bindings.items() if active.enabled}
        one_place = len(screen.focus_chain) < 2
        named = {key for row in help_rows(screen) for key in row.pressed}
        own = {
            key
            for key, active in working.items()
            if not isinstance(active.node, Input) and not (one_place and key in ("tab", "shift+tab"))
        }
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


async def test_a_passing_word_never_breaks_a_path_that_fits_the_window(learners: Learners) -> None:
    async with running(learners.context("new"), (80, 24)) as (app, pilot):
        path = "/srv/people/someone/share/quizapp/reports/weak-2026-12-01.html"
        app.notify(f"Report written: {path}", markup=False)
        await settle(pilot)
        assert path in screen_text(app)
        app.open_settings()
        await settle(pilot)
        assert path in screen_text(app)


async def test_a_click_on_an_option_chooses_it(learners: Learners) -> None:
    single = next(view for view in VIEWS if view.name == "study single")
    async with running(learners.context(single.learner), (100, 40)) as (app, pilot):
        await single.open(app, pilot)
        rows = screen_text(app).split("\n")
        y = next(y for y, line in enumerate(rows) if line.lstrip().startswith("2  "))
        await pilot.click(offset=(30, y))
        await settle(pilot)
        assert screen_text(app).split("\n")[y].lstrip().startswith("▌ 2  ")


async def test_a_click_on_the_map_goes_to_the_question(learners: Learners) -> None:
    chart = next(view for view in VIEWS if view.name == "exam map")
    async with running(learners.context(chart.learner), (100, 40)) as (app, pilot):
        await chart.open(app, pilot)
        rows = screen_text(app).split("\n")
        y, line = next((y, line) for y, line in enumerate(rows) if " 12 " in line)
        await pilot.click(offset=(line.index(" 12 ") + 1, y))
        await settle(pilot)
        assert screen_text(app).lstrip().startswith("12 of ")


async def test_a_click_on_a_page_of_progress_opens_it(learners: Learners) -> None:
    async with running(learners.context("lived"), (100, 40)) as (app, pilot):
        app.open_progress()
        await settle(pilot)
        y, line = next((y, line) for y, line in enumerate(screen_text(app).split("\n")) if "3 Days" in line)
        await pilot.click(offset=(line.index("3 Days") + 3, y))
        await settle(pilot)
        assert app.screen._number == 2  # type: ignore[attr-defined]


async def test_a_click_on_an_exam_opens_its_cover(learners: Learners) -> None:
    async with running(learners.context("lived"), (100, 40)) as (app, pilot):
        app.begin_exam()
        await settle(pilot)
        y = next(y for y, line in enumerate(screen_text(app).split("\n")) if " 2  " in line)
        await pilot.click(offset=(20, y))
        await settle(pilot)
        assert type(app.screen).__name__ == "CoverScreen"


async def test_the_palette_reads_a_question_and_leads_nowhere_from_an_exam(learners: Learners) -> None:
    async with running(learners.context("lived"), (100, 40)) as (app, pilot):
        question = next(iter(app.context.library.bank.items))
        await press(pilot, "ctrl+p", *question, "enter")
        assert type(app.screen).__name__ in ("ReadingScreen", "Palette")
        if isinstance(app.screen, CommandPalette):
            await press(pilot, "enter")
        assert type(app.screen).__name__ == "ReadingScreen"
    exam = next(view for view in VIEWS if view.name == "exam single")
    async with running(learners.context(exam.learner), (100, 40)) as (app, pilot):
        await exam.open(app, pilot)
        await press(pilot, "ctrl+p", *"Go to Browse")
        assert "Go to" not in screen_text(app).replace("Go to Browse", "", 1)


async def test_the_source_is_opened_or_its_address_is_said(learners: Learners, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    verdict = next(view for view in VIEWS if view.name == "study single verdict")
    async with running(learners.context(verdict.learner), (80, 24)) as (app, pilot):
        await verdict.open(app, pilot)
        monkeypatch.setattr("quizapp.tui.dialogs.question_dialogs.open_page", lambda url: bool(asked.append(url)))
        await press(pilot, "L")
        assert len(asked) == 1
        assert asked[0] in told(app)


async def test_a_wrong_order_is_followed_by_the_right_one(learners: Learners) -> None:
    ordering = next(view for view in VIEWS if view.name == "study ordering")
    async with running(learners.context(ordering.learner), (100, 60)) as (app, pilot):
        await ordering.open(app, pilot)
        item = app.screen.question_here().item  # type: ignore[attr-defined]
        await press(pilot, "enter", "enter")
        page = app.screen.pane.text.plain  # type: ignore[attr-defined]
        assert "Correct order:" in page
        after = "".join(page.partition("Correct order:")[2].split())
        at = 0
        for place, step in enumerate(item.steps, 1):
            wanted = f"{place}{step.text}".replace("`", "").replace(" ", "")
            at = after.index(wanted, at) + len(wanted)

"""Home: what to do next, the way so far, and topics that can be entered."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from quizapp.core.bank import Single, key_of
from quizapp.core.events import Answer
from quizapp.core.scheduler import Entry
from quizapp.services.context import AppContext
from quizapp.services.progress.overview import overview
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.home.menu import ENTRIES, HomeMenu
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.home.topic_list import TopicList
from quizapp.tui.study.screen import StudyScreen
from quizapp.tui.widgets.block_view import BlockView
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings
from tests.support.exams import begun, wrong
from tests.support.screens import press, running, screen_text, settle

_KEYS = {"?": "question_mark"}


def everything_right(context: AppContext) -> None:
    study = Study(context, plan_session(context))
    while study.view.phase != "done":
        assert study.view.showing is not None
        study.answer(key_of(study.view.showing.item), 60_000)
        study.advance()


async def test_the_next_thing_is_one_sentence(context: AppContext, clock: FixedClock) -> None:
    everything_right(context)
    clock.advance(days=9)
    async with running(context, (120, 40)) as (app, _):
        assert "Next: 5 due, about 5 minutes." in screen_text(app)


async def test_topics_are_sorted_by_what_is_worth_studying(real: AppContext) -> None:
    weights = real.store.read.topic_weights()
    shown = [row.topic for row in overview(real).topics]
    assert shown == sorted(shown, key=lambda topic: -weights.get(topic, 0.0))
    best, worst = shown[0], shown[3]
    today = [item for item in real.library.bank.valid_on(real.facts_day()) if isinstance(item, Single)]
    for topic, right in ((best, True), (worst, False)):
        for item in [item for item in today if item.topic == topic][:8]:
            Study(real, [Entry(item.card_id, topic, "new")]).answer(key_of(item) if right else wrong(item), 60_000)
    assert overview(real).topics[0].topic == worst
    assert best not in {row.topic for row in overview(real).topics[:4]}


async def test_a_topic_is_entered_with_enter_and_start_stays_the_first_thing(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        topics = [row.topic for row in overview(context).topics]
        assert "⏎ start" in screen_text(app)
        await press(pilot, "down", "j")
        assert "⏎ practise" in screen_text(app)
        assert app.screen.query_one(TopicList).topic == topics[1]
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.view is not None
        assert screen.view.topic == context.library.bank.title(topics[1])
        await press(pilot, *(["escape"] if app.focused else []), "q")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "k", "up", "up")
        assert "⏎ start" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, StudyScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_a_topic_can_be_clicked(real: AppContext, size: tuple[int, int]) -> None:
    async with running(real, size) as (app, pilot):
        third = overview(real).topics[2]
        await pilot.click(TopicList, offset=(6, 4))
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.view is not None
        assert screen.view.topic == third.title
        await press(pilot, "escape", "escape")
    assert not [e for e in real.store.events() if isinstance(e.body, Answer)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("place", range(len(ENTRIES)))
async def test_an_entry_of_the_menu_can_be_clicked(real: AppContext, size: tuple[int, int], place: int) -> None:
    async with running(real, size) as (app, pilot):
        await press(pilot, _KEYS.get(ENTRIES[place][0], ENTRIES[place][0]))
        by_key = type(app.screen)
        app.pop_screen()
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        across = 2 if size[1] < 32 else 1
        await pilot.click(HomeMenu, offset=(4 + 13 * (place % across), place // across))
        await settle(pilot)
        assert type(app.screen) is by_key
        assert by_key is not HomeScreen


async def test_a_click_beside_the_topics_does_nothing(real: AppContext) -> None:
    async with running(real) as (app, pilot):
        for line in (0, 1):
            await pilot.click(TopicList, offset=(6, line))
            await settle(pilot)
            assert isinstance(app.screen, HomeScreen)


async def test_the_cursor_stays_in_sight(real: AppContext) -> None:
    async with running(real, (60, 20)) as (app, pilot):
        await press(pilot, "pagedown", "pagedown", "pagedown")
        assert "▌" in screen_text(app)
        assert app.screen.query_one(TopicList).topic == overview(real).topics[-1].topic


async def test_the_exam_readiness_and_the_last_mock_stand_on_home(real: AppContext) -> None:
    real.settings = msgspec.structs.replace(real.settings, exam_date=date(2027, 1, 15))
    exam = begun(real, "quick")
    exam.visit(1)
    exam.respond(key_of(exam.sitting.form.items[0].item))
    exam.submit()
    async with running(real, (120, 40)) as (app, _):
        said = [app.screen.query_one(f"#{name}", BlockView).plain.splitlines() for name in ("exam", "way")]
    assert said == [
        ["Exam      15 Jan 2027, in 58 days"],
        ["Readiness too early (0 of 20)", "Mock      1 of 10, 18 Nov 2026"],
    ]


async def test_when_nothing_waits_enter_asks_how_to_keep_going(context: AppContext) -> None:
    everything_right(context)
    async with running(context) as (app, pilot):
        assert "✓ Done for today" in screen_text(app)
        assert "Keep going" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, AskScreen)
        assert "1  A topic of my choice" in screen_text(app)
        await press(pilot, "enter")
        assert "Which topic?" in screen_text(app)
        await press(pilot, "2")
        assert isinstance(app.screen, StudyScreen)
        await press(pilot, *(["escape"] if app.focused else []), "q")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_an_answer_of_a_question_box_can_be_clicked(context: AppContext) -> None:
    everything_right(context)
    async with running(context) as (app, pilot):
        await press(pilot, "enter")
        box = app.screen
        assert isinstance(box, AskScreen)
        await pilot.click(box.text, offset=(8, box.text.line_of(3)))
        await settle(pilot)
        assert "Which topic?" in screen_text(app)


async def test_home_after_some_evenings_names_the_topics_in_the_order_of_the_advice(
    real: AppContext, clock: FixedClock
) -> None:
    study_evenings(real, clock, evenings=3, answers=8, seed=4)
    found = overview(real)
    async with running(real, (120, 40)) as (app, _):
        lines = [line for line in screen_text(app).splitlines() if " of " in line]
        places = [next((n for n, line in enumerate(lines) if row.title[:25] in line), -1) for row in found.topics[:6]]
    assert -1 not in places
    assert places == sorted(places)

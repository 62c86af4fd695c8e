"""An exam on its screens: to the cover, to a question, a second later, and a whole exam."""

from __future__ import annotations

import re

from textual.pilot import Pilot

from quizapp.core.bank import Showing, key_of
from quizapp.core.events import kind_of
from quizapp.services.context import AppContext
from quizapp.tui.app import QuizApp
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.widgets.clock import Clock
from tests.support.exams import BootClock, exam_events, wrong
from tests.support.screens import press
from tests.support.textual_adapter import in_front

_FRAMES = re.compile("[│╭╮╰╯]")


def exam(name: str = "five", **more: bool):  # type: ignore[no-untyped-def]
    """Opens the cover of a blueprint once the bank is read."""
    return lambda app: app.begin_exam(name, **more)


def sheet(app: QuizApp) -> ExamScreen:
    """The exam's screen, whatever lies over it."""
    return next(s for s in app.screen_stack if isinstance(s, ExamScreen))


def up(app: QuizApp) -> Showing:
    """The question that is up."""
    view = sheet(app).view
    assert view is not None
    return view.showing


def keys_for(showing: Showing, response: tuple[str, ...]) -> list[str]:
    """The keys that give ``response`` to the question that is up, from nothing."""
    item = showing.item
    if not showing.choices:
        return [*response[0], "escape"]
    if item.id == "pricing-codes":
        return ["abcdeF"[showing.index(choice)] for choice in response]
    if item.id == "invocation-path":
        keys: list[str] = []
        order = [p.choice_id for p in showing.choices]
        for place, choice in enumerate(response):
            at = order.index(choice)
            keys += [*(["up"] * 5), *(["down"] * at), "space", *["up"] * (at - place), "space"]
            order.insert(place, order.pop(at))
        return keys
    return [str(showing.index(choice) + 1) for choice in response]


async def go_to(app: QuizApp, pilot: Pilot[int], item_id: str) -> int:
    """To the question of an item, over the map; its number."""
    exam_ = sheet(app)._exam
    number = next(n for n, one in enumerate(exam_.sitting.form.items, 1) if one.item.id == item_id)
    await press(pilot, "o", str(number), "enter")
    return number


async def tick(app: QuizApp, pilot: Pilot[int]) -> None:
    """What happens on every full second."""
    for screen in app.screen_stack:
        for each in screen.query(Clock):
            each.tick()
    await press(pilot)


def kinds(room: AppContext) -> list[str]:
    """The kinds of all events of exams, in order."""
    return [kind_of(event.body) for event in exam_events(room)]


def words(app: QuizApp) -> str:
    """What stands on the screen, without the frames of dialogues and as if it were one line."""
    said = "\n".join(row.text for row in in_front(app.screen))
    return " ".join(_FRAMES.sub(" ", said).split())


async def sit(app: QuizApp, pilot: Pilot[int], clock: BootClock) -> None:
    """Three right, one wrong after a change and flagged, one left open; then handed in."""
    for number in range(1, 6):
        item = up(app).item
        clock.advance(ms=300_000 if number == 2 else 20_000)
        if item.id == "limits-memory":
            await press(pilot, *keys_for(up(app), key_of(item)), *keys_for(up(app), wrong(item)), "f", "g")
        elif item.id != "limits-storage":
            await press(pilot, *keys_for(up(app), key_of(item)))
        if number < 5:
            await press(pilot, "n")
    await press(pilot, "o", "S", "enter")

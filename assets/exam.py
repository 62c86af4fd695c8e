"""Pictures of a mock exam: its cover, a question, the map, the page before the end, the result."""

from __future__ import annotations

import random
import tempfile
from itertools import count
from pathlib import Path

from saving import Clock, save
from textual.pilot import Pilot

from quizapp.core.bank import Multiple, key_of
from quizapp.services.context import open_context
from quizapp.store.paths import bundled_bank, user_paths
from quizapp.tui.app import QuizApp
from quizapp.tui.exam.screen import ExamScreen

SHOWN = 12
"""The question of the picture."""


async def exam_pictures(size: tuple[int, int]) -> None:
    """Somebody sits the exam of 65 questions and gets three of four right."""
    clock, chance = Clock(), random.Random(5)  # noqa: S311 - pictures
    name = f"{size[0]}x{size[1]}"
    with tempfile.TemporaryDirectory() as folder:
        seeds = count(11)
        context = open_context(user_paths(Path(folder)), bundled_bank(), clock=clock, seeds=lambda: next(seeds))
        app = QuizApp(
            lambda: context,
            key_grace_s=0,
            monotonic=lambda: clock.ts / 1000,
            open_study=lambda a: a.begin_exam("developer"),
        )
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            save(app, f"exam-cover-{name}")
            await pilot.press("enter")
            screen = app.screen
            assert isinstance(screen, ExamScreen)  # noqa: S101
            for number in range(1, 66):
                clock.ts += int(chance.uniform(20, 165) * 1000)
                await _sit(pilot, screen, number, chance)
                if number == SHOWN:
                    await pilot.pause(1.1)  # the clock in its corner goes on by the full second
                    save(app, f"exam-question-{name}")
                await pilot.press(*(["n"] if number < 65 else []))
            await _end(app, pilot, name)
        context.close()


async def _sit(pilot: Pilot[int], screen: ExamScreen, number: int, chance: random.Random) -> None:
    """One question: answered, flagged, guessed, or left open."""
    view = screen.view
    assert view is not None  # noqa: S101
    key = key_of(view.showing.item)
    ids = [part.choice_id for part in view.showing.choices]
    others = [choice for choice in ids if choice not in key]
    single = not isinstance(view.showing.item, Multiple)
    chosen = list(key) if chance.random() < 0.87 else [*key[:-1], others[0]]
    if single and number % 10 == 3:  # changed afterwards
        await pilot.press(str(ids.index(others[-1]) + 1))
    if number % 17 != 9:
        await pilot.press(*(str(ids.index(choice) + 1) for choice in chosen))
    if number == SHOWN and single:
        await pilot.press("down" if chosen[0] != ids[-1] else "up", "x")
    if number % 14 == SHOWN:
        await pilot.press("f")
    if number % 11 == 4:
        await pilot.press("g")


async def _end(app: QuizApp, pilot: Pilot[int], name: str) -> None:
    """Map, hand-in, result."""
    app.clear_notifications()
    await pilot.press("o", "2", "6")
    await pilot.pause(1.1)
    save(app, f"exam-map-{name}")
    await pilot.press("S")
    await pilot.pause()
    save(app, f"exam-hand-in-{name}")
    await pilot.press("enter")
    await pilot.pause()
    save(app, f"exam-result-{name}")

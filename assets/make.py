"""Make the pictures of the README from the real application on its own bank.

Needs ``rsvg-convert`` (librsvg). Run: ``make assets``.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from exam import exam_pictures
from learner import study_evenings
from progress import progress_pictures
from saving import Clock, save
from textual.pilot import Pilot

from quizapp.core.bank import Single, key_of
from quizapp.core.scheduler import Entry
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.services.study.session import Study
from quizapp.store.paths import bundled_bank, user_paths
from quizapp.tui.app import QuizApp
from quizapp.tui.lab.screen import LabScreen
from quizapp.tui.study.screen import StudyScreen

SIZES = ((80, 24), (120, 40))
CALCULATION = "concurrency-model-throttled"


def _entries(context: AppContext) -> list[Entry]:
    """A then-and-now item first, then a few of other topics."""
    bank = context.library.bank
    singles = [i for i in bank.valid_on(context.facts_day()) if isinstance(i, Single)]
    first = next(i for i in singles if i.then_and_now and i.topic == "limits")
    rest = [next(i for i in singles if i.topic == topic and i.id != first.id) for topic in ("layers", "concurrency")]
    return [Entry(i.card_id, i.topic, "review") for i in (first, *rest)]


async def _pictures(size: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        context = open_context(user_paths(Path(folder)), bundled_bank(), clock=clock, seeds=lambda: 11)
        open_bank(context)
        study_evenings(context, clock, evenings=5, answers=22)
        app = QuizApp(lambda: context, key_grace_s=0, monotonic=lambda: clock.ts / 1000)
        name = f"{size[0]}x{size[1]}"
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            save(app, f"home-{name}")
            app.push_screen(StudyScreen(Study(context, _entries(context))))
            await pilot.pause()
            await pilot.press("down")
            save(app, f"question-{name}")
            clock.ts += 34_000
            await pilot.press("enter")
            await pilot.pause()
            save(app, f"verdict-{name}")
            screen = app.screen
            assert isinstance(screen, StudyScreen)  # noqa: S101
            while screen.view is not None and screen.view.phase != "done":
                await pilot.press(*(["enter"] if screen.view.phase == "verdict" else [_right(screen), "enter"]))
                clock.ts += 34_000
                await pilot.pause()
            save(app, f"summary-{name}")
            await _calculation(app, pilot, context, name)
        context.close()


async def _calculation(app: QuizApp, pilot: Pilot[int], context: AppContext, name: str) -> None:
    """A generated item: question, the verdict on a mistake, worked steps; and the Lab with its numbers."""
    app.push_screen(StudyScreen(Study(context, [Entry(CALCULATION, "concurrency", "new")])))
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, StudyScreen)  # noqa: S101
    await pilot.press("1" if _right(screen) != "1" else "2")
    save(app, f"calculation-{name}")
    await pilot.press("enter")
    await pilot.pause()
    save(app, f"calculation-verdict-{name}")
    await pilot.press("w")
    await pilot.pause()
    save(app, f"steps-{name}")
    await pilot.press("escape", "escape")
    app.push_screen(LabScreen(context))
    await pilot.pause()
    save(app, f"lab-{name}")


def _right(screen: StudyScreen) -> str:
    """The key of the right option."""
    assert screen.view is not None  # noqa: S101
    assert screen.view.showing is not None  # noqa: S101
    return str(screen.view.showing.index(key_of(screen.view.showing.item)[0]) + 1)


if __name__ == "__main__":
    for each in SIZES:
        asyncio.run(_pictures(each))
        asyncio.run(exam_pictures(each))
        asyncio.run(progress_pictures(each))

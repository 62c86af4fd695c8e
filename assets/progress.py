"""Pictures of Progress after some weeks: standing, topics, days, and the plan."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from learner import study_evenings
from msgspec.structs import replace
from saving import Clock, save

from quizapp.services.bank.opening import open_bank
from quizapp.services.context import open_context
from quizapp.store.paths import bundled_bank, user_paths
from quizapp.tui.app import QuizApp

PAGES = (("1", "standing"), ("2", "topics"), ("3", "days"), ("4", "plan"))


async def progress_pictures(size: tuple[int, int]) -> None:
    """Ten weeks, and an exam in January."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        context = open_context(user_paths(Path(folder)), bundled_bank(), clock=clock, seeds=lambda: 11)
        open_bank(context)
        context.save_settings(replace(context.settings, exam_date=date(2027, 1, 15)))
        study_evenings(context, clock, evenings=70, answers=26)
        app = QuizApp(lambda: context, key_grace_s=0, monotonic=lambda: clock.ts / 1000)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await pilot.press("p")
            for key, name in PAGES:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
                save(app, f"progress-{name}-{size[0]}x{size[1]}")
        context.close()

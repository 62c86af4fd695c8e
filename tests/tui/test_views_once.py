"""A key that takes one step has the session's view put together once, and one that takes none not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.services.context import AppContext
from quizapp.services.exam import session as exam_session
from quizapp.services.study import session as study_session
from quizapp.services.study.session_queue import plan_session
from quizapp.tui.app import QuizApp
from tests.support.exam_screens import exam
from tests.support.exams import BootClock, desk, exam_bank
from tests.support.screens import press, running


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every view that either session puts together."""
    views: list[object] = []

    def watched(make: Callable[..., object]) -> Callable[..., object]:
        def making(*args: object, **more: object) -> object:
            views.append(make(*args, **more))
            return views[-1]

        return making

    for module, name in ((exam_session, "view_of"), (study_session, "StudyView")):
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    return views


async def counts(
    context: AppContext, start: Callable[[QuizApp], None], made: list[object], steps: list[tuple[str, int]]
) -> None:
    """Press keys after ``start``; each is said with the views that it may cost."""
    async with running(context, start=start) as (_app, pilot):
        for key, most in steps:
            made.clear()
            await press(pilot, key)
            assert len(made) == most, key


async def test_study_makes_one_view_a_step(context: AppContext, made: list[object]) -> None:
    steps = [("1", 0), ("down", 0), ("x", 0), ("s", 1), ("u", 1), ("escape", 0)]
    await counts(context, lambda app: app.begin_study(plan_session(context, topics=["limits"])), made, steps)


async def test_a_verdict_costs_one_view_and_going_on_another(context: AppContext, made: list[object]) -> None:
    entries = [entry for entry in plan_session(context) if entry.card_id == "limits-memory"]
    steps = [("1", 0), ("enter", 1), ("g", 1), ("i", 0), ("escape", 0), ("u", 1), ("u", 1), ("2", 0), ("enter", 1)]
    await counts(context, lambda app: app.begin_study(entries), made, steps)


async def test_an_exam_makes_one_view_a_step(tmp_path: Path, made: list[object]) -> None:
    context = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), BootClock())
    steps = [
        ("enter", 1), ("f", 1), ("g", 1), ("n", 1), ("p", 1), ("n", 1), ("u", 0),
        ("o", 0), ("right", 0), ("down", 0), ("2", 0), ("enter", 1), ("S", 0),
    ]  # fmt: skip
    await counts(context, exam(), made, steps)
    context.close()

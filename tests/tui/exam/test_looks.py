"""How the screens of an exam look: text that is hostile to markup, and goldens at 80x24."""

from __future__ import annotations

from pathlib import Path

from quizapp.services.context import AppContext
from quizapp.tui.exam.history import HistoryScreen
from tests.support.exam_screens import exam, go_to, sit, tick
from tests.support.exams import BootClock, desk
from tests.support.screens import press, running, screen_text
from tests.support.small_bank import FILES
from tests.tui.test_goldens import compare

HOSTILE = r"[$LATEST] [/x] [?id=='x'] [b]bold[/b] `list[int]` **Records[0]** \[x] {%s} <&> 漢字"


async def test_hostile_text_harms_no_screen_of_an_exam(tmp_path: Path, bank: Path, clock: BootClock) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    limits = FILES["items/limits.yaml"]
    for old in (
        "How much memory can a function have at most?",
        "3,008 MB",
        "It was so until then.",
        "The limit was raised in 2020.",
    ):
        limits = limits.replace(f" {old}\n", f" {quoted}\n", 1)
    (bank / "items" / "limits.yaml").write_text(limits)
    topics = (bank / "topics.yaml").read_text()
    (bank / "topics.yaml").write_text(topics.replace("title: Limits", f"title: {quoted}"))
    plans = (bank / "blueprints" / "exams.yaml").read_text()
    (bank / "blueprints" / "exams.yaml").write_text(
        plans.replace("title: All five", f"title: {quoted}").replace(
            "about: The whole small bank.", f"about: {quoted}", 1
        )
    )
    room = desk(tmp_path / "user", bank, clock)
    async with running(room, (120, 40)) as (app, pilot):
        await press(pilot, "m")
        assert "Records[0]" in screen_text(app)
        await press(pilot, "enter", "enter")
        await go_to(app, pilot, "limits-memory")
        assert "[$LATEST]" in screen_text(app)
        await press(pilot, "1", "question_mark", "escape", "q", "escape", "o", "escape", "q", "enter")
        assert "[$LATEST]" in screen_text(app)
        await press(pilot, "enter", "1", "S", "enter", "r", *["n"] * 4, "escape", "h")
        assert isinstance(app.screen, HistoryScreen)
    room.close()


async def test_the_screens_of_an_exam_read_as_before(room: AppContext, clock: BootClock) -> None:
    async with running(room, start=exam("half")) as (app, pilot):
        compare("exam-cover", screen_text(app))
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-storage")
        clock.advance(minutes=2)
        await press(pilot, "1", "f", "down", "down", "x")
        await tick(app, pilot)
        compare("exam-question", screen_text(app))
        await press(pilot, "o")
        compare("exam-map", screen_text(app))
        await press(pilot, "S")
        compare("exam-hand-in", screen_text(app))
        await press(pilot, "escape", "1", "enter")
        await sit(app, pilot, clock)
        app.clear_notifications()  # how long a passing word stays is no matter of this test
        await press(pilot)
        compare("exam-result", screen_text(app))
        await press(pilot, "r", "2")
        compare("exam-review", screen_text(app))
        await press(pilot, "q", "h")
        compare("exam-history", screen_text(app))

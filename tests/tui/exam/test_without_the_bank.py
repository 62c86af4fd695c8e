"""An open exam goes on without its bank: it holds its questions. Whatever became of the bank's folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import waiting
from quizapp.services.exam.report import history
from quizapp.services.study.session_queue import plan_session
from quizapp.tui.app import QuizApp
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.dialogs.item_details import ItemDetailsScreen
from quizapp.tui.exam.result import ResultScreen
from quizapp.tui.exam.review import ReviewScreen
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.home.screen import HomeScreen
from tests.support.exam_screens import go_to, up, words
from tests.support.exams import BootClock, begun, desk, number_of, wrong
from tests.support.screens import press, running, screen_text, told
from tests.support.small_bank import FILES, write_small_bank


def _another(bank: Path) -> None:
    """A bank with other topics and other questions under other ids."""
    shutil.rmtree(bank)
    names = ("limits", "invocation", "pricing")
    files = dict(FILES)
    for name in names:
        files = {path: text.replace(name, f"new-{name}") for path, text in files.items()}
    write_small_bank(bank, files)


def _broken(bank: Path) -> None:
    for file in [*bank.rglob("*.yaml")]:
        file.write_text("{")


def _emptied(bank: Path) -> None:
    shutil.rmtree(bank)
    bank.mkdir()


def _a_file(bank: Path) -> None:
    shutil.rmtree(bank)
    bank.write_text("")


WAYS: dict[str, Callable[[Path], object]] = {
    "missing": shutil.rmtree,
    "empty": _emptied,
    "a file": _a_file,
    "without questions": lambda bank: shutil.rmtree(bank / "items"),
    "broken": _broken,
    "another": _another,
}
READABLE = ("broken", "another")
"""Something is read of these, if only that each file has a problem."""


def _resume(app: QuizApp) -> None:
    app.begin_exam(resume=True)


@pytest.fixture
def left(room: AppContext, tmp_path: Path, bank: Path, clock: BootClock) -> Callable[[str], AppContext]:
    """An exam with a wrong answer, closed; then the bank is gone in a way, and the user is back."""

    def leave(way: str) -> AppContext:
        exam_ = begun(room)
        exam_.visit(number_of(exam_, "limits-memory"))
        exam_.respond(wrong(exam_.view.showing.item))
        exam_.close()
        WAYS[way](bank)
        return desk(tmp_path / "user", bank, clock)

    return leave


@pytest.mark.parametrize("way", ["missing", *READABLE])
async def test_an_open_exam_is_offered_and_sat_to_its_end_without_the_bank(
    left: Callable[[str], AppContext], way: str
) -> None:
    back = left(way)
    async with running(back) as (app, pilot):
        assert isinstance(app.screen, AskScreen)
        assert "1 of 5 answered, all saved" in words(app)
        assert str(back.bank_root) in told(app) or way in READABLE
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "Your exam is open" in screen_text(app)
        assert ("The bank can't be read." in words(app)) is (way not in READABLE)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, ExamScreen)
        await go_to(app, pilot, "limits-storage")
        await press(pilot, "1", "f")
        assert "Saved: 1" in screen_text(app)
        assert up(app).item.id == "limits-storage"
        await press(pilot, "o", "S", "enter")
        assert isinstance(app.screen, ResultScreen)
        assert "limits" in screen_text(app)  # the topic, by its id
        await press(pilot, "r")
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "2", "n", "i")
        assert isinstance(app.screen, ItemDetailsScreen)
        await press(pilot, "escape", "exclamation_mark", "x", "enter")
        assert "Report written" in told(app)
        await press(pilot, "q", "R", "h", "q", "m")
        assert isinstance(app.screen, ResultScreen)
        assert ("Studying them needs the bank" if way not in READABLE else "The bank has none of these") in told(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter")
        assert "Your exam" not in screen_text(app)
        assert waiting(back) is None
        assert len(history(back)) == 1
        assert len([*(back.paths.data / "reports").iterdir()]) == 2
    assert app.return_code is None
    back.close()


@pytest.mark.parametrize("way", [way for way in WAYS if way not in READABLE])
async def test_exam_resume_goes_right_in_without_the_bank(left: Callable[[str], AppContext], way: str) -> None:
    back = left(way)
    async with running(back, start=_resume) as (app, pilot):
        assert isinstance(app.screen, ExamScreen)
        assert str(back.bank_root) in told(app)
        await press(pilot, "S", "enter")
        assert isinstance(app.screen, ResultScreen)
    back.close()


async def test_studying_without_the_bank_is_refused_and_the_exam_stays_on_offer(
    left: Callable[[str], AppContext],
) -> None:
    back = left("missing")
    async with running(back, start=lambda app: app.begin_study(plan_session(app.context))) as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "t", "b", "l", "p")
        assert isinstance(app.screen, HomeScreen)
        assert "no such bank folder" in told(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, AskScreen)
        await press(pilot, "3", "2")
        assert waiting(back) is None
        await press(pilot, "enter", "m", "b")
        assert isinstance(app.screen, HomeScreen)
    back.close()


async def test_a_bank_that_comes_back_is_used_again(
    left: Callable[[str], AppContext], tmp_path: Path, bank: Path
) -> None:
    shutil.copytree(bank, tmp_path / "kept")
    back = left("missing")
    async with running(back) as (app, pilot):
        await press(pilot, "2", "2")
        assert isinstance(app.screen, ResultScreen)
        shutil.copytree(tmp_path / "kept", bank)
        await press(pilot, "m", "q", "q", "q")
        assert isinstance(app.screen, HomeScreen)
        assert "Study first" in screen_text(app)
    back.close()

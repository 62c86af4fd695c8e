"""Every screen in each of its states, on the bundled bank: what is looked at with all themes and at all widths."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

import msgspec
from textual.pilot import Pilot

from quizapp.core.bank import Item, key_of
from quizapp.services.bank.library import Library, load_library
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.services.lab.calculators import CALCULATORS
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from quizapp.store.paths import bundled_bank, user_paths
from quizapp.tui.app import QuizApp
from quizapp.tui.dialogs.keep_going import ask_how
from quizapp.tui.exam.cover import CoverScreen
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.home.first_run import FirstRunScreen
from quizapp.tui.lab.screen import LabScreen
from quizapp.tui.progress.screen import PAGES
from quizapp.tui.study.screen import StudyScreen
from tests.support.evenings import study_evenings
from tests.support.exams import BootClock, begun, wrong
from tests.support.screens import press, settle

Opening = Callable[[QuizApp, Pilot[int]], Awaitable[None]]
NEW, LIVED, EXAMINED = "new", "lived", "examined"
"""A new learner; one with three evenings and an exam behind; one who has an exam open as well."""


@dataclass(frozen=True)
class View:
    """A screen in one state: of whose files, and the way to it from Home."""

    name: str
    learner: str
    open: Opening


@dataclass
class Learners:
    """The files of each learner, made once and copied for each look."""

    folder: Path
    library: Library = field(default_factory=lambda: load_library(bundled_bank()))
    copies: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        """Live the three lives."""
        clock = BootClock()
        context = self._open(self.folder / NEW, clock)
        context.close()
        shutil.copytree(self.folder / NEW, self.folder / LIVED)
        context = self._open(self.folder / LIVED, clock)
        context.save_settings(msgspec.structs.replace(context.settings, exam_date=date(2026, 12, 28)))
        study_evenings(context, clock, evenings=3, answers=8, seed=5)
        exam = begun(context, "quick")
        for number, one in enumerate(exam.sitting.form.items, 1):
            exam.visit(number)
            clock.advance(ms=40_000)
            exam.respond(key_of(one.item) if number % 2 else wrong(one.item))
        exam.submit()
        context.close()
        shutil.copytree(self.folder / LIVED, self.folder / EXAMINED)
        context = self._open(self.folder / EXAMINED, clock)
        exam = begun(context, "lambda")
        exam.visit(2)
        context.close()
        self.clock_ms = clock.ts_utc_ms

    def _open(self, folder: Path, clock: BootClock) -> AppContext:
        seeds = count(100)
        opened = open_context(user_paths(folder), bundled_bank(), clock=clock, seeds=lambda: next(seeds))
        open_bank(opened, self.library)
        return opened

    def context(self, learner: str) -> AppContext:
        """Return a copy of a learner's files, opened, with the bank read."""
        folder = self.folder / f"copy-{next(self.copies)}"
        shutil.copytree(self.folder / learner, folder)
        return self._open(folder, BootClock(self.clock_ms))


def _keys(*keys: str) -> Opening:
    async def way(app: QuizApp, pilot: Pilot[int]) -> None:
        await press(pilot, *keys)

    return way


def longest(library: Library, kind: str) -> Item:
    """Return the item of a type that needs most room."""
    items = [item for item in library.bank.items.values() if type(item).__name__ == kind]
    return max(items, key=lambda item: (len(msgspec.json.encode(item)), item.id))


def _study(kind: str, *keys: str, answered: bool = False) -> Opening:
    async def way(app: QuizApp, pilot: Pilot[int]) -> None:
        library = app.context.library
        card = "concurrency-model-throttled" if kind == "Variant" else longest(library, kind).card_id
        study = Study(app.context, again_on(app.context, [card]))
        app.push_screen(StudyScreen(study))
        await settle(pilot)
        if answered:
            screen = app.screen
            assert isinstance(screen, StudyScreen)
            showing = study.view.showing
            assert showing is not None
            screen._step(lambda: study.answer(key_of(showing.item), 9_000))
            await settle(pilot)
        await press(pilot, *keys)

    return way


def _exam(number: int, *keys: str) -> Opening:
    async def way(app: QuizApp, pilot: Pilot[int]) -> None:
        app.begin_exam(resume=True)
        await settle(pilot)
        assert isinstance(app.screen, ExamScreen)
        app.screen.go(number)
        await press(pilot, *keys)

    return way


def _exam_of(kind: str) -> Opening:
    async def way(app: QuizApp, pilot: Pilot[int]) -> None:
        await _exam(1)(app, pilot)
        screen = app.screen
        assert isinstance(screen, ExamScreen)
        form = screen._exam.sitting.form.items
        screen.go(next((n for n, one in enumerate(form, 1) if type(one.item).__name__ == kind), 1))
        await settle(pilot)

    return way


async def _keep_going(app: QuizApp, pilot: Pilot[int]) -> None:
    ask_how(app, app.begin_study)
    await settle(pilot)


def _push(make: Callable[[QuizApp], object], *keys: str) -> Opening:
    async def way(app: QuizApp, pilot: Pilot[int]) -> None:
        app.push_screen(make(app))  # type: ignore[call-overload]
        await settle(pilot)
        await press(pilot, *keys)

    return way


def _cover(app: QuizApp) -> CoverScreen:
    return CoverScreen(app.context, app.context.library.blueprints["developer"])


KINDS = ("Single", "Multiple", "Numeric", "Ordering", "Matching")
VIEWS: tuple[View, ...] = (
    View("home, new", NEW, _keys()),
    View("first run", NEW, _push(lambda app: FirstRunScreen(app.context))),
    View("home, lived", LIVED, _keys()),
    View("home, at a topic", LIVED, _keys("down", "down")),
    View("keep going", LIVED, _keep_going),
    View("home, exam open", EXAMINED, _keys("escape")),
    View("home, asked about the exam", EXAMINED, _keys()),
    View("palette", LIVED, _keys("ctrl+p")),
    View("help", LIVED, _keys("question_mark")),
    View("settings", LIVED, _keys("s")),
    View("browse", LIVED, _keys("b")),
    View("browse list", LIVED, _keys("b", "enter")),
    View("reading", LIVED, _keys("b", "enter", "enter")),
    View("reading uncovered", LIVED, _keys("b", "enter", "enter", "space")),
    View("info", LIVED, _keys("b", "enter", "enter", "i")),
    *(View(f"study {kind.lower()}", LIVED, _study(kind)) for kind in (*KINDS, "Variant")),
    *(View(f"study {kind.lower()} verdict", LIVED, _study(kind, answered=True)) for kind in (*KINDS, "Variant")),
    View("study summary", LIVED, _study("Single", "enter", answered=True)),
    View("study help", LIVED, _study("Single", "question_mark")),
    View("study steps", LIVED, _study("Variant", "w", answered=True)),
    View("study report", LIVED, _study("Single", "exclamation_mark")),
    View("study info", LIVED, _study("Single", "i", answered=True)),
    *(View(f"progress {name.lower()}", LIVED, _keys("p", str(n))) for n, name in enumerate(PAGES, 1)),
    View("progress new", NEW, _keys("p")),
    View("says who", LIVED, _keys("p", "i")),
    *(View(f"lab {name}", NEW, _push(lambda app, name=name: LabScreen(app.context, name))) for name in CALCULATORS),
    View("exam choice", LIVED, _keys("m")),
    View("exam cover", LIVED, _push(_cover)),
    View("exam history", LIVED, _keys("m", "h")),
    View("exam result", LIVED, _keys("m", "h", "enter")),
    View("exam review", LIVED, _keys("m", "h", "enter", "r")),
    *(View(f"exam {kind.lower()}", EXAMINED, _exam_of(kind)) for kind in KINDS),
    View("exam map", EXAMINED, _exam(3, "o")),
    View("exam hand in", EXAMINED, _exam(3, "o", "S")),
    View("exam leave", EXAMINED, _exam(3, "q")),
    View("exam help", EXAMINED, _exam(3, "question_mark")),
)

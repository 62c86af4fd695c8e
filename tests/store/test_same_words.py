"""The same events, the same words: whatever order they were written and merged in, and whether totals were rebuilt."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from quizapp.services.bank.library import Library, load_library
from quizapp.services.bank.opening import open_bank
from quizapp.services.exam.forms import blueprint
from quizapp.services.exam.lifecycle import start_exam
from quizapp.store import Store
from quizapp.store.paths import bundled_bank
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings
from tests.support.exams import answer_all, desk
from tests.support.lives import STEPS, Banks, Lives, Step, two_banks
from tests.support.words import words


@pytest.fixture(scope="module")
def banks(tmp_path_factory: pytest.TempPathFactory) -> Banks:
    return two_banks(tmp_path_factory.mktemp("banks"))


@given(steps=STEPS)
def test_every_command_and_home_say_the_same_of_the_same_events(banks: Banks, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as root:
        lives = Lives(Path(root), banks)
        lives.live(steps)
        one, two, three = (lives.database(number) for number in range(3))
        third = lives.viewer("third", two, one)
        third.close()
        views = {
            "in order": lives.viewer("in order", one, two, three),
            "into the last": lives.viewer("into the last", two, one, start=three),
            "in parts": lives.viewer("in parts", *lives.parts, third.store.path, three),
            "rebuilt": lives.viewer("rebuilt", three, one, two),
        }
        views["rebuilt"].store.rebuild()
        open_bank(views["rebuilt"], banks.later)  # as the next command does
        said = {name: words(view) for name, view in views.items()}
        for view in views.values():
            view.close()
    for name, text in said.items():
        assert text == said["in order"], name


def _lived(folder: Path, library: Library, clock: FixedClock, seed: int, evenings: int) -> Path:
    """A device on which somebody studied for some evenings, and sat an exam after them."""
    device = desk(folder, library.root, clock, library)
    study_evenings(device, clock, evenings, 10, seed)
    exam = start_exam(device, blueprint(device, "quick"))
    answer_all(exam, right=seed, every_ms=40_000, clock=clock)
    exam.submit()
    device.close()
    return device.store.path


@pytest.mark.proof
@pytest.mark.parametrize("evenings", [4, 40])
def test_a_lived_history_on_two_devices_says_the_same_merged_either_way_and_rebuilt(
    tmp_path: Path, evenings: int
) -> None:
    library, clock = load_library(bundled_bank()), FixedClock()
    one = _lived(tmp_path / "one", library, clock, 7, evenings)
    clock.advance(days=1 - evenings // 2)  # the other one goes on before the first has ended, by evenings in common
    two = _lived(tmp_path / "two", library, clock, 3, evenings)
    clock.advance(days=evenings)
    said = {}
    for name, start, other in (("there", one, two), ("back", two, one), ("rebuilt", one, two)):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(start, folder / "progress.db")
        with Store(folder / "progress.db", folder / "device", folder / "backups") as store:
            store.merge(other)
            if name == "rebuilt":
                store.rebuild()
        view = desk(folder, library.root, FixedClock(clock.ts_utc_ms), library)
        said[name] = words(view)
        view.close()
    assert len(json.loads(said["there"]["report exam"])) == 2
    for name, text in said.items():
        assert text == said["there"], name

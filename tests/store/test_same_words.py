"""The same events, the same words: whatever order they were written and merged in, and whether totals were rebuilt."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given

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
        views["rebuilt"].adopt(banks.later)  # as the next command does
        said = {name: words(view) for name, view in views.items()}
        for view in views.values():
            view.close()
    for name, text in said.items():
        assert text == said["in order"], name

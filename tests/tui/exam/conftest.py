"""A room for exams: the small bank with blueprints, and a clock that knows the boot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.services.context import AppContext
from tests.support.exams import BootClock, desk, exam_bank


@pytest.fixture
def clock() -> BootClock:
    return BootClock()


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return exam_bank(tmp_path / "bank")


@pytest.fixture
def room(tmp_path: Path, bank: Path, clock: BootClock) -> Iterator[AppContext]:
    opened = desk(tmp_path / "user", bank, clock)
    yield opened
    opened.close()

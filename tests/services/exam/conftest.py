"""A bank with blueprints, a clock that knows the boot, and any number of desks, closed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from quizapp.services.context import AppContext
from tests.support.exams import BootClock, Desks, desk, exam_bank


@pytest.fixture
def clock() -> BootClock:
    return BootClock()


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return exam_bank(tmp_path / "bank")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "user"


@pytest.fixture
def desks(tmp_path: Path, bank: Path, clock: BootClock) -> Iterator[Desks]:
    """Open a user's files by the name of their folder, again and again."""
    with ExitStack() as stack:
        yield lambda folder, **more: stack.enter_context(closing(desk(tmp_path / folder, bank, clock, **more)))


@pytest.fixture
def room(desks: Desks) -> AppContext:
    return desks("user")


@pytest.fixture
def other(room: AppContext, desks: Desks) -> AppContext:
    """A second copy of the program on the same database."""
    return desks("user")

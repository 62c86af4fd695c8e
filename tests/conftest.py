"""What all tests share: profiles of hypothesis, seeds, a clock, a bank and a context."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from quizapp.core.bank.reading import revision
from quizapp.core.facts import FactBook
from quizapp.core.yamlio import Problem
from quizapp.services.bank import library
from quizapp.services.bank.library import Library
from quizapp.services.context import AppContext, open_context
from quizapp.store.paths import bundled_bank, user_paths
from tests.support.clock import FixedClock
from tests.support.opened import opened
from tests.support.seeds import commit_seed as seed_of_commit
from tests.support.small_bank import write_small_bank

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "check")
_SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("check", max_examples=12, deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.register_profile("proof", max_examples=1000, deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile(PROFILE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With many examples every property is a proof, so that ``-m proof`` picks it."""
    if PROFILE == "proof":
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker(pytest.mark.proof)


def _read_the_bundled_bank_once() -> None:
    """Keep what was made of the bundled bank for all tests of this process: it is frozen, and takes two seconds.

    Before any module of tests is imported: a dozen of them read it for their parameters.
    """
    read, read_facts = library._read, library.load_facts
    books: dict[Path, FactBook] = {}
    banks: dict[str, Library] = {}

    def reading(root: Path, files: dict[str, bytes], unread: list[Problem], tell: Any = None) -> Library:
        if root != bundled_bank() or unread:
            return read(root, files, unread, tell)
        key = revision(files)
        if key not in banks:
            banks[key] = read(root, files, unread, tell)
        return banks[key]

    def reading_facts(root: Path) -> FactBook:
        if root != bundled_bank():
            return read_facts(root)
        if root not in books:
            books[root] = read_facts(root)
        return books[root]

    library._read, library.load_facts = reading, reading_facts


_read_the_bundled_bank_once()


@pytest.fixture(scope="session")
def commit_seed() -> int:
    """A seed that every commit changes; a constant outside git."""
    return seed_of_commit()


@pytest.fixture
def clock() -> FixedClock:
    """A fixed clock, at 18 November 2026, 11:06 UTC."""
    return FixedClock()


@pytest.fixture
def bank_root(tmp_path: Path) -> Path:
    """A folder with the small bank."""
    return write_small_bank(tmp_path / "bank")


@pytest.fixture
def unopened(tmp_path: Path, bank_root: Path, clock: FixedClock) -> Iterator[AppContext]:
    """A new user's files over the small bank, which nobody opened yet; the fixed clock and seeds 1, 2, 3 ..."""
    seeds = count(1)
    files = open_context(user_paths(tmp_path / "user"), bank_root, clock=clock, seeds=lambda: next(seeds))
    yield files
    files.close()


@pytest.fixture
def context(unopened: AppContext) -> AppContext:
    """The same with the bank open, as for every use case that needs it."""
    return opened(unopened)


@pytest.fixture
def real(tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    """A new user's files over the bundled bank, opened."""
    seeds = count(100)
    files = open_context(user_paths(tmp_path / "user"), bundled_bank(), clock=clock, seeds=lambda: next(seeds))
    yield opened(files)
    files.close()

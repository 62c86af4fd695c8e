"""The store knows no bank: here a context is what it is before anybody opens one."""

from __future__ import annotations

import pytest

from quizapp.services.context import AppContext


@pytest.fixture
def context(unopened: AppContext) -> AppContext:
    """A new user's files over the small bank, which is not open."""
    return unopened

"""Contexts whose bank is open, as a command or the application opens it."""

from __future__ import annotations

from contextlib import suppress

from quizapp.services.bank.library import Library, LibraryError
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext


def opened(context: AppContext, library: Library | None = None) -> AppContext:
    """Return ``context`` with its bank, or ``library``, open; without one where there is none to read."""
    with suppress(LibraryError):
        open_bank(context, library)
    return context

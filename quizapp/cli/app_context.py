"""What the global options open: the user's files, the bank, the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.cli.options import options
from quizapp.cli.output import narrate, warn
from quizapp.store.paths import Paths, bundled_bank, user_paths

if TYPE_CHECKING:
    from quizapp.core.facts import FactBook
    from quizapp.services.bank.library import Library
    from quizapp.services.context import AppContext


def paths() -> Paths:
    """The user's files."""
    return user_paths(options().data_dir)


def bank_root() -> Path:
    """The bank folder."""
    return options().bank or bundled_bank()


def facts_day() -> date:
    """The day whose facts are meant."""
    from quizapp.services.clock import system_clock

    return options().as_of or system_clock().calendar_date


@contextmanager
def context(*, reading: bool = False) -> Iterator[AppContext]:
    """The user's files, closed at the end. ``reading``: see ``open_context``."""
    from quizapp.services.context import open_context

    opened = open_context(paths(), bank_root(), as_of=options().as_of, reading=reading)
    for line in opened.unused_settings:
        warn(line)
    try:
        yield opened
        opened.store.look()
    finally:
        try:
            tell_recounted(opened)
            _tell_set_aside(opened)
        finally:
            opened.close()


def _tell_set_aside(opened: AppContext) -> None:
    """Narrate, once, that the open exam cannot be read."""
    if opened.set_aside is not None:
        from quizapp.services.exam.log import tell_set_aside

        told = tell_set_aside(opened)
        if told is not None:
            narrate(told)


def tell_recounted(opened: AppContext) -> None:
    """Narrate, once, that the history was folded anew by the rules of this version."""
    recounted = opened.store.recount_to_tell()
    if recounted is not None:
        from quizapp.present.phrases import recounted_line

        narrate(recounted_line(recounted))


@contextmanager
def open_bank(opened: AppContext, *, required: bool = True) -> Iterator[None]:
    """Open the bank for what is done inside, unless it has been; at the end narrate what its corrected keys changed.

    Where it cannot be read: LibraryError, unless it is not ``required``.
    """
    from quizapp.services.bank.library import LibraryError
    from quizapp.services.bank.opening import open_bank

    corrected = None
    if not opened.loaded:
        try:
            corrected = open_bank(opened).corrected
        except LibraryError:
            if required:
                raise
    yield
    if corrected is not None:
        from quizapp.present.phrases import corrected_lines

        for line in corrected_lines(corrected):
            narrate(line)


def library(root: Path | None = None, tell: Callable[[int, int], None] | None = None) -> Library:
    """The bank, without touching the user's files; ``tell``: how far its reading is."""
    from quizapp.services.bank.library import load_library

    return load_library(root or bank_root(), tell)


def facts() -> FactBook:
    """The facts alone."""
    from quizapp.services.bank.library import load_facts

    return load_facts(bank_root())


def warn_uncertain(book: FactBook, ids: Iterable[str] | None = None) -> None:
    """One warning when ``--as-of`` falls where the day of a change is not known. ``ids``: only these facts."""
    day = options().as_of
    if day is None:
        return
    among = None if ids is None else set(ids)
    unsure = [name for name in book.as_of(day).uncertain() if among is None or name in among]
    if unsure:
        warn(f"on {day} these may not have changed yet, their later value is used: {', '.join(unsure)}")

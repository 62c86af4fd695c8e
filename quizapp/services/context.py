"""What every use case is given: one user's files, settings, clock, seeds, database, and the bank once it is opened.

It knows no use case. The bank is opened by ``open_bank`` of ``services.bank.opening``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.core.dates import date_day, date_text
from quizapp.core.settings import Settings
from quizapp.services.clock import Clock, Moment, system_clock
from quizapp.services.settings_file import SettingsError, read_settings, write_settings
from quizapp.store import Stamp, Store, StoreError
from quizapp.store.paths import Paths
from quizapp.store.place import writable

if TYPE_CHECKING:
    from quizapp.core.events import Body, Event
    from quizapp.services.bank.library import Library


def new_seed() -> int:
    """A seed nobody can foresee."""
    return int.from_bytes(os.urandom(4), "big")


class BankNotOpenedError(RuntimeError):
    """A mistake in the program: what needs the bank was called before anybody opened it."""


@dataclass
class AppContext:
    """Opened with ``open_context``. ``as_of`` None means today; answers then count, else they are practice.

    ``set_aside``: the open exam, where what is stored of it cannot be read.
    ``unused_settings``: a line about each setting in the file that cannot be used.
    ``without_bank``: why the bank could not be read, None where it was, or nobody has tried.
    """

    paths: Paths
    bank_root: Path
    store: Store
    settings: Settings
    clock: Clock = system_clock
    seeds: Callable[[], int] = new_seed
    as_of: date | None = None
    set_aside: str | None = None
    unused_settings: tuple[str, ...] = ()
    without_bank: str | None = None
    _library: Library | None = field(default=None, repr=False)

    @property
    def library(self) -> Library:
        """The bank that ``open_bank`` opened; reading this reads and writes nothing."""
        if self._library is None:
            raise BankNotOpenedError("open_bank(context) comes before whatever needs the bank")
        return self._library

    @library.setter
    def library(self, library: Library) -> None:
        """From now on this is the bank; ``open_bank`` says so."""
        self._library, self.without_bank = library, None

    @property
    def loaded(self) -> bool:
        """Whether the bank has been opened."""
        return self._library is not None

    @property
    def has_settings(self) -> bool:
        """Whether anything was ever chosen here."""
        return self.paths.settings.exists()

    def facts_day(self, now: Moment | None = None) -> date:
        """The date whose facts are in force."""
        return self.as_of or (now or self.clock()).calendar_date

    def stamp(self, now: Moment | None = None) -> Stamp:
        """When and under what the next event happens."""
        now = now or self.clock()
        return Stamp(
            ts_utc_ms=now.ts_utc_ms,
            tz_min=now.tz_min,
            study_day=now.study_day,
            as_of=self.facts_day(now).isoformat(),
            bank=self._library.bank.revision if self._library else self.store.read.bank_revision(),
        )

    def record(self, *bodies: Body) -> list[Event]:
        """Write events; they are on disk when this returns."""
        return self.store.append(bodies, self.stamp())

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings, and note in the log what shapes the schedule.

        Raises SettingsError, for a new exam date that is past as well.
        """
        from quizapp.core.events import Setting

        exam = settings.exam_date
        if exam is not None and exam != self.settings.exam_date and date_day(exam) < self.clock().study_day:
            raise SettingsError(f"{date_text(exam)} is past; give the date of your next exam. Nothing was saved")
        write_settings(self.paths.settings, settings)
        before, self.settings = self.settings, settings
        for name in ("exam", "exam_date", "minutes_a_day", "new_a_day"):
            value = getattr(settings, name)
            if value != getattr(before, name):
                self.record(Setting(name=name, value=value.isoformat() if isinstance(value, date) else value))

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def open_context(
    paths: Paths,
    bank_root: Path,
    *,
    as_of: date | None = None,
    clock: Clock = system_clock,
    seeds: Callable[[], int] = new_seed,
    reading: bool = False,
) -> AppContext:
    """Open a user's files. Raises StoreError and its kinds, or SettingsError; ``open_bank`` reads the bank.

    ``reading``: nothing will be written that has to last, so a database that may not be written serves as well, and
    none is made where there is none.
    """
    settings, words = read_settings(paths.settings)
    store = _store(paths, reading=reading)
    return AppContext(paths, bank_root, store, settings, clock, seeds, as_of, unused_settings=tuple(words))


def _store(paths: Paths, *, reading: bool) -> Store:
    if reading and not writable(paths.database):
        from quizapp.store.scratch import ScratchStore

        return ScratchStore(paths.database, paths.device, paths.backups)
    return Store(paths.database, paths.device, paths.backups)


__all__ = [
    "AppContext",
    "BankNotOpenedError",
    "SettingsError",
    "StoreError",
    "new_seed",
    "open_context",
    "read_settings",
    "write_settings",
]

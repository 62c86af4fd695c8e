"""One user's workspace: files, settings, clock, seeds, database and bank. Made once and handed around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.core.settings import Settings
from quizapp.services.clock import Clock, Moment, system_clock
from quizapp.services.settings_file import SettingsError, read_settings, write_settings
from quizapp.store import BankCard, Stamp, Store, StoreError
from quizapp.store.paths import Paths

if TYPE_CHECKING:
    from quizapp.core.events import Body, Event
    from quizapp.services.bank.library import Library
    from quizapp.services.bank.regrade import Corrected
    from quizapp.store.projections.refold import Recounted


def new_seed() -> int:
    """A seed nobody can foresee."""
    import secrets  # noqa: PLC0415 - counting what is due does without

    return secrets.randbits(32)


@dataclass
class AppContext:
    """Opened with ``open_context``. ``as_of`` None means today; answers then count, else they are practice.

    ``corrected``: what the last look at corrected keys did to earlier answers, None when there was no need for one.
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
    corrected: Corrected | None = None
    set_aside: str | None = None
    unused_settings: tuple[str, ...] = ()
    without_bank: str | None = None
    _library: Library | None = field(default=None, repr=False)
    _untold: bool = field(default=False, repr=False)

    @property
    def library(self) -> Library:
        """The bank, read on first use. Raises LibraryError."""
        if self._library is None:
            from quizapp.services.bank.library import load_library  # noqa: PLC0415 - YAML is not needed for the first frame

            self.adopt(load_library(self.bank_root))
        if self._library is None:
            raise AssertionError("adopt sets the library")
        return self._library

    @property
    def library_or_empty(self) -> Library:
        """The bank, an empty one where it cannot be read: an exam holds its questions, and is gone on with without."""
        from quizapp.services.bank.library import LibraryError, empty_library  # noqa: PLC0415 - as above

        if self._library is None and self.without_bank is None:
            try:
                return self.library
            except LibraryError as error:
                self.without_bank = str(error)
        return self._library or empty_library(self.bank_root)

    @property
    def loaded(self) -> bool:
        """Whether the bank has been read."""
        return self._library is not None

    def adopt(self, library: Library) -> None:
        """Use a library that was read elsewhere (in a thread), and note it when it is new to the database."""
        self._library, self.without_bank = library, None
        self.catch_up()
        if self.store.read.bank_revision() == library.bank.revision:
            return
        cards = [
            BankCard(card.card_id, card.topic, card.knowledge, _iso(card.valid.start), _iso(card.valid.until))
            for card in library.cards
        ]
        from quizapp.core.events import BankVersion  # noqa: PLC0415 - for a new bank only
        from quizapp.services.bank.weights import topic_weights  # noqa: PLC0415

        self.store.note_bank(library.bank.revision, cards, topic_weights(library, self.clock().calendar_date))
        self.record(BankVersion(revision=library.bank.revision, items=len(library.bank)))

    def catch_up(self) -> None:
        """Count earlier answers by corrected keys: once for each revision of the bank, and again after a merge."""
        library = self.library
        if self.store.read.corrected_revision() == library.bank.revision:
            return
        if library.corrects:
            from quizapp.services.bank.regrade import correct_history  # noqa: PLC0415 - seldom needed

            self.corrected = correct_history(self)
            self._untold = bool(self.corrected.items)
        self.store.note_corrected(library.bank.revision)

    def news(self) -> Corrected | None:
        """What was corrected, for whoever tells the user; None when there is nothing, or it was told."""
        untold, self._untold = self._untold, False
        return self.corrected if untold else None

    def recounted(self) -> Recounted | None:
        """What was folded anew when the database was opened, for whoever tells the user; None when it was told."""
        untold, self.store.recounted = self.store.recounted, None
        return untold

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
        """Keep the settings, and note in the log what shapes the schedule. Raises SettingsError."""
        from quizapp.core.events import Setting  # noqa: PLC0415 - seldom needed

        write_settings(self.paths.settings, settings)
        before, self.settings = self.settings, settings
        for name in ("exam_date", "minutes_a_day", "new_a_day"):
            value = getattr(settings, name)
            if value != getattr(before, name):
                self.record(Setting(name=name, value=value.isoformat() if isinstance(value, date) else value))

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def open_context(
    paths: Paths,
    bank_root: Path,
    *,
    as_of: date | None = None,
    clock: Clock = system_clock,
    seeds: Callable[[], int] = new_seed,
    reading: bool = False,
) -> AppContext:
    """Open a user's files. Raises StoreError and its kinds, or SettingsError; the bank is read later.

    ``reading``: nothing will be written that has to last, so a database that may not be written serves as well, and
    none is made where there is none.
    """
    settings, words = read_settings(paths.settings)
    store = _store(paths, reading=reading)
    return AppContext(paths, bank_root, store, settings, clock, seeds, as_of, unused_settings=tuple(words))


def _store(paths: Paths, *, reading: bool) -> Store:
    if reading:
        from quizapp.store.place import writable  # noqa: PLC0415 - opening the database imports it

        if not writable(paths.database):
            from quizapp.store.scratch import ScratchStore  # noqa: PLC0415 - imports what writing needs

            return ScratchStore(paths.database, paths.device, paths.backups)
    return Store(paths.database, paths.device, paths.backups)


__all__ = ["AppContext", "SettingsError", "StoreError", "new_seed", "open_context", "read_settings", "write_settings"]

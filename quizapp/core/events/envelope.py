"""The envelope that every event is stored in."""

from __future__ import annotations

from datetime import date

import msgspec

from quizapp.core.dates import date_day
from quizapp.core.events.base import Body


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log.

    ``ts_utc_ms`` never runs back on a device; ``study_day`` comes from the wall clock (days
    since 1970-01-01 of the local date minus four hours); ``tz_min`` is the offset from UTC;
    ``as_of`` the ISO date of the facts in use, ``bank`` the revision of the bank.
    """

    event_id: str
    device_id: str
    seq: int
    ts_utc_ms: int
    tz_min: int
    study_day: int
    as_of: str
    bank: str
    body: Body
    v: int = 1

    @property
    def origin(self) -> str:
        """The device that wrote it. A merge may have put ``+`` and the event's id behind (see store.maintenance)."""
        return self.device_id.partition("+")[0]

    @property
    def of_its_day(self) -> bool:
        """Whether it was written as of its own date; a night has two, that of its study day and the next."""
        try:
            return date_day(date.fromisoformat(self.as_of)) - self.study_day in (0, 1)
        except ValueError:  # no date: as SQL has it, of no day
            return False

    @property
    def order(self) -> tuple[int, str, int, str]:
        """The place in replay; the same in every database that has the event."""
        return (self.ts_utc_ms, self.origin, self.seq, self.event_id)

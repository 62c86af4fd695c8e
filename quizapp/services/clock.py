"""The time, as an argument to everything else."""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from quizapp.core.scheduler import study_day


@dataclass(frozen=True)
class Moment:
    """A point in time and the offset of local time from UTC, in minutes.

    ``up_ms``: milliseconds since this machine booted, suspend included; None where that cannot be read. ``boot``: which
    boot that was, the same text until the next; where the system has none, the same for this run of the program alone.
    """

    ts_utc_ms: int
    tz_min: int
    up_ms: int | None = None
    boot: str | None = None

    @property
    def study_day(self) -> int:
        """Days since 1970-01-01, with the night counted to the evening before."""
        return study_day(self.ts_utc_ms, self.tz_min)

    @property
    def local(self) -> datetime:
        """What calendars and clocks show there."""
        return datetime.fromtimestamp(self.ts_utc_ms / 1000, UTC) + timedelta(minutes=self.tz_min)

    @property
    def calendar_date(self) -> date:
        """The local date as the calendar has it."""
        return self.local.date()

    def rebooted_since(self, boot: str | None) -> bool:
        """Whether the machine, the same one, was booted after ``boot``; False where that is not known."""
        known = [one for one in (boot, self.boot) if one is not None and not one.startswith(_RUN)]
        return len(known) == 2 and boot != self.boot


Clock = Callable[[], Moment]
_RUN = "run "


def system_clock() -> Moment:
    """The wall clock and the local time zone."""
    now = time.time()
    offset = datetime.fromtimestamp(now).astimezone().utcoffset() or timedelta()
    return Moment(int(now * 1000), int(offset.total_seconds() // 60), _since_boot_ms(), boot_id())


@cache
def boot_id() -> str:
    """Return the id of this boot of the machine."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()  # Linux
    except (OSError, ValueError):
        pass
    if sys.platform == "darwin":
        import ctypes

        text, size = ctypes.create_string_buffer(64), ctypes.c_size_t(64)
        if not ctypes.CDLL(None).sysctlbyname(b"kern.bootsessionuuid", text, ctypes.byref(size), None, 0):
            return text.value.decode()
    return f"{_RUN}{uuid.uuid4().hex}"


def _since_boot_ms() -> int:
    """By a clock that runs on while the machine sleeps, on every system that has one."""
    source = getattr(time, "CLOCK_BOOTTIME", None)  # Linux
    if source is None and sys.platform == "darwin":
        source = time.CLOCK_MONOTONIC
    return int((time.monotonic() if source is None else time.clock_gettime(source)) * 1000)


def date_at(ts_utc_ms: int, now: Moment) -> date:
    """The local date of another time, in the zone of ``now``."""
    return Moment(ts_utc_ms, now.tz_min).calendar_date

"""A clock that stands still until it is told to go on."""

from __future__ import annotations

from quizapp.services.clock import Moment

START_MS = 1_795_000_000_000
"""18 November 2026, 11:06 UTC."""


class FixedClock:
    """Calling it gives the moment. ``advance`` and plain assignment move it; it may run backwards."""

    def __init__(self, ts_utc_ms: int = START_MS, tz_min: int = 0) -> None:
        self.ts_utc_ms = ts_utc_ms
        self.tz_min = tz_min

    def __call__(self) -> Moment:
        """The moment it shows."""
        return Moment(self.ts_utc_ms, self.tz_min)

    def advance(self, *, days: float = 0, minutes: float = 0, ms: int = 0) -> None:
        """On by so much; negative values turn it back."""
        self.ts_utc_ms += int(days * 86_400_000 + minutes * 60_000) + ms

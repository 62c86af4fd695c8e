"""The product and random order through the shipped services: a context, a clock, ``plan_session``, ``Study``.

The database is a file in memory (/dev/shm where there is one) and does not wait for a disk; nothing else differs from
what a user has.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from quizapp.core.dates import date_day, day_date
from quizapp.core.scheduler import Entry
from quizapp.core.settings import Settings
from quizapp.services.bank.opening import open_bank
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext, open_context
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from quizapp.store.paths import user_paths
from studies.simulation.learners import Cell
from studies.simulation.policies import DAY_ZERO, shuffled
from studies.simulation.subject import DAY_ONE, Subject

DAY_MS = 86_400_000
EVENING_MS = 18 * 3_600_000
_SHM = Path("/dev/shm")  # noqa: S108

Plan = Callable[[AppContext, int], Sequence[Entry]]


class EveningClock:
    """A clock in UTC that stands still until it is moved on."""

    def __init__(self, ts_utc_ms: int) -> None:
        self.ts_utc_ms = ts_utc_ms

    def __call__(self) -> Moment:
        """Return the moment it shows."""
        return Moment(self.ts_utc_ms, 0)

    def advance(self, *, ms: int) -> None:
        """Move on by so many milliseconds."""
        self.ts_utc_ms += ms


class ShippedDesk:
    """Sessions of one user, at six in the evening. ``plan`` says what is asked, and may be replaced."""

    def __init__(self, context: AppContext, clock: EveningClock, subject: Subject, plan: Plan) -> None:
        self.context, self.plan = context, plan
        self._clock, self._subject = clock, subject
        self._day = -1
        self._study: Study | None = None

    def sit(self, day: int) -> bool:
        if day != self._day:
            self._day, self._clock.ts_utc_ms = day, (DAY_ZERO + day) * DAY_MS + EVENING_MS
        self._study = Study(self.context, self.plan(self.context, day))
        return self.card() is not None

    def card(self) -> str | None:
        showing = self._study.view.showing if self._study else None
        return showing.item.id if showing else None

    def answer(self, correct: bool, answer_s: int, read_s: int) -> None:
        card = self.card()
        if self._study is None or card is None:
            raise ValueError("no question is up")
        self._clock.advance(ms=answer_s * 1000)
        self._study.answer((self._subject.right if correct else self._subject.wrong)[card], answer_s * 1000)
        self._clock.advance(ms=read_s * 1000)
        self._study.advance()

    def rise(self) -> None:
        if self._study:
            self._study.leave()


@contextmanager
def desk(subject: Subject, cell: Cell, seed: int, policy: str) -> Iterator[ShippedDesk]:
    """The desk of a new user with an exam date: ``policy`` is "product" or "random"."""
    if date_day(DAY_ONE) != DAY_ZERO:
        raise AssertionError("the first day and its study day differ")
    with tempfile.TemporaryDirectory(dir=_SHM if _SHM.is_dir() else None) as folder:
        clock, seeds = EveningClock(DAY_ZERO * DAY_MS + EVENING_MS), count(seed)
        w = open_context(user_paths(Path(folder)), Path(), clock=clock, seeds=lambda: next(seeds))
        try:
            w.store.db.execute("PRAGMA synchronous = OFF")
            w.settings = Settings(exam_date=day_date(DAY_ZERO + cell.horizon), minutes_a_day=cell.minutes)
            open_bank(w, subject.library)
            yield ShippedDesk(w, clock, subject, _planned if policy == "product" else _at_random(subject, seed))
        finally:
            w.close()


def _planned(context: AppContext, day: int) -> Sequence[Entry]:
    return plan_session(context)


def _at_random(subject: Subject, seed: int) -> Plan:
    return lambda _, day: shuffled(subject.cards, seed, day)

"""What exam screens show: frozen values, replaced whole at every step."""

from __future__ import annotations

from typing import Literal

import msgspec

from quizapp.core.bank import Response, Showing
from quizapp.core.bank.blueprints import Blueprint
from quizapp.core.sessions import ExamSitting

State = Literal["answered", "begun", "empty"]


class Spot(msgspec.Struct, frozen=True):
    """A question on the map. ``begun``: there is an answer, but not a complete one."""

    number: int
    state: State
    flagged: bool
    guess: bool
    seen: bool


class ExamView(msgspec.Struct, frozen=True, kw_only=True):
    """The exam as it stands. ``response`` and ``struck`` are those of the question that is up."""

    exam: str
    title: str
    phase: str
    number: int
    showing: Showing
    response: Response
    struck: frozenset[str]
    spots: tuple[Spot, ...]

    @property
    def identity(self) -> tuple[object, ...]:
        """What is up: equal for two views of one question of one exam, and for no others."""
        item = self.showing.item
        return (self.exam, self.number, item.id, item.version, self.showing.seed)

    @property
    def spot(self) -> Spot:
        """The question that is up."""
        return self.spots[self.number - 1]

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Numbers of the questions without a complete answer."""
        return tuple(spot.number for spot in self.spots if spot.state != "answered")

    @property
    def flagged(self) -> tuple[int, ...]:
        """Numbers of the flagged questions."""
        return tuple(spot.number for spot in self.spots if spot.flagged)


class ClockDoubt(msgspec.Struct, frozen=True):
    """By the wall clock the time was up at ``since_ms`` (UTC). Without it ``left_ms`` would be left."""

    since_ms: int
    left_ms: int


class Waiting(msgspec.Struct, frozen=True):
    """The exam that is open. ``left_ms``: what it would have left if resumed now; ``away_ms``: since its last event.

    ``behind_ms``: by how much the wall clock stands behind the exam's time, because it was set back. ``ahead_ms``: by
    how much it is ahead of the machine's own count since the exam was last opened; 0 where the machine has been
    restarted for certain, or nothing is known. ``counted``: whether the exam goes by that count. ``doubt``: the time is
    up, and nothing but the wall clock says so.
    """

    exam: str
    plan: Blueprint
    away_ms: int
    left_ms: int
    pauses: bool
    answered: int
    questions: int
    behind_ms: int = 0
    ahead_ms: int = 0
    counted: bool = False
    doubt: ClockDoubt | None = None


def view_of(sitting: ExamSitting, showing: Showing) -> ExamView:
    """What a screen shows of ``sitting``."""
    place = sitting.place(sitting.current)
    return ExamView(
        exam=sitting.exam,
        title=sitting.plan.title,
        phase=sitting.phase,
        number=sitting.current,
        showing=showing,
        response=place.response,
        struck=place.struck,
        spots=tuple(_spot(sitting, number) for number in range(1, len(sitting.places) + 1)),
    )


def _spot(sitting: ExamSitting, number: int) -> Spot:
    place = sitting.place(number)
    state: State = "answered" if sitting.answered(number) else "begun" if any(place.response) else "empty"
    return Spot(number, state, place.flagged, place.guess, bool(place.visits))

"""What screens and ``--plain`` show: frozen values, replaced whole at every step."""

from __future__ import annotations

from typing import Literal

import msgspec

from quizapp.core.bank import Showing
from quizapp.services.bank.feedback import Feedback


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How a session went. ``returns``: (days from today, cards) in order; ``misses``: cards to go again on.

    Of a session that was left early ``owed`` questions would have been repeated, ``unasked`` ones were not reached.
    """

    right: int
    wrong: int
    skipped: int
    suspended: int
    minutes: float | None
    returns: tuple[tuple[int, int], ...]
    topics: tuple[tuple[str, int, int], ...]
    weakest: str
    misses: tuple[str, ...]
    owed: int = 0
    unasked: int = 0


class StudyView(msgspec.Struct, frozen=True, kw_only=True):
    """What a screen shows. Replaced whole at every step.

    ``number`` of ``total`` cards is up; ``repeats`` questions are asked again, this one or later. ``place``: how many
    questions were put up so far, repeats too. ``left``: the session was ended early.
    ``warm_up``: it is the first one of a learner.
    """

    phase: Literal["question", "verdict", "done"]
    number: int
    total: int
    repeats: int
    place: int
    trail: tuple[Literal["right", "wrong", "skipped"], ...]
    purpose: str = ""
    topic: str = ""
    showing: Showing | None = None
    feedback: Feedback | None = None
    summary: Summary | None = None
    undoes: Literal["", "answer", "guess", "skip", "suspend", "another", "bookmark", "note"] = ""
    """What undoing takes back; empty when there is nothing."""
    session: str = ""
    marked: bool = False
    """Whether the learner marked the question that is up."""
    left: bool = False
    warm_up: bool = False

    @property
    def identity(self) -> tuple[object, ...]:
        """What is up: equal for two views of one question at one place in one phase, and for no others."""
        up = self.showing
        item = (up.item.card_id, up.item.id, up.item.version, up.seed) if up is not None else ()
        return (self.session, self.phase, self.place, *item)

    @property
    def undoable(self) -> bool:
        """Whether there is something to undo."""
        return bool(self.undoes)

"""A simulated learner in front of one policy: the same days, the same minutes, the same chances whatever is asked.

Costs, in seconds. To answer: 90 at the first meeting, 60 on a later day, 30 again on the same day. To read the
verdict: 15 after a right answer, 40 after a wrong one. (The exam gives 120 a question.) What a day runs over is taken
off the next.
"""

from __future__ import annotations

from math import fsum
from random import Random
from typing import NamedTuple, Protocol

from studies.simulation.subject import SimCard, Subject
from studies.simulation.truths import TRUTHS, Now

FIRST_S, LATER_S, AGAIN_S = 90, 60, 30
READ_RIGHT_S, READ_WRONG_S = 15, 40
SLIP = 0.03
KNOWN = (0.1, 0.35, 0.6)
MISSED = 0.15
AFTER_DAYS = 30
LOOK_EVERY = 7


class Cell(NamedTuple):
    """``missed``: the chance that a day is missed."""

    truth: str
    horizon: int
    minutes: int
    missed: float

    @property
    def name(self) -> str:
        """In a table."""
        return f"{self.truth}, {self.horizon} d, {self.minutes} min" + (", misses days" if self.missed else "")


CELLS = tuple(
    Cell(truth, horizon, minutes, MISSED if (i + j + k) % 2 else 0.0)
    for i, truth in enumerate(TRUTHS)
    for j, horizon in enumerate((21, 42, 84))
    for k, minutes in enumerate((25, 50))
)


class Outcome(NamedTuple):
    """Recall is the share of the exam's weight that is known, guessing apart; ``coverage`` what was ever asked."""

    exam: float
    over_time: float
    coverage: float
    after: float
    answers: float


class Desk(Protocol):
    """A policy at work, through the shipped services or in memory."""

    def sit(self, day: int) -> bool:
        """Begin a session; False when there is nothing to ask."""

    def card(self) -> str | None:
        """The card that is up; None at the end of the session."""

    def answer(self, correct: bool, answer_s: int, read_s: int) -> None:
        """Answer it and go on."""

    def rise(self) -> None:
        """Time is up."""


class Learner:
    """One learner: what is known, what is drawn. The nth answer to a card has the same luck under every policy."""

    def __init__(self, subject: Subject, cell: Cell, seed: int) -> None:
        chance = Random(f"{cell.truth}:{cell.horizon}:{cell.minutes}:{seed}")
        share = KNOWN[seed % len(KNOWN)]
        self.cards = subject.cards
        self.missed = [chance.random() < cell.missed for _ in range(cell.horizon)]
        known = [chance.random() < share for _ in subject.cards]
        self.truth = TRUTHS[cell.truth](chance, known)
        self._number = {card.card_id: i for i, card in enumerate(subject.cards)}
        self._luck = [Random(chance.getrandbits(64)) for _ in subject.cards]
        self._last: dict[int, int] = {}
        self.spent = 0.0
        self.answers = 0

    def meet(self, card_id: str, day: int) -> tuple[bool, int, int]:
        """(right or not, seconds to answer, seconds to read) of one question."""
        item = self._number[card_id]
        now = Now(day, self.spent)
        luck = self._luck[item]
        knows, slips, guesses = luck.random(), luck.random(), luck.random()
        knew = knows < self.truth.recall(item, now)
        correct = slips >= SLIP if knew else guesses < self.cards[item].guess
        last = self._last.get(item)
        answer_s = FIRST_S if last is None else AGAIN_S if last == day else LATER_S
        read_s = READ_RIGHT_S if correct else READ_WRONG_S
        self.spent += answer_s + read_s
        self.answers += 1
        self._last[item] = day
        self.truth.practise(item, Now(day, self.spent), knew)
        return correct, answer_s, read_s

    def recall(self, day: int) -> float:
        """The share of the exam's weight that is known at the start of ``day``."""
        now = Now(day, self.spent)
        return fsum(card.weight * self.truth.recall(i, now) for i, card in enumerate(self.cards))

    def coverage(self) -> float:
        """The share of the exam's weight that was ever asked."""
        return fsum(self.cards[i].weight for i in self._last)


def live(learner: Learner, desk: Desk, cell: Cell) -> Outcome:
    """All days up to the exam, then the exam, then a month without study."""
    looks, left = [], 0.0
    for day in range(cell.horizon):
        if day % LOOK_EVERY == 0:
            looks.append(learner.recall(day))
        if not learner.missed[day]:
            left = _study(learner, desk, day, min(0.0, left) + cell.minutes * 60)
    return Outcome(
        exam=learner.recall(cell.horizon),
        over_time=fsum(looks) / len(looks),
        coverage=learner.coverage(),
        after=learner.recall(cell.horizon + AFTER_DAYS),
        answers=float(learner.answers),
    )


def _study(learner: Learner, desk: Desk, day: int, seconds: float) -> float:
    """Sessions until the time is up or nothing is left; the seconds left, below 0 for what it ran over."""
    while seconds > 0 and desk.sit(day):
        while seconds > 0 and (card := desk.card()) is not None:
            correct, answer_s, read_s = learner.meet(card, day)
            desk.answer(correct, answer_s, read_s)
            seconds -= answer_s + read_s
        desk.rise()
    return seconds


def by_weight(cards: tuple[SimCard, ...]) -> dict[str, float]:
    """Each card's share of the exam."""
    return {card.card_id: card.weight for card in cards}

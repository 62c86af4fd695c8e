"""What is asked next: baselines in memory, and the product's own queue in memory for tuning.

Every policy has the same sessions (``core/sessions``): a question that was missed comes back after four others, twice
at most. Policies differ in the queue alone. Baselines fill their time: what is due, then new items, then what is due
next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from statistics import fmean
from typing import Protocol

from quizapp.core.scheduler import (
    Candidate,
    Card,
    Entry,
    Fsrs6,
    Limits,
    MemoryModel,
    Pace,
    Review,
    next_card,
    paced_queue,
)
from quizapp.core.scheduler.pacing import REVIEWS_COUNTED
from quizapp.core.scheduler.queue import point_key
from quizapp.core.sessions import StudySession, begin
from studies.simulation.subject import Subject

SITTING = 150
"""More questions than fit into fifty minutes."""
DAY_ZERO = 20_775
"""The study day of the first day, 18 November 2026."""


class Policy(Protocol):
    """``noted`` hears of every answer; ``queue`` puts cards in order."""

    def queue(self, day: int) -> Sequence[Entry]:
        """What is asked in a session that begins now."""

    def noted(self, entry: Entry, day: int, correct: bool, answer_s: int) -> None:
        """An answer was given."""


class MemoryDesk:
    """A policy at work without files."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._session: StudySession = begin(())
        self._day = 0

    def sit(self, day: int) -> bool:
        self._day, self._session = day, begin(self._policy.queue(day))
        return self._session.current is not None

    def card(self) -> str | None:
        return self._session.current.card_id if self._session.current else None

    def answer(self, correct: bool, answer_s: int, read_s: int) -> None:
        entry = self._session.current
        if entry is None:
            raise ValueError("no question is up")
        self._policy.noted(entry, self._day, correct, answer_s)
        after = self._session.answered("a", correct).advanced()
        self._session = after

    def rise(self) -> None:
        """Nothing waits to be written."""


class Shuffled:
    """Random order: every session is a new shuffle of the whole bank."""

    def __init__(self, subject: Subject, seed: int, exam_day: int) -> None:
        self._cards, self._seed, self._sittings = subject.cards, seed, 0

    def queue(self, day: int) -> Sequence[Entry]:
        return shuffled(self._cards, self._seed, day)

    def noted(self, entry: Entry, day: int, correct: bool, answer_s: int) -> None:
        """Nothing is learnt from answers."""


def shuffled(cards: Sequence[object], seed: int, day: int) -> list[Entry]:
    """The first part of the bank in the random order of a day."""
    chance = Random(f"random:{seed}:{day}")
    drawn = chance.sample(list(cards), min(SITTING, len(cards)))
    return [Entry(c.card_id, c.topic, "review") for c in drawn]  # type: ignore[attr-defined]


class Cycle:
    """All items in one fixed random order, round and round."""

    def __init__(self, subject: Subject, seed: int, exam_day: int) -> None:
        cards = Random(f"order:{seed}").sample(subject.cards, len(subject.cards))
        self._order = [Entry(c.card_id, c.topic, "review") for c in cards]
        self._at = 0

    def queue(self, day: int) -> Sequence[Entry]:
        return [*self._order[self._at :], *self._order[: self._at]][:SITTING]

    def noted(self, entry: Entry, day: int, correct: bool, answer_s: int) -> None:
        self._at = (self._at + (entry.purpose != "repeat")) % len(self._order)


class Spaced:
    """Due cards, longest overdue first; new ones in random order; those due next. ``after`` gives intervals."""

    def __init__(self, subject: Subject, seed: int, exam_day: int) -> None:
        cards = Random(f"order:{seed}").sample(subject.cards, len(subject.cards))
        self._entries = {c.card_id: Entry(c.card_id, c.topic, "review") for c in cards}
        self._due: dict[str, int] = {}
        self._seen: dict[str, int] = {}

    def queue(self, day: int) -> Sequence[Entry]:
        waiting = [c for c in self._entries if self._seen.get(c) != day]
        return [self._entries[c] for c in sorted(waiting, key=lambda c: self.rank(c, day))[:SITTING]]

    def rank(self, card: str, day: int) -> tuple[int, float]:
        """Where a card stands in the queue; equals keep their random order."""
        if card not in self._due:
            return 1, 0.0
        return (0 if self._due[card] <= day else 2), float(self._due[card])

    def noted(self, entry: Entry, day: int, correct: bool, answer_s: int) -> None:
        card = entry.card_id
        if self._seen.get(card) != day:
            self._due[card] = day + self.after(card, day, correct)
        self._seen[card] = day

    def after(self, card: str, day: int, correct: bool) -> int:
        """Days until it is due again."""
        return 7


class Leitner(Spaced):
    """Five boxes: 1, 2, 4, 8, 16 days; right goes up, wrong goes back to the first."""

    def __init__(self, subject: Subject, seed: int, exam_day: int) -> None:
        super().__init__(subject, seed, exam_day)
        self._box: dict[str, int] = {}

    def after(self, card: str, day: int, correct: bool) -> int:
        self._box[card] = min(4, self._box.get(card, -1) + 1) if correct else 0
        return int(2 ** self._box[card])


class SuperMemo2(Spaced):
    """SM-2 with quality 4 for right and 2 for wrong: 1 day, 6 days, then times the ease."""

    def __init__(self, subject: Subject, seed: int, exam_day: int) -> None:
        super().__init__(subject, seed, exam_day)
        self._state: dict[str, tuple[int, float, float]] = {}

    def after(self, card: str, day: int, correct: bool) -> int:
        times, ease, interval = self._state.get(card, (0, 2.5, 0.0))
        miss = 5 - (4 if correct else 2)
        ease = max(1.3, ease + 0.1 - miss * (0.08 + miss * 0.02))
        if not correct:
            times, interval = 0, 1.0
        else:
            times, interval = times + 1, (1.0, 6.0)[times] if times < 2 else interval * ease
        self._state[card] = (times, ease, interval)
        return max(1, round(interval))


class Fsrs(Spaced):
    """FSRS-6 at 0.9 with its published weights: due cards by recall, new ones without limit, the rest by recall."""

    def __init__(self, subject: Subject, seed: int, exam_day: int) -> None:
        super().__init__(subject, seed, exam_day)
        self._model = Fsrs6()
        self._cards: dict[str, Card] = {}

    def rank(self, card: str, day: int) -> tuple[int, float]:
        known = self._cards.get(card)
        if known is None or known.memory is None or known.rated_day is None:
            return 1, 0.0
        return (0 if known.due(day) else 2), self._model.recall(known.memory, day - known.rated_day)

    def noted(self, entry: Entry, day: int, correct: bool, answer_s: int) -> None:
        card = entry.card_id
        self._cards[card] = next_card(self._cards.get(card, Card()), Review(day, correct), self._model)
        self._seen[card] = day


class Paced:
    """The product's queue in memory, as ``services.study.session_queue`` calls it; a test holds the two together."""

    guess = 0.25
    model: MemoryModel = Fsrs6()

    def __init__(self, subject: Subject, seed: int, exam_day: int, minutes: int = 25) -> None:
        self._subject, self._exam, self._minutes = subject, DAY_ZERO + exam_day, minutes
        self._cards: dict[str, Card] = {}
        self._reviews: list[bool] = []
        self._seconds: list[int] = []
        self._touched: tuple[int, set[str]] = (0, set())
        self._points = {c.card_id: {point_key(c.topic, k) for k in c.knowledge} for c in subject.cards}
        self._order = sorted(subject.cards)

    def queue(self, day: int) -> Sequence[Entry]:
        today = DAY_ZERO + day
        pace, budget = self.pace(today), max(1, int(self._minutes * 60_000 / self._answer_ms()))
        candidates = [Candidate(c.card_id, c.topic, c.knowledge, self._cards.get(c.card_id)) for c in self._order]
        touched = frozenset(self._touched[1]) if self._touched[0] == today else frozenset()
        return paced_queue(candidates, today, Limits(budget, 0), self.model, today, touched, pace)

    def pace(self, today: int) -> Pace:
        """What the policy knows of exam and learner."""
        return Pace(
            exam_day=self._exam,
            weights=self._subject.weights,
            reviews=tuple(self._reviews[-REVIEWS_COUNTED:]),
            guess=self.guess,
            met_today=sum(card.first_day == today for card in self._cards.values()),
            answer_s=self._answer_ms() / 1000,
        )

    def _answer_ms(self) -> float:
        return fmean(s * 1000 for s in self._seconds[-200:]) if self._seconds else 60_000.0

    def noted(self, entry: Entry, day: int, correct: bool, answer_s: int) -> None:
        today, card = DAY_ZERO + day, entry.card_id
        self._cards[card] = next_card(self._cards.get(card, Card()), Review(today, correct), self.model)
        if entry.purpose == "review":
            self._reviews.append(correct)
        self._seconds.append(answer_s)
        if self._touched[0] != today:
            self._touched = (today, set())
        self._touched[1].update(self._points[card])


BASELINES: dict[str, Callable[[Subject, int, int], Policy]] = {
    "cycle": Cycle,
    "Leitner": Leitner,
    "SM-2": SuperMemo2,
    "FSRS": Fsrs,
    "every 7 days": Spaced,
}

"""What is to be expected: marks on this bank, reviews a day, and the way to the exam.

The forecast on the bank is not readiness and is never mixed with it: the bank's own items
come back, so it flatters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

import msgspec

from quizapp.core.metrics.accuracy import recall_of
from quizapp.core.rng import SeededRandom
from quizapp.core.scheduler import Candidate, Card, Limits, Memory, MemoryModel, Pace, Review, next_card, paced_queue
from quizapp.core.scheduler.memory import AGAIN, GOOD
from quizapp.core.scheduler.pacing import REVIEWS_COUNTED, due_before_exam


class BankItem(msgspec.Struct, frozen=True):
    """A card with its ``weight`` in the exam (any scale) and the chance ``guess`` of getting it right by guessing."""

    candidate: Candidate
    weight: float
    guess: float


class DayLoad(msgspec.Struct, frozen=True):
    """Questions on a study day: reviews, and items met for the first time."""

    day: int
    reviews: int
    new: int = 0


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """One course of things up to the exam. ``unseen``: items not met before it began.

    ``met_on``: the study day on which the last unseen item is met, or None.
    ``remembered``: mean recall on the exam day, topics by their weight in the exam, unseen
    cards at the learner's first-exposure rate.
    """

    load: tuple[DayLoad, ...]
    unseen: int
    met_on: int | None
    remembered: float


def bank_forecast(items: Iterable[BankItem], day: int, model: MemoryModel, unseen_rate: float) -> float | None:
    """The share right if the exam asked this bank on ``day``: the mean of R + (1 - R) g by weight.

    ``unseen_rate`` is a share of right answers, guesses among them: an unseen item counts
    with it, or with its guess where that is higher. None when nothing has weight.
    """
    marks, weights = [], []
    for item in items:
        recall = recall_of(item.candidate, day, model)
        mark = max(item.guess, unseen_rate) if recall is None else recall + (1 - recall) * item.guess
        marks.append(item.weight * mark)
        weights.append(item.weight)
    total = fsum(weights)
    return fsum(marks) / total if total > 0 else None


def due_load(candidates: Iterable[Candidate], day: int, days: int, exam_day: int | None = None) -> tuple[DayLoad, ...]:
    """What is due on each of ``days`` study days from ``day`` on, as things stand; what is overdue comes first.

    Nothing is assumed about answers to come. Intervals are capped by the exam, if there is one.
    """
    counts = [0] * max(0, days)
    for candidate in candidates:
        card = candidate.card
        if card is None:
            continue
        capped = card.due_day if exam_day is None or day > exam_day else due_before_exam(card, exam_day)
        due = day if card.due(day) else capped
        if due is not None and due - day < len(counts):
            counts[max(0, due - day)] += 1
    return tuple(DayLoad(day + i, count) for i, count in enumerate(counts))


class _Course:
    """Cards as the schedule believes them to be, and memories as they are by ``truth``."""

    def __init__(
        self,
        candidates: Iterable[Candidate],
        model: MemoryModel,
        truth: MemoryModel | None,
        suspended: Iterable[Candidate] = (),
    ) -> None:
        self.cards = {c.card_id: c for c in candidates}
        self.suspended = {c.card_id: c for c in suspended}
        self._model, self._truth = model, truth or model
        self._memories: dict[str, tuple[Memory, int]] = {}

    def recall(self, card_id: str, day: int) -> float | None:
        """The chance to know it on ``day``; None for a card that was never rated."""
        card = (self.cards.get(card_id) or self.suspended[card_id]).card
        if card is None or card.memory is None or card.rated_day is None:
            return None
        memory, since = self._memories.get(card_id, (card.memory, card.rated_day))
        return self._truth.recall(memory, max(0, day - since))

    def answer(self, card_id: str, day: int, right: bool) -> None:
        """It was asked."""
        candidate = self.cards[card_id]
        before = candidate.card or Card()
        after = next_card(before, Review(day, right), self._model)
        if self._truth is not self._model:
            rating = GOOD if right else AGAIN
            if before.memory is None or before.rated_day is None:
                memory = self._truth.init(rating)
            else:
                memory, since = self._memories.get(card_id, (before.memory, before.rated_day))
                memory = self._truth.step(memory, max(0, day - since), rating)
            self._memories[card_id] = memory, day
        self.cards[card_id] = msgspec.structs.replace(candidate, card=after)

    def unseen(self) -> int:
        """How many cards are still to be met."""
        return sum(not c.seen for c in self.cards.values())


def outlook(
    candidates: Sequence[Candidate],
    day: int,
    limits: Limits,
    pace: Pace,
    model: MemoryModel,
    unseen_rate: float,
    seed: int,
    touched_today: frozenset[str] = frozenset(),
    *,
    truth: MemoryModel | None = None,
    answered_today: int = 0,
    suspended: Sequence[Candidate] = (),
) -> Outlook:
    """Play the days from ``day`` to the eve of the exam: each day its queue, each answer right by chance.

    ``model`` plans; a review is right with its recall by ``truth``, which is ``model`` unless given, a first meeting
    with ``unseen_rate``. ``truth`` takes over the stabilities as they are today. One course among many: for a range,
    play several seeds and truths. Second tries in a session are left out. ``answered_today`` counts against the
    first day's limit. ``suspended`` cards are never asked, and fade until the exam.
    """
    rng = SeededRandom("outlook", seed)
    course = _Course(candidates, model, truth, suspended)
    load, met_on, unseen = [], None, course.unseen()
    for today in range(day, pace.exam_day):
        own = msgspec.structs.replace(limits, cards=max(0, limits.cards - answered_today)) if today == day else limits
        queue = paced_queue(tuple(course.cards.values()), today, own, model, seed + today, touched_today, pace)
        reviews = list(pace.reviews)
        for entry in queue:
            recall = course.recall(entry.card_id, today)
            right = rng.unit() < (unseen_rate if recall is None else recall)
            course.answer(entry.card_id, today, right)
            reviews += [] if recall is None else [right]
        new = sum(entry.purpose == "new" for entry in queue)
        load.append(DayLoad(today, len(queue) - new, new))
        met_on = today if new and not course.unseen() else met_on
        pace = msgspec.structs.replace(pace, reviews=tuple(reviews[-REVIEWS_COUNTED:]), met_today=0)
        touched_today = frozenset()
    remembered = _remembered(course, pace, unseen_rate)
    return Outlook(load=tuple(load), unseen=unseen, met_on=met_on, remembered=remembered)


def _remembered(course: _Course, pace: Pace, unseen_rate: float) -> float:
    """Mean recall on the exam day; a topic counts its weight (equally without any), shared by its cards."""
    by_topic: dict[str, list[float]] = {}
    for candidate in (*course.cards.values(), *course.suspended.values()):
        recall = course.recall(candidate.card_id, pace.exam_day)
        by_topic.setdefault(candidate.topic, []).append(unseen_rate if recall is None else recall)
    shares = {topic: pace.weights.get(topic, 0.0) if pace.weights else 1.0 for topic in by_topic}
    total = fsum(shares.values())
    return fsum(shares[t] * fsum(own) / len(own) for t, own in by_topic.items()) / total if total > 0 else unseen_rate

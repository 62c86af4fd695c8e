"""Pace and throttle: the queue of a learner with an exam date.

Items are met long before the last three days, as far as the time allows, more slowly while
reviews go badly, and no interval outruns the exam. Reviews are asked by what they gain for the
exam day; in the last three days they come before anything new. Without a date, or after it,
the queue is the plain one.

Three figures were chosen on simulated learners (studies/simulation): three times the pace that
would just do, a throttle that leaves half of it, gains reckoned with tempered stabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heapreplace
from math import sqrt

import msgspec

from quizapp.core.rng import SeededRandom
from quizapp.core.scheduler.cards import Card
from quizapp.core.scheduler.memory import Memory, MemoryModel
from quizapp.core.scheduler.queue import (
    Candidate,
    Entry,
    Limits,
    build_queue,
    interleave,
    siblings,
    without_siblings,
)

TAIL_DAYS = 3
REVIEWS_COUNTED, REVIEWS_NEEDED = 60, 20
THROTTLE_FROM, THROTTLE_WIDTH = 0.65, 0.2
LEAST_KEPT = 0.5
"""A learner who forgets fast still has to meet what is asked: the throttle leaves this share of the pace."""
AHEAD = 3
"""Times the pace that would just do: what is met early comes back, spaced, before the exam."""
ANSWER_S = 60.0


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """What the policy knows of exam and learner beyond the cards.

    ``exam_day``: the study day of the exam. ``weights``: a topic's share of the exam; without
    any, topics are equal. ``reviews``: the learner's latest review answers, oldest first, right
    or not; ``guess``: the chance of a right answer by guessing them, 0 up to but not including 1.
    ``met_today``: cards met for the first time today. ``most_new``: the learner's own limit of
    new items a day, None for whatever the pace asks for. ``seconds``: expected seconds for an
    answer by card, ``answer_s`` for all others.
    """

    exam_day: int
    weights: dict[str, float] = {}
    reviews: tuple[bool, ...] = ()
    guess: float = 0.25
    met_today: int = 0
    most_new: int | None = None
    seconds: dict[str, float] = {}
    answer_s: float = ANSWER_S


def paced_queue(
    candidates: Sequence[Candidate],
    day: int,
    limits: Limits,
    model: MemoryModel,
    seed: int,
    touched_today: frozenset[str] = frozenset(),
    pace: Pace | None = None,
) -> tuple[Entry, ...]:
    """What is asked on ``day``, at most ``limits.cards``; where an exam is ahead ``pace.most_new`` stands for
    ``limits.new``.

    As in ``build_queue``, a knowledge point is asked once a day and topics are mixed.
    """
    if pace is None or day > pace.exam_day:
        return build_queue(candidates, day, limits, model, seed, touched_today)
    due = [c for c in candidates if c.card is not None and is_due(c.card, day, pace.exam_day)]
    due_ids = {c.card_id for c in due}
    early = [c for c in candidates if c.seen and c.card_id not in due_ids and not c.met_on(day)]
    fresh = fresh_order(candidates, day, pace.weights, seed)
    taken = set(touched_today)
    if pace.exam_day - day <= TAIL_DAYS:
        return _mixed(_by_gain(due + early, day, model, pace) + fresh, taken, limits, pace)
    unseen = sum(not c.seen for c in candidates)
    first = without_siblings(fresh, taken, new_today(unseen, day, pace))
    first_ids = {c.card_id for c in first}
    rest = [c for c in fresh if c.card_id not in first_ids]
    ranked = _by_gain(due, day, model, pace) + rest + _by_gain(early, day, model, pace)
    return _mixed(ranked, taken, limits, pace, first)


def _mixed(
    ranked: Sequence[Candidate], taken: set[str], limits: Limits, pace: Pace, first: Sequence[Candidate] = ()
) -> tuple[Entry, ...]:
    """``first``, whose points are taken, then ``ranked`` without siblings; topics mixed, then cut."""
    chosen = [*first, *without_siblings(ranked, taken)]
    chosen += siblings(ranked, chosen, limits.least - len(chosen))
    if pace.most_new is not None:
        new = [c.card_id for c in chosen if not c.seen]
        too_many = set(new[max(0, pace.most_new - pace.met_today) :])
        chosen = [c for c in chosen if c.card_id not in too_many]
    entries = [Entry(c.card_id, c.topic, "review" if c.seen else "new") for c in chosen]
    return interleave(entries)[: max(0, limits.cards)]


# new items


def new_per_day(unseen: int, day: int, exam_day: int) -> int:
    """q = ceil(3 unseen / max(1, T - tail - d)): new items a day, three times what would meet all before the tail.

    Never more than there are.
    """
    return min(unseen, -(-AHEAD * unseen // max(1, exam_day - TAIL_DAYS - day)))


def throttle(reviews: Sequence[bool], guess: float) -> float:
    """The share of the pace to keep: all of it from 85 % known, less below, half up to 75 %.

    Known is the share right of the last 60 review answers, corrected for guessing. With fewer
    than 20 of them nothing is held back.
    """
    if not 0 <= guess < 1:
        raise ValueError(f"the chance of guessing right is at least 0 and below 1, got {guess}")
    last = reviews[-REVIEWS_COUNTED:]
    if len(last) < REVIEWS_NEEDED:
        return 1.0
    known = _clip((sum(last) / len(last) - guess) / (1 - guess))
    return max(LEAST_KEPT, _clip((known - THROTTLE_FROM) / THROTTLE_WIDTH))


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))


def new_today(unseen: int, day: int, pace: Pace) -> int:
    """New items that come before the reviews: q, throttled and rounded, less those met today."""
    q = new_per_day(unseen + pace.met_today, day, pace.exam_day)
    return max(0, round(q * throttle(pace.reviews, pace.guess)) - pace.met_today)


def fresh_order(candidates: Sequence[Candidate], day: int, weights: Mapping[str, float], seed: int) -> list[Candidate]:
    """Unseen cards so that what has been met of each topic keeps to its share of the exam.

    Each next card goes to the topic with the highest weight / (2 met + 1) (Sainte-Lague), where
    "met" counts the cards of it seen so far; topics without weight come last. Within a topic,
    and between equals, the order is the seed's.
    """
    rng = SeededRandom("pace", seed)
    met: dict[str, int] = {}
    unseen = []
    for candidate in candidates:
        met[candidate.topic] = met.get(candidate.topic, 0) + candidate.seen
        if not candidate.seen and not candidate.met_on(day):
            unseen.append(candidate)
    waiting: dict[str, list[Candidate]] = {}
    for candidate in rng.shuffled(sorted(unseen, key=lambda c: c.card_id)):
        waiting.setdefault(candidate.topic, []).append(candidate)
    turn = {topic: i for i, topic in enumerate(rng.shuffled(sorted(waiting)))}
    claims = [(-_claim(weights, topic, met[topic]), met[topic], turn[topic], topic) for topic in waiting]
    heapify(claims)
    out: list[Candidate] = []
    while claims:
        *_, topic = claims[0]
        out.append(waiting[topic].pop())
        met[topic] += 1
        if waiting[topic]:
            heapreplace(claims, (-_claim(weights, topic, met[topic]), met[topic], turn[topic], topic))
        else:
            heappop(claims)
    return out


def extra_new(
    candidates: Sequence[Candidate],
    day: int,
    most: int,
    weights: Mapping[str, float],
    seed: int,
    touched_today: frozenset[str] = frozenset(),
) -> tuple[Entry, ...]:
    """``most`` new questions at most for who goes on after the day's own: topics by weight, a point once a day."""
    fresh = without_siblings(fresh_order(candidates, day, weights, seed), set(touched_today), max(0, most))
    return interleave([Entry(c.card_id, c.topic, "new") for c in fresh])


def _claim(weights: Mapping[str, float], topic: str, met: int) -> float:
    return (weights.get(topic, 0.0) if weights else 1.0) / (2 * met + 1)


# reviews


def due_before_exam(card: Card, exam_day: int) -> int | None:
    """The study day a card is due: its interval, capped at max(1, floor(2/3 (T - d))), d the day it was rated.

    None for a card that was never rated.
    """
    if card.due_day is None or card.rated_day is None:
        return None
    return min(card.due_day, card.rated_day + max(1, 2 * (exam_day - card.rated_day) // 3))


def is_due(card: Card, day: int, exam_day: int) -> bool:
    """Whether a card is due on ``day``, its interval capped by the exam."""
    capped = due_before_exam(card, exam_day)
    return card.due(day) or (capped is not None and capped <= day)


def _by_gain(candidates: Iterable[Candidate], day: int, model: MemoryModel, pace: Pace) -> list[Candidate]:
    gains = {
        c.card_id: gain(c.card, day, pace.exam_day, model, pace.seconds.get(c.card_id, pace.answer_s))
        for c in candidates
        if c.card is not None
    }
    return sorted(candidates, key=lambda c: (-gains[c.card_id], c.card_id))


def gain(card: Card, day: int, exam_day: int, model: MemoryModel, seconds: float) -> float:
    """What asking a card on ``day`` adds to its recall on the exam day, per expected second of an answer.

    [p R(T-d, S_right) + (1-p) R(T-d, S_wrong) - R_T(no review)] / seconds, with p the
    retrievability on ``day``; 0 for a card that was never rated. Stabilities are tempered here:
    their square roots count. A model that is sure of a card after a few right answers would
    leave it alone for good; a learner who forgets faster than the model thinks would lose it.
    """
    if card.memory is None or card.rated_day is None:
        return 0.0
    elapsed, left = max(0, day - card.rated_day), exam_day - day
    right, wrong = (_tempered(s) for s in model.prospects(card.memory, elapsed))
    now = _tempered(card.memory.stability)
    p = model.recall(now, elapsed)
    return (
        p * model.recall(right, left) + (1 - p) * model.recall(wrong, left) - model.recall(now, elapsed + left)
    ) / seconds


def _tempered(stability: float) -> Memory:
    return Memory(sqrt(stability), 1.0)

"""What is asked today, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal

import msgspec

from quizapp.core.rng import SeededRandom
from quizapp.core.scheduler.cards import Card
from quizapp.core.scheduler.memory import MemoryModel

MAX_RUN = 2
"""No more than this many questions in a row from one topic."""


class Candidate(msgspec.Struct, frozen=True):
    """An item that may be asked, with what is remembered of it (None: never seen)."""

    card_id: str
    topic: str
    knowledge: tuple[str, ...]
    card: Card | None = None

    @property
    def seen(self) -> bool:
        """Whether something is remembered of it; one met in practice alone is still to be met."""
        return self.card is not None and self.card.memory is not None

    def met_on(self, day: int) -> bool:
        """Whether it was shown on ``day``, scored or not, or after it by a clock that was wrong."""
        return self.card is not None and self.card.last_day is not None and self.card.last_day >= day

    def is_askable(self, day: int) -> bool:
        """Whether it is due on ``day``, or still to be met."""
        return (self.card is not None and self.card.due(day)) or not (self.seen or self.met_on(day))


class Entry(msgspec.Struct, frozen=True):
    """A place in the queue."""

    card_id: str
    topic: str
    purpose: Literal["new", "review", "repeat", "practice"]


class Limits(msgspec.Struct, frozen=True):
    """``cards``: most questions in this session; ``new``: new ones still allowed today.

    ``least``: up to so many questions siblings are asked as well, where there is nothing else.
    """

    cards: int
    new: int
    least: int = 0


def build_queue(
    candidates: Sequence[Candidate],
    day: int,
    limits: Limits,
    model: MemoryModel,
    seed: int,
    touched_today: frozenset[str] = frozenset(),
) -> tuple[Entry, ...]:
    """Due cards by retrievability, lowest first, then new ones; siblings apart, topics mixed.

    ``touched_today``: knowledge points that were asked on this study day already. A point is
    asked once a day; a card without a free point waits until tomorrow, unless less than
    ``limits.least`` would be asked today.
    """
    due = [c for c in candidates if c.card is not None and c.card.due(day)]
    due.sort(key=lambda c: (recall_now(c, day, model), c.card_id))
    fresh = _spread([c for c in candidates if not c.seen and not c.met_on(day)], seed)
    taken = set(touched_today)
    known = without_siblings(due, taken)
    known += siblings(due, known, limits.least - len(known))
    met = without_siblings(fresh, taken, max(0, limits.new))
    met += siblings(fresh, met, min(limits.least - len(known), limits.new) - len(met))
    reviews = [Entry(c.card_id, c.topic, "review") for c in known]
    return interleave((reviews + [Entry(c.card_id, c.topic, "new") for c in met])[: max(0, limits.cards)])


def chosen_queue(
    candidates: Sequence[Candidate],
    day: int,
    most: int,
    model: MemoryModel,
    seed: int,
    touched_today: frozenset[str] = frozenset(),
    practice: frozenset[str] = frozenset(),
) -> tuple[Entry, ...]:
    """The questions that the learner chose, ``most`` at most: due, new, early reviews, practice; topics mixed.

    Due, new and early ones are rated, as in any session a knowledge point once a day. Everything else is practice:
    what was asked today already, what shares a point with it, and the cards of ``practice``, which are asked as nothing
    else. It comes last, what was seen longest ago first.
    """
    scored = [c for c in candidates if c.card_id not in practice]
    planned = build_queue(scored, day, Limits(len(scored), len(scored)), model, seed, touched_today)
    asked = {entry.card_id for entry in planned}
    taken = {*touched_today, *(point_key(c.topic, p) for c in scored if c.card_id in asked for p in c.knowledge)}
    early = [c for c in scored if c.seen and not c.met_on(day) and c.card_id not in asked]
    early.sort(key=lambda c: (recall_now(c, day, model), c.card_id))
    reviews = [Entry(c.card_id, c.topic, "review") for c in without_siblings(early, taken)]
    asked |= {entry.card_id for entry in reviews}
    rest = [c for c in candidates if c.card_id not in asked]
    rest.sort(key=lambda c: (c.card.last_day or 0 if c.card else 0, c.card_id))
    again = [Entry(c.card_id, c.topic, "practice") for c in rest]
    return interleave([*planned, *reviews, *again][: max(0, most)])


def recall_now(candidate: Candidate, day: int, model: MemoryModel) -> float:
    """Retrievability on ``day``; 0 for a card that was never rated."""
    card = candidate.card
    if card is None or card.memory is None or card.rated_day is None:
        return 0.0
    return model.recall(card.memory, day - card.rated_day)


def _spread(fresh: Sequence[Candidate], seed: int) -> list[Candidate]:
    """New cards in rounds over the topics, so that each topic gets its turn; the order is the seed's."""
    if not fresh:
        return []
    chance = SeededRandom("new", seed)
    by_topic: dict[str, list[Candidate]] = {}
    for candidate in chance.shuffled(sorted(fresh, key=lambda c: c.card_id)):
        by_topic.setdefault(candidate.topic, []).append(candidate)
    rounds = zip_longest(*(by_topic[topic] for topic in chance.shuffled(sorted(by_topic))))
    return [candidate for turn in rounds for candidate in turn if candidate is not None]


def without_siblings(ranked: Sequence[Candidate], taken: set[str], limit: int | None = None) -> list[Candidate]:
    """Those whose knowledge points are all still free today; they then take them."""
    out: list[Candidate] = []
    for candidate in ranked:
        points = {point_key(candidate.topic, point) for point in candidate.knowledge}
        if points & taken or (limit is not None and len(out) >= limit):
            continue
        taken |= points
        out.append(candidate)
    return out


def siblings(ranked: Sequence[Candidate], chosen: Sequence[Candidate], wanted: int) -> list[Candidate]:
    """The first ``wanted`` of ``ranked`` that are not ``chosen``."""
    if wanted <= 0:
        return []
    there = {c.card_id for c in chosen}
    return [c for c in ranked if c.card_id not in there][:wanted]


def point_key(topic: str, point: str) -> str:
    """A knowledge point's name over all topics."""
    return f"{topic}/{point}"


def interleave(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The same entries with at most two in a row from one topic, as far as that can be had.

    Keeps the order otherwise: an entry that would make a third is put off to the first place
    where it fits. When only one topic is left, its rest follows.
    """
    waiting = list(entries)
    out: list[Entry] = []
    while waiting:
        run = [e.topic for e in out[-MAX_RUN:]]
        blocked = run[0] if len(run) == MAX_RUN and len(set(run)) == 1 else None
        at = next((i for i, e in enumerate(waiting) if e.topic != blocked), 0)
        out.append(waiting.pop(at))
    return tuple(out)

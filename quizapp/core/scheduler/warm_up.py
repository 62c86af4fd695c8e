"""The first session of a learner: from easy to hard, over the topics that weigh most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from quizapp.core.scheduler.queue import Entry, interleave, point_key

LEVELS = ("recall", "apply", "analyse")
SHARES = (4, 4, 2)
"""Questions of each level in ten."""


class Opener(msgspec.Struct, frozen=True, kw_only=True):
    """A new question that could open. ``ease``: by its form, 0 is easiest. ``length``: characters."""

    card_id: str
    topic: str
    knowledge: tuple[str, ...]
    level: str
    ease: int
    length: int


def warm_up_queue(openers: Sequence[Opener], count: int, weights: Mapping[str, float]) -> tuple[Entry, ...]:
    """``count`` new questions: recall, then apply, then analyse; of each level the topics with the most weight in turn.

    Easy forms come before others, short ones before long ones; a knowledge point is asked once.
    Where a level has too few, the easiest that are left fill up.
    """
    taken: set[str] = set()
    chosen: list[Opener] = []
    left = list(openers)
    for level, share in zip(LEVELS, _places(count), strict=True):
        found = _in_turn([one for one in left if one.level == level], share, weights, taken)
        chosen += found
        left = [one for one in left if one not in found]
    chosen += _in_turn(left, count - len(chosen), weights, taken)
    ranked = sorted(chosen, key=lambda one: (_rank(one.level), one.ease))
    out: list[Entry] = []
    for level in LEVELS:
        out += interleave([Entry(one.card_id, one.topic, "new") for one in ranked if one.level == level])
    return tuple(out)


def _places(count: int) -> tuple[int, ...]:
    """How many questions of each level; what does not divide goes to the easier ones."""
    hard, middle = count * SHARES[2] // 10, count * SHARES[1] // 10
    return count - hard - middle, middle, hard


def _in_turn(openers: Sequence[Opener], count: int, weights: Mapping[str, float], taken: set[str]) -> list[Opener]:
    """``count`` at most, topics in turn, the heaviest first; their knowledge points are then ``taken``."""
    waiting: dict[str, list[Opener]] = {}
    for one in sorted(openers, key=lambda one: (_rank(one.level), one.ease, one.length, one.card_id)):
        waiting.setdefault(one.topic, []).append(one)
    order = sorted(waiting, key=lambda topic: (-weights.get(topic, 0.0), topic))
    out: list[Opener] = []
    while len(out) < count and any(waiting.values()):
        for topic in order:
            while waiting[topic] and len(out) < count:
                one = waiting[topic].pop(0)
                points = {point_key(topic, point) for point in one.knowledge}
                if not points & taken:
                    taken |= points
                    out.append(one)
                    break
    return out


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)

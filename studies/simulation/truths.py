"""Three models of what a learner really remembers, from different families; none is the scheduler's own.

``fsrs``: the scheduler's equations with parameters drawn for each learner, forgetting steeper or flatter.
``half-life``: the half-life follows counts of right and wrong answers (Settles and Meeder 2016), forgetting is a power
of time; there is no spacing effect but that practice on the same day counts a quarter.
``activation``: traces of every practice that decay, the faster the more active the memory was (Pavlik and Anderson
2005, after ACT-R). It has no notion of stability or difficulty.

Time is ``Now``: study days, and the seconds spent studying so far.
"""

from __future__ import annotations

from math import exp, log
from random import Random
from typing import NamedTuple, Protocol


class Now(NamedTuple):
    """``day`` 0 is the first study day; ``spent``: seconds of study since then."""

    day: int
    spent: float


class Truth(Protocol):
    """What one learner remembers. Items are numbers from 0; those that were ``known`` are known on day 0."""

    def recall(self, item: int, now: Now) -> float:
        """The chance to know the answer, guessing apart."""

    def practise(self, item: int, now: Now, knew: bool) -> None:
        """The question was asked, known or not, and the answer read."""


_W = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip


class FsrsTruth:
    """FSRS-6 with this learner's own parameters: first stability, growth, lapses, and the shape of forgetting."""

    def __init__(self, chance: Random, known: list[bool]) -> None:
        self._first = 0.8 * exp(chance.gauss(0, 0.5))
        self._growth = exp(_W[8] + chance.gauss(0, 0.25))
        self._lapse = _W[11] * exp(chance.gauss(0, 0.25))
        self._decay = 0.13 * exp(chance.uniform(0, 1))
        self._factor = 0.9 ** (-1 / self._decay) - 1
        self._hard = [chance.gauss(0, 1.2) for _ in known]
        self._state: dict[int, tuple[float, float, int]] = {
            i: (40 * exp(chance.gauss(0, 0.8)), self._clamp(4 + self._hard[i]), -20) for i, k in enumerate(known) if k
        }

    @staticmethod
    def _clamp(difficulty: float) -> float:
        return min(10.0, max(1.0, difficulty))

    def recall(self, item: int, now: Now) -> float:
        if item not in self._state:
            return 0.0
        stability, _, last = self._state[item]
        return float((1 + self._factor * (now.day - last) / stability) ** -self._decay)

    def practise(self, item: int, now: Now, knew: bool) -> None:
        if item not in self._state:
            self._state[item] = (
                self._first * exp(-0.25 * self._hard[item]),
                self._clamp(6.4 + self._hard[item]),
                now.day,
            )
            return
        s, d, last = self._state[item]
        r = self.recall(item, now)
        if now.day == last:
            s *= max(1.0, exp(_W[17] * _W[18]) * s ** -_W[19]) if knew else 1.0
        elif knew:
            s *= 1 + self._growth * (11 - d) * s ** -_W[9] * (exp(_W[10] * (1 - r)) - 1)
        else:
            s = min(s, self._lapse * d ** -_W[12] * ((s + 1) ** _W[13] - 1) * exp(_W[14] * (1 - r)))
        step = 0.0 if knew else 2 * _W[6] * (10 - d) / 9
        self._state[item] = (max(0.05, s), self._clamp(d + step), now.day)


class HalfLifeTruth:
    """h = h0 2^(a (sqrt(1 + right) - 1) - b (sqrt(1 + wrong) - 1)), recall = 1 / (1 + t / h)."""

    def __init__(self, chance: Random, known: list[bool]) -> None:
        self._right_gain = max(0.8, chance.gauss(1.6, 0.25))
        self._wrong_loss = max(0.0, chance.gauss(0.3, 0.1))
        typical = 8 * exp(chance.gauss(0, 0.4))
        self._start = [typical * exp(chance.gauss(0, 0.5)) for _ in known]
        self._state: dict[int, tuple[float, float, int]] = {
            i: (chance.uniform(3, 14), 0.0, -20) for i, k in enumerate(known) if k
        }

    def recall(self, item: int, now: Now) -> float:
        if item not in self._state:
            return 0.0
        right, wrong, last = self._state[item]
        power = self._right_gain * ((1 + right) ** 0.5 - 1) - self._wrong_loss * ((1 + wrong) ** 0.5 - 1)
        return float(1 / (1 + (now.day - last) / (self._start[item] * 2**power)))

    def practise(self, item: int, now: Now, knew: bool) -> None:
        right, wrong, last = self._state.get(item, (0.0, 0.0, -1))
        step = 0.25 if last == now.day else 1.0
        self._state[item] = (right + step * knew, wrong + step * (not knew), now.day)


class ActivationTruth:
    """m = ln sum t_j^-d_j + ease, d_j = c e^m(at practice j) + a, recall = 1 / (1 + e^((tau - m) / s)).

    Between sessions time runs at a fortieth, as in the source; so a day is 2160 seconds.
    """

    DAY_S = 2160.0
    GROWTH, FLOOR, NOISE = 0.217, 0.177, 0.255

    def __init__(self, chance: Random, known: list[bool]) -> None:
        self._floor = self.FLOOR * exp(chance.gauss(0, 0.12))
        self._threshold = chance.gauss(-1.55, 0.12)
        self._ease = [chance.gauss(0, 0.2) for _ in known]
        self._traces: dict[int, list[tuple[float, float]]] = {}
        for item, was_known in enumerate(known):
            if was_known:
                count = chance.randint(2, 6)
                days = sorted(-chance.uniform(15, 200) for _ in range(count))
                for day in days:
                    self._add(item, day * self.DAY_S)

    def _at(self, now: Now) -> float:
        return now.day * self.DAY_S + now.spent

    def _strength(self, item: int, at: float) -> float:
        """The sum of the traces."""
        return sum((at - then + 1) ** -decay for then, decay in self._traces.get(item, ()))

    def _add(self, item: int, at: float) -> None:
        decay = self.GROWTH * min(3.0, self._strength(item, at)) + self._floor
        self._traces.setdefault(item, []).append((at, decay))

    def recall(self, item: int, now: Now) -> float:
        if item not in self._traces:
            return 0.0
        active = log(self._strength(item, self._at(now))) + self._ease[item]
        return 1 / (1 + exp((self._threshold - active) / self.NOISE))

    def practise(self, item: int, now: Now, knew: bool) -> None:
        self._add(item, self._at(now))


TRUTHS: dict[str, type[FsrsTruth] | type[HalfLifeTruth] | type[ActivationTruth]] = {
    "fsrs": FsrsTruth,
    "half-life": HalfLifeTruth,
    "activation": ActivationTruth,
}

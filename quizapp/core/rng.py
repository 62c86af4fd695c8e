"""A seeded stream of choices that is the same on every Python and every machine.

The standard library's generator may change its methods between versions; a variant or a
shuffle that was stored as a seed has to come out the same years later.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class SeededRandom:
    """Draws from SHA-256 over ``key`` and a counter.

    ``key`` is any sequence of texts and whole numbers; equal keys give equal streams.
    """

    def __init__(self, *key: str | int) -> None:
        self._prefix = "\x1f".join(str(part) for part in key).encode() + b"\x1f"
        self._counter = 0

    def below(self, bound: int) -> int:
        """A whole number in ``0 .. bound - 1``, without modulo bias. ``bound`` is at least 1."""
        if bound < 1:
            raise ValueError(f"bound must be at least 1, got {bound}")
        ceiling = (1 << 64) - (1 << 64) % bound
        while True:
            digest = sha256(self._prefix + str(self._counter).encode()).digest()
            self._counter += 1
            number = int.from_bytes(digest[:8], "big")
            if number < ceiling:
                return number % bound

    def between(self, low: int, high: int) -> int:
        """A whole number in ``low .. high``, both ends included."""
        return low + self.below(high - low + 1)

    def choice(self, values: Sequence[T]) -> T:
        """One of ``values``."""
        return values[self.below(len(values))]

    def shuffled(self, values: Sequence[T]) -> tuple[T, ...]:
        """All of ``values`` in a random order (Fisher-Yates)."""
        out = list(values)
        for i in range(len(out) - 1, 0, -1):
            j = self.below(i + 1)
            out[i], out[j] = out[j], out[i]
        return tuple(out)

    def unit(self) -> float:
        """A number in ``[0, 1)``."""
        return self.below(1 << 53) / (1 << 53)

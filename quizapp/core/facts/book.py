"""The fact book, and the rules in force on one day."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from quizapp.core.facts.fact import Dated, Fact, Value, is_quantity

SEASON = timedelta(days=100)


class UnknownFact(LookupError):
    """A fact id that the book does not have, or a value that it does not know for a day."""


class FactBook:
    """All facts by id. Immutable."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: Mapping[str, Fact] = {fact.id: fact for fact in facts}

    def __len__(self) -> int:
        return len(self._facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self._facts

    def __getitem__(self, fact_id: str) -> Fact:
        try:
            return self._facts[fact_id]
        except KeyError:
            raise UnknownFact(f"no fact '{fact_id}'{self.nearest(fact_id)}") from None

    def find(self, fact_id: str) -> Fact | None:
        """The fact of that id; None when the book does not have it."""
        return self._facts.get(fact_id)

    @lru_cache(maxsize=128)  # noqa: B019 - a book lives as long as the process; a search costs a millisecond
    def nearest(self, fact_id: str) -> str:
        """'; did you mean X?' for an id that is not in the book, or nothing."""
        near = difflib.get_close_matches(fact_id, self._facts, n=1)
        return f"; did you mean '{near[0]}'?" if near else ""

    @lru_cache(maxsize=8)  # noqa: B019 - a book lives as long as the process
    def as_of(self, day: date) -> Rules:
        """The rules in force on ``day``."""
        return Rules(self, day)

    def changes(self, since: date | None = None, until: date | None = None) -> tuple[tuple[date, Fact], ...]:
        """(first day of the new value, fact) for every change from ``since`` to ``until``, in order of time.

        Where only a window is known, the day is its first one, or, where that lies before ``since``, its last. A window
        longer than a season doesn't say when something changed, only when it was looked up: its last day is left out.
        """
        found = []
        for fact in self._facts.values():
            for dated in fact.values[1:]:
                within = (day for day in _days(dated) if (not since or day >= since) and (not until or day <= until))
                if (day := next(within, None)) is not None:
                    found.append((day, fact))
        return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def _days(dated: Dated) -> list[date]:
    """The days on which a change can be dated."""
    if dated.start is None:
        return []
    return [dated.start, dated.by] if dated.by and dated.by - dated.start <= SEASON else [dated.start]


class Rules:
    """What the fact book says on one day. Frozen; reading a value never changes it.

    ``day`` is the date; ``get`` gives None for what did not exist on that day.
    """

    def __init__(self, book: FactBook, day: date) -> None:
        self._book = book
        self.day = day

    def on(self, day: date) -> Rules:
        """What the same book says on another day."""
        return self._book.as_of(day)

    def get(self, fact_id: str) -> Value:
        """The value of ``fact_id``. Raises UnknownFact when there is no such fact or no value is known."""
        entry = self._book[fact_id].entry(self.day)
        if entry is None:
            raise UnknownFact(f"no value of '{fact_id}' is known for {self.day}")
        value: Value = entry.value
        return value

    def known(self, fact_id: str) -> bool:
        """Whether the fact exists and has a value, not None, on this day."""
        if fact_id not in self._book:
            return False
        entry = self._book[fact_id].entry(self.day)
        return entry is not None and entry.value is not None

    def number(self, fact_id: str) -> Decimal:
        """A quantity, exact, in the fact's own unit."""
        value = self.get(fact_id)
        if not is_quantity(value):
            raise UnknownFact(f"'{fact_id}' is not a number on {self.day}: {value!r}")
        return Decimal(value)

    def whole(self, fact_id: str) -> int:
        """A quantity that is a whole number."""
        value = self.number(fact_id)
        if value != value.to_integral_value():
            raise UnknownFact(f"'{fact_id}' is not a whole number: {value}")
        return int(value)

    def flag(self, fact_id: str) -> bool:
        """A yes or no; what did not exist is a no."""
        return self.get(fact_id) is True

    def text(self, fact_id: str) -> str:
        """A text."""
        value = self.get(fact_id)
        if not isinstance(value, str):
            raise UnknownFact(f"'{fact_id}' is not a text on {self.day}: {value!r}")
        return value

    def names(self, fact_id: str) -> tuple[str, ...]:
        """A list of names; empty for what did not exist."""
        value = self.get(fact_id)
        if value is None:
            return ()
        if not isinstance(value, tuple):
            raise UnknownFact(f"'{fact_id}' is not a list on {self.day}: {value!r}")
        return value

    def uncertain(self) -> tuple[str, ...]:
        """Ids of the facts whose change may fall after this day; their later value is used."""
        return tuple(fact.id for fact in self._book if fact.uncertain(self.day))

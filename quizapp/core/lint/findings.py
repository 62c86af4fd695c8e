"""What a check yields, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from quizapp.core.bank import Bank, Item
from quizapp.core.facts import FactBook
from quizapp.core.lint.catalogue import RULES, Level
from quizapp.core.lint.record import Published

Calculate = Callable[[str, Mapping[str, object], str, date], Decimal]
"""(bench of the Lab, parameters, name of the figure, day of the facts) -> the figure."""


class Finding(NamedTuple):
    """A breach of a rule. ``item`` is empty for what concerns the bank as a whole."""

    rule: str
    message: str
    item: str = ""
    grave: Level | None = None

    @property
    def level(self) -> Level:
        """The rule's own level, unless this breach is graver or milder."""
        return self.grave or RULES[self.rule].level


@dataclass(frozen=True)
class Scope:
    """All that checks may look at. ``day`` is today, for the age of sources."""

    bank: Bank
    facts: FactBook
    day: date
    calculate: Calculate | None = None
    published: Mapping[str, Published] = field(default_factory=dict)
    generated: tuple[Item, ...] = ()

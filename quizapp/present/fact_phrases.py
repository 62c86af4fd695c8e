"""What a fact says, with its values and their dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from quizapp.core.bank.numbers import spell
from quizapp.core.dates import date_text
from quizapp.core.facts import Fact


def value_words(value: object, unit: str) -> str:
    """Return a value of a fact for people."""
    if value is None:
        return "did not exist"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return spell(value, unit)
    return ", ".join(value) if isinstance(value, tuple) else f"{value} {unit}".strip()


def fact_words(fact: Fact, day: date) -> str:
    """Return what a fact says, its value on ``day`` with the day it began, what it was before, and when it was read."""
    now = fact.entry(day)
    parts = [fact.says]
    if now is not None:
        since = f" since {date_text(now.start)}" if now.start else ""
        at = fact.values.index(now)
        before = f"; before that {value_words(fact.values[at - 1].value, fact.unit)}" if at else ""
        parts.append(f"{value_words(now.value, fact.unit)}{since}{before}")
    return f"{': '.join(parts)} (checked {date_text(fact.checked)})"

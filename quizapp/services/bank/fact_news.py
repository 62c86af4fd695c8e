"""What changed at AWS since the learner studied last: from the facts, as ``facts changes`` has them."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from quizapp.core.bank.numbers import spell
from quizapp.core.dates import day_date
from quizapp.core.facts import Fact, FactBook
from quizapp.core.facts.fact import is_quantity
from quizapp.services.context import AppContext


class News(msgspec.Struct, frozen=True):
    """What changed on one day: the ``headline``, and all that is to say of it, each once."""

    day: date
    headline: str
    texts: tuple[str, ...]


def news_since(context: AppContext) -> tuple[date, tuple[News, ...]] | None:
    """Return the day of the last answer and what changed after it, the latest first; None for a new learner."""
    last = context.store.read.last_day()
    if last is None:
        return None
    day = day_date(last)
    return day, news(context.library.facts, day, context.facts_day())


def news(book: FactBook, after: date, until: date) -> tuple[News, ...]:
    """Return what changed after one day and not after another, the latest first."""
    by_day: dict[date, list[Fact]] = {}
    for day, fact in book.changes(after + timedelta(days=1), until):
        by_day.setdefault(day, []).append(fact)
    return tuple(_of_a_day(day, facts) for day, facts in sorted(by_day.items(), reverse=True))


def _of_a_day(day: date, facts: list[Fact]) -> News:
    """A number that changed is the headline, else the shortest of the texts: the others go into details."""
    texts = tuple(dict.fromkeys(fact.change or fact.says for fact in facts))
    numbers = [said for fact in facts if (said := _number(fact, day))]
    return News(day, numbers[0] if numbers else min(texts, key=len), (*numbers[:1], *texts))


def _number(fact: Fact, day: date) -> str:
    """A quantity and what it was before; empty for everything else."""
    entry = fact.entry(day)
    at = fact.values.index(entry) if entry is not None else 0
    before = fact.values[at - 1].value if at else None
    if entry is None or not (is_quantity(entry.value) and is_quantity(before)):
        return ""
    return f"{fact.says.rstrip('.')}: {spell(entry.value, fact.unit)} (was {spell(before, fact.unit)})."

"""The bank, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from quizapp.core.bank import TYPES, Bank, Item, Numeric, parts_of, type_of
from quizapp.core.bank.traits import traits_of
from quizapp.services.bank.extent import extent
from quizapp.services.bank.library import Library


class TopicSize(msgspec.Struct, frozen=True):
    """The items of a topic, counted."""

    id: str
    title: str
    items: int
    types: dict[str, int]
    points: dict[str, int]
    """Items of each knowledge point; an item may have several."""


class BankStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over all items, whatever their dates; ``valid_on_day`` counts those that are true on the day asked.

    ``tasks``: by task statement of the exam guide. ``traits``: by what exams bound shares of. ``of_the_past``: those
    that are no longer true on the day asked.
    """

    items: int
    valid_on_day: int
    calculations: int
    topics: tuple[TopicSize, ...]
    types: dict[str, int]
    domains: dict[str, int]
    tasks: dict[str, int]
    levels: dict[str, int]
    traits: dict[str, int]
    then_and_now: int
    of_the_past: int
    practice_only: int
    options: int
    options_without_rationale: int
    items_without_source: int
    claims: int
    claims_taught: int
    facts: int
    facts_cited: int
    revision: str


def bank_statistics(library: Library, day: date) -> BankStatistics:
    """Count what the bank has."""
    bank, items, size = library.bank, tuple(library.bank), extent(library, day)
    by_topic = {topic: [i for i in items if i.topic == topic] for topic in bank.topics}
    return BankStatistics(
        items=len(items),
        valid_on_day=size.written,
        calculations=size.calculations,
        topics=tuple(
            TopicSize(topic, bank.title(topic), len(found), _types(found), _points(bank, topic, found))
            for topic, found in by_topic.items()
        ),
        types=_types(items),
        domains=dict(sorted(Counter(i.domain for i in items).items())),
        tasks=dict(sorted(Counter(i.task for i in items if i.task).items())),
        levels=dict(sorted(Counter(i.level for i in items if i.level).items())),
        traits=dict(sorted(Counter(trait for i in items for trait in traits_of(i)).items())),
        then_and_now=sum(bool(i.then_and_now) for i in items),
        of_the_past=sum(i.valid.until is not None and i.valid.until <= day for i in items),
        practice_only=sum(i.practice for i in items),
        options=sum(len(parts_of(i)) for i in items),
        options_without_rationale=sum(not why.strip() for i in items for why in _rationales(i)),
        items_without_source=sum(not i.sources for i in items),
        claims=len(bank.claims),
        claims_taught=len({note for i in items for note in i.notes}),
        facts=len(library.facts),
        facts_cited=len({fact for i in items for fact in i.facts}),
        revision=bank.revision,
    )


def _types(items: Sequence[Item]) -> dict[str, int]:
    counts = Counter(type_of(i) for i in items)
    return {name: counts[name] for name in TYPES}


def _points(bank: Bank, topic: str, items: Sequence[Item]) -> dict[str, int]:
    counts = Counter(point for item in items for point in item.knowledge)
    return {point: counts[point] for point in bank.topics[topic].knowledge}


def _rationales(item: Item) -> list[str]:
    extra = [item.answer.why, *(slip.why for slip in item.answer.slips)] if isinstance(item, Numeric) else []
    return [*(part.why for part in parts_of(item)), *extra]

"""The bank, counted."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from quizapp.core.bank import TYPES, Item, Numeric, parts_of, type_of
from quizapp.services.bank.extent import extent
from quizapp.services.bank.library import Library


def bank_statistics(library: Library, day: date) -> dict[str, Any]:
    """Counts over all items, whatever their dates; ``valid_on_day`` counts those that are true on ``day``."""
    items, size = tuple(library.bank), extent(library, day)
    topics = [_topic(library, topic, [i for i in items if i.topic == topic]) for topic in library.bank.topics]
    return {
        "items": len(items),
        "valid_on_day": size.written,
        "calculations": size.calculations,
        "topics": topics,
        "types": _types(items),
        "domains": dict(sorted(Counter(i.domain for i in items).items())),
        "levels": dict(sorted(Counter(i.level for i in items).items())),
        "then_and_now": sum(bool(i.then_and_now) for i in items),
        "options": sum(len(parts_of(i)) for i in items),
        "options_without_rationale": sum(not why.strip() for i in items for why in _rationales(i)),
        "items_without_source": sum(not i.sources for i in items),
        "claims": len(library.bank.claims),
        "claims_taught": len({note for i in items for note in i.notes}),
        "facts": len(library.facts),
        "facts_cited": len({fact for i in items for fact in i.facts}),
        "revision": library.bank.revision,
    }


def _topic(library: Library, topic: str, items: list[Item]) -> dict[str, Any]:
    return {"id": topic, "title": library.bank.title(topic), "items": len(items), "types": _types(items)}


def _types(items: list[Item] | tuple[Item, ...]) -> dict[str, int]:
    counts = Counter(type_of(i) for i in items)
    return {name: counts[name] for name in TYPES}


def _rationales(item: Item) -> list[str]:
    extra = [item.answer.why, *(slip.why for slip in item.answer.slips)] if isinstance(item, Numeric) else []
    return [*(part.why for part in parts_of(item)), *extra]

"""CUE: do items give each other away, or ask the same twice?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from quizapp.audit.findings import Finding, Scope
from quizapp.audit.wording import likeness, shingles, words
from quizapp.bank import Item
from quizapp.bank.items import Multiple, Single

NEAR = 0.7
_LONG_ENOUGH = 4


def check_parallels(scope: Scope) -> Iterator[Finding]:
    """Near-duplicate stems, and stems that hold another item's key."""
    items = list(scope.bank)
    for one, other in near_duplicates(items):
        if not _apart_in_time(one, other):
            yield Finding("CUE02", f"the stem is nearly that of '{other.id}'", one.id)
    for teller, told in giveaways(items):
        yield Finding("CUE01", f"the stem or explanation holds the key of '{told.id}' word for word", teller.id)


def near_duplicates(items: list[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs whose stems share at least 0.7 of their runs of five words."""
    runs = {item.id: shingles(item.stem) for item in items}
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        rivals: set[int] = set()
        for run in runs[item.id]:
            rivals.update(seen[run])
            seen[run].append(place)
        for rival in sorted(rivals):
            if likeness(runs[item.id], runs[items[rival].id]) >= NEAR:
                yield item, items[rival]


def giveaways(items: list[Item]) -> Iterator[tuple[Item, Item]]:
    """(item that tells, item whose key it tells): they share a knowledge point and the key stands there verbatim."""
    by_point: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        for point in item.knowledge:
            by_point[item.topic, point].append(item)
    done = set()
    for group in by_point.values():
        for told in group:
            keys = [words(o.text) for o in told.options if o.key] if isinstance(told, Single | Multiple) else []
            long = [f" {' '.join(key)} " for key in keys if len(key) >= _LONG_ENOUGH]
            for teller in group:
                if teller is told or (teller.id, told.id) in done:
                    continue
                text = f" {' '.join(words(teller.stem))}  {' '.join(words(teller.explanation))} "
                if any(key in text for key in long):
                    done.add((teller.id, told.id))
                    yield teller, told


def _apart_in_time(one: Item, other: Item) -> bool:
    """Whether no day sees both: the item of before a change at AWS, and the item of after it."""
    for first, second in ((one, other), (other, one)):
        if first.valid.until and second.valid.start and first.valid.until <= second.valid.start:
            return True
    return False

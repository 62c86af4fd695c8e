"""CUE: do items give each other away, or ask the same twice?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from quizapp.core.bank import Item
from quizapp.core.bank.items import Chosen
from quizapp.core.lint.findings import Finding, Scope
from quizapp.core.lint.word_measures import likeness, shingles, words

Pairs = Iterator[tuple[Item, Item]]
NEAR = 0.35
"""Different questions share up to a tenth of their runs; a copy edited here and there, over a third."""
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
    """Pairs whose stems share so many of their runs of five words."""
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


def giveaways(items: list[Item], *, within: Callable[[Item], list[tuple[str, ...]]] | None = None) -> Pairs:
    """(item that tells, item whose key it tells): the key stands verbatim in the other's stem or explanation.

    ``within`` gives the groups of an item; only items of one group are compared. The default groups are knowledge
    points.
    """
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        for group in within(item) if within else [(item.topic, point) for point in item.knowledge]:
            groups[group].append(item)
    texts = {item.id: f" {' '.join(words(item.stem))}  {' '.join(words(item.explanation))} " for item in items}
    done = set()
    for group_items in groups.values():
        for told in group_items:
            options = told.options if isinstance(told, Chosen) else ()
            keys = [words(o.text) for o in options if o.key and len(words(o.text)) >= _LONG_ENOUGH]
            for teller in group_items if keys else ():
                if teller is told or (teller.id, told.id) in done:
                    continue
                if any(f" {' '.join(key)} " in texts[teller.id] for key in keys):
                    done.add((teller.id, told.id))
                    yield teller, told


def _apart_in_time(one: Item, other: Item) -> bool:
    """Whether no day sees both: the item of before a change at AWS, and the item of after it."""
    for first, second in ((one, other), (other, one)):
        if first.valid.until and second.valid.begins and first.valid.until <= second.valid.begins:
            return True
    return False

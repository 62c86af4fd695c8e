"""BNK and COV: the bank as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import sqrt

from quizapp.core.bank import Item
from quizapp.core.bank.items import Single
from quizapp.core.lint.findings import Finding, Scope
from quizapp.core.lint.guessing import EACH, TOGETHER, play

DOMAINS = {"development": 32, "security": 26, "deployment": 24, "troubleshooting": 18}
LEVELS = {"recall": 15, "apply": 55, "analyse": 30}
_DOMAIN_SLACK, _LEVEL_SLACK = 5.0, 10.0
_PER_TOPIC, _PER_POINT = 8, 2
_PER_EXAMINED_TOPIC, _PER_EXAMINED_POINT = 12, 3
_FAIR_TRIAL = 30  # items; on fewer, a bot's luck says nothing


def check_balance(scope: Scope) -> Iterator[Finding]:
    """Findings about all items together; none of a bank from which all were lost."""
    items = list(scope.bank)
    if not items:
        return
    yield from _off(Counter(i.domain for i in items if i.domain != "none"), DOMAINS, _DOMAIN_SLACK, "BNK04")
    yield from _off(Counter(i.level for i in items), LEVELS, _LEVEL_SLACK, "BNK06")
    yield from _thin_places(scope, items)
    singles = [item for item in items if isinstance(item, Single)]
    bound = 0.25 + 1.645 * sqrt(0.1875 / len(singles)) if singles else 1.0
    rate = longest_rate(singles)
    if rate > bound:
        say = f"the key is the longest option in {rate:.1%} of {len(singles)} items; {bound:.1%} at most"
        yield Finding("BNK01", say)
    for bot in play(items):
        bound = TOGETHER if bot.name == "all together" else EACH
        if bot.items >= _FAIR_TRIAL and bot.excess > bound:
            yield Finding(
                "BNK05", f"the bot '{bot.name}' hits {bot.rate:.1%} of {bot.items}, {bot.excess:.1%} above chance"
            )
    taught = {note for item in items for note in item.notes}
    for claim in scope.bank.claims.values():
        if claim.id not in taught and not claim.not_examinable:
            yield Finding("COV01", f"{claim.id} is taught by no item and has no reason ('not_examinable')")


def _off(counts: Mapping[str, int], wanted: dict[str, int], slack: float, rule: str) -> Iterator[Finding]:
    total = sum(counts.values())
    for name, share in wanted.items():
        found = 100 * counts.get(name, 0) / total if total else 0.0
        if abs(found - share) > slack:
            yield Finding(
                rule, f"{found:.1f} % of the items are '{name}'; {share} % within {slack:.0f} points are wanted"
            )


def _thin_places(scope: Scope, items: list[Item]) -> Iterator[Finding]:
    topics = Counter(item.topic for item in items)
    points = Counter((item.topic, point) for item in items for point in item.knowledge)
    for topic in scope.bank.topics.values():
        least = _PER_EXAMINED_TOPIC if topic.examined else _PER_TOPIC
        if topics[topic.id] < least:
            yield Finding("BNK04", f"the topic '{topic.id}' has {topics[topic.id]} items; {least} at least")
        for point in topic.knowledge:
            least = _PER_EXAMINED_POINT if point in topic.examined else _PER_POINT
            if points[topic.id, point] < least:
                yield Finding("BNK04", f"'{point}' of {topic.id} has {points[topic.id, point]} items; {least} at least")


def longest_rate(singles: list[Single]) -> float:
    """The share of items whose key is the longest option; a tie counts by its share."""
    total = 0.0
    for item in singles:
        most = max(len(o.text) for o in item.options)
        best = [o.key for o in item.options if len(o.text) == most]
        total += sum(best) / len(best)
    return total / len(singles) if singles else 0.0

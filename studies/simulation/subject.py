"""The bank that simulated learners study: the shipped bank's topics, domains and knowledge points, items without words.

The counts are those of the bank of 24 November 2026 (464 items, 207 knowledge points in 25 topics), written down so
that a run can be had again when the bank has grown. Three items in four are singles (guessed right in one case of
four), the fourth asks for two of five (one of ten).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from quizapp.core.bank import Bank, Response, key_of
from quizapp.core.bank.blueprints import Blueprint
from quizapp.core.bank.items import Chosen, Multiple, Option, Single
from quizapp.core.bank.taxonomy import Topic
from quizapp.core.facts import FactBook, Source
from quizapp.services.bank.library import Library
from quizapp.services.bank.weights import topic_weights

DOMAINS = ("development", "security", "deployment", "troubleshooting", "none")
SHAPE = {
    "overview": ((1, 1, 4, 3, 0), 5),
    "invocation": ((7, 1, 2, 8, 0), 10),
    "limits": ((10, 1, 5, 4, 0), 9),
    "pricing": ((8, 0, 4, 2, 6), 11),
    "concurrency": ((8, 0, 7, 6, 0), 9),
    "event-sources": ((19, 2, 1, 9, 0), 16),
    "triggers": ((7, 1, 1, 3, 0), 8),
    "runtimes": ((6, 1, 3, 2, 0), 8),
    "layers": ((4, 2, 8, 4, 0), 8),
    "versions-aliases": ((0, 2, 10, 3, 0), 7),
    "errors-and-dlq": ((9, 2, 0, 8, 0), 7),
    "tracing": ((0, 1, 1, 6, 0), 5),
    "encryption": ((0, 8, 0, 1, 0), 5),
    "api-gateway": ((11, 12, 2, 7, 0), 15),
    "packaging": ((1, 1, 13, 2, 0), 7),
    "best-practices": ((5, 1, 2, 4, 0), 7),
    "permissions": ((0, 26, 2, 0, 0), 10),
    "secrets": ((3, 22, 1, 0, 0), 9),
    "networking": ((4, 9, 4, 2, 0), 7),
    "performance": ((9, 0, 6, 3, 0), 8),
    "deployment": ((2, 2, 26, 0, 0), 10),
    "observability": ((5, 4, 5, 8, 0), 9),
    "integrations": ((22, 3, 3, 0, 0), 9),
    "function-urls": ((6, 5, 0, 0, 0), 5),
    "newer-lambda": ((5, 0, 3, 1, 0), 3),
}
"""Topic -> (items by domain, knowledge points)."""
PLAN = Blueprint(
    id="developer",
    title="Exam",
    about="The shape of the exam.",
    items=65,
    unscored=15,
    minutes=130,
    cut=36,
    domains={"development": 32, "security": 26, "deployment": 24, "troubleshooting": 18},
)
DAY_ONE = date(2026, 11, 18)
_SOURCE = Source(title="Guide", url="https://docs.example.com/")


class SimCard(NamedTuple):
    """A card as learner and policies see it. ``weight``: its share of the exam."""

    card_id: str
    topic: str
    knowledge: tuple[str, ...]
    weight: float
    guess: float


class Subject(NamedTuple):
    """The bank with its cards, and for each card a right and a wrong response."""

    library: Library
    cards: tuple[SimCard, ...]
    weights: dict[str, float]
    right: dict[str, Response]
    wrong: dict[str, Response]


@cache
def subject(each: int = 1) -> Subject:
    """The whole bank, or one item in ``each``."""
    items = {item.id: item for i, item in enumerate(_items()) if i % each == 0}
    topics = {
        name: Topic(id=name, title=name, knowledge={f"k{i}": f"k{i}" for i in range(points)}, read=_SOURCE)
        for name, (_, points) in SHAPE.items()
    }
    bank = Bank(items=items, topics=topics, revision=f"simulated-{each}")
    library = Library(Path(), bank, FactBook([]), (), blueprints={PLAN.id: PLAN})
    weights = topic_weights(library, DAY_ONE)
    counts = {topic: len(bank.in_topic(topic)) for topic in topics}
    cards = tuple(
        SimCard(i.id, i.topic, i.knowledge, weights.get(i.topic, 0.0) / counts[i.topic], _guess(i))
        for i in items.values()
    )
    right = {i.id: key_of(i) for i in items.values()}
    wrong = {i.id: tuple(o.choice_id for o in i.options if not o.key)[: len(key_of(i))] for i in items.values()}
    return Subject(library, cards, weights, right, wrong)


def _items() -> Iterator[Chosen]:
    for topic, (counts, points) in SHAPE.items():
        places = [d for d, n in zip(DOMAINS, counts, strict=True) for _ in range(n)]
        for number, domain in enumerate(places):
            yield _item(f"{topic}-{number:02}", topic, domain, number, points)


def _item(name: str, topic: str, domain: str, number: int, points: int) -> Chosen:
    """Every third item has a second knowledge point, as in the shipped bank."""
    knowledge = [f"k{number % points}"]
    if number % 3 == 2 and points > 1:
        knowledge.append(f"k{(number + 1 + number // points) % points}")
    two = number % 4 == 3
    options = tuple(
        Option(text=f"{a}{b}", why="so", key=i < (2 if two else 1))
        for i, (a, b) in enumerate(list(product("ab", "xyz"))[: 5 if two else 4])
    )
    return (Multiple if two else Single)(
        id=name,
        version=1,
        domain=domain,  # type: ignore[arg-type]
        level="apply",
        stem="?",
        explanation="So.",
        sources=(_SOURCE,),
        knowledge=tuple(dict.fromkeys(knowledge)),
        topic=topic,
        options=options,
    )


def _guess(item: Chosen) -> float:
    return 0.1 if isinstance(item, Multiple) else 0.25

"""Checks of single items: is its shape a question's, and does all it names exist?

Rule ids are those of the lint catalogue (STR01 to STR05, STM01); FCT01 to FCT03 are about facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from quizapp.core.bank.bank import Bank, Place
from quizapp.core.bank.exam_guide import NO_TASK, TASKS, domain_of, is_examined
from quizapp.core.bank.items import Item, Matching, Multiple, Numeric, Ordering, Single, key_of, parts_of
from quizapp.core.facts import FactBook
from quizapp.core.quantity import COUNT_WORDS
from quizapp.core.yamlio import Problem, listed

_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
CHOOSE = {count: f"(Choose {word}.)" for count, word in COUNT_WORDS.items()}
"""How the stem of a multiple says its number of keys, as the exam does. Capitals, as banks had them before, do too."""
CHOOSES = re.compile(r"\(Choose (two|three)\.?\)|\bChoose (two|three)\b(?=[.)]|$)", re.IGNORECASE)
MOST_VERSIONS = 10_000
Finding = tuple[str, str]


def check_shape(item: Item, place: Place) -> list[Problem]:
    """What keeps ``item`` from being asked at all."""
    found = list(_structure(item))
    return [Problem(place.file, place.line, f"{item.id}: {message}", rule) for rule, message in found]


def check_item(item: Item, place: Place, bank: Bank, facts: FactBook, earlier: Place | None) -> list[Problem]:
    """What ``item`` refers to and is not there, or contradicts it. ``earlier``: where the same id was seen before."""
    found = [*_names(item, bank, earlier), *_backing(item, facts)]
    return [Problem(place.file, place.line, f"{item.id}: {message}", rule) for rule, message in found]


def _structure(item: Item) -> Iterator[Finding]:
    if not _SLUG.match(item.id):
        yield "STR01", "an id is a slug: lower-case words joined by hyphens"
    if not 0 < item.version < MOST_VERSIONS:
        yield "STR01", f"'version' counts from 1, one by one; {item.version} cannot be right"
    if not item.stem.strip() or not item.explanation.strip():
        yield "STR02", "stem and explanation must not be empty"
    yield from _PARTS[type(item)](item)
    for part in parts_of(item):
        if not part.text.strip():
            yield "STR02", "an answer without text"
        if not part.why.strip():
            yield "STR03", f"'{part.text[:40]}' has no rationale (why)"
    if isinstance(item, Numeric) and not item.answer.why.strip():
        yield "STR03", "the answer has no rationale (why)"
    ids = [part.choice_id for part in parts_of(item)]
    if len(set(ids)) != len(ids):
        yield "OPT02", "two answers have the same text or id"
    if not item.sources:
        yield "STR04", "at least one source is needed"
    for source in item.sources:
        if source.checked is None:
            yield "STR04", f"the source '{source.title[:40]}' lacks the date it was checked"
        if not source.url.startswith("https://"):
            yield "STR04", f"the source '{source.title[:40]}' needs an https address"
    if not item.knowledge:
        yield "STR05", "at least one knowledge point is needed"
    begins, until = item.valid.begins, item.valid.until
    if (begins and until and until <= begins) or (item.valid.start and item.valid.by):
        yield "STR02", "'valid.until' must lie after 'valid.from', and 'by' stands instead of 'from'"


def _single(item: Single) -> Iterator[Finding]:
    keys = len(key_of(item))
    if keys != 1:
        yield "STR02", f"a single has exactly one option with 'key: true', this one has {keys}"
    if len(item.options) != 4:
        yield "STR02", f"a single has four options, this one has {len(item.options)}"
    if CHOOSES.search(item.stem):
        yield "STR02", "a single does not say 'Choose two'"


def _multiple(item: Multiple) -> Iterator[Finding]:
    keys = len(key_of(item))
    said = CHOOSES.search(item.stem)
    if len(item.options) not in (5, 6):
        yield "STR02", f"a multiple has five or six options, this one has {len(item.options)}"
    if keys not in (2, 3):
        yield "STR02", f"a multiple has two or three keys, this one has {keys}"
    if said is None:
        yield "STR02", f"the stem of a multiple ends with {' or '.join(CHOOSE.values())}"
    elif (said[1] or said[2]).lower() != COUNT_WORDS.get(keys):
        yield "STR02", f"the stem says 'Choose {said[1] or said[2]}', but {keys} options are keys"


def _numeric(item: Numeric) -> Iterator[Finding]:
    if not 0 <= item.answer.tolerance < 1:
        yield "STR02", "'tolerance' is relative, from 0 to below 1"
    values = [Decimal(slip.value) for slip in item.answer.slips]
    if Decimal(item.answer.value) in values or len(set(values)) != len(values):
        yield "OPT02", "each slip needs its own value, other than the answer"
    for slip in item.answer.slips:
        if not slip.why.strip():
            yield "STR03", f"the slip {slip.value} has no rationale (why)"


def _ordering(item: Ordering) -> Iterator[Finding]:
    if not 3 <= len(item.steps) <= 7:
        yield "STR02", f"an ordering has three to seven steps, this one has {len(item.steps)}"


def _matching(item: Matching) -> Iterator[Finding]:
    if not 3 <= len(item.pairs) <= 6:
        yield "STR02", f"a matching has three to six pairs, this one has {len(item.pairs)}"
    if len({pair.left for pair in item.pairs}) != len(item.pairs):
        yield "OPT02", "two pairs have the same left-hand side"
    if len(parts_of(item)) < 2:
        yield "STR02", "a matching needs at least two different right-hand sides"
    for pair in item.pairs:
        if not pair.left.strip() or not pair.why.strip():
            yield "STR03", "each pair needs a left-hand side and a rationale (why)"


_PARTS: dict[type, Callable[..., Iterator[Finding]]] = {
    Single: _single,
    Multiple: _multiple,
    Numeric: _numeric,
    Ordering: _ordering,
    Matching: _matching,
}


def _names(item: Item, bank: Bank, earlier: Place | None) -> Iterator[Finding]:
    """Its id is free, and what it names is in the bank."""
    if earlier is not None:
        yield "STR01", f"this id is taken by {earlier}"
    if item.id in bank.retired:
        yield "STR01", f"this id is retired ({bank.retired[item.id].why}) and never used again"
    if item.corrects and not 0 < item.corrects < item.version:
        yield "STR01", f"'corrects' names an earlier version than {item.version}"
    if item.task and item.task != NO_TASK and item.task not in TASKS:
        yield "STR05", f"unknown task '{item.task}' of the exam guide; it has: {listed(TASKS)}, {NO_TASK}"
    elif item.task and item.domain != domain_of(item.task):
        yield "STR05", f"the task {item.task} belongs to the domain {domain_of(item.task)}, not {item.domain}"
    if item.practice and is_examined(item.task):
        yield "STR05", f"'practice' keeps a question out of exams, but it has a task of the exam guide ({item.task})"
    topic = bank.topics.get(item.topic)
    if topic is None:
        yield "STR05", f"unknown topic '{item.topic}'; topics.yaml has: {listed(bank.topics)}"
    else:
        for point in item.knowledge:
            if point not in topic.knowledge:
                yield "STR05", f"unknown knowledge point '{point}' of {item.topic}; it has: {listed(topic.knowledge)}"
    for note in item.notes if bank.claims else ():  # without any, that is said once
        if note not in bank.claims:
            yield "STR05", f"'{note}' is not a claim of the notes (notes.yaml)"
    for part in (*parts_of(item), *(item.answer.slips if isinstance(item, Numeric) else ())):
        name = getattr(part, "misconception", "")
        if name and name not in bank.misconceptions:
            yield "STR03", f"unknown misconception '{name}'"


def _day_within(item: Item) -> date:
    """A day on which the item is valid: its first, else its last, else one far off."""
    return item.valid.begins or (item.valid.until - timedelta(days=1) if item.valid.until else date.max)


def _backing(item: Item, facts: FactBook) -> Iterator[Finding]:
    """Facts exist, are sure enough to ask about, and do not change while the item is valid."""
    for name in (*item.facts, *([item.then_and_now] if item.then_and_now else [])):
        if name not in facts:
            yield "FCT01", f"no fact '{name}'{facts.nearest(name)}"
    for name in item.facts:
        fact = facts.find(name)
        if fact is None:
            continue
        if not fact.askable:
            yield "FCT02", f"'{name}' is {fact.disputed or 'only from memory'}: no item may rest on it"
        if not facts.as_of(_day_within(item)).known(name):
            yield "FCT01", f"'{name}' has no value on {_day_within(item)}, when the item is valid"
        for day in fact.changed_between(item.valid.begins, item.valid.until):
            yield "FCT03", f"'{name}' changes on {day}, inside the item's validity; set valid.from or valid.until"
    if item.then_and_now in facts and len(facts[item.then_and_now].values) < 2:
        yield "FCT01", f"then_and_now: '{item.then_and_now}' has not changed"

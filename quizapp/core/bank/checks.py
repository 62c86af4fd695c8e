"""Checks of single items: is its shape a question's, and does all it names exist?

Rule ids are those of the lint catalogue (STR01 to STR05, STM01); FCT01 to FCT03 are about facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from quizapp.core.bank.bank import Bank, Place
from quizapp.core.bank.exam_guide import NO_TASK, TASKS, domain_of, is_examined
from quizapp.core.bank.items import Item, Numeric, parts_of
from quizapp.core.bank.shape import Breach, gradable, in_form, loose, must
from quizapp.core.bank.taxonomy import Profile, Severity
from quizapp.core.facts import FactBook
from quizapp.core.yamlio import Problem, listed


def check_shape(item: Item, place: Place, profile: Profile) -> list[Problem]:
    """What keeps ``item`` from being asked at all, and where its shape is not what the bank's profile asks for."""
    return _placed([*gradable(item), *in_form(item)], item, place, profile)


def check_item(item: Item, place: Place, bank: Bank, facts: FactBook, earlier: Place | None) -> list[Problem]:
    """What ``item`` refers to and is not there, or contradicts it. ``earlier``: where the same id was seen before."""
    return _placed([*_names(item, bank, earlier), *_backing(item, facts)], item, place, bank.profile)


def _placed(found: Iterable[Breach], item: Item, place: Place, profile: Profile) -> list[Problem]:
    out = []
    for rule, message, lax in found:
        grave: Severity = "error" if lax == "error" else profile.severity(rule, "error", lax)
        if grave != "off":
            out.append(Problem(place.file, place.line, f"{item.id}: {message}", rule, grave))
    return out


def _names(item: Item, bank: Bank, earlier: Place | None) -> Iterator[Breach]:
    """Its id is free, and what it names is in the bank."""
    if earlier is not None:
        yield must("STR01", f"this id is taken by {earlier}")
    if item.id in bank.retired:
        yield must("STR01", f"this id is retired ({bank.retired[item.id].why}) and never used again")
    if item.corrects and not 0 < item.corrects < item.version:
        yield must("STR01", f"'corrects' names an earlier version than {item.version}")
    yield from _labels(item)
    topic = bank.topics.get(item.topic)
    if topic is None:
        yield loose("STR05", f"unknown topic '{item.topic}'; topics.yaml has: {listed(bank.topics)}")
    else:
        for point in item.knowledge:
            if point not in topic.knowledge and point != item.id:
                there = listed(topic.knowledge)
                yield loose("STR05", f"unknown knowledge point '{point}' of {item.topic}; it has: {there}")
    for note in item.notes if bank.claims else ():  # without any, that is said once
        if note not in bank.claims:
            yield loose("STR05", f"'{note}' is not a claim of the notes (notes.yaml)")
    for part in (*parts_of(item), *(item.answer.slips if isinstance(item, Numeric) else ())):
        name = getattr(part, "misconception", "")
        if name and name not in bank.misconceptions:
            yield loose("STR03", f"unknown misconception '{name}'")


def _labels(item: Item) -> Iterator[Breach]:
    """Its task of the exam guide, and what goes with that."""
    if item.task and item.task != NO_TASK and item.task not in TASKS:
        yield loose("STR05", f"unknown task '{item.task}' of the exam guide; it has: {listed(TASKS)}, {NO_TASK}")
    elif item.task and item.domain != domain_of(item.task):
        yield loose("STR05", f"the task {item.task} belongs to the domain {domain_of(item.task)}, not {item.domain}")
    if item.practice and is_examined(item.task):
        yield loose(
            "STR05", f"'practice' keeps a question out of exams, but it has a task of the exam guide ({item.task})"
        )


def _day_within(item: Item) -> date:
    """A day on which the item is valid: its first, else its last, else one far off."""
    return item.valid.begins or (item.valid.until - timedelta(days=1) if item.valid.until else date.max)


def _backing(item: Item, facts: FactBook) -> Iterator[Breach]:
    """Facts exist, are sure enough to ask about, and do not change while the item is valid."""
    for name in (*item.facts, *([item.then_and_now] if item.then_and_now else [])):
        if name not in facts:
            yield loose("FCT01", f"no fact '{name}'{facts.nearest(name)}")
    for name in item.facts:
        fact = facts.find(name)
        if fact is None:
            continue
        if not fact.askable:
            yield loose("FCT02", f"'{name}' is {fact.disputed or 'only from memory'}: no item may rest on it")
        if not facts.as_of(_day_within(item)).known(name):
            yield loose("FCT01", f"'{name}' has no value on {_day_within(item)}, when the item is valid")
        for day in fact.changed_between(item.valid.begins, item.valid.until):
            yield loose(
                "FCT03", f"'{name}' changes on {day}, inside the item's validity; set valid.from or valid.until"
            )
    if item.then_and_now in facts and len(facts[item.then_and_now].values) < 2:
        yield loose("FCT01", f"then_and_now: '{item.then_and_now}' has not changed")

"""Blueprints of mock exams: how many questions of what, in how much time, and how many have to be right."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from quizapp.core.bank.bank import Place
from quizapp.core.bank.items import TYPES, ItemType
from quizapp.core.bank.reading import read_by_id
from quizapp.core.bank.traits import Trait
from quizapp.core.quantity import plural
from quizapp.core.yamlio import Problem, listed

ClockPolicy = Literal["runs-on", "pauses"]
PLAIN_ITEMS = 50


class Blueprint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The plan of a form.

    ``items`` in all, ``unscored`` of which do not count and are not marked; ``cut`` of the scored
    ones have to be right. ``domains``: percentages, or none for a form that does not look at
    domains. ``generated``: how many come from item models. ``about`` says which slice of which
    exam it covers. ``clock``: whether time runs on while the exam is closed. ``practice``: answers
    are kept, never rated. ``as_of``: the day whose questions and facts are meant. ``exam_tasks_only``: no questions
    but those with a task of the exam guide. ``shares``: for a trait of questions the lowest and the highest
    percentage of the form.
    """

    id: str
    title: str
    about: str
    items: int
    minutes: int
    cut: int
    unscored: int = 0
    types: tuple[ItemType, ...] = TYPES
    domains: dict[str, int] = {}
    topics: tuple[str, ...] = ()
    generated: int = 0
    clock: ClockPolicy = "runs-on"
    extra_minutes: int = 30
    practice: bool = False
    as_of: date | None = None
    exam_tasks_only: bool = False
    shares: dict[Trait, tuple[int, int]] = {}

    @property
    def scored(self) -> int:
        """How many questions count."""
        return self.items - self.unscored


def quotas(weights: Mapping[str, int], count: int) -> dict[str, int]:
    """``count`` places over ``weights`` by largest remainder; ties go to the heavier, then to the earlier name."""
    total = sum(weights.values())
    exact = {name: count * weight / total for name, weight in weights.items()}
    out = {name: int(share) for name, share in exact.items()}
    order = sorted(weights, key=lambda name: (-(exact[name] - out[name]), -weights[name], name))
    for name in order[: count - sum(out.values())]:
        out[name] += 1
    return out


def read_blueprints(
    files: Mapping[str, bytes], topics: Collection[str], domains: Collection[str]
) -> tuple[dict[str, Blueprint], dict[str, Place], list[Problem]]:
    """Blueprints by id, in the order of files, where each is written, and every problem.

    Each file has one list, ``blueprints``. ``topics`` and ``domains`` are the bank's; a bank without any is told so
    elsewhere.
    """
    return read_by_id(files, "blueprints", Blueprint, "BLU01", lambda plan: _mistakes(plan, topics, domains))


def plain_blueprint(questions: int) -> Blueprint:
    """The exam of a bank that plans none: its questions, as many as an exam has, in a minute and a half for each."""
    items = min(questions, PLAIN_ITEMS)
    return Blueprint(
        id="mock",
        title="Mock exam",
        about=f"{plural(items, 'question')} of this bank, drawn over its topics.",
        items=items,
        minutes=max(1, -(-items * 3 // 2)),
        cut=max(1, -(-items * 7 // 10)),
    )


def _mistakes(plan: Blueprint, topics: Collection[str], domains: Collection[str]) -> Iterator[str]:
    if not 1 <= plan.items <= 200 or not 0 <= plan.unscored < plan.items:
        yield "'items' is 1 to 200, and some of them are scored"
    if not 1 <= plan.minutes <= 600 or not 0 <= plan.extra_minutes <= 600:
        yield "'minutes' is 1 to 600"
    if not 1 <= plan.cut <= plan.scored:
        yield f"'cut' is a whole number of items, 1 to the {plan.scored} scored ones"
    if not 0 <= plan.generated <= plan.items:
        yield "'generated' is a number of items, no more than there are"
    beyond = [f"{weight} for {name}" for name, weight in plan.domains.items() if not 0 < weight <= 100]
    if beyond:
        yield f"'domains' are percentages above 0 up to 100, not {', '.join(beyond)}"
    elif plan.domains and sum(plan.domains.values()) != 100:
        yield f"'domains' are percentages that make 100, not {sum(plan.domains.values())}"
    for trait, (least, most) in plan.shares.items():
        if not 0 <= least <= most <= 100:
            yield f"'shares' has a lowest and a highest percentage for {trait}, not {least} and {most}"
    if not plan.types:
        yield "'types' names at least one type of item"
    if not plan.about.strip():
        yield "'about' says which slice of which exam it covers"
    for name in sorted(plan.domains.keys() - set(domains)) if domains else ():
        yield f"unknown domain '{name}'; the questions have: {listed(domains)}"
    for name in (name for name in plan.topics if topics and name not in topics):
        near = difflib.get_close_matches(name, topics, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"topics.yaml has: {listed(topics)}"
        yield f"unknown topic '{name}'; {hint}"

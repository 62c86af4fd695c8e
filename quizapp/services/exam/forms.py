"""Blueprints of the bank and of the user, and forms made by them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import msgspec

from quizapp.core.bank import Item, type_of
from quizapp.core.bank.blueprints import Blueprint, read_blueprints
from quizapp.core.bank.exam_guide import is_examined
from quizapp.core.bank.reading import read_topics
from quizapp.core.bank.traits import traits_of
from quizapp.core.generate import NoVariant
from quizapp.core.lint.parallels import giveaways
from quizapp.core.scheduler.queue import point_key
from quizapp.core.sessions import Form, FormCandidate, assemble
from quizapp.core.yamlio import Problem
from quizapp.services.bank.files import bank_files
from quizapp.services.bank.library import Library, LibraryError, load_library
from quizapp.services.bank.variants import variant
from quizapp.services.context import AppContext

FOLDER = "blueprints"


class NoBlueprint(Exception):
    """There is no blueprint of this name."""

    exit_code = 2


def blueprints(bank_root: Path, config: Path | None = None) -> tuple[dict[str, Blueprint], list[Problem]]:
    """The bank's blueprints, then the user's own (``blueprints/*.yaml`` of the configuration); every problem."""
    found: dict[str, Blueprint] = {}
    problems: list[Problem] = []
    topics = bank_files(bank_root, only="topics.yaml")[0].values()
    known = read_topics(*topics) if topics else {}
    for root in (bank_root, config):
        files, wrong = bank_files(root, only=FOLDER) if root else ({}, [])
        problems += [msgspec.structs.replace(p, file=str(root / p.file)) for p in wrong if root]
        texts = {str(root / name): text for name, text in files.items() if root}
        plans, places, wrong = read_blueprints(texts, known, ())
        problems += wrong
        for name, plan in plans.items():
            if name in found:
                place, message = places[name], f"{name}: the bank has a blueprint of this name"
                problems.append(Problem(place.file, place.line, message, "BLU01"))
            else:
                found[name] = plan
    if not found and not problems:
        with suppress(LibraryError):
            found |= load_library(bank_root).blueprints
    return found, problems


def blueprint(context: AppContext, name: str) -> Blueprint:
    """One blueprint. Raises NoBlueprint."""
    found, problems = blueprints(context.bank_root, context.paths.config)
    if name not in found:
        broken = f" ({len(problems)} could not be read: quizapp exam --list)" if problems else ""
        near = get_close_matches(name, found, n=1)
        meant = f" (did you mean '{near[0]}'?)" if near else ""
        raise NoBlueprint(f"no blueprint '{name}'{meant}; there are: {', '.join(found)}{broken}")
    return found[name]


def make_form(context: AppContext, plan: Blueprint, seed: int) -> Form:
    """A form of ``plan``: what was seen longest ago first. Raises Shortage."""
    cards, _ = context.store.read.cards()
    seen = {card_id: card.last_day for card_id, card in cards.items() if card.last_day is not None}
    form = form_of(context.library, plan, seed, plan.as_of or context.facts_day(), seen)
    today = context.clock().study_day
    ago = {card_id: max(0, today - day) for card_id, day in seen.items()}
    items = tuple(msgspec.structs.replace(one, seen_days=ago.get(one.card_id)) for one in form.items)
    return msgspec.structs.replace(form, items=items)


def form_of(
    library: Library, plan: Blueprint, seed: int, day: date, seen: dict[str, int], *, apart: bool = False
) -> Form:
    """A form of ``plan`` as of ``day``; ``seen``: last study day of each card. Raises Shortage."""
    pool = candidates(library, plan, day, seen)
    return assemble(plan, pool, seed, drawing(library, plan, day), clashing(library), apart=apart)


def drawing(library: Library, plan: Blueprint, day: date) -> Callable[[str, int], Item | None]:
    """How a variant of an item model is drawn; None where there is none, or of a type that ``plan`` does not want."""

    def draw(model: str, seed: int) -> Item | None:
        try:
            item = variant(library, model, seed, day)
        except NoVariant:
            return None
        return item if type_of(item) in plan.types else None

    return draw


def candidates(library: Library, plan: Blueprint, day: date, seen: dict[str, int]) -> list[FormCandidate]:
    """The items and item models that ``plan`` may use on ``day``; what is for practice alone only in practice."""
    out = [
        FormCandidate(
            i.id,
            i.topic,
            i.domain,
            _points(i.topic, i.knowledge),
            i,
            seen.get(i.id),
            traits_of(i) if plan.shares else frozenset(),
        )
        for i in library.bank.valid_on(day)
        if type_of(i) in plan.types
        and (is_examined(i.task) or not plan.exam_tasks_only)
        and (plan.practice or not i.practice)
    ]
    if plan.generated:
        out += [
            FormCandidate(m.id, m.topic, m.domain, _points(m.topic, m.knowledge), None, seen.get(m.id))
            for m in library.models.values()
            if m.valid.holds(day)
        ]
    return [c for c in out if not plan.topics or c.topic in plan.topics]


def _points(topic: str, knowledge: tuple[str, ...]) -> frozenset[str]:
    return frozenset(point_key(topic, point) for point in knowledge)


def clashing(library: Library) -> Callable[[str, str], bool]:
    """Whether two items of a topic give each other away."""
    pairs = giveaways(list(library.bank), within=lambda item: [(item.topic,)])
    known = {frozenset((teller.id, told.id)) for teller, told in pairs}
    return lambda one, other: frozenset((one, other)) in known

"""Reading a bank folder: facts, items and what they hang on."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from quizapp.core.bank import Bank, Place
from quizapp.core.bank.blueprints import Blueprint, plain_blueprint, read_blueprints
from quizapp.core.bank.items import NO_DOMAIN, Validity
from quizapp.core.bank.reading import read_bank
from quizapp.core.bank.traits import has_exam_format
from quizapp.core.facts import Fact, FactBook
from quizapp.core.facts.reading import ApiCheck, read_api_checks, read_facts
from quizapp.core.generate.models import signatures
from quizapp.core.generate.template import ItemTemplate, read_models
from quizapp.core.yamlio import Problem, capped, original_first
from quizapp.services.bank.files import bank_files

API_CHECKS = "facts/api_checks.yaml"


class LibraryError(Exception):
    """The folder is no bank. Exit code 3."""

    exit_code = 3


class CardPlace(NamedTuple):
    """Where a card stands: its topic, its knowledge points, and when it can be asked.

    ``practice``: as practice alone. ``exam_format``: an exam could ask it as it stands; calculations are not of it.
    """

    card_id: str
    topic: str
    knowledge: tuple[str, ...]
    valid: Validity
    practice: bool = False
    exam_format: bool = False


@dataclass(frozen=True)
class Library:
    """A bank, its facts, and every problem found on the way (with paths as the user gave them).

    ``model_places`` and ``blueprint_places``: where each is written, by its id, as ``bank.places`` for items.
    """

    root: Path
    bank: Bank
    facts: FactBook
    problems: tuple[Problem, ...]
    api_checks: tuple[ApiCheck, ...] = ()
    models: Mapping[str, ItemTemplate] = field(default_factory=dict)
    blueprints: Mapping[str, Blueprint] = field(default_factory=dict)
    model_places: Mapping[str, Place] = field(default_factory=dict)
    blueprint_places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def cards(self) -> tuple[CardPlace, ...]:
        """One card for each item and one for each item model."""
        items = [CardPlace(i.card_id, i.topic, i.knowledge, i.valid, i.practice, has_exam_format(i)) for i in self.bank]
        return (*items, *(CardPlace(m.id, m.topic, m.knowledge, m.valid) for m in self.models.values()))

    @property
    def corrects(self) -> bool:
        """Whether an item or an item model has a key that was wrong in an earlier version."""
        return any(item.corrects for item in self.bank) or any(text.corrects for text in self.models.values())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep something from being used."""
        return tuple(p for p in self.problems if p.level == "error")


def load_library(root: Path, tell: Callable[[int, int], None] | None = None) -> Library:
    """Everything in the bank folder ``root``. Raises LibraryError when there is no such folder, or no questions in it.

    ``tell`` is called with how many files of how many have been read.
    """
    _must_be_a_folder(root)
    files, unread = bank_files(root)
    if not any(name.startswith("items/") for name in files):
        raise LibraryError(f"{root}: no items/*.yaml in it, so it is not a bank folder; give another with --bank DIR")
    with _no_collection():
        return _read(root, files, unread, tell)


def empty_library(root: Path) -> Library:
    """Return a bank without anything in it, for what can do without the one in ``root``."""
    return Library(root, Bank(), FactBook(()), ())


def _must_be_a_folder(root: Path) -> None:
    if not os.path.isdir(root):  # noqa: PTH112 - which raises nothing where a folder above may not be looked into
        raise LibraryError(f"{root}: no such bank folder; give another with --bank DIR")


def load_facts(root: Path) -> FactBook:
    """The facts of the bank folder alone, in a fraction of the time. Raises LibraryError when there are none."""
    _must_be_a_folder(root)
    files, _ = bank_files(root, only="facts")
    if not any(_fact_files(files)):
        raise LibraryError(f"{root}: this bank has no facts (no facts/*.yaml in it); give another with --bank DIR")
    with _no_collection():
        return _facts(files)[0]


def _read(
    root: Path, files: dict[str, bytes], unread: list[Problem], tell: Callable[[int, int], None] | None
) -> Library:
    book, problems = _facts(files)
    problems += unread
    any_facts = len(book) > 0  # without, one problem says so, and not one for each question that names a fact
    checks, found = (
        read_api_checks(files[API_CHECKS], API_CHECKS, book) if API_CHECKS in files and any_facts else ([], [])
    )
    problems += found
    bank, found = read_bank({n: t for n, t in files.items() if not n.startswith("facts/")}, book, tell)
    problems += [p for p in found if any_facts or p.rule != "FCT01"]
    if not any(_fact_files(files)) and (named := next((p for p in found if p.rule == "FCT01"), None)):
        problems.append(Problem("facts", 1, "no facts/*.yaml, and questions name facts", "FCT01", named.level))
    exams = {n: t for n, t in files.items() if n.startswith("blueprints/")}
    domains = sorted({item.domain for item in bank} - {NO_DOMAIN})
    plans, plan_places, found = read_blueprints(exams, bank.topics, domains)
    problems += found
    if not exams and len(bank) and not bank.profile.strict:
        plan = plain_blueprint(len(bank))
        plans = {plan.id: plan}
    words = {n: t for n, t in files.items() if n.startswith("models/")}
    models, model_places, found = read_models(words if bank.topics and any_facts else {}, bank, book, signatures())
    problems += found
    placed = [Problem(str(root / p.file), p.line, p.message, p.rule, p.level) for p in capped(problems)]
    return Library(root, bank, book, tuple(placed), tuple(checks), models, plans, model_places, plan_places)


def _facts(files: Mapping[str, bytes]) -> tuple[FactBook, list[Problem]]:
    """The fact book and its problems; at least one when there is no fact in it."""
    facts: list[Fact] = []
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for name in sorted(_fact_files(files), key=original_first):
        some, found = read_facts(files[name], name, taken)
        problems += found
        facts += some
        taken |= dict.fromkeys((fact.id for fact in some), name)
    first = next(_fact_files(files), None)
    if first is not None and not facts and not problems:
        problems.append(Problem(first, 1, "no facts in it, and questions rest on them", "FCT01"))
    return FactBook(facts), problems


def _fact_files(files: Mapping[str, bytes]) -> Iterator[str]:
    """The names of the files that hold facts."""
    return (name for name in files if name.startswith("facts/") and name != API_CHECKS)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Parsing makes many small objects and no cycles; the collector would take most of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

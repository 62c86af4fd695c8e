"""Auditing a bank: the library, the day and the calculators of the Lab go in, problems with file and line come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from quizapp.core.bank import Place
from quizapp.core.generate import NoVariant
from quizapp.core.lambda_model import LambdaError, LambdaModel
from quizapp.core.lint import FILE, Calculate, Finding, Published, Scope, audit, published
from quizapp.core.sessions import Shortage
from quizapp.core.yamlio import Problem, capped, decode, read_rows
from quizapp.services.bank.files import bank_files
from quizapp.services.bank.library import Library
from quizapp.services.bank.variants import variant
from quizapp.services.exam.forms import form_of
from quizapp.services.lab.calculators import CALCULATORS
from quizapp.services.lab.parameters import Given
from quizapp.store.atomic_write import FileError, write_new

_HEAD = """\
# What was published: version and meaning of each item. 'quizapp bank publish' writes it.
"""


class PublishError(Exception):
    """The record cannot be written."""

    exit_code = 1


def audit_library(library: Library, day: date, tell: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Every breach of the lint rules, at its file and line; ``day`` is today.

    ``tell`` is called with how many items of how many have been looked at.
    """
    known, problems = read_published(library)
    scope = Scope(library.bank, library.facts, day, calculate=_calculate(library), published=known)
    said = [_placed(finding, library) for finding in audit(scope, tell)]
    placed = sorted(problem for problem in said if problem is not None)
    return capped([*problems, *placed, *_without_variants(library, day), *_unfilled(library, day)])


def _without_variants(library: Library, day: date) -> Iterator[Problem]:
    """Item models of which no question can be made, as when a fact that they need is gone."""
    for text in library.models.values():
        if text.valid.holds(day):
            try:
                variant(library, text.id, 1, day)
            except NoVariant as error:
                message = f"{error}; are all facts there that it needs?"
                yield Problem(*_at(library, library.model_places.get(text.id)), message, "MDL02")


def _at(library: Library, place: Place | None) -> tuple[str, int]:
    """File and line of a place in the bank's folder; the folder when there is none."""
    return (str(library.root / place.file), place.line) if place else (str(library.root), 1)


def _unfilled(library: Library, day: date) -> Iterator[Problem]:
    """Blueprints that the bank cannot fill."""
    for plan in library.blueprints.values():
        try:
            form_of(library, plan, 1, plan.as_of or day, {}, apart=library.bank.profile.strict)
        except Shortage as error:
            yield Problem(*_at(library, library.blueprint_places.get(plan.id)), str(error), "BLU02")


def read_published(library: Library) -> tuple[dict[str, Published], list[Problem]]:
    """What was published, by id; nothing when there is no record."""
    path = library.root / FILE
    known: dict[str, Published] = {}
    files, _ = bank_files(library.root, only=FILE)
    if FILE not in files:
        return known, []
    rows = read_rows(files[FILE], str(path), "items", "this file has one list, 'items'")
    problems = rows.problems
    for row in rows.rows:
        value, found = decode(row.document, row.value, row.path, Published)
        problems += found
        if value is not None:
            known[value.id] = value
    return known, problems


def publish(library: Library) -> int:
    """Record what every item means at its version. The number of items; raises PublishError."""
    known, _ = read_published(library)
    kept = [row for row in known.values() if row.id in library.bank.retired]
    rows = sorted([*published(library.bank), *kept], key=lambda row: row.id)
    lines = [f'  - {{id: "{row.id}", version: {row.version}, meaning: "{row.meaning}"}}\n' for row in rows]
    text = _HEAD + "items:\n" + "".join(lines)
    try:
        write_new(library.root / FILE, text, force=True)
    except FileError as error:
        raise PublishError(str(error)) from error
    return len(rows)


def _placed(finding: Finding, library: Library) -> Problem | None:
    """The problem that a finding is, by the bank's own severity of its rule; None where that is off."""
    level = library.bank.profile.rules.get(finding.rule, finding.level)
    if level == "off":
        return None
    told = f"{finding.item}: {finding.message}" if finding.item else finding.message
    return Problem(*_at(library, library.bank.places.get(finding.item)), told, finding.rule, level)


def _calculate(library: Library) -> Calculate:
    def run(name: str, given: Mapping[str, object], result: str, day: date) -> Decimal:
        if name not in CALCULATORS:
            raise LookupError(f"no bench '{name}'; one of: {', '.join(CALCULATORS)}")
        calculator = CALCULATORS[name]
        unknown = given.keys() - {field.name for field in calculator.fields}
        if unknown:
            raise LookupError(f"the bench '{name}' has no parameter '{min(unknown)}'")
        values = {field.name: field.default for field in calculator.fields} | dict(given)
        try:
            found: object = calculator.run(LambdaModel(library.facts.as_of(day)), Given(values))
        except (LambdaError, TypeError, ArithmeticError) as error:
            raise LookupError(f"the bench '{name}' cannot run with {given}: {error}") from error
        for part in result.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if not isinstance(found, int | Decimal):
            raise LookupError(f"the bench '{name}' gives no figure '{result}'")
        return Decimal(found)

    return run

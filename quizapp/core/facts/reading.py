"""Fact files to facts, with every problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import msgspec

from quizapp.core.facts.book import FactBook
from quizapp.core.facts.fact import Fact, is_quantity
from quizapp.core.yamlio import Problem, decode, read, read_rows

_ID = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")
_NOTE = re.compile(r"^S\d{3}$")


class ApiCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where botocore's service model states a fact.

    ``path`` leads through the model's JSON. The value there equals the fact's, or, with
    ``contains``, its text contains that; ``differs`` says why it need not.
    """

    fact: str
    service: str
    path: str
    contains: str = ""
    differs: str = ""


def read_facts(
    text: str | bytes, file: str, taken: Mapping[str, str] | None = None
) -> tuple[list[Fact], list[Problem]]:
    """The facts of one file and its problems. A fact with a problem is left out, the others are kept.

    ``taken``: ids of the facts that were read before, with their files.
    """
    known = dict(taken or {})
    found = read_rows(text, file, "facts", "a fact file has one list, 'facts'", "facts")
    problems = found.problems
    facts = []
    for row in found.rows:
        fact, wrong = decode(row.document, row.value, row.path, Fact, "facts")
        if fact is not None:
            wrong = [Problem(file, row.line, f"{fact.id}: {message}", "facts") for message in _mistakes(fact)]
            if fact.id in known:
                wrong.append(Problem(file, row.line, f"the fact '{fact.id}' is already in {known[fact.id]}", "STR01"))
            if not wrong:
                facts.append(fact)
                known[fact.id] = file
        problems += wrong
    return facts, problems


def _mistakes(fact: Fact) -> Iterator[str]:
    """What is wrong with a fact that has the right shape."""
    if not _ID.match(fact.id):
        yield "an id is dotted lower_snake_case, such as limits.memory.max"
    if not fact.values:
        yield "at least one value is needed"
    if not fact.source.url.startswith("https://"):
        yield f"the source needs an https address, not '{fact.source.url}'"
    yield from (f"'{note}' is not a claim of the notes (S001 to S177)" for note in fact.notes if not _NOTE.match(note))
    for before, after in pairwise(fact.values):
        if after.start is None:
            yield "only the first value may lack 'from'"
        elif before.start is not None and after.start <= before.start:
            yield f"values are in order of time, but {after.start} follows {before.start}"
    for dated in fact.values:
        if dated.by and (not dated.start or dated.by < dated.start):
            yield f"'by' ({dated.by}) must lie after 'from' ({dated.start})"
    if len(fact.values) > 1 and not fact.change:
        yield "a fact that changed needs 'change': one sentence for the learner"
    values = [dated.value for dated in fact.values]
    if not fact.unit and any(is_quantity(value) and isinstance(value, int) for value in values):
        yield "a quantity needs a unit"
    if fact.unit:
        numberless = (value for value in values if value is not None and not is_quantity(value))
        yield from (f"'{value}' is not a number of '{fact.unit}'" for value in numberless)


def read_api_checks(text: str | bytes, file: str, book: FactBook) -> tuple[list[ApiCheck], list[Problem]]:
    """The links between the facts of ``book`` and botocore's service models."""
    document, problems = read(text, file)
    if document is None:
        return [], problems
    rows = document.value.get("checks") if isinstance(document.value, dict) else None
    checks, found = decode(document, rows, ("checks",), list[ApiCheck], "facts")
    for i, check in enumerate(checks or ()):
        if check.fact not in book:
            line = document.line(("checks", i))
            found.append(Problem(file, line, f"no fact '{check.fact}'{book.nearest(check.fact)}", "FCT01"))
    return checks or [], problems + found

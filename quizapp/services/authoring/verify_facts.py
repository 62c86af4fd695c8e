"""The fact book against the service models of an installed botocore (extra ``verify``)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from quizapp.core.facts import UnknownFact, is_quantity
from quizapp.core.facts.fact import Value
from quizapp.core.facts.reading import ApiCheck
from quizapp.core.lint.quantities import quantities, quantity, worded_times
from quizapp.services.bank.library import Library

Models = Callable[[str], dict[str, object]]
"""Name of a service -> its newest service model."""


class NoBotocoreError(Exception):
    """botocore is not installed, or does not know a service."""

    exit_code = 1


@dataclass(frozen=True)
class ApiComparison:
    """What one check found. ``items``, and item models, rest on the fact; they are named when it does not agree."""

    check: ApiCheck
    outcome: Literal["agrees", "differs", "gone"]
    here: Value
    there: object
    items: tuple[str, ...] = ()


def installed_models() -> tuple[str, Models]:
    """The version of botocore and a loader of its service models. Raises NoBotocoreError."""
    try:
        import botocore
    except ImportError:
        raise NoBotocoreError("botocore is not installed here; pip install botocore") from None
    folder = Path(botocore.__file__).parent / "data"

    @cache
    def model(service: str) -> dict[str, object]:
        found = sorted((folder / service).glob("*/service-2.json*"))
        if not found:
            raise NoBotocoreError(f"this botocore has no service '{service}'")
        content = found[-1].read_bytes()
        text = gzip.decompress(content) if found[-1].suffix == ".gz" else content
        loaded: dict[str, object] = json.loads(text, parse_float=Decimal)
        return loaded

    return str(botocore.__version__), model


def verify(library: Library, models: Models, day: date) -> list[ApiComparison]:
    """Every check of ``facts/api_checks.yaml``, in the order written, with the facts of ``day``."""
    rules = library.facts.as_of(day)
    found = []
    for check in library.api_checks:
        resting = [item.id for item in library.bank if check.fact in (*item.facts, item.then_and_now)]
        items = (*resting, *(text.id for text in library.models.values() if check.fact in text.facts))
        try:
            here, there = rules.get(check.fact), stated(models(check.service), check.path)
        except (UnknownFact, LookupError, ValueError):
            found.append(ApiComparison(check, "gone", None, None, items))
            continue
        right = as_expected(check, here, there, library.facts[check.fact].unit)
        shown = check.contains if check.contains and _says(there, check.contains) else there
        found.append(ApiComparison(check, "agrees" if right else "differs", here, shown, () if right else items))
    return found


def stated(model: object, path: str) -> object:
    """The value at a check's path. Raises LookupError or ValueError when it is not there."""
    value = model
    for step in path.split("/"):
        if not isinstance(value, list | dict):
            raise LookupError(f"no '{step}' in what is neither a list nor a shape")
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def as_expected(check: ApiCheck, here: Value, there: object, unit: str) -> bool:
    """Whether botocore says ``there`` what the check of a fact that is ``here``, in ``unit``, expects of it.

    With ``contains`` the text is there, and when it has figures, the fact is one of them.
    """
    if check.contains:
        return _says(there, check.contains) and _named(here, unit, check.contains)
    return agrees(here, there) != bool(check.differs)


def _says(there: object, text: str) -> bool:
    """Whether what stands there is a text with ``text`` in it."""
    return isinstance(there, str) and text in there


def _named(value: Value, unit: str, text: str) -> bool:
    """Whether a fact's number is among the amounts of a text; so it is when either has none."""
    amounts = [*quantities(text), *worded_times(text)]
    if not amounts or not is_quantity(value):
        return True
    wanted = quantity(Decimal(value), unit)
    return any(a.number == wanted.number or (a.unit, a.base) == (wanted.unit, wanted.base) for a in amounts)


def agrees(value: Value, there: object) -> bool:
    """Whether a fact's value and botocore's are the same: lists without order, numbers as numbers."""
    if isinstance(value, tuple):
        if not isinstance(there, list) or not all(isinstance(name, str) for name in there):
            return False
        return sorted(value) == sorted(map(str, there))
    if is_quantity(value):
        try:
            return Decimal(value) == Decimal(str(there))
        except ArithmeticError:
            return False
    return bool(value == there) and type(value) is type(there)

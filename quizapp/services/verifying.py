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
from typing import Any, Literal

from quizapp.facts import UnknownFact
from quizapp.facts.reading import ApiCheck
from quizapp.services.library import Library

Models = Callable[[str], dict[str, Any]]
"""Name of a service -> its newest service model."""


class NoBotocoreError(Exception):
    """botocore is not installed, or does not know a service."""

    exit_code = 1


@dataclass(frozen=True)
class Verdict:
    """What one check found. ``items`` hang on the fact; they are named when it differs."""

    check: ApiCheck
    outcome: Literal["agrees", "differs", "gone"]
    here: Any
    there: Any
    items: tuple[str, ...] = ()


def installed_models() -> tuple[str, Models]:
    """The version of botocore and a loader of its service models. Raises NoBotocoreError."""
    try:
        import botocore  # noqa: PLC0415 - an extra, and only here
    except ImportError:
        raise NoBotocoreError("botocore is not installed; pip install 'quizapp[verify]'") from None
    folder = Path(botocore.__file__).parent / "data"

    @cache
    def model(service: str) -> dict[str, Any]:
        found = sorted((folder / service).glob("*/service-2.json*"))
        if not found:
            raise NoBotocoreError(f"this botocore has no service '{service}'")
        content = found[-1].read_bytes()
        text = gzip.decompress(content) if found[-1].suffix == ".gz" else content
        loaded: dict[str, Any] = json.loads(text, parse_float=Decimal)
        return loaded

    return str(botocore.__version__), model


def verify(library: Library, models: Models, day: date) -> list[Verdict]:
    """Every check of ``facts/api_checks.yaml``, in the order written, with the facts of ``day``."""
    rules = library.facts.as_of(day)
    found = []
    for check in library.api_checks:
        items = tuple(item.id for item in library.bank if check.fact in item.facts)
        try:
            here, there = rules.get(check.fact), stated(models(check.service), check.path)
        except (UnknownFact, LookupError, ValueError):
            found.append(Verdict(check, "gone", None, None, items))
            continue
        right = _as_expected(check, here, there)
        shown = check.contains if check.contains and right else there
        found.append(Verdict(check, "agrees" if right else "differs", here, shown, () if right else items))
    return found


def stated(model: dict[str, Any], path: str) -> Any:
    """The value at a check's path. Raises LookupError or ValueError when it is not there."""
    value: Any = model
    for step in path.split("/"):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _as_expected(check: ApiCheck, here: Any, there: Any) -> bool:
    if check.contains:
        return check.contains in there
    return agrees(here, there) != bool(check.differs)


def agrees(value: Any, there: Any) -> bool:
    """Whether a fact's value and botocore's are the same: lists without order, numbers as numbers."""
    if isinstance(value, tuple):
        return isinstance(there, list) and sorted(value) == sorted(there)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        try:
            return Decimal(value) == Decimal(str(there))
        except ArithmeticError:
            return False
    return bool(value == there) and type(value) is type(there)

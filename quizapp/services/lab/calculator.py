"""The laboratory: calculators with parameters, and what the model of Lambda says to them, on one day or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import msgspec

from quizapp.core.facts import FactBook, UnknownFact
from quizapp.core.lambda_model import LambdaError, LambdaModel, SolutionStep
from quizapp.services.lab.parameters import Given

MOST, LEAST, DIGITS = Decimal(10) ** 18, Decimal(1) / 10**12, 30
"""Numbers that can be typed stay below the first and, other than 0, above the second, with so many digits at most."""
ROWS_SHOWN = 100
_DECIMAL_COMMA = re.compile(r",(?!\d{3}(?!\d))")
"""A comma that does not stand before exactly three digits."""
Kind = Literal["whole", "decimal", "choice", "flag", "pairs", "numbers", "text"]


@dataclass(frozen=True)
class Field:
    """A parameter: ``name`` as the API has it, ``option`` on the command line, ``label`` on the screen.

    ``default`` None: left out unless given. ``choices`` for a choice.
    """

    name: str
    option: str
    label: str
    kind: Kind = "whole"
    default: object = None
    choices: tuple[str, ...] = ()

    def read(self, text: str) -> object:
        """The value of a typed text; None for an empty one. Raises ValueError."""
        plain = text.strip().replace("_", "")
        if not plain.strip(","):
            return None
        if self.kind in ("whole", "decimal"):
            if _DECIMAL_COMMA.search(plain):
                raise ValueError(f"'{_short(text)}': a comma only separates thousands; write a point for decimals")
            plain = plain.replace(",", "")
            return whole(plain) if self.kind == "whole" else decimal(plain)
        if self.kind == "choice" and text.strip() not in self.choices:
            raise ValueError(f"'{_short(text)}': write one of {', '.join(self.choices)}")
        if self.kind == "numbers":
            return numbers(text)
        return pairs(text) if self.kind == "pairs" else text.strip()


@dataclass(frozen=True)
class Bar:
    """A bar of a chart. ``here``: the one of the parameters given."""

    label: str
    size: Decimal
    value: str
    here: bool = False


@dataclass(frozen=True)
class Calculator:
    """``run`` gives plain values, ready to print; ``chart`` some bars under a title."""

    name: str
    title: str
    fields: tuple[Field, ...]
    run: Callable[[LambdaModel, Given], dict[str, object]]
    chart: Callable[[LambdaModel, Given], tuple[str, list[Bar]]] | None = None


class LabResult(msgspec.Struct, frozen=True):
    """What a calculator says on a day: values and steps, or why the API would refuse."""

    day: date
    values: dict[str, Any]
    steps: tuple[SolutionStep, ...]
    refused: str = ""


def plain(value: object) -> object:
    """A result of the model as plain values: dataclasses to mappings, whole numbers to integers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    if is_dataclass(value):
        return figures(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value[:ROWS_SHOWN]] if isinstance(value, list | tuple) else value


def figures(found: object) -> dict[str, object]:
    """The fields of a result, but for its steps."""
    return {name: plain(value) for name, value in vars(found).items() if name != "steps"}


def defaults(calculator: Calculator) -> Given:
    """The parameters before anything is typed."""
    return Given({field.name: field.default for field in calculator.fields if field.default is not None})


def run(calculator: Calculator, facts: FactBook, day: date, parameters: Mapping[str, object]) -> LabResult:
    """What a calculator says on a day. Raises LambdaError for what the API would refuse."""
    aws = LambdaModel(facts.as_of(day))
    try:
        values = calculator.run(aws, Given({**defaults(calculator), **parameters}))
    except UnknownFact as error:
        raise LambdaError("InvalidParameterValueException", calculator.name, f"not known for {day}: {error}") from error
    return LabResult(day, values, tuple(aws.steps))


def find(calculator: Calculator, facts: FactBook, day: date, parameters: Mapping[str, object]) -> LabResult:
    """The same for a screen: a refusal is a finding, too."""
    try:
        return run(calculator, facts, day, parameters)
    except LambdaError as error:
        return LabResult(day, {}, (), str(error))


def bars(calculator: Calculator, facts: FactBook, day: date, parameters: Mapping[str, object]) -> tuple[str, list[Bar]]:
    """The chart of a calculator; empty when there is none or the API would refuse."""
    if calculator.chart is None:
        return "", []
    try:
        return calculator.chart(LambdaModel(facts.as_of(day)), Given({**defaults(calculator), **parameters}))
    except (LambdaError, UnknownFact):
        return "", []


def numbers(text: str) -> tuple[int, ...]:
    """``3 7`` or ``3,7`` as whole numbers. Raises ValueError."""
    words = text.replace(",", " ").split()
    if not all(word.isdecimal() for word in words):
        raise ValueError(f"'{_short(text)}': write whole numbers from 0, such as 3 7")
    return tuple(whole(word) for word in words)


def whole(text: str) -> int:
    """Return a typed whole number. Raises ValueError for what is none, or too large to compute with."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not digits.isdecimal():
        raise ValueError(f"'{_short(text)}' isn't a whole number")
    if len(text) <= DIGITS and abs(number := int(text)) < MOST:
        return number
    raise ValueError(f"'{_short(text)}' is too large")


def decimal(text: str) -> Decimal:
    """Return a typed number. Raises ValueError for what is none (such as inf and nan), too large or too small."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"'{_short(text)}' isn't a number") from None
    if not number.is_finite():
        raise ValueError(f"'{_short(text)}' isn't a number")
    if number.copy_abs() >= MOST:
        raise ValueError(f"'{_short(text)}' is too large")
    if len(number.as_tuple().digits) > DIGITS or (number and number.copy_abs() < LEAST):
        raise ValueError(f"'{_short(text)}' has too many digits; use at most {DIGITS}")
    return number


def _short(text: str) -> str:
    return text if len(text) <= DIGITS + 10 else f"{text[:DIGITS]}..."


def pairs(text: str) -> dict[str, int]:
    """``a=100 b=200`` as a mapping."""
    out: dict[str, int] = {}
    for word in text.replace(",", " ").split():
        name, _, number = word.partition("=")
        if not name or not number.isdecimal():
            raise ValueError(f"'{_short(word)}': write NAME=NUMBER, a whole number from 0")
        out[name] = whole(number)
    return out

"""What an item model is: a grid of parameters, two ways to solve it, and the misconceptions that lead elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from quizapp.core.facts import Rules
from quizapp.core.lambda_model import LambdaModel, Patch, SolutionStep
from quizapp.core.lambda_model.billing import cents
from quizapp.core.quantity import number, usd

NOTES_DAY = date(2019, 9, 1)
"""The day of the study notes, whose rules some items hold against today's."""
_Word = TypeVar("_Word", bound=str)


class Parameters(dict[str, object]):
    """Parameter -> its value in this draw, a whole number or a text, so that it can be stored as JSON."""

    def whole(self, name: str) -> int:
        """The value of a parameter whose grid has numbers."""
        value = self[name]
        if not isinstance(value, int):
            raise TypeError(f"the parameter '{name}' is not a whole number: {value!r}")
        return value

    def text(self, name: str) -> str:
        """The value of a parameter whose grid has texts."""
        value = self[name]
        if not isinstance(value, str):
            raise TypeError(f"the parameter '{name}' is not a text: {value!r}")
        return value

    def one_of(self, name: str, words: Sequence[_Word]) -> _Word:
        """The value of a parameter that is one of ``words``."""
        return words[words.index(self.text(name))]


@dataclass(frozen=True)
class ModelAnswer:
    """What is asked for: a number (``value``) with its unit, or a text. ``display`` is how an option shows it."""

    display: str
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Distractor:
    """A wrong answer, the mistake that leads to it, and the right step that it misses."""

    misconception: str
    answer: ModelAnswer
    step: SolutionStep | None


def money(amount: Decimal) -> ModelAnswer:
    """Dollars, to the cent."""
    return ModelAnswer(usd(cents(amount)), cents(amount), "USD")


def count(value: Decimal | int, unit: str) -> ModelAnswer:
    """A number with its unit, not rounded."""
    word = unit[:-1] if value == 1 and unit.endswith("s") and unit.isalpha() and len(unit) > 2 else unit
    return ModelAnswer(f"{number(Decimal(value))} {word}", Decimal(value), unit)


def text(words: str) -> ModelAnswer:
    """An answer in words."""
    return ModelAnswer(words)


LabBench = tuple[str, Mapping[str, object]]
"""A bench of the laboratory by its name, and the parameters that it takes."""


@dataclass(frozen=True)
class ItemModel:
    """``solve`` computes the answer with the rules of ``lambda_model``; ``check`` does so again, in another way.

    ``misconceptions``: id -> what stands in for the real rules. ``accept``: whether a
    draw makes a sensible question. ``shown``: further texts for the stem, derived from the
    parameters; ``words`` are their names. ``entry``: the number may be asked for without options.
    ``lab``: the laboratory's calculator that takes these parameters.
    """

    id: str
    version: int
    grid: Mapping[str, tuple[int | str, ...]]
    solve: Callable[[LambdaModel, Parameters], ModelAnswer]
    check: Callable[[Rules, Parameters], ModelAnswer]
    misconceptions: Mapping[str, Patch]
    accept: Callable[[Rules, Parameters], bool] = lambda _rules, _parameters: True
    words: tuple[str, ...] = ()
    shown: Callable[[Rules, Parameters], Mapping[str, str]] = lambda _rules, _parameters: {}
    entry: bool = False
    lab: Callable[[Parameters], LabBench] | None = None

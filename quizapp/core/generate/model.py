"""What an item model is: a grid of parameters, two ways to solve it, and the mistakes that can be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from quizapp.core.facts import Rules
from quizapp.core.lambda_model import LambdaModel
from quizapp.core.lambda_model.rule import RuleFunction, number, usd

Parameters = Mapping[str, Any]
"""Parameter -> its value in this draw: an int or a text, so that it can be stored as JSON."""


@dataclass(frozen=True)
class ModelAnswer:
    """What is asked for: a number (``value``) with its unit, or a text. ``display`` is how an option shows it."""

    display: str
    value: Decimal | None = None
    unit: str = ""


def money(amount: Decimal) -> ModelAnswer:
    """Dollars, to the cent."""
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return ModelAnswer(usd(cents), cents, "USD")


def count(value: Decimal | int, unit: str) -> ModelAnswer:
    """A number of something, as it is."""
    word = unit[:-1] if value == 1 and unit.endswith("s") and unit.isalpha() and len(unit) > 2 else unit
    return ModelAnswer(f"{number(Decimal(value))} {word}", Decimal(value), unit)


def text(words: str) -> ModelAnswer:
    """An answer in words."""
    return ModelAnswer(words)


@dataclass(frozen=True)
class ItemModel:
    """``solve`` computes the answer with the rules of ``awslambda``; ``check`` does so again, in another way.

    ``misconceptions``: id -> rules by id that stand in for the real ones. ``accept``: whether a
    draw makes a sensible question. ``shown``: further texts for the stem, derived from the
    parameters; ``words`` are their names. ``entry``: the number may be asked for without options.
    ``lab``: the laboratory's bench that takes these parameters.
    """

    id: str
    version: int
    grid: Mapping[str, tuple[int | str, ...]]
    solve: Callable[[LambdaModel, Parameters], ModelAnswer]
    check: Callable[[Rules, Parameters], ModelAnswer]
    misconceptions: Mapping[str, Mapping[str, RuleFunction]]
    accept: Callable[[Rules, Parameters], bool] = lambda _rules, _parameters: True
    words: tuple[str, ...] = ()
    shown: Callable[[Rules, Parameters], Mapping[str, str]] = lambda _rules, _parameters: {}
    entry: bool = False
    lab: Callable[[Parameters], tuple[str, Mapping[str, Any]]] | None = None

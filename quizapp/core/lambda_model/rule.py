"""Rules, and the run that applies them.

A rule is a function of a ``LambdaModel`` and its parameters. Rules call each other through the run
(``aws.apply("billing.gb_seconds", ...)``), so that a replacement is used wherever its rule is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

import msgspec

from quizapp.core.facts import Rules


class Step(msgspec.Struct, frozen=True):
    """One step of a worked solution: the rule that was used, a sentence, and its value."""

    rule: str
    text: str
    value: str


class LambdaError(Exception):
    """What the API would answer: its error name, the parameter, and its bounds in words."""

    exit_code = 1

    def __init__(self, name: str, parameter: str, message: str, http_status: int = 400) -> None:
        super().__init__(f"{name}: {parameter}: {message}")
        self.name, self.parameter, self.http_status = name, parameter, http_status


RuleFunction = Callable[..., Any]


@dataclass(frozen=True)
class Rule:
    """``source``: ids of facts, or the address of a page."""

    id: str
    function: RuleFunction
    source: tuple[str, ...]


RULES: dict[str, Rule] = {}


def rule(rule_id: str, *source: str) -> Callable[[RuleFunction], RuleFunction]:
    """Make a function the rule ``rule_id``."""

    def keep(function: RuleFunction) -> RuleFunction:
        if rule_id in RULES:
            raise ValueError(f"the rule '{rule_id}' is there already")
        RULES[rule_id] = Rule(rule_id, function, source)
        return function

    return keep


class LambdaModel:
    """Lambda on one day. ``replaced``: rules by id that stand in for the real ones.

    ``steps`` grows with every value noted.
    """

    def __init__(self, facts: Rules, replaced: Mapping[str, RuleFunction] | None = None) -> None:
        self.facts = facts
        self.replaced = dict(replaced or {})
        unknown = self.replaced.keys() - RULES.keys()
        if unknown:
            raise ValueError(f"no such rules: {', '.join(sorted(unknown))}")
        self.steps: list[Step] = []

    def apply(self, rule_id: str, *args: Any, **parameters: Any) -> Any:
        """What the rule gives, or what stands in for it."""
        function = self.replaced.get(rule_id) or RULES[rule_id].function
        return function(self, *args, **parameters)

    def note(self, rule_id: str, text: str, value: str) -> None:
        """Add a step to the worked solution."""
        step = Step(rule_id, text, value)
        if step not in self.steps:  # a rule may be asked twice for the same
            self.steps.append(step)

    def require(self, holds: bool, parameter: str, message: str, name: str = "InvalidParameterValueException") -> None:
        """Raise what the API would answer unless ``holds``."""
        if not holds:
            raise LambdaError(name, parameter, message)


def rounded_up(value: Decimal | int, step: Decimal | int = 1) -> int:
    """The next whole multiple of ``step`` (Decimal's own floor division cuts towards zero)."""
    return int((Decimal(value) / step).to_integral_value(ROUND_CEILING) * step)


def number(value: Decimal | int, places: int | None = None) -> str:
    """A number for a step: thousands separated, no trailing zeros, or exactly ``places``."""
    if places is not None:
        return f"{value:,.{places}f}"
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def usd(value: Decimal) -> str:
    """An amount in dollars, to the cent."""
    return f"${value:,.2f}"

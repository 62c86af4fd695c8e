"""Rules, the functions that stand in for them, and the run that both work on.

A rule is a function of a ``LambdaModel`` and its parameters, and is called like one:
``gb_seconds(aws, memory_size_mb, requests, billed_ms)``. Rules call each other in the same way, so that
what stands in for a rule in a run is used wherever the rule is. Parameters go by position alone: a function
that stands in may name its own as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast

import msgspec

from quizapp.core.facts import Rules

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)


class SolutionStep(msgspec.Struct, frozen=True):
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


@dataclass(frozen=True)
class Patch:
    """What stands in for rules, by their ids. ``Rule.replaced_by`` makes one; ``a | b`` does what both do."""

    functions: Mapping[str, object] = field(default_factory=dict)

    def __or__(self, other: Patch) -> Patch:
        return Patch({**self.functions, **other.functions})


class LambdaModel:
    """Lambda on one day. ``patch``: what stands in for some of its rules.

    ``steps`` grows with every value noted.
    """

    def __init__(self, facts: Rules, patch: Patch | None = None) -> None:
        self.facts = facts
        self.patch = patch or Patch()
        self.steps: list[SolutionStep] = []

    def note(self, rule_id: str, text: str, value: str) -> None:
        """Add a step to the worked solution."""
        step = SolutionStep(rule_id, text, value)
        if step not in self.steps:  # a rule may be asked twice for the same
            self.steps.append(step)

    def require(self, holds: bool, parameter: str, message: str, name: str = "InvalidParameterValueException") -> None:
        """Raise what the API would answer unless ``holds``."""
        if not holds:
            raise LambdaError(name, parameter, message)


@dataclass(frozen=True)
class Rule(Generic[P, R_co]):
    """What Lambda does in one respect. ``source``: ids of facts, or the address of a page.

    ``function`` is the rule itself, whatever stands in for it in a run: a stand-in can build on it.
    """

    id: str
    function: Callable[Concatenate[LambdaModel, P], R_co]
    source: tuple[str, ...]

    def __call__(self, aws: LambdaModel, /, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """What the rule gives in the run ``aws``, or what stands in for it."""
        stand_in = aws.patch.functions.get(self.id)
        if stand_in is None:
            return self.function(aws, *args, **kwargs)
        # Functions of many types are kept together; ``replaced_by`` has checked that this one is of this rule's.
        return cast("Callable[Concatenate[LambdaModel, P], R_co]", stand_in)(aws, *args, **kwargs)

    def replaced_by(self, function: Callable[Concatenate[LambdaModel, P], R_co]) -> Patch:
        """Put ``function`` in the place of this rule."""
        return Patch({self.id: function})


RULES: dict[str, Rule[..., object]] = {}


def rule(rule_id: str, *source: str) -> Callable[[Callable[Concatenate[LambdaModel, P], R_co]], Rule[P, R_co]]:
    """Make a function the rule ``rule_id``."""

    def keep(function: Callable[Concatenate[LambdaModel, P], R_co]) -> Rule[P, R_co]:
        if rule_id in RULES:
            raise ValueError(f"the rule '{rule_id}' is there already")
        RULES[rule_id] = made = Rule(rule_id, function, source)
        return made

    return keep


def rounded_up(value: Decimal | int, step: Decimal | int = 1) -> int:
    """The next whole multiple of ``step`` (Decimal's own floor division cuts towards zero)."""
    return int((Decimal(value) / step).to_integral_value(ROUND_CEILING) * step)

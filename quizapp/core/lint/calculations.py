"""CAL01: every figure that was worked out is worked out again, from the fact book or by the model of Lambda."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from quizapp.core.bank import Item
from quizapp.core.bank.items import Calculation, Numeric
from quizapp.core.facts import Rules, UnknownFact, is_quantity
from quizapp.core.lint.findings import Finding, Scope

_FACT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_SEPARATED = re.compile(r"(?<=\d)[,_](?=\d{3}\b)")
_OPERATORS: dict[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "ceil": lambda x: x.to_integral_value(rounding="ROUND_CEILING"),
    "floor": lambda x: x.to_integral_value(rounding="ROUND_FLOOR"),
    "min": min,
    "max": max,
}


MOST_CHARACTERS = 1000
MOST_DIGITS = 30


class BadWork(ValueError):
    """The arithmetic cannot be read, or names something that is not there."""


def work_out(work: str, rules: Rules) -> Decimal:
    """The value of ``work``: + - * / ( ) ceil floor min max over numbers and ids of facts. Raises BadWork."""
    names: dict[str, Decimal] = {}

    def stand_in(found: re.Match[str]) -> str:
        name = f"fact_{len(names)}"
        try:
            names[name] = rules.number(found[0])
        except UnknownFact as error:
            raise BadWork(str(error)) from None
        return name

    if len(work) > MOST_CHARACTERS:
        raise BadWork(f"'{work[:40]}...' is too long: {len(work):,} characters, at most {MOST_CHARACTERS:,}")
    text = _FACT.sub(stand_in, _SEPARATED.sub("", work))
    try:
        return _value(ast.parse(text.strip(), mode="eval").body, names, text.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, BadWork):
            raise
        raise BadWork(f"'{work[:80]}' is not arithmetic") from None
    except ArithmeticError:
        raise BadWork(f"'{work[:80]}' has no value") from None


def _value(node: ast.expr, names: dict[str, Decimal], text: str) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _bounded(_OPERATORS[type(node.op)](_value(node.left, names, text), _value(node.right, names, text)))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, names, text)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return _bounded(Decimal(ast.get_source_segment(text, node) or str(node.value)))
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS and node.args:
        return _FUNCTIONS[node.func.id](*(_value(arg, names, text) for arg in node.args))
    raise BadWork(f"'{ast.unparse(node)}' is neither a number, a fact, nor one of + - * / ceil floor min max")


def _bounded(number: Decimal) -> Decimal:
    """``number``, unless it is beyond all amounts: written out it could fill the memory."""
    if number and abs(number.adjusted()) > MOST_DIGITS:
        raise OverflowError
    return number


def check_calculations(item: Item, scope: Scope) -> Iterator[Finding]:
    """Each calculation gives what it says; a numeric item's answer is the last of them, or else a fact's value."""
    for calculation in item.calculation:
        try:
            found = _run(calculation, item, scope)
        except (BadWork, ValueError, LookupError, TypeError) as error:
            yield Finding("CAL01", f"cannot be worked out: {error}")
            continue
        if not agrees(found, Decimal(calculation.gives)):
            shown = calculation.work or f"{calculation.bench} {calculation.result}"
            yield Finding("CAL01", f"'{shown}' gives {found.normalize():f}, not {calculation.gives}")
    if isinstance(item, Numeric):
        answer = Decimal(item.answer.value)
        last = Decimal(item.calculation[-1].gives) if item.calculation else None
        rules = scope.facts.as_of(_day(item, scope))
        stated = [rules.get(name) for name in item.facts if rules.known(name)]
        if last is None and answer not in [Decimal(value) for value in stated if is_quantity(value)]:
            yield Finding("CAL01", f"nothing works out the answer {item.answer.value}; add a 'calculation'")
        elif last not in (None, answer):
            yield Finding("CAL01", f"the last calculation gives {last}, but the answer is {item.answer.value}")


def agrees(found: Decimal, gives: Decimal) -> bool:
    """Whether ``found``, rounded half up to as many places as ``gives`` has, is ``gives``."""
    exponent = gives.as_tuple().exponent
    places = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    try:
        return found == gives or found.quantize(places, ROUND_HALF_UP) == gives
    except InvalidOperation:  # more digits than decimals have room for, so they differ
        return False


def _run(calculation: Calculation, item: Item, scope: Scope) -> Decimal:
    day = calculation.day or _day(item, scope)
    if calculation.bench:
        if scope.calculate is None:
            return Decimal(calculation.gives)
        return scope.calculate(calculation.bench, calculation.given, calculation.result, day)
    return work_out(calculation.work, scope.facts.as_of(day))


def _day(item: Item, scope: Scope) -> date:
    """A day on which the item holds: today, if it does."""
    if item.valid.holds(scope.day):
        return scope.day
    return item.valid.begins or date(2019, 6, 1)

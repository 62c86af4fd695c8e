"""What a stored answer counts as by a corrected key. It is judged by what was shown to the learner and chosen.

None means that it cannot be judged: what was chosen is no part of the question any more.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from quizapp.core.bank import Item, Matching, Numeric, Response, ShortText, complete, grade, key_of, parts_of, type_of
from quizapp.core.bank.items import digest
from quizapp.core.bank.numbers import close, read_number
from quizapp.core.events import Answer, Shown
from quizapp.core.facts import FactBook, Rules, UnknownFact
from quizapp.core.generate.build import parameters_of, solve
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters
from quizapp.core.generate.question import TOLERANCE, tolerance_of
from quizapp.core.lambda_model import LambdaError


class Ruling(NamedTuple):
    """A verdict, and the key that it rests on (ids of parts, or a number)."""

    correct: bool
    key: tuple[str, ...]


def judge_item(item: Item, answer: Answer, _day: date | None = None) -> Ruling | None:
    """An answer to an earlier version of ``item``, whose key is the same on every day."""
    response = _carried_over(item, answer.shown, answer.response)
    if response is None or not complete(item, response):
        return None
    return Ruling(grade(item, response).correct, key_of(item))


def _carried_over(item: Item, shown: Shown, response: Response) -> Response | None:
    """``response`` in the words of ``item``; may still be incomplete."""
    if shown.type != type_of(item):
        return None
    if isinstance(item, Numeric):
        number = _typed(response, shown)
        return None if number is None else (f"{number:f} {shown.unit}".strip(),)
    if isinstance(item, ShortText):
        return response
    if isinstance(item, Matching):  # the pairs may have been written in another order
        lefts = [part.text.strip() for part in shown.parts if part.left]
        chosen = dict(zip(lefts, response, strict=False))
        if any(pair.left.strip() not in chosen for pair in item.pairs):
            return None
        response = tuple(chosen[pair.left.strip()] for pair in item.pairs)
    return tuple(_present_id(item, shown, choice) for choice in response)


def _present_id(item: Item, shown: Shown, choice: str) -> str:
    """The id that a part has now: its own, or that of the part with the same text."""
    parts = {part.choice_id: part.text.strip() for part in parts_of(item)}
    if choice in parts:
        return choice
    text = next((part.text.strip() for part in shown.parts if part.id == choice and not part.left), None)
    return next((now for now, said in parts.items() if said == text), choice)


def _typed(response: Response, shown: Shown) -> Decimal | None:
    """The number that was typed, in the unit that was asked for."""
    return read_number(response[0], shown.unit) if len(response) == 1 else None


def judge_variant(model: ItemModel, facts: FactBook, answer: Answer, day: date) -> Ruling | None:
    """An answer to a variant of an earlier version of ``model``, given under the facts of ``day``."""
    shown = answer.shown
    parameters = parameters_of(shown.parameters)
    if parameters.keys() != model.grid.keys():
        return None
    rules = facts.as_of(day)
    try:
        key, _ = solve(model, rules, parameters)
    except (LambdaError, UnknownFact):
        return None
    if shown.type == "numeric":
        correct = _number_is(key, answer)
        return None if correct is None else Ruling(correct, (str(key.value),))
    text = next((part.text.strip() for part in shown.parts if (part.id,) == answer.response), None)
    correct = None if text is None else _choice_is(model, rules, parameters, key, text)
    return None if correct is None else Ruling(correct, (digest(key.display),))


def _number_is(key: ModelAnswer, answer: Answer) -> bool | None:
    """Whether the number that was typed is the key; None when they do not measure the same."""
    number = _typed(answer.response, answer.shown)
    same = None if number is None else read_number(f"{number:f} {answer.shown.unit}", key.unit)
    return None if same is None or key.value is None else close(same, key.value, tolerance_of(key))


def _choice_is(model: ItemModel, rules: Rules, parameters: Parameters, key: ModelAnswer, text: str) -> bool | None:
    """Whether the chosen text is the key; None for words that are neither the key's nor those of a mistake."""
    if text == key.display.strip():
        return True
    number = None if key.value is None else read_number(text, key.unit)
    if number is not None and key.value is not None:
        return close(number, key.value, TOLERANCE)  # options lie further apart than that
    return False if text in _mistaken(model, rules, parameters) else None


def _mistaken(model: ItemModel, rules: Rules, parameters: Parameters) -> set[str]:
    """What the mistakes of ``model`` lead to."""
    found = set()
    for misconception in model.misconceptions:
        try:
            found.add(solve(model, rules, parameters, misconception)[0].display.strip())
        except (LambdaError, UnknownFact):
            continue
    return found

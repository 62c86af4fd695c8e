"""Whether a response is right, and what to say of each part of it."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal

import msgspec

from quizapp.core.bank.items import (
    Item,
    Matching,
    Multiple,
    Numeric,
    NumericAnswer,
    Ordering,
    ShortText,
    Single,
    TextAnswer,
    key_of,
    parts_of,
)
from quizapp.core.bank.numbers import close, read_number, spell

Response = tuple[str, ...]
"""Ids of what was chosen: any order for options, the learner's order for steps, by left-hand side for
pairs. Where something is typed, one text: what was typed."""

_ALL = re.compile(r"\ball that apply\b", re.IGNORECASE)
State = Literal["right", "wrong", "missed", "idle"]


class Mark(msgspec.Struct, frozen=True):
    """What a verdict says of one part.

    ``right``: chosen, and rightly; ``wrong``: chosen, and wrongly; ``missed``: not chosen but
    should have been; ``idle``: rightly left alone. ``text`` is the part, ``instead`` what should
    stand there (ordering, matching, numeric), ``why`` its rationale.
    """

    state: State
    text: str
    why: str
    choice_id: str = ""
    label: str = ""
    instead: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """All or nothing: ``correct`` when every part is. ``misconception``: the id of the mistake, if it has a name."""

    correct: bool
    marks: tuple[Mark, ...]
    misconception: str = ""


def wanted_count(item: Item) -> int:
    """How many parts a complete response names; where all that apply are asked for, the most that it may name."""
    return len(parts_of(item)) if asks_for_all(item) else len(key_of(item))


def asks_for_all(item: Item) -> bool:
    """Whether the learner has to find out how many options are right: the item says so, or its stem does."""
    return isinstance(item, Multiple) and (item.select == "all" or bool(_ALL.search(item.stem)))


def complete(item: Item, response: Response) -> bool:
    """Whether ``response`` can be graded: the right number of parts, each known, a readable number, or some text."""
    if isinstance(item, Numeric):
        return len(response) == 1 and read_number(response[0], item.answer.unit) is not None
    if isinstance(item, ShortText):
        return len(response) == 1 and bool(folded(response[0], item.answer))
    known = {part.choice_id for part in parts_of(item)}
    enough = 1 <= len(response) <= len(known) if asks_for_all(item) else len(response) == wanted_count(item)
    if not enough or not set(response) <= known:
        return False
    return isinstance(item, Matching) or len(set(response)) == len(response)


def grade(item: Item, response: Response) -> Verdict:
    """The verdict on a complete response. Raises ValueError when it is not complete."""
    if not complete(item, response):
        raise ValueError(f"not a complete response to {item.id}: {response!r}")
    if isinstance(item, Single | Multiple):
        return _grade_options(item, response)
    if isinstance(item, Ordering):
        return _grade_order(item, response)
    if isinstance(item, Matching):
        return _grade_pairs(item, response)
    if isinstance(item, ShortText):
        return _grade_text(item, response)
    return _grade_number(item, response)


def _grade_options(item: Single | Multiple, response: Response) -> Verdict:
    marks = []
    for option in item.options:
        chosen = option.choice_id in response
        state: State = ("right" if option.key else "wrong") if chosen else ("missed" if option.key else "idle")
        marks.append(Mark(state, option.text, option.why, option.choice_id))
    named = [o.misconception for o in item.options if o.choice_id in response and not o.key and o.misconception]
    correct = set(response) == set(key_of(item))
    return Verdict(correct, tuple(marks), named[0] if named and not correct else "")


def _grade_order(item: Ordering, response: Response) -> Verdict:
    by_id = {step.choice_id: step for step in item.steps}
    place = {step.choice_id: i for i, step in enumerate(item.steps, 1)}
    marks = []
    for position, choice_id in enumerate(response, 1):
        right = place[choice_id] == position
        instead = "" if right else f"belongs at {place[choice_id]}"
        step = by_id[choice_id]
        marks.append(Mark("right" if right else "wrong", step.text, step.why, choice_id, str(position), instead))
    return Verdict(response == key_of(item), tuple(marks))


def _grade_pairs(item: Matching, response: Response) -> Verdict:
    texts = {part.choice_id: part.text for part in parts_of(item)}
    astray = {decoy.choice_id: f"{decoy.why.strip()} " for decoy in item.decoys}
    marks = []
    for pair, choice_id in zip(item.pairs, response, strict=True):
        right = pair.choice_id == choice_id
        instead = "" if right else pair.right
        why = astray.get(choice_id, "") + pair.why  # a decoy says first why it belongs nowhere
        marks.append(Mark("right" if right else "wrong", texts[choice_id], why, choice_id, pair.left, instead))
    return Verdict(response == key_of(item), tuple(marks))


def _grade_number(item: Numeric, response: Response) -> Verdict:
    answer = item.answer
    number = read_number(response[0], answer.unit)
    assert number is not None  # noqa: S101 - `complete` has read it
    given = spell(number, answer.unit)
    if is_right(answer, number):
        return Verdict(True, (Mark("right", given, answer.why),))
    key = Mark("missed", spell(answer.value, answer.unit), answer.why)
    for slip in answer.slips:
        if close(number, Decimal(slip.value), Decimal("0.005")):
            return Verdict(False, (Mark("wrong", given, slip.why), key), slip.misconception)
    return Verdict(False, (Mark("wrong", given, ""), key))


def is_right(answer: NumericAnswer, number: Decimal) -> bool:
    """Whether ``number`` is the answer, as exactly as is asked for."""
    if answer.range is not None:
        return answer.range[0] <= number <= answer.range[1]
    wanted = Decimal(answer.value)
    return close(number, wanted, Decimal(answer.tolerance)) or abs(number - wanted) <= answer.within


def _grade_text(item: ShortText, response: Response) -> Verdict:
    answer, given = item.answer, " ".join(response[0].split())
    if folded(given, answer) in {folded(text, answer) for text in answer.accepted}:
        return Verdict(True, (Mark("right", given, answer.why),))
    return Verdict(False, (Mark("wrong", given, ""), Mark("missed", answer.accepted[0], answer.why)))


def folded(text: str, answer: TextAnswer) -> str:
    """``text`` without what makes no difference to ``answer``."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not answer.accents:
        apart = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))
    return text if answer.case else text.casefold()

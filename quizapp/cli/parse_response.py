"""A typed line to a response. One line is one answer; what cannot be read is no attempt."""

from __future__ import annotations

import re

from quizapp.core.bank import (
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Response,
    ShortText,
    Showing,
    Typed,
    asks_for_all,
    complete,
    wanted_count,
)
from quizapp.core.bank.items import MOST_OPTIONS

_LETTERS, _DIGITS = "abcdefghij", "1234567890"


def read_response(showing: Showing, line: str) -> Response | None:
    """The response in ``line``, or None when it is not a complete one to this question.

    Options by number or letter; several in a row, with or without blanks and commas; an order
    as the numbers of the steps, the first step first; partners as right-hand numbers in the
    order of the left.
    """
    item = showing.item
    if isinstance(item, Typed):
        response: Response = (line.strip(),)
        return response if complete(item, response) else None
    places = _places(line, len(showing.choices))
    if places is None:
        return None
    response = tuple(showing.choices[place].choice_id for place in places)
    return response if complete(item, response) else None


def _places(line: str, count: int) -> list[int] | None:
    """Places from 0 of the choices that ``line`` names; None when it names anything else."""
    words = [word for word in re.split(r"[\s,;]+", line.strip().casefold()) if word]
    tenth = count == MOST_OPTIONS  # each mark is one character, and the tenth choice is 0
    marks = [mark for word in words for mark in ("0" if word == "10" and tenth else word)]
    places = [(_LETTERS if mark.isalpha() else _DIGITS).find(mark) for mark in marks]
    return places if places and all(0 <= place < count for place in places) else None


def how_to(showing: Showing) -> str:
    """What a line has to look like, for the prompt."""
    item, count = showing.item, len(showing.choices)
    if isinstance(item, Numeric):
        unit = item.answer.unit
        return f"a number, in {unit}" if unit else "a number"
    if isinstance(item, ShortText):
        return "a few words"
    if asks_for_all(item):
        return "the numbers of all that apply, such as 1 3"
    if isinstance(item, Multiple):
        return f"{wanted_count(item)} numbers, such as 1 3"
    if isinstance(item, Ordering):
        return f"the {count} numbers in their right order, such as {' '.join(str(n) for n in range(count, 0, -1))}"
    if isinstance(item, Matching):
        return f"for each of the {len(showing.lefts)} left sides the number of its partner"
    return f"a number, 1 to {count}"

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

    Options by number or letter; several in a row, with or without blanks and commas; an order as the numbers of the
    steps, the first step first; partners by their letters (or their places) in the order of the rows, or each behind
    the number of its row, in any order: 2a 1b.
    """
    item = showing.item
    if isinstance(item, Typed):
        response: Response = (line.strip(),)
        return response if complete(item, response) else None
    count = len(showing.choices)
    places = _pairs(line, len(showing.lefts), count) if isinstance(item, Matching) else None
    if places is None:
        places = _places(line, count)
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


def _pairs(line: str, rows: int, count: int) -> list[int] | None:
    """Places from 0 of the partners that ``line`` gives to the rows, each once; None when it is not of this kind."""
    text = line.strip().casefold()
    if not re.fullmatch(r"(?:[1-9]\s*[-=:>]?\s*[a-i][\s,;]*)+", text, re.ASCII):
        return None
    found = {int(row) - 1: _LETTERS.index(letter) for row, letter in re.findall(r"([1-9])[^a-i]*([a-i])", text)}
    named = len(re.findall(r"[1-9]", text))
    if named != rows or sorted(found) != list(range(rows)) or any(place >= count for place in found.values()):
        return None
    return [found[row] for row in range(rows)]


def partner_letter(place: int) -> str:
    """The letter of a partner by its place from 0."""
    return _LETTERS[place]


def names_choice(showing: Showing, word: str) -> bool:
    """Whether ``word``, a letter, stands for a choice of the question, so that it is no command."""
    place = _LETTERS.find(word.casefold())
    return not isinstance(showing.item, Numeric) and len(word) == 1 and 0 <= place < len(showing.choices)


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
        letters = " ".join(_LETTERS[: min(count, len(showing.lefts))][::-1])
        return f"the letter of the partner for each of the {len(showing.lefts)} rows, such as {letters}"
    return f"a number, 1 to {count}"

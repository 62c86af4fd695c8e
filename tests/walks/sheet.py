"""A question as a person reads it off the painted lines: its stem, its rows in order, and what is marked in them.

It reads against the item's own text, and knows nothing of the code that paints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.bank import Matching, Multiple, Numeric, Ordering, Response, Showing, Single, key_of
from quizapp.core.bank.numbers import read_number, spell
from tests.walks.painted import Line

LETTERS = "abcdeF"
_ROW = re.compile(r"^ ([▌↕ ]) ([1-9])  (.*)$")
_BOX = re.compile(r"^[\[(]([x•\- ])[\])] (.*)$")
_PARTNER = re.compile(r"^     ([a-eF])  (.*)$")
_MARK = re.compile(r"^ ([✓✗ ]) (?:([1-9])  |  )(.*)$")
_FIELD = str.maketrans("", "", "▊▎▔▁")


class Difference(AssertionError):
    """The screen shows something else than it should."""

    def __init__(self, what: str, wanted: object, seen: object) -> None:
        super().__init__(f"{what}: should be {wanted!r}, the screen shows {seen!r}")


@dataclass(frozen=True)
class Marks:
    """What the page says has been chosen. ``response``: ids as an answer has them, a pair without a partner as empty
    text; ``cursor``: the row that it is on, -1 for none."""

    response: Response
    cursor: int = -1
    struck: frozenset[str] = frozenset()


def squeeze(text: str) -> str:
    """A text of the bank without what painting may change: blanks, the marks of code and bold, bullets."""
    kept = [line for line in text.split("\n") if not line.lstrip().startswith("```")]
    plain = [re.sub(r"^\s*[-*]\s+", "", re.sub(r"^(\s*\d{1,2})\)\s", r"\1. ", line)) for line in kept]
    return bare("\n".join(plain))


def bare(text: str) -> str:
    """The same of a text on the screen, where a line may begin with anything."""
    return re.sub(r"[\s`*•]", "", text)


def same(what: str, wanted: object, seen: object) -> None:
    """Raise a Difference unless both are equal."""
    if wanted != seen:
        raise Difference(what, wanted, seen)


def take(lines: list[Line], wanted: str, what: str) -> str:
    """Read ``wanted`` off the first lines, which are removed; what of it is struck out."""
    got, struck, want = "", "", squeeze(wanted)
    while lines and (got != want or not want) and want.startswith(got):
        line = lines.pop(0)
        got += bare(line.text)
        struck += bare(line.struck)
        if got == want:
            break
    same(what, want, got)
    return struck


def take_one(lines: list[Line], wanted: Sequence[str], what: str) -> int:
    """Read one of several texts off the first lines; its place among them, the longest that fits."""
    got, found, used = "", -1, 0
    wants = [squeeze(text) for text in wanted]
    for count, line in enumerate(lines, 1):
        got += bare(line.text)
        if got in wants:
            found, used = wants.index(got), count
        if not any(want.startswith(got) for want in wants):
            break
    if found < 0:
        raise Difference(what, list(wanted), got)
    del lines[:used]
    return found


def skip_blank(lines: list[Line]) -> None:
    """Remove empty lines at the beginning."""
    while lines and not lines[0].text.strip():
        lines.pop(0)


def nothing_left(lines: Iterable[Line], what: str) -> None:
    """Nothing of another question may stand below."""
    same(what, "", "".join(line.text for line in lines).strip())


def read_question(lines: list[Line], showing: Showing, *, exam: bool) -> Marks:
    """A question and what is marked in it; the lines that were read are removed."""
    skip_blank(lines)
    take(lines, showing.item.stem, "stem")
    skip_blank(lines)
    item = showing.item
    if isinstance(item, Numeric):
        return _number(lines)
    if isinstance(item, Ordering):
        return _order(lines, showing)
    if isinstance(item, Matching):
        return _pairs(lines, showing)
    return _options(lines, showing, exam=exam)


def _row(lines: list[Line], number: int) -> str:
    """The sign before row ``number``; what is left of its first line is put back."""
    match = _ROW.match(lines[0].text) if lines else None
    if match is None or match[2] != str(number):
        raise Difference(f"row {number}", f"a line that begins with {number}", lines[0].text if lines else "")
    lines[0] = Line(match[3], lines[0].struck)
    return match[1]


def _options(lines: list[Line], showing: Showing, *, exam: bool) -> Marks:
    boxed, cursor = exam or isinstance(showing.item, Multiple), -1
    chosen, struck = [], set()
    for number, part in enumerate(showing.choices, 1):
        sign = _row(lines, number)
        cursor = number - 1 if sign == "▌" else cursor
        box = _BOX.match(lines[0].text) if boxed else None
        if box is not None:
            lines[0] = Line(box[2], lines[0].struck)
            chosen += [part.choice_id] if box[1] in "x•" else []
        elif boxed:
            raise Difference(f"row {number}", "a box", lines[0].text)
        out = take(lines, part.text, f"option {number}")
        if out:
            same(f"struck out of option {number}", squeeze(part.text), out)
            struck.add(part.choice_id)
        if box is not None and exam:
            same(f"box of option {number}", part.choice_id in struck and part.choice_id not in chosen, box[1] == "-")
    if not boxed and cursor >= 0:
        chosen = [showing.choices[cursor].choice_id]
    return Marks(tuple(chosen), cursor, frozenset(struck))


def _order(lines: list[Line], showing: Showing) -> Marks:
    order, cursor = [], -1
    for number in range(1, len(showing.choices) + 1):
        sign = _row(lines, number)
        cursor = number - 1 if sign in "▌↕" else cursor
        place = take_one(lines, [part.text for part in showing.choices], f"step {number}")
        order.append(showing.choices[place].choice_id)
    same("steps", sorted(part.choice_id for part in showing.choices), sorted(order))
    return Marks(tuple(order), cursor)


def _pairs(lines: list[Line], showing: Showing) -> Marks:
    given, cursor = [], -1
    letters = LETTERS[: len(showing.choices)]
    for number, left in enumerate(showing.lefts, 1):
        sign = _row(lines, number)
        cursor = number - 1 if sign == "▌" else cursor
        place = take_one(lines, [f"{left} → {letter}" for letter in f"·{letters}"], f"left-hand side {number}")
        given.append(showing.choices[place - 1].choice_id if place else "")
    skip_blank(lines)
    for letter, part in zip(letters, showing.choices, strict=True):
        match = _PARTNER.match(lines[0].text) if lines else None
        if match is None or match[1] != letter:
            raise Difference(f"partner {letter}", f"a line that begins with {letter}", lines[0].text if lines else "")
        lines[0] = Line(match[2], lines[0].struck)
        take(lines, part.text, f"partner {letter}")
    return Marks(tuple(given), cursor)


def _number(lines: list[Line]) -> Marks:
    text = "".join(line.text.translate(_FIELD) for line in lines).strip()
    lines.clear()
    return Marks(() if not text or text.startswith("a number") else (text,))


def read_verdict(
    lines: list[Line], showing: Showing, response: Response | None, note: str = "", aside: list[Line] | None = None
) -> None:
    """A question after its answer ``response``; None when there was no answer and the key is told alone.

    ``note``: the learner's own, which stands below the explanation, as any text of theirs is laid out.
    ``aside``: the lines of the right pane, where there are two: the question and its marked answers are at the left
    and nothing else, and all reasons at the right, in the order of the rows and with their marks.
    """
    item, key = showing.item, key_of(showing.item)
    if aside is not None:
        _read_answered(lines, showing, response)
        nothing_left(lines, "below the answers")
        _read_reasons(aside, showing, response)
        _read_lesson(aside, item.explanation, note)
        return
    skip_blank(lines)
    take(lines, item.stem, "stem")
    skip_blank(lines)
    if isinstance(item, Single | Multiple):
        for number, part in enumerate(showing.choices, 1):
            chosen, right = part.choice_id in (response or ()), part.choice_id in key
            _marked(lines, number, "✓" if right else "✗" if chosen else " ")
            take(lines, part.text, f"option {number}")
            _why(lines, part.why, chosen=chosen)
    elif isinstance(item, Numeric):
        _marked(lines, 0, None)
        if response is not None:
            given = read_number(response[0], item.answer.unit)
            assert given is not None
            same("number", True, bare(lines[0].text).startswith(squeeze(spell(given, item.answer.unit))))
    elif isinstance(item, Ordering):
        texts = {part.choice_id: part for part in showing.choices}
        for number, choice in enumerate(response or key, 1):
            right = choice == key[number - 1]
            _marked(lines, number, "✓" if right else "✗")
            place = "" if right else f" belongs at {key.index(choice) + 1}"
            take(lines, texts[choice].text + place, f"step {number}")
            take(lines, texts[choice].why, f"reason of step {number}")
    else:
        texts = {part.choice_id: part for part in showing.choices}
        for number, choice in enumerate(response or key):
            right = choice == key[number]
            _marked(lines, 0, "✓" if right else "✗")
            take(lines, showing.lefts[number], f"left-hand side {number + 1}")
            take(lines, f"→ {texts[choice].text}", f"partner {number + 1}")
            if not right:
                _until(lines, texts[key[number]].text)
            _until(lines, item.pairs[number].why)
    _read_lesson(lines, item.explanation, note)


def _read_lesson(lines: list[Line], explanation: str, note: str) -> None:
    """The explanation, and the note below it if there is one."""
    _until(lines, explanation)
    if note:
        _until(lines, f"Your note: {note}")
    same("a note below", False, any(line.text.startswith(" Your note: ") for line in lines))


def _read_answered(lines: list[Line], showing: Showing, response: Response | None) -> None:
    """The left of two panes: the stem, and every answer with its mark."""
    item, key = showing.item, key_of(showing.item)
    texts = {part.choice_id: part.text for part in showing.choices}
    skip_blank(lines)
    take(lines, item.stem, "stem")
    skip_blank(lines)
    if isinstance(item, Single | Multiple):
        for number, part in enumerate(showing.choices, 1):
            _marked(lines, number, _glyph(part.choice_id, response, key))
            take(lines, part.text, f"option {number}")
    elif isinstance(item, Numeric):
        _marked(lines, 0, None)
        if response is not None:
            given = read_number(response[0], item.answer.unit)
            assert given is not None
            same("number", True, bare(lines[0].text).startswith(squeeze(spell(given, item.answer.unit))))
        lines.clear()
    elif isinstance(item, Ordering):
        for number, choice in enumerate(response or key, 1):
            right = choice == key[number - 1]
            _marked(lines, number, "✓" if right else "✗")
            instead = "" if right else f" belongs at {key.index(choice) + 1}"
            take(lines, texts[choice] + instead, f"step {number}")
    else:
        for number, choice in enumerate(response or key):
            right = choice == key[number]
            _marked(lines, 0, "✓" if right else "✗")
            take(lines, showing.lefts[number], f"left-hand side {number + 1}")
            take(lines, f"→ {texts[choice]}", f"partner {number + 1}")
            if not right:
                take(lines, f"→ Correct: {texts[key[number]]}", f"right partner {number + 1}")


def _read_reasons(lines: list[Line], showing: Showing, response: Response | None) -> None:
    """The right of two panes: why each answer is right or wrong, in the order of the rows."""
    item, key = showing.item, key_of(showing.item)
    skip_blank(lines)
    if isinstance(item, Single | Multiple):
        for number, part in enumerate(showing.choices, 1):
            _marked(lines, number, _glyph(part.choice_id, response, key))
            _why(lines, part.why, chosen=part.choice_id in (response or ()))
    elif isinstance(item, Ordering):
        texts = {part.choice_id: part for part in showing.choices}
        if response and response != key:
            same("title of the right order", "Correct order:", lines.pop(0).text.strip())
            for number, choice in enumerate(key, 1):
                take(lines, f"{number} {texts[choice].text}", f"right step {number}")
            skip_blank(lines)
        for number, choice in enumerate(response or key, 1):
            if texts[choice].why:
                _marked(lines, number, "✓" if choice == key[number - 1] else "✗")
                take(lines, texts[choice].why, f"reason of step {number}")
    elif isinstance(item, Matching):
        for number, choice in enumerate(response or key):
            if item.pairs[number].why:
                _marked(lines, 0, "✓" if choice == key[number] else "✗")
                take(lines, showing.lefts[number], f"left-hand side {number + 1}")
                take(lines, item.pairs[number].why, f"reason {number + 1}")


def _glyph(choice: str, response: Response | None, key: Response) -> str:
    """How an option is marked."""
    return "✓" if choice in key else "✗" if choice in (response or ()) else " "


def _marked(lines: list[Line], number: int, glyph: str | None) -> None:
    match = _MARK.match(lines[0].text) if lines else None
    if match is None or (number and match[2] != str(number)):
        raise Difference(f"verdict row {number}", "a marked row", lines[0].text if lines else "")
    if glyph is not None:
        same(f"mark of row {number}", glyph, match[1])
    lines[0] = Line(match[3], lines[0].struck)


def _why(lines: list[Line], why: str, *, chosen: bool) -> None:
    """The reason of an option behind a word that says whether it was the answer."""
    got, want = "", squeeze(why)
    while lines and not got.endswith(want):
        got += bare(lines.pop(0).text)
    if not got.endswith(want):
        raise Difference("reason", want, got)
    before = got[: len(got) - len(want)]
    same("whose answer", chosen, before.lower().startswith("your"))


def _until(lines: list[Line], wanted: str) -> None:
    """Read on until ``wanted`` has been read; raise a Difference when it does not come."""
    got, want = "", squeeze(wanted)
    seen = list(lines)
    while lines and want not in got:
        got += bare(lines.pop(0).text)
    if want not in got:
        raise Difference("text", wanted, "\n".join(line.text for line in seen))

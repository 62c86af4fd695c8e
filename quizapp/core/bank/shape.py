"""The shape of a single question: can it be asked and graded, and has it the form that a strict bank asks for?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from quizapp.core.bank.grading import folded, is_right
from quizapp.core.bank.items import (
    Item,
    Level,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    ShortText,
    Single,
    key_of,
    parts_of,
)
from quizapp.core.quantity import COUNT_WORDS

CHOOSE = {count: f"(Choose {word}.)" for count, word in COUNT_WORDS.items()}
"""How the stem of a multiple says its number of keys, as the exam does. Capitals, as banks had them before, do too."""
CHOOSES = re.compile(r"\(Choose (two|three)\.?\)|\bChoose (two|three)\b(?=[.)]|$)", re.IGNORECASE)
MOST_VERSIONS = 10_000
_NAME = re.compile(r"^[A-Za-z0-9][\w.-]{0,199}$")
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


class Breach(NamedTuple):
    """A breach of ``rule``. ``lax``: how grave it is in a bank that is not strict, where strict ones have an error."""

    rule: str
    message: str
    lax: Literal["error", "warning", "off"]


def must(rule: str, message: str) -> Breach:
    """A question with it cannot be served by any bank."""
    return Breach(rule, message, "error")


def loose(rule: str, message: str) -> Breach:
    """Something is written and leads nowhere."""
    return Breach(rule, message, "warning")


def strict_only(rule: str, message: str) -> Breach:
    """A strict bank's own rule."""
    return Breach(rule, message, "off")


def gradable(item: Item) -> Iterator[Breach]:
    """What every bank needs, so that a question can be asked and an answer graded."""
    if not _NAME.match(item.id):
        yield must("STR01", "an id is a word of letters, digits, hyphens, points and underscores")
    if not 0 < item.version < MOST_VERSIONS:
        yield must("STR01", f"'version' counts from 1, one by one; {item.version} cannot be right")
    if not item.stem.strip():
        yield must("STR02", "the stem must not be empty")
    ids = [part.choice_id for part in parts_of(item)]
    if any(not part.text.strip() for part in parts_of(item)):
        yield must("STR02", "an answer without text")
    elif len(set(ids)) != len(ids):
        yield must("OPT02", "two answers have the same text or id")
    begins, until = item.valid.begins, item.valid.until
    if (begins and until and until <= begins) or (item.valid.start and item.valid.by):
        yield must("STR02", "'valid.until' must lie after 'valid.from', and 'by' stands instead of 'from'")
    for image in item.images:
        if not image.alt.strip():
            yield must("STR02", f"the image {image.path} needs 'alt', the text that stands for it in a terminal")
    yield from _KEYS[type(item)](item)


def _single(item: Single) -> Iterator[Breach]:
    keys = len(key_of(item))
    if keys != 1:
        yield must("STR02", f"a single has exactly one option with 'key: true', this one has {keys}")
    if CHOOSES.search(item.stem):
        yield must("STR02", "a single does not say 'Choose two'")


def _multiple(item: Multiple) -> Iterator[Breach]:
    keys = len(key_of(item))
    said = CHOOSES.search(item.stem)
    if not keys:
        yield must("STR02", "a multiple has at least one option with 'key: true'")
    elif said is not None and item.select == "all":
        yield must("STR02", f"the stem says 'Choose {said[1] or said[2]}', and 'select: all' says nothing of a number")
    elif said is not None and (said[1] or said[2]).lower() != COUNT_WORDS.get(keys):
        yield must("STR02", f"the stem says 'Choose {said[1] or said[2]}', but {keys} options are keys")


def _numeric(item: Numeric) -> Iterator[Breach]:
    answer = item.answer
    if not 0 <= answer.tolerance < 1:
        yield must("STR02", "'tolerance' is relative, from 0 to below 1; 'within' is absolute")
    if answer.within < 0:
        yield must("STR02", "'within' is how far a right answer may lie away: a number above 0")
    if answer.tolerance and not answer.value:
        yield must("STR02", "a 'tolerance' is a part of the answer, and a part of 0 is nothing; use 'within'")
    if answer.range is not None:
        if answer.tolerance or answer.within:
            yield must("STR02", "a 'range' says what is right, so 'tolerance' and 'within' mean nothing beside it")
        if not answer.range[0] <= answer.value <= answer.range[1]:
            yield must(
                "STR02", f"'range' goes from the least to the greatest right number, and {answer.value} is in it"
            )
    values = [Decimal(slip.value) for slip in answer.slips]
    if len(set(values)) != len(values) or any(is_right(answer, value) for value in values):
        yield must("OPT02", "each slip needs its own value, other than the answer")


def _text(item: ShortText) -> Iterator[Breach]:
    if any(not folded(text, item.answer) for text in item.answer.accepted):
        yield must("STR02", "an accepted answer without text")


def _matching(item: Matching) -> Iterator[Breach]:
    if len({pair.left for pair in item.pairs}) != len(item.pairs):
        yield must("OPT02", "two pairs have the same left-hand side")
    if len(parts_of(item)) < 2:
        yield must("STR02", "a matching needs at least two different right-hand sides")
    if any(not pair.left.strip() for pair in item.pairs):
        yield must("STR02", "each pair needs a left-hand side")


_KEYS: dict[type, Callable[..., Iterator[Breach]]] = {
    Single: _single,
    Multiple: _multiple,
    Numeric: _numeric,
    ShortText: _text,
    Ordering: lambda _item: iter(()),
    Matching: _matching,
}


def in_form(item: Item) -> Iterator[Breach]:
    """What a strict bank asks of each question beyond that."""
    if not _SLUG.match(item.id):
        yield strict_only("STR01", "an id is a slug: lower-case words joined by hyphens")
    if not item.explanation.strip():
        yield strict_only("STR02", "stem and explanation must not be empty")
    if not item.level:
        yield strict_only("STR05", f"'level' is one of {', '.join(level for level in get_args(Level) if level)}")
    yield from _counts(item)
    for part in parts_of(item):
        if not part.why.strip():
            yield strict_only("STR03", f"'{part.text[:40]}' has no rationale (why)")
    if isinstance(item, Matching) and any(not pair.why.strip() for pair in item.pairs):
        yield strict_only("STR03", "each pair needs a left-hand side and a rationale (why)")
    if isinstance(item, Numeric | ShortText) and not item.answer.why.strip():
        yield strict_only("STR03", "the answer has no rationale (why)")
    for slip in item.answer.slips if isinstance(item, Numeric) else ():
        if not slip.why.strip():
            yield strict_only("STR03", f"the slip {slip.value} has no rationale (why)")
    if not item.sources:
        yield strict_only("STR04", "at least one source is needed")
    for source in item.sources:
        if source.checked is None:
            yield strict_only("STR04", f"the source '{source.title[:40]}' lacks the date it was checked")
        if not source.url.startswith("https://"):
            yield strict_only("STR04", f"the source '{source.title[:40]}' needs an https address")
    if item.knowledge in ((), (item.id,)):
        yield strict_only("STR05", "at least one knowledge point is needed")


def _counts(item: Item) -> Iterator[Breach]:
    """The forms of the exam: so many options, keys, steps and pairs."""
    if isinstance(item, Single) and len(item.options) != 4:
        yield strict_only("STR02", f"a single has four options, this one has {len(item.options)}")
    if isinstance(item, Multiple):
        if len(item.options) not in (5, 6):
            yield strict_only("STR02", f"a multiple has five or six options, this one has {len(item.options)}")
        if len(key_of(item)) not in (2, 3):
            yield strict_only("STR02", f"a multiple has two or three keys, this one has {len(key_of(item))}")
        if CHOOSES.search(item.stem) is None:
            yield strict_only("STR02", f"the stem of a multiple ends with {' or '.join(CHOOSE.values())}")
    if isinstance(item, Ordering) and not 3 <= len(item.steps) <= 7:
        yield strict_only("STR02", f"an ordering has three to seven steps, this one has {len(item.steps)}")
    if isinstance(item, Matching) and not 3 <= len(item.pairs) <= 6:
        yield strict_only("STR02", f"a matching has three to six pairs, this one has {len(item.pairs)}")

"""What a question is: five types of item, their parts, and the key of each.

A part that a learner can choose (an option, a step, a right-hand side) is known by an id,
never by its position: an authored ``id``, or a digest of its text.
"""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, get_args

import msgspec

from quizapp.core.facts import Source
from quizapp.core.json_value import JsonValue
from quizapp.core.lambda_model import SolutionStep

ItemType = Literal["single", "multiple", "numeric", "text", "ordering", "matching"]
Level = Literal["recall", "apply", "analyse", ""]
MOST_OPTIONS = 10
"""The tenth is chosen with ``0``."""
NO_DOMAIN = "none"
"""The domain of questions that belong to none."""


def digest(text: str) -> str:
    """A short id for a text: eight hexadecimal digits. White space at its ends makes no difference."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:8]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something a learner can choose, with the reason it is right or wrong."""

    text: str
    why: str = ""
    id: str = ""

    @property
    def choice_id(self) -> str:
        """The identity of this part in responses and in the log."""
        return self.id or digest(self.text)


class Option(Part, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One of the answers offered. ``key``: it is (one of) the right one(s). ``pinned``: it stays where it is written
    while the others are shuffled, as "All of the above" has to.
    """

    key: bool = False
    misconception: str = ""
    pinned: bool = False


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A left-hand side and what belongs to it. Several pairs may share a right-hand text."""

    left: str
    right: str
    why: str = ""

    @property
    def choice_id(self) -> str:
        """The identity of the right-hand side."""
        return digest(self.right)


class Slip(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A wrong number that can be foreseen, and what leads to it."""

    value: int | Decimal
    why: str = ""
    misconception: str = ""


class NumericAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The number asked for. ``tolerance`` is relative (0.01 is one per cent), ``within`` absolute, in the unit.

    Whichever allows more counts, and without both the number has to be exact. ``range``: instead of those, the least
    and the greatest number that are right, both included.
    """

    value: int | Decimal
    why: str = ""
    unit: str = ""
    tolerance: int | Decimal = 0
    within: int | Decimal = 0
    range: tuple[int | Decimal, int | Decimal] | None = None
    slips: tuple[Slip, ...] = ()


class TextAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The words asked for: any of ``accepted``, the first of which is shown as the answer.

    Capitals count where ``case`` is set, and accents where ``accents`` is. White space never does.
    """

    accepted: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    why: str = ""
    case: bool = False
    accents: bool = False


class Image(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A picture in the bank's folder. A terminal shows ``alt``; reports and a browser show the picture."""

    path: str
    alt: str


class Calculation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A figure of the item's texts that is worked out, so that the audit can work it out again.

    ``work`` is arithmetic over numbers and ids of facts: ``"8 * esm.stream.parallelization.max"``, with ``ceil``,
    ``floor``, ``min`` and ``max``. Or ``bench`` and ``given``: a bench of the Lab and its parameters; ``result`` names
    the figure of its answer. ``gives`` is the figure, as exact as it is printed; ``day`` the day of the facts, if not
    any day on which the item holds.
    """

    gives: int | Decimal
    work: str = ""
    bench: str = ""
    given: dict[str, JsonValue] = {}
    result: str = ""
    day: date | None = None


class Validity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """When an item is true: from ``start``, included, until ``until``, left out.

    ``by``: instead of ``start`` where nobody knows the day: a day on which it was true already.
    """

    start: date | None = None
    until: date | None = None
    by: date | None = None

    @property
    def begins(self) -> date | None:
        """The first day on which it is known to be true; None for always."""
        return self.start or self.by

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies inside."""
        return (self.begins is None or self.begins <= day) and (self.until is None or day < self.until)


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """Where a generated item comes from; enough to make it again."""

    model: str
    version: int
    seed: int
    as_of: date
    lure: str = ""
    parameters: dict[str, JsonValue] = {}
    note: str = ""
    steps: tuple[SolutionStep, ...] = ()


class ItemBase(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type"):
    """What all items have. An id and a stem have to be there; ``topic`` may stand once at the head of a file.

    ``passage``: the name of a text at the head of the file that is read before the stem; several items may share it.

    ``task``: the task statement of the exam guide that a question belongs to, such as "2.1"; "none" for what no exam
    asks; empty where nobody said. ``practice``: kept out of sessions and of scored exams, asked as practice alone.
    """

    id: str
    stem: str
    version: int = 1
    domain: str = NO_DOMAIN
    level: Level = ""
    explanation: str = ""
    sources: tuple[Source, ...] = ()
    knowledge: tuple[str, ...] = ()
    topic: str = ""
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    passage: str = ""
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    valid: Validity = Validity()
    then_and_now: str = ""
    corrects: int = 0
    task: str = ""
    practice: bool = False
    calculation: tuple[Calculation, ...] = ()
    variant: Variant | None = None

    @property
    def card_id(self) -> str:
        """What memory is kept for: the item, or the item model it was generated from."""
        return self.variant.model if self.variant else self.id


Options = Annotated[tuple[Option, ...], msgspec.Meta(min_length=2, max_length=MOST_OPTIONS)]


class Single(ItemBase, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="single"):
    """One of the options is right."""

    options: Options


class Multiple(ItemBase, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="multiple"):
    """Several of the options are right. ``select``: as many as the learner is told, or "all" that apply, which may be
    any number of them, and nobody says how many.
    """

    options: Options
    select: Literal["count", "all"] = "count"


class Numeric(ItemBase, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="numeric"):
    """A number is typed."""

    answer: NumericAnswer


class ShortText(ItemBase, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="text"):
    """A few words are typed."""

    answer: TextAnswer


class Ordering(ItemBase, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="ordering"):
    """Steps are put in order. They are written in the right one."""

    steps: Annotated[tuple[Part, ...], msgspec.Meta(min_length=2, max_length=MOST_OPTIONS)]


class Matching(ItemBase, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="matching"):
    """Each left-hand side gets a right-hand side. ``decoys`` are right-hand sides that belong to none."""

    pairs: Annotated[tuple[Pair, ...], msgspec.Meta(min_length=2, max_length=MOST_OPTIONS)]
    decoys: tuple[Part, ...] = ()


Item = Single | Multiple | Numeric | ShortText | Ordering | Matching
Chosen = Single | Multiple
Typed = Numeric | ShortText
TYPES: tuple[ItemType, ...] = get_args(ItemType)


def type_of(item: Item) -> str:
    """The item's type as the YAML names it."""
    return str(type(item).__struct_config__.tag)


def parts_of(item: Item) -> tuple[Part, ...]:
    """What can be chosen, each once, in the order written. Where something is typed there is nothing to choose."""
    if isinstance(item, Single | Multiple):
        return item.options
    if isinstance(item, Ordering):
        return item.steps
    if isinstance(item, Matching):
        rights = {pair.choice_id: Part(text=pair.right, why=pair.why) for pair in item.pairs}
        return (*rights.values(), *item.decoys)
    return ()


def key_of(item: Item) -> tuple[str, ...]:
    """The right response: ids in the order written, by step, or by left-hand side; what is typed as text."""
    if isinstance(item, Single | Multiple):
        return tuple(option.choice_id for option in item.options if option.key)
    if isinstance(item, Ordering):
        return tuple(step.choice_id for step in item.steps)
    if isinstance(item, Matching):
        return tuple(pair.choice_id for pair in item.pairs)
    if isinstance(item, ShortText):
        return item.answer.accepted[:1]
    return (str(item.answer.value),)


def texts_of(item: Item) -> tuple[str, ...]:
    """Every text a learner may see, for checks that look at all of them."""
    texts = [item.stem, item.explanation, *(t for p in parts_of(item) for t in (p.text, p.why))]
    if isinstance(item, Matching):
        texts += [t for pair in item.pairs for t in (pair.left, pair.why)]
    if isinstance(item, Numeric):
        texts += [item.answer.why, *(slip.why for slip in item.answer.slips)]
    if isinstance(item, ShortText):
        texts += [*item.answer.accepted, item.answer.why]
    return tuple(texts)

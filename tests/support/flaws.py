"""Flaws that careless authors and later editors put into items, made on purpose in copies of real ones.

A maker takes an item and chance and gives a flawed copy, or None where this item cannot have the flaw. Each says in
its docstring what makes the result a flaw. Nothing here knows how the rules of the audit find them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from msgspec.structs import replace

from quizapp.core.bank.items import Item, Multiple, Numeric, Ordering, Single
from quizapp.core.facts import FactBook

NUMBER = re.compile(r"(?<![\w.,:/$-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w:/]|[.,]\d)")
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
WORD_VALUES = dict(zip(WORDS, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12), strict=True))


@dataclass(frozen=True)
class Flawed:
    """A flawed copy; what has to stand beside it; the facts, when they are what changed."""

    item: Item
    beside: tuple[Item, ...] = ()
    facts: FactBook | None = None
    recorded: bool = False
    """Whether the clean item was published before, at the version it has."""


Maker = Callable[[Item, FactBook, Random], "Flawed | None"]


@dataclass(frozen=True)
class Kind:
    """A kind of flaw: its name, the rules that are there for it, its maker, and how many are made."""

    name: str
    rules: frozenset[str]
    make: Maker
    count: int = 25


def kind(name: str, rules: str, make: Maker, count: int = 25) -> Kind:
    """A kind; ``rules`` are ids in one text."""
    return Kind(name, frozenset(rules.split()), make, count)


def with_option(item: Single | Multiple, place: int, **changes: Any) -> Single | Multiple:
    """The item with one option changed."""
    options = list(item.options)
    options[place] = replace(options[place], **changes)
    return replace(item, options=tuple(options))


def keys(item: Single | Multiple) -> list[int]:
    """Where the keys stand."""
    return [n for n, option in enumerate(item.options) if option.key]


def distractors(item: Single | Multiple) -> list[int]:
    """Where the other options stand."""
    return [n for n, option in enumerate(item.options) if not option.key]


def with_why(item: Item, chance: Random, edit: Callable[[str], str]) -> Item:
    """The item with the rationale of one of its parts edited."""
    if isinstance(item, Numeric):
        if item.answer.slips and chance.random() < 0.5:
            slips = list(item.answer.slips)
            n = chance.randrange(len(slips))
            slips[n] = replace(slips[n], why=edit(slips[n].why))
            return replace(item, answer=replace(item.answer, slips=tuple(slips)))
        return replace(item, answer=replace(item.answer, why=edit(item.answer.why)))
    name = "options" if isinstance(item, Single | Multiple) else "steps" if isinstance(item, Ordering) else "pairs"
    parts = list(getattr(item, name))
    n = chance.randrange(len(parts))
    parts[n] = replace(parts[n], why=edit(parts[n].why))
    return replace(item, **{name: tuple(parts)})


def figures(item: Item, facts: FactBook) -> set[Decimal]:
    """The numbers that its facts have had, and those it works out."""
    values = [dated.value for name in item.facts if name in facts for dated in facts[name].values]
    found = {Decimal(v) for v in values if isinstance(v, int | Decimal) and not isinstance(v, bool)}
    return found | {Decimal(step.gives) for step in item.calculation}


def printed(value: Decimal, like: str) -> str:
    """A number as authors print it, with separators from 1,000 on or where ``like`` has them."""
    text = f"{value:f}"
    whole, dot, rest = text.partition(".")
    return (f"{int(whole):,}" if "," in like or len(whole) > 4 else whole) + dot + rest


def misread(value: Decimal, like: str, others: Iterable[Decimal], chance: Random) -> str:
    """Another number in the place of ``value``: a slip of the finger, a power of ten, another line of the notes."""
    digits = like.replace(",", "")
    n = chance.randrange(len(digits))
    while not digits[n].isdigit():
        n = chance.randrange(len(digits))
    slipped = digits[:n] + chance.choice("123456789") + digits[n + 1 :]
    found = [slipped, str(value * 10), str(value * 2), str(value + 1), *(str(other) for other in others)]
    if value % 2 == 0 and value:
        found.append(str(value / 2))
    if value % 10 == 0 and value:
        found.append(str(value // 10))
    texts = [printed(Decimal(text), like) for text in found if Decimal(text) != value and Decimal(text) >= 0]
    return chance.choice(texts)


def other_number(text: str, item: Item, facts: FactBook, chance: Random) -> str:
    """The text with one of the item's figures wrong, or the same text when it has none."""
    known = figures(item, facts)
    hits = [m for m in NUMBER.finditer(text) if Decimal(m[0].replace(",", "")) in known]
    if not hits:
        return text
    hit = chance.choice(hits)
    value = Decimal(hit[0].replace(",", ""))
    rest = sorted(known - {value})
    wrong = misread(value, hit[0], chance.sample(rest, min(1, len(rest))), chance)
    return text[: hit.start()] + wrong + text[hit.end() :]


def number_in_explanation(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A number that a fact or a calculation backs is replaced, once: a true explanation now states something false."""
    text = other_number(item.explanation, item, facts, chance)
    return None if text == item.explanation else Flawed(replace(item, explanation=text))


def word_in_explanation(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A number in words that equals a fact of the item is replaced by another one: what was true is false."""
    known = figures(item, facts)
    found = re.finditer(rf"\b({'|'.join(WORDS)})\b", item.explanation)
    hits = [m for m in found if Decimal(WORD_VALUES[m[0]]) in known]
    if not hits:
        return None
    hit = chance.choice(hits)
    wrong = chance.choice([word for word in WORDS if word != hit[0]])
    return Flawed(replace(item, explanation=item.explanation[: hit.start()] + wrong + item.explanation[hit.end() :]))


def number_in_key(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A fact's number in the text of a key is replaced: the key is false, and nothing right is left to choose."""
    if not isinstance(item, Single | Multiple):
        return None
    place = chance.choice(keys(item))
    text = other_number(item.options[place].text, item, facts, chance)
    return None if text == item.options[place].text else Flawed(with_option(item, place, text=text))


def wrong_answer(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """The number asked for is another one: it changed places with a slip, was misread, or miscalculated throughout.

    The calculation of the clean item gives the right one, so every other one is wrong (beyond the tolerance).
    """
    if not isinstance(item, Numeric) or not any(step.work for step in item.calculation):
        return None
    answer, right = item.answer, Decimal(item.answer.value)
    way = chance.choice(["swap", "misread", "throughout"])
    if way == "swap" and answer.slips:
        slip = chance.choice(answer.slips)
        wrong = Decimal(slip.value)
        slips = tuple(replace(s, value=answer.value) if s is slip else s for s in answer.slips)
        flawed = replace(item, answer=replace(answer, value=slip.value, slips=slips))
    else:
        wrong = Decimal(misread(right, f"{right:f}", (), chance).replace(",", ""))
        flawed = replace(item, answer=replace(answer, value=wrong))
        if way == "throughout":
            flawed = _throughout(flawed, right, wrong)
    return Flawed(flawed) if abs(wrong - right) > right * Decimal(answer.tolerance) else None


def _throughout(item: Numeric, right: Decimal, wrong: Decimal) -> Numeric:
    """The wrong number wherever the right one stood, in the texts and in what is worked out."""

    def said(text: str) -> str:
        return NUMBER.sub(
            lambda m: printed(wrong, m[0]) if Decimal(m[0].replace(",", "")) == right else m[0],
            text,
        )

    steps = tuple(replace(step, gives=wrong) if Decimal(step.gives) == right else step for step in item.calculation)
    answer = replace(item.answer, why=said(item.answer.why))
    return replace(item, calculation=steps, answer=answer, explanation=said(item.explanation))


def another_key(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """Something else is right now, and the version is the one already published: histories would be judged wrongly."""
    if isinstance(item, Single | Multiple):
        old, new = chance.choice(keys(item)), chance.choice(distractors(item))
        return Flawed(with_option(with_option(item, old, key=False), new, key=True), recorded=True)
    if isinstance(item, Numeric):
        wrong = misread(Decimal(item.answer.value), f"{Decimal(item.answer.value):f}", (), chance)
        value = Decimal(wrong.replace(",", ""))
        return Flawed(replace(item, answer=replace(item.answer, value=value)), recorded=True)
    name = "steps" if isinstance(item, Ordering) else "pairs"
    parts = list(getattr(item, name))
    a, b = sorted(chance.sample(range(len(parts)), 2))
    if isinstance(item, Ordering):
        parts[a], parts[b] = parts[b], parts[a]
    elif parts[a].right == parts[b].right:
        return None
    else:
        parts[a], parts[b] = replace(parts[a], right=parts[b].right), replace(parts[b], right=parts[a].right)
    return Flawed(replace(item, **{name: tuple(parts)}), recorded=True)


def second_key(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A single with two keys: it cannot be graded, and it hides which one was meant."""
    if not isinstance(item, Single):
        return None
    return Flawed(with_option(item, chance.choice(distractors(item)), key=True))


def keys_and_stem_disagree(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """The stem asks for another number of options than are keys: nobody who follows it can be right."""
    if not isinstance(item, Multiple):
        return Flawed(replace(item, stem=item.stem.rstrip() + " (Choose TWO.)")) if isinstance(item, Single) else None
    way = chance.choice(["more", "fewer", "said", "unsaid"])
    if way == "more":
        return Flawed(with_option(item, chance.choice(distractors(item)), key=True))
    if way == "fewer":
        return Flawed(with_option(item, chance.choice(keys(item)), key=False))
    if way == "said":
        told = {"TWO": "THREE", "THREE": "TWO"}
        return Flawed(replace(item, stem=re.sub(r"(?<=Choose )(TWO|THREE)", lambda m: told[m[0]], item.stem)))
    return Flawed(replace(item, stem=re.sub(r"\s*\(Choose \w+\.\)", "", item.stem)))


def no_rationale(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """A part has no rationale, or a placeholder for one: whoever chose it learns nothing."""
    said = chance.choice(["", "", "   ", "TODO", "tbd", "-", "?", "n/a"])
    return Flawed(with_why(item, chance, lambda _: said))


def short_rationale(item: Item, facts: FactBook, chance: Random) -> Flawed | None:
    """Only the first two words of a rationale are left: it says nothing."""
    return Flawed(with_why(item, chance, lambda why: " ".join(why.split()[:2])))


CONTENT = (
    kind("wrong number in the explanation", "STR06 CAL01", number_in_explanation, 30),
    kind("wrong number in a key", "STR06 CAL01 OPT02", number_in_key),
    kind("wrong answer of a calculation", "CAL01 STR06 OPT02", wrong_answer),
    kind("another key, same version", "VER01", another_key),
    kind("a second key", "STR02", second_key),
    kind("stem and keys disagree on the count", "STR02", keys_and_stem_disagree),
    kind("no rationale", "STR03 EXP03", no_rationale),
    kind("rationale of two words", "EXP03", short_rationale),
)
BEYOND = (kind("wrong number word in the explanation", "STR06 CAL01", word_in_explanation),)
"""Words like 'three' mostly count what the item itself lists ('all three layers'); nothing backs a good one either."""

"""OPT: are the options parallel, distinct, and silent about the key?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from statistics import mean
from typing import NamedTuple

from quizapp.core.bank import Item, parts_of
from quizapp.core.bank.items import Multiple, Option, Single
from quizapp.core.lint.catalogue import Level
from quizapp.core.lint.findings import Finding, Scope
from quizapp.core.lint.quantities import Quantity, evened, quantities_of, units_of
from quizapp.core.lint.word_measures import code_in, likeness, telling, word_count, words
from quizapp.core.markup import flat, without_code

_ABOVE = re.compile(
    r"\b(all|none|both|neither|any|either) (of )?(the )?(above|below|other options?|other answers?)\b|"
    r"^(all|none|both|neither|any|either)( of)?( the)?( other)? (above|these|others|them|options?|answers?|choices?)"
    r"( (is|are) (all )?(right|correct|true|wrong|incorrect|false)| apply| applies| holds?)?\W*$|"
    r"^\W*(both )?(options? |answers? )?[A-F1-6] (and|or) [A-F1-6]\W*$|\b(options?|answers?) [A-F1-6] and [A-F1-6]\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(first|second|third|fourth|last|previous|next|preceding|following|other) (option|answer|choice)s?\b|"
    r"\b(option|answer|choice)s? (above|below|(?-i:[A-F1-6])\b)|\bas above\b|\bsee above\b|"
    r"\b(same as|like) (?-i:[A-F])(?=\W*$|[,;.:] )",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(always|never|only|all|must|every|entirely|completely|impossible|without exception|guaranteed|in any case)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"\b(usually|sometimes|often|generally|typically|may|might|possibly|probably)\b", re.IGNORECASE)
_WARN, _FAIL = 1.4, 1.8
_MOST_WORDS = 35


def check_options(item: Item, scope: Scope) -> Iterator[Finding]:  # noqa: ARG001 - one shape for every check
    """Findings about what can be chosen."""
    for part in parts_of(item):
        if _ABOVE.search(part.text):
            yield Finding("OPT01", f"'{part.text[:40]}' speaks of other options; give answers that stand alone")
        elif _PLACE.search(part.text):
            yield Finding("OPT11", f"'{part.text[:40]}' speaks of an option by its place; options are shuffled")
        if word_count(part.text) > _MOST_WORDS:
            yield Finding("OPT12", f"an option has {word_count(part.text)} words; {_MOST_WORDS} are enough")
    yield from _twins([part.text for part in parts_of(item)])
    if isinstance(item, Single | Multiple):
        yield from _length(item.options)
        yield from _tone(item.options)
        yield from _clang(item)
        yield from _numbers(item.options)


class _Comparable(NamedTuple):
    """What an option says, in the forms in which options are compared; each is worked out once."""

    text: str
    plain: str
    """Without case, white space, punctuation and articles, and with quantities written in one way."""
    words: tuple[str, ...]
    code: list[str]
    amount: tuple[str, Decimal] | None
    """Unit and value of a quantity, the same for '1 GB' and '1024 MB'."""

    @classmethod
    def of(cls, text: str) -> _Comparable:
        found = [word for word in words(evened(text).replace("-", " ")) if word not in ("a", "an", "the")]
        plain = " ".join(found) or "".join(text.split()).casefold()
        amounts = quantities_of([text])
        return cls(text, plain, words(text), code_in(text), (amounts[0].unit, amounts[0].base) if amounts else None)


def _twins(texts: list[str]) -> Iterator[Finding]:
    for one, other in combinations(map(_Comparable.of, texts), 2):
        same_amount = one.amount is not None and one.amount == other.amount
        if same_amount or (one.plain == other.plain and _same_code(one, other)):
            yield Finding("OPT02", f"'{one.text[:40]}' and '{other.text[:40]}' say the same")
        elif _contains(one, other) or (
            min(len(one.words), len(other.words)) >= 4
            and one.code == other.code
            and likeness(one.words, other.words) >= 0.9
        ):
            say = f"'{one.text[:40]}' and '{other.text[:40]}' hardly differ, or one contains the other"
            yield Finding("OPT03", say)


def _contains(one: _Comparable, other: _Comparable) -> bool:
    """Whether the words of one stand in a row in the other; of three words or more."""
    short, long = sorted((one.words, other.words), key=len)
    return len(short) >= 3 and f" {' '.join(short)} " in f" {' '.join(long)} "


def _same_code(one: _Comparable, other: _Comparable) -> bool:
    """Whether what either marks as code stands in the other as well, marked or not, however it is spaced."""
    pairs = ((one, other), (other, one))
    return all(code in " ".join(flat(a.text).split()) for a, b in pairs for code in b.code)


def _length(options: tuple[Option, ...]) -> Iterator[Finding]:
    keys = [word_count(o.text) for o in options if o.key]
    others = [word_count(o.text) for o in options if not o.key]
    if not keys or not others:
        return
    ratio = mean(keys) / mean(others)
    if ratio > _WARN and mean(keys) - mean(others) >= 2:
        grave: Level = "error" if ratio > _FAIL else "warning"
        yield Finding("OPT04", f"the key has {ratio:.1f} times the words of the other options", grave=grave)


def _tone(options: tuple[Option, ...]) -> Iterator[Finding]:
    for name, pattern in (("absolute", _ABSOLUTE), ("vague", _VAGUE)):
        having = [o for o in options if pattern.search(without_code(o.text))]
        if having and len(having) < len(options) and len({o.key for o in having}) == 1:
            found = pattern.search(without_code(having[0].text))
            kind = "keys" if having[0].key else "distractors"
            article = "an" if name == "absolute" else "a"
            yield Finding("OPT05", f"{article} {name} word ('{found[0] if found else ''}') stands in {kind} alone")


def _clang(item: Single | Multiple) -> Iterator[Finding]:
    """A telling word of the stem in one key and in no other option."""
    stem = telling(without_code(item.stem))
    shared = [stem & telling(without_code(o.text)) for o in item.options]
    for option, own in zip(item.options, shared, strict=True):
        alone = own - {w for other, o in zip(shared, item.options, strict=True) if o is not option for w in other}
        if (
            option.key
            and len(alone) >= 2
            and not any(other for other, o in zip(shared, item.options, strict=True) if not o.key)
        ):
            yield Finding("OPT06", f"the key alone repeats words of the stem ({', '.join(sorted(alone))})")


def _numbers(options: tuple[Option, ...]) -> Iterator[Finding]:
    texts = [o.text for o in options]
    amounts = quantities_of(texts)
    units = units_of(texts) if amounts is None else {a.unit or "none" for a in amounts}  # of one word, or of several
    if units and len(units) > 1:
        yield Finding("OPT09", f"the options have different units ({', '.join(sorted(units))})")
    elif amounts is not None:
        yield from _distances(options, amounts)


def _distances(options: tuple[Option, ...], amounts: Sequence[Quantity]) -> Iterator[Finding]:
    """Numbers that are too near to a key, or absurdly far from it."""
    keys = [a.base for a, o in zip(amounts, options, strict=True) if o.key]
    for amount, option in zip(amounts, options, strict=True):
        for key in keys:
            if option.key or not key:
                continue
            if abs(amount.base - key) < abs(key) * 2 / 100:
                yield Finding("OPT10", f"'{option.text}' lies within 2 % of the key")
            elif not option.misconception and amount.base and not key / 20 <= amount.base <= key * 20:
                yield Finding(
                    "OPT10", f"'{option.text}' is over twenty times away from the key, and no named mistake leads to it"
                )

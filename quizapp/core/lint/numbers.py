"""STR06: every number in a key or an explanation stands in the stem, in a cited fact, or is worked out.

A number is backed by a fact when the value or the words of a cited fact hold it, in any of its dated values: an
explanation may say what was. Sizes and times are compared in bytes and milliseconds. Arithmetic that is written out
('8 x 4 = 32') backs its result. The steps of an ordering are part of the question. 0, 1 and
100 % are words. CAL01: arithmetic that is written out holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from quizapp.core.bank import Item, parts_of
from quizapp.core.bank.items import Matching, Multiple, Numeric, Ordering, Single
from quizapp.core.facts import FactBook, is_quantity
from quizapp.core.lint.calculations import BadWork, agrees, work_out
from quizapp.core.lint.findings import Finding, Scope
from quizapp.core.lint.quantities import SIZE, TIME, Quantity, quantities, quantity, worded_times
from quizapp.core.markup import one_line, without_code

_NOT_AMOUNTS = re.compile(
    r"\b(?:Amazon Linux|Signature Version|Sigv|SHA|RFC|HTTP/|TLS|OAuth|SSE|ES|RS|AES|UTF|Python|Node\.js|Java|Ruby|"
    r"\.NET|Go|Aurora|format|version|payload format version|Step|Version|tier|Choose)"
    r"[ -]?v?\d+(?:\.\d+)*(?:\.x)?\b",
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}})?|\b{_MONTH} \d{{1,2}}, \d{{4}}|\b{_MONTH} \d{{4}}"
)
_BREAKS = re.compile(r"[=;:?]")
_RESULT = re.compile(r"[^=;:\d]*\d[\d,.]*")
_MOST_CHARACTERS, _MOST_PIECES = 400, 40
"""Of one piece of arithmetic; longer runs are prose with a number in it."""
_SPOKEN = re.compile(
    r"(\d(?:[ %][A-Za-z]+)?%? (?:times|plus|minus|divided by) \d[\d,.]*(?: [A-Za-z-]+)?) "
    r"(?:is|are|makes?|gives?) (?=\d)"
)
_PERCENT = re.compile(r"\s?(%|per ?cent\b)")
_SIGN_OF = {"x": "*", "\u00d7": "*", "times": "*", "plus": "+", "minus": "-", "\u2212": "-", "divided by": "/"}
_SIGNS = re.compile(" (\u00d7|\u2212|x|times|plus|minus|divided by) ")
_WORDS = re.compile(r"\$|(?<![\w.])[A-Za-z][\w-]*")
_COUNTED = frozenset("count http record request environment character message usd port retrie invocation %".split())  # noqa: SIM905
_MEASURED = (SIZE, TIME)
_IN_NAMES = re.compile(r"(?<!\d)(\d++)(Percent|Minutes?)")  # LambdaCanary10Percent5Minutes
_NO_FACTS = FactBook(()).as_of(date(2000, 1, 1))


class _Sum(NamedTuple):
    """Arithmetic that is written out: what stands before the equals sign and after it, and where it ends."""

    left: str
    right: str
    end: int


def check_numbers(item: Item, scope: Scope) -> Iterator[Finding]:
    """Numbers of key and explanation that nothing backs."""
    known = _Known(_backing(item, scope))
    for where, text in _stated_texts(item):
        plain = _clean(text)
        worked = _worked_out(plain)
        for amount in dict.fromkeys((*quantities(plain), *worded_times(plain))):
            if not known.backs(amount) and amount.number not in worked:
                yield Finding("STR06", f"'{amount.text}' in {where} is neither in the stem nor in a fact that is cited")


def _clean(text: str) -> str:
    """One line without code, dates and names that hold numbers; '8 times 4 is 32' becomes '8 times 4 = 32'."""
    bare = " ".join(_DATE.sub(" ", _NOT_AMOUNTS.sub(" ", without_code(text))).split())
    return _SPOKEN.sub(r"\1 = ", bare)


def _stated_texts(item: Item) -> Iterator[tuple[str, str]]:
    yield "the explanation", item.explanation
    if isinstance(item, Single | Multiple):
        for option in item.options:
            if option.key:
                yield "the key", option.text
                yield "the key's rationale", option.why
    elif isinstance(item, Matching):
        for pair in item.pairs:
            yield "a pair", pair.right
            yield "a pair's rationale", pair.why
    elif isinstance(item, Numeric):
        yield "the answer's rationale", item.answer.why
    else:
        for part in parts_of(item):
            yield "a step's rationale", part.why


def _backing(item: Item, scope: Scope) -> list[Quantity]:
    """What numbers may rest on: stem (code too), facts, claims of the notes, calculations."""
    texts = [item.stem, *(claim.claim for claim in scope.bank.claims_of(item))]
    texts += [pair.left for pair in item.pairs] if isinstance(item, Matching) else []
    texts += [step.text for step in item.steps] if isinstance(item, Ordering) else []
    known: list[Quantity] = []
    for fact in (scope.facts[name] for name in {*item.facts, item.then_and_now} if name in scope.facts):
        texts += [fact.says, fact.change]
        for dated in fact.values:
            if isinstance(dated.value, str):
                texts.append(dated.value)
            elif isinstance(dated.value, tuple):
                texts += dated.value
            elif is_quantity(dated.value):
                known.append(quantity(Decimal(dated.value), "%" if fact.unit == "percent" else fact.unit))
    for text in texts:
        bare = _IN_NAMES.sub(r" \1 \2 ", " ".join(part.text for part in one_line(text)))
        known += [*quantities(bare), *worded_times(bare)]
    for calculation in item.calculation:
        known += [quantity(Decimal(calculation.gives), ""), *quantities(calculation.work)]
    if isinstance(item, Numeric):
        known.append(quantity(Decimal(item.answer.value), item.answer.unit))
    return known


class _Known:
    """Amounts that may be named: looked up by size or time, or by their digits and what they count."""

    def __init__(self, amounts: Iterable[Quantity]) -> None:
        self._measured: set[tuple[str, Decimal]] = set()
        self._units: dict[Decimal, set[str]] = {}
        for amount in amounts:
            self._units.setdefault(amount.number, set()).add(amount.unit)
            if amount.unit in _MEASURED:
                self._measured.add((amount.unit, amount.base))

    def backs(self, amount: Quantity) -> bool:
        """Whether the same number is known with a unit of the same kind.

        A number without size or time may equal any of the same digits: 1,000 requests are no 1,000 seconds, and
        5 minutes no 5 %.
        """
        units = self._units.get(amount.number, set())
        if amount.unit in _MEASURED:
            return (amount.unit, amount.base) in self._measured or not units <= {*_MEASURED, *_COUNTED}
        if amount.unit == "%":
            return amount.number in (0, 1, 100) or amount.number / 100 in self._units or bool(units & {"", "%"})
        return amount.number in (0, 1) or bool(units)


def _sums(text: str) -> Iterator[_Sum]:
    """The arithmetic in ``text``, in order; none overlaps another."""
    end = start = 0
    for sign in _BREAKS.finditer(text):
        left = text[max(start, end) : sign.start()]
        start = sign.end()
        result = _RESULT.match(text, start) if sign[0] == "=" and any(map(str.isdigit, left)) else None
        if result is not None:
            end = result.end()
            yield _Sum(left, result[0], end)


def _worked_out(text: str) -> set[Decimal]:
    """The results of arithmetic that is written out in ``text`` and holds."""
    out = set()
    for found in _sums(text):
        given = _value_of(found.left)
        if given is not None:
            out |= {result.number for result in quantities(found.right) if agrees(given, result.number)}
    return out


def check_sums(item: Item, scope: Scope) -> Iterator[Finding]:  # noqa: ARG001 - one shape for every check
    """Arithmetic that is written out and does not hold."""
    for told in dict.fromkeys(text for _, text in _stated_texts(item)):
        text = _clean(told)
        for found in _sums(text):
            result = next(quantities(found.right), None)
            given = _value_of(found.left)
            if result is None or given is None:
                continue
            if not agrees(given * (100 if _PERCENT.match(text[found.end :]) else 1), result.number):
                said = " ".join(f"{found.left}={found.right}".split())
                yield Finding("CAL01", f"'{said[-60:]}' does not hold: it gives {given.normalize():f}")


def _value_of(left: str) -> Decimal | None:
    """What the arithmetic at the end of ``left`` gives; None when there is none."""
    near = left[-_MOST_CHARACTERS:]
    bare = _WORDS.sub(" ", _SIGNS.sub(lambda sign: f" {_SIGN_OF.get(sign[1], sign[1])} ", near))
    pieces = bare.replace("%", " ").split()[-_MOST_PIECES:]
    for start in range(len(pieces)):
        work = " ".join(pieces[start:])
        if not re.search(r"[*+/-]", work):
            return None
        try:
            return work_out(work, _NO_FACTS)
        except BadWork:
            continue
    return None

"""STR06: every number in a key or an explanation stands in the stem, in a cited fact, or is worked out.

A number is backed by a fact when the value or the words of a cited fact hold it, in any of its dated values: an
explanation may say what was. Sizes and times are compared in bytes and milliseconds. Arithmetic that is written out
('8 x 4 = 32') backs its result. The steps of an ordering are part of the question. 0, 1 and
100 % are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from quizapp.audit.calculations import BadWork, agrees, work_out
from quizapp.audit.findings import Finding, Scope
from quizapp.audit.quantities import SIZE, TIME, Quantity, quantities, quantity, worded_times
from quizapp.audit.wording import without_code
from quizapp.bank import Item, parts_of
from quizapp.bank.items import Matching, Multiple, Numeric, Ordering, Single
from quizapp.facts import Fact, FactBook

_NOT_AMOUNTS = re.compile(
    r"\b(?:Amazon Linux|Signature Version|Sigv|SHA|RFC|HTTP/|TLS|OAuth|SSE|ES|RS|AES|UTF|Python|Node\.js|Java|Ruby|"
    r"\.NET|Go|Aurora|format|version|payload format version|Step|Version|tier|Choose)"
    r"[ -]?v?\d+(?:\.\d+)*(?:\.x)?\b",
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}})?|\b{_MONTH} \d{{1,2}}, \d{{4}}|\b{_MONTH} \d{{4}}"
)
_SUM = re.compile(r"(?P<left>[^=;:?]*?\d[^=;:?]*)=(?P<right>[^=;:]*?\d[\d,.]*)")
_SIGN_OF = {"x": "*", "\u00d7": "*", "times": "*", "plus": "+", "minus": "-", "\u2212": "-", "divided by": "/"}
_SIGNS = re.compile(" (\u00d7|\u2212|x|times|plus|minus|divided by) ")
_WORDS = re.compile(r"\$|(?<![\w.])[A-Za-z][\w-]*")
_NO_FACTS = FactBook(()).as_of(date(2000, 1, 1))


def check_numbers(item: Item, scope: Scope) -> Iterator[Finding]:
    """Numbers of key and explanation that nothing backs."""
    known = _backing(item, scope)
    for where, text in _told(item):
        plain = _clean(text)
        for amount in (*quantities(plain), *worded_times(plain)):
            if not _is_backed(amount, known) and not _worked_out(amount, plain):
                yield Finding("STR06", f"'{amount.text}' in {where} is neither in the stem nor in a fact that is cited")


def _clean(text: str) -> str:
    return _DATE.sub(" ", _NOT_AMOUNTS.sub(" ", without_code(text)))


def _told(item: Item) -> Iterator[tuple[str, str]]:
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
    texts = [item.stem]
    texts += [pair.left for pair in item.pairs] if isinstance(item, Matching) else []
    texts += [step.text for step in item.steps] if isinstance(item, Ordering) else []
    known: list[Quantity] = []
    for name in {*item.facts, item.then_and_now}:
        if name in scope.facts:
            known += _of_fact(scope.facts[name])
            texts += _texts_of(scope.facts[name])
    texts += [claim.claim for claim in scope.bank.claims_of(item)]
    for text in texts:
        bare = text.replace("`", " ")
        known += [*quantities(bare), *worded_times(bare)]
    for calculation in item.calculation:
        known += [quantity(Decimal(calculation.gives), ""), *quantities(calculation.work)]
    if isinstance(item, Numeric):
        known.append(quantity(Decimal(item.answer.value), item.answer.unit))
    return known


def _of_fact(fact: Fact) -> Iterator[Quantity]:
    for dated in fact.values:
        if isinstance(dated.value, int | Decimal) and not isinstance(dated.value, bool):
            yield quantity(Decimal(dated.value), "%" if fact.unit == "percent" else fact.unit)


def _texts_of(fact: Fact) -> list[str]:
    texts = [fact.says, fact.change]
    for dated in fact.values:
        texts += [dated.value] if isinstance(dated.value, str) else []
        texts += dated.value if isinstance(dated.value, tuple) else []
    return texts


def _is_backed(amount: Quantity, known: list[Quantity]) -> bool:
    """The same number with a unit of the same kind; a number without size or time may equal any of the same digits."""
    measured = (SIZE, TIME)
    if (amount.unit not in measured and amount.number in (0, 1)) or (amount.unit == "%" and amount.number == 100):
        return True
    for other in known:
        if amount.unit in measured and other.unit in measured:
            if amount.unit == other.unit and amount.base == other.base:
                return True
        elif amount.number == other.number or (amount.unit == "%" and amount.number / 100 == other.number):
            return True
    return False


def _worked_out(amount: Quantity, text: str) -> bool:
    """Whether ``amount`` is the result of arithmetic that is written out and holds."""
    for found in _SUM.finditer(text):
        results = [result.number for result in quantities(found["right"])]
        if amount.number in results and _holds(found["left"], amount.number):
            return True
    return False


def _holds(left: str, wanted: Decimal) -> bool:
    """Whether some arithmetic at the end of ``left`` gives ``wanted``: '8 x 4' and 32."""
    bare = _WORDS.sub(" ", _SIGNS.sub(lambda sign: f" {_SIGN_OF.get(sign[1], sign[1])} ", left))
    pieces = bare.replace("%", " ").split()
    for start in range(len(pieces)):
        work = " ".join(pieces[start:])
        if not re.search(r"[*+/-]", work):
            return False
        try:
            return agrees(work_out(work, _NO_FACTS), wanted)
        except BadWork:
            continue
    return False

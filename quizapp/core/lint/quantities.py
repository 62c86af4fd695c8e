"""Numbers with units, found in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from quizapp.core.markup import flat

SIZE, TIME = "bytes in all", "ms in all"
_SPELLED = {
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15,
    "twenty": 20, "thirty": 30, "sixty": 60, "hundred": 100, "thousand": 1000, "three": 3, "four": 4, "five": 5,
    "two": 2, "one": 1,
}  # fmt: skip
_SIZE = {"bytes": Decimal(1), "byte": Decimal(1), "kb": Decimal(1024), "kib": Decimal(1024), "mb": Decimal(1024**2),
         "mib": Decimal(1024**2), "gb": Decimal(1024**3), "gib": Decimal(1024**3), "tb": Decimal(1024**4)}  # fmt: skip
_TIME = {"ms": Decimal(1), "millisecond": Decimal(1), "s": Decimal(1000), "second": Decimal(1000),
         "minute": Decimal(60_000), "min": Decimal(60_000), "hour": Decimal(3_600_000), "h": Decimal(3_600_000),
         "day": Decimal(86_400_000), "week": Decimal(604_800_000), "year": Decimal(31_536_000_000)}  # fmt: skip
_SCALE = {"million": Decimal(1_000_000), "billion": Decimal(1_000_000_000), "thousand": Decimal(1000)}
_NUMBER = re.compile(
    r"(?<![\w.$/:-])\$?(?P<digits>\d{1,3}(?:,\d{3})+|\d++)(?P<fraction>\.\d+)?(?P<percent>\s?%|\s?per cent\b)?"
    r"(?:[\s-](?P<scale>million|billion|thousand)\b)?(?:[\s-](?P<unit>[A-Za-z]+))?(?![\w/]*\d)(?!\w*[:/]\d)",
)
_WORDED = re.compile(rf"\b({'|'.join(_SPELLED)})[\s-]([A-Za-z]+)", re.IGNORECASE)

_PLURAL = re.compile(r"(?<=ch|sh|ss)es$|(?<!s)s$")
_SPELLED_ALONE = re.compile(rf"\b({'|'.join(_SPELLED)})\b", re.IGNORECASE)


class Quantity(NamedTuple):
    """A number as written, its kind of unit (SIZE, TIME, '%', a word, or nothing) and its value in base units."""

    number: Decimal
    unit: str
    base: Decimal
    text: str


def quantity(number: Decimal, word: str, text: str = "") -> Quantity:
    """``number`` of ``word``: sizes count in bytes, times in milliseconds, other units stay as they are."""
    unit = word.casefold().strip()
    singular = _PLURAL.sub("", unit) if unit not in ("ms", "s") else unit
    if unit in _SIZE:
        return Quantity(number, SIZE, number * _SIZE[unit], text)
    if singular in _TIME:
        return Quantity(number, TIME, number * _TIME[singular], text)
    if unit in ("%", "percent", "per cent"):
        return Quantity(number, "%", number, text)
    return Quantity(number, singular, number, text)


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers written in digits in ``text``. Years, versions and parts of names are none."""
    for found in _NUMBER.finditer(text):
        digits = found["digits"].replace(",", "")
        if (
            not found["percent"]
            and not found["fraction"]
            and "," not in found["digits"]
            and _is_year(digits, found["unit"])
        ):
            continue
        number = Decimal(digits + (found["fraction"] or ""))
        if found["scale"]:
            number *= _SCALE[found["scale"]]
        yield quantity(number, "%" if found["percent"] else found["unit"] or "", found[0].strip())


def worded_times(text: str) -> Iterator[Quantity]:
    """Sizes and times whose number is spelled out: 'five minutes'."""
    for found in _WORDED.finditer(text):
        amount = quantity(Decimal(_SPELLED[found[1].casefold()]), found[2], found[0])
        if amount.unit in (SIZE, TIME) and found[2].casefold() not in ("s", "h", "min"):
            yield amount


def _is_year(digits: str, unit: str | None) -> bool:
    known = unit and quantity(Decimal(1), unit).unit in (SIZE, TIME)
    return len(digits) == 4 and digits[:2] in ("19", "20") and not known


def quantities_of(texts: Sequence[str]) -> list[Quantity] | None:
    """One quantity for each text when every text is a quantity and nothing else; else None."""
    found = []
    for text in texts:
        bare = re.sub(r"^(about|roughly|exactly|at most|up to) ", "", flat(text).strip(" .").casefold())
        amounts = list(quantities(bare))
        if len(amounts) != 1 or len(amounts[0].text) < len(bare.strip("$")):
            return None
        found.append(amounts[0])
    return found


_WITH_UNIT = re.compile(r"\$?[\d,]*\d(?:\.\d+)? ?(?P<unit>%|[A-Za-z][A-Za-z/-]*(?: [A-Za-z][A-Za-z/-]*){0,2})")


def units_of(texts: Sequence[str]) -> frozenset[str] | None:
    """The units of texts that are all a number and up to three words; None when one is something else."""
    found = [_WITH_UNIT.fullmatch(flat(text).strip(" .")) for text in texts]
    if not all(found):
        return None
    units = (match["unit"].casefold() for match in found if match)
    return frozenset(quantity(Decimal(1), unit).unit for unit in units)


def evened(text: str) -> str:
    """The text with sizes and times in base units and small numbers in digits: an amount is written in one way."""

    def base(found: re.Match[str]) -> str:
        amount = next(quantities(found[0]), None)
        same = amount is None or amount.unit not in (SIZE, TIME)
        return found[0].replace(",", "") if amount is None or same else f"{amount.base.normalize():f} {amount.unit}"

    return _NUMBER.sub(base, _SPELLED_ALONE.sub(lambda found: str(_SPELLED[found[0].casefold()]), text))

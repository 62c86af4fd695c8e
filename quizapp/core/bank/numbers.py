"""Numbers as people type them: ``1,500,000``, ``1500000``, ``1.5M``, ``$18.74``, ``3 GB``.

What cannot be read is no attempt, so this never guesses: ``1,5`` could be a decimal or a
slip, and is refused.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from quizapp.core.quantity import number as plain_number

_NUMBER = re.compile(
    r"""^(?P<sign>[-+\N{MINUS SIGN}]?)\s*(?P<usd>\$|usd\s)?\s*
        (?P<digits>\d{1,3}(?:(?P<sep>[,_'\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} ])\d{3})(?:(?P=sep)\d{3})*|\d+)?
        (?P<fraction>\.\d+|\.)?
        (?P<exponent>e[-+]?\d{1,2})?
        \s*(?P<word>%|[^\d\s].*)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_MAGNITUDES = {
    **dict.fromkeys(("k", "thousand"), Decimal(1000)),
    **dict.fromkeys(("m", "mio", "million", "millions"), Decimal(1_000_000)),
    **dict.fromkeys(("bn", "b", "billion", "billions"), Decimal(1_000_000_000)),
}
_SIZES = {"bytes": 0, "kb": 1, "mb": 2, "gb": 3, "tb": 4}
_TIMES = {
    "ms": Decimal(1),
    "s": Decimal(1000),
    "min": Decimal(60_000),
    "h": Decimal(3_600_000),
    "days": Decimal(86_400_000),
}
_SPELLINGS = {
    **dict.fromkeys(("byte", "bytes", "b"), "bytes"),
    **dict.fromkeys(("kb", "kib", "k", "kilobyte", "kilobytes"), "kb"),
    **dict.fromkeys(("mb", "mib", "m", "megabyte", "megabytes"), "mb"),
    **dict.fromkeys(("gb", "gib", "g", "gigabyte", "gigabytes"), "gb"),
    **dict.fromkeys(("tb", "tib", "t", "terabyte", "terabytes"), "tb"),
}
_TIME_SPELLINGS = {
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds"), "ms"),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "days"),
}
_MONEY = {"usd", "$", "dollar", "dollars", "us$"}


def read_number(text: str, unit: str = "") -> Decimal | None:
    """The number in ``text``, expressed in ``unit``; None when it cannot be read.

    Sizes count in steps of 1,024 and convert among themselves, times as well. Another
    unit than the one asked for is unreadable, a missing one is fine.
    """
    match = _NUMBER.match(text.strip())
    if match is None or not (match["digits"] or (match["fraction"] and len(match["fraction"]) > 1)):
        return None
    if match["usd"] and not _is_money(unit):
        return None
    digits = re.sub(r"\D", "", match["digits"] or "0")
    number = Decimal(digits + (match["fraction"] or "").rstrip(".") + (match["exponent"] or ""))
    if match["sign"] in ("-", "\N{MINUS SIGN}"):
        number = -number
    factor = _factor((match["word"] or "").strip(), unit)
    return None if factor is None else number * factor


def _is_money(unit: str) -> bool:
    return unit.lower() in _MONEY


def _factor(word: str, unit: str) -> Decimal | None:
    """What to multiply by when ``word`` follows the digits and ``unit`` is asked for."""
    wanted, given = unit.lower().strip(), word.lower().rstrip(".").strip()
    if not given or given == wanted:
        return Decimal(1)
    if wanted in _SIZES:
        spelled = _SPELLINGS.get(given)
        return None if spelled is None else Decimal(1024) ** (_SIZES[spelled] - _SIZES[wanted])
    if wanted in _TIMES:
        spelled = _TIME_SPELLINGS.get(given)
        return None if spelled is None else _TIMES[spelled] / _TIMES[wanted]
    if wanted in ("%", "percent"):
        return Decimal(1) if given in ("%", "percent", "per cent") else None
    first, _, rest = given.partition(" ")
    if first in _MAGNITUDES and _names(rest, wanted):
        return _MAGNITUDES[first]
    return Decimal(1) if _names(given, wanted) else None


def _names(given: str, wanted: str) -> bool:
    """Whether ``given`` is a way to write the unit: the word, its singular, its first word, or nothing."""
    if not given:
        return True
    if _is_money(wanted):
        return given in _MONEY
    ways = {wanted, wanted.rstrip("s"), wanted.partition(" ")[0], wanted.rpartition(" ")[2]}
    return bool(wanted) and (given in ways or given.rstrip("s") in ways)


def begun_number(unit: str) -> str:
    """Return a pattern of all that can be the beginning of a number in ``unit``, as somebody types it."""
    wanted = unit.lower().strip()
    words = {wanted, wanted.rstrip("s"), wanted.partition(" ")[0], wanted.rpartition(" ")[2]}
    if wanted in _SIZES:
        words |= _SPELLINGS.keys()
    elif wanted in _TIMES:
        words |= _TIME_SPELLINGS.keys()
    elif wanted in ("%", "percent"):
        words |= {"%", "percent", "per cent"}
    else:
        names = _MONEY if _is_money(wanted) else {word for word in words if word}
        words |= names | {f"{much} {name}" for much in _MAGNITUDES for name in ("", *names)}
    begun = sorted({word[:end] for word in words for end in range(1, len(word) + 1)})
    money = r"(?:\$|u|us|usd\s?)?" if _is_money(unit) else ""
    word = "|".join(map(re.escape, begun))
    digits = r"\d[\d,_'\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} ]*"
    return (
        rf"(?i)[-+\N{{MINUS SIGN}}]?\s*{money}\s*(?:\.?|(?:{digits}\.?\d*|\.\d+)(?:e[-+]?\d{{0,2}})?\s*(?:{word})?\.?)"
    )


def close(number: Decimal, wanted: Decimal, tolerance: Decimal) -> bool:
    """Whether ``number`` is ``wanted``, up to a relative ``tolerance``; zero asks for equality."""
    return abs(number - wanted) <= abs(wanted) * tolerance


def spell(number: int | Decimal, unit: str = "") -> str:
    """A number for people: separators in thousands, no trailing zeros, its unit behind."""
    text = plain_number(number)
    if _is_money(unit):
        cents = Decimal(number).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return f"${cents:,}" if cents == Decimal(number) else f"${text}"
    return f"{text}%" if unit == "%" else f"{text} {unit}".strip()

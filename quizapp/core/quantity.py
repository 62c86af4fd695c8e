"""Numbers, money, shares and spans of time, as people read them."""

from __future__ import annotations

from decimal import Decimal

COUNT_WORDS = {2: "two", 3: "three"}
"""Small counts that are said in words: how many options are to be chosen."""


def plural(count: int, noun: str) -> str:
    """1 answer, 2 answers."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def are(count: int) -> str:
    """Is, for one; are, for any other number."""
    return "is" if count == 1 else "are"


def in_days(days: int) -> str:
    """Today, tomorrow, in 3 days."""
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"


def times(count: int) -> str:
    """Once, 2 times."""
    return "once" if count == 1 else f"{count} times"


def number(value: Decimal | int, places: int | None = None) -> str:
    """A number for a step: thousands separated, no trailing zeros, or exactly ``places``."""
    if places is not None:
        return f"{value:,.{places}f}"
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def usd(value: Decimal) -> str:
    """An amount in dollars, to the cent."""
    return f"${value:,.2f}"


def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{round(100 * share)} %"


def time_words(ms: int) -> str:
    """A span of time in words: 40 s, 14 min, 2 h 5 min, 3 days."""
    minutes = ms // 60_000
    if minutes < 1:
        return f"{ms // 1000} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{hours // 24} days"


def clock_text(ms: int) -> str:
    """A span of time as 12:31 or 1:02:10; a second that has begun counts."""
    seconds = -(-ms // 1000)
    return hours_text(ms) if seconds >= 3600 else f"{seconds // 60}:{seconds % 60:02}"


def hours_text(ms: int) -> str:
    """A span of time as 0:12:31; a second that has begun counts."""
    seconds = -(-ms // 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"

"""What a calculator of the laboratory says, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

MONEY = ("charges", "total")


def spelled(value: object) -> str:
    """A value of a finding for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if value is None:
        return "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{key.replace('_', ' ')} {spelled(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        if len(value) > 2 and all(isinstance(item, int) for item in value) and value[-1] - value[0] == len(value) - 1:
            return f"{value[0]:,} to {value[-1]:,}"
        return "; ".join(spelled(item) for item in value) or "none"
    return str(value)


def labelled(name: str) -> str:
    """Return the name of a value for people, with the unit where the name itself has none."""
    return f"{name.replace('_', ' ')}, USD" if name in MONEY else name.replace("_", " ")

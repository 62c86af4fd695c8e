"""The parameters that are given to a calculator of the laboratory, read by their types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

_Word = TypeVar("_Word", bound=str)


class Given(dict[str, object]):
    """The parameters of a calculator by name, from the command line, a screen, an item model or a bank.

    What is None was left out. Raises TypeError for what is not of the type that is asked for.
    """

    def _value(self, name: str, default: object) -> object:
        value = self.get(name)
        return default if value is None else value

    def optional(self, name: str) -> int | None:
        """A whole number, or None."""
        value = self.get(name)
        if value is not None and not isinstance(value, int):
            raise TypeError(f"{name}: {value!r} is not a whole number")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number, or ``default``."""
        value = self.optional(name)
        found = default if value is None else value
        if found is None:
            raise TypeError(f"{name}: a whole number is needed")
        return found

    def number(self, name: str, default: int | None = None) -> int | Decimal:
        """A number as it was given, or ``default``."""
        found = self._value(name, default)
        if not isinstance(found, int | Decimal):
            raise TypeError(f"{name}: {found!r} is not a number")
        return found

    def decimal(self, name: str, default: int | None = None) -> Decimal:
        """A number, or ``default``."""
        found = self._value(name, default)
        if not isinstance(found, int | Decimal | str):
            raise TypeError(f"{name}: {found!r} is not a number")
        return Decimal(found)

    def text(self, name: str, default: str | None = None) -> str:
        """A text, or ``default``."""
        found = self._value(name, default)
        if not isinstance(found, str):
            raise TypeError(f"{name}: {found!r} is not a text")
        return found

    def one_of(self, name: str, words: Sequence[_Word], default: _Word | None = None) -> _Word:
        """One of ``words``, or ``default``."""
        found = self.text(name, default)
        if found not in words:
            raise TypeError(f"{name}: '{found}' is none of {', '.join(words)}")
        return words[words.index(found)]

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no, or ``default``."""
        return bool(self._value(name, default))

    def numbers(self, name: str) -> tuple[int, ...]:
        """Whole numbers; none when they are left out."""
        value = self.get(name) or ()
        if not isinstance(value, list | tuple):
            raise TypeError(f"{name}: {value!r} is not a list of whole numbers")
        return tuple(value)

    def pairs(self, name: str) -> dict[str, int]:
        """Whole numbers by name; none when they are left out."""
        value = self.get(name) or {}
        if not isinstance(value, Mapping):
            raise TypeError(f"{name}: {value!r} is not a mapping of names to whole numbers")
        return dict(value)

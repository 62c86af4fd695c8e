"""A value as JSON has it, in a struct that does not say more about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    JsonValue: TypeAlias = object
else:
    JsonValue = Any  # msgspec passes it through as it is

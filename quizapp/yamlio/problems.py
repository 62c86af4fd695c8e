"""What is wrong with a file, where, and what to do about it."""

from __future__ import annotations

from typing import Literal

import msgspec


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing to mend. ``line`` counts from 1; ``rule`` is the id of the check that found it."""

    file: str
    line: int
    message: str
    rule: str = "yaml"
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level} [{self.rule}] {self.message}"

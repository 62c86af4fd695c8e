"""What is wrong with a file, where, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Literal

import msgspec

from quizapp.core.quantity import plural

MOST_NAMES = 12
MOST_CHARACTERS = 400
MOST_PER_FILE = 100


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing to fix. ``line`` counts from 1; ``rule`` is the id of the check that found it."""

    file: str
    line: int
    message: str
    rule: str = "yaml"
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level} [{self.rule}] {self.message}"


def listed(names: Iterable[str]) -> str:
    """Return the first names of many, for a message: 'a, b, c and 40 more'."""
    every = list(names)
    shown = ", ".join(islice(every, MOST_NAMES))
    return f"{shown} and {len(every) - MOST_NAMES} more" if len(every) > MOST_NAMES else shown


def capped(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in order of place, each one line of a readable length, and no more of one file than help.

    Of each file the first hundred are kept, errors before warnings; one more says how many were left out.
    """
    out: list[Problem] = []
    kept: Counter[str] = Counter()
    left: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda p: (p.file, p.level, p.line, p.rule)):
        kept[problem.file] += 1
        if kept[problem.file] > MOST_PER_FILE:
            left.setdefault(problem.file, []).append(problem)
        else:
            message = " ".join(problem.message.split())  # it may quote a key or a name that has line breaks
            message = message[: MOST_CHARACTERS - 1] + "…" if len(message) > MOST_CHARACTERS else message
            out.append(msgspec.structs.replace(problem, message=message))
    for file, others in left.items():
        level: Literal["error", "warning"] = others[0].level
        say = f"and {plural(len(others), 'more problem')} in this file; fix these first"
        out.append(Problem(file, others[-1].line, say, others[0].rule, level))
    return sorted(out, key=lambda p: (p.file, p.line))

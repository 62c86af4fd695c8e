"""quizapp with a clock that runs ahead. ``shifted.py AHEAD ARGUMENTS...``: AHEAD is a file with so many milliseconds,
by which wall clock and time since boot are later. Everything else is the program as it is.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from quizapp.cli import main
from quizapp.services import context
from quizapp.services.clock import Moment, system_clock


def run(ahead: Path, arguments: list[str]) -> int:
    """The command line with that clock; its exit code."""

    def clock() -> Moment:
        now, by = system_clock(), int(ahead.read_text())
        return replace(now, ts_utc_ms=now.ts_utc_ms + by, up_ms=None if now.up_ms is None else now.up_ms + by)

    context.open_context = partial(context.open_context, clock=clock)
    sys.argv = ["quizapp", *arguments]
    return main()


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))

"""The command line: it parses, calls a service, and prints. Nothing here is decided."""

from __future__ import annotations

import gc

YOUNG = 10_000
"""Objects before the collector looks: importing makes many and frees none, which cost ``due`` a tenth of its time."""


def main() -> int:
    """Run the command of ``sys.argv``; the exit code."""
    from quizapp.cli.streams import occupy

    occupy()
    gc.set_threshold(YOUNG)
    from quizapp.cli.errors import run
    from quizapp.cli.root import root

    return run(root)

"""The command line: it parses, calls a service, and prints. Nothing here is decided."""

from __future__ import annotations


def main() -> int:
    """Run the command of ``sys.argv``; the exit code."""
    from quizapp.cli.root import root  # noqa: PLC0415 - the package is imported by name alone, too
    from quizapp.cli.running import run  # noqa: PLC0415

    return run(root)

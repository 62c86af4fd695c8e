"""The terminal around the full screens: what it can show, its title, and where the screens are painted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from quizapp.tui.capabilities import Capabilities, detect, is_dumb

TITLE = "quizapp"
_NAME_IT, _NAME_IT_BACK = f"\x1b[22;2t\x1b]2;{TITLE}\x1b\\", "\x1b[23;2t"
"""The title that was there is put on xterm's stack of titles, and taken back from it."""


def look_at_terminal(what: str) -> Capabilities:
    """Return what the terminal can show. Without one that can show screens: a usage error that names ``what --plain``.

    Textual reads how many colours there are when it is imported, so this is called before.
    """
    hint = f"'quizapp {what} --plain' works line by line"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(f"there is no terminal here; {hint}")
    if is_dumb(os.environ):
        raise click.UsageError(f"this terminal (TERM={os.environ['TERM']}) can't show full screens; {hint}")
    try:
        found = detect(os.environ, sys.stderr.encoding)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if sys.platform != "win32":
        os.environ["TEXTUAL_COLOR_SYSTEM"] = found.depth
        return found
    return detect({**os.environ, "TEXTUAL_COLOR_SYSTEM": "truecolor"}, sys.stderr.encoding)


@contextmanager
def screens_on_terminal() -> Iterator[None]:
    """Name the window, and let the screens be painted on the terminal though stderr goes elsewhere (``2>file``)."""
    named = os.environ.get("TERM", "").lower() != "linux"
    if named:
        _write(_NAME_IT)
    try:
        with _stderr_on_terminal():
            yield
    finally:
        if named:
            _write(_NAME_IT_BACK)


@contextmanager
def _stderr_on_terminal() -> Iterator[None]:
    """Textual paints on stderr: for as long as the screens are up it is what stdout is."""
    if sys.stderr.isatty():
        yield
        return
    sys.stderr.flush()
    kept = os.dup(2)
    os.dup2(1, 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)


def _write(codes: str) -> None:
    sys.stdout.write(codes)
    sys.stdout.flush()

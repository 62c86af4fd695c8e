"""Standard streams that are closed, full or gone: a command says so in one line, where it still can."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress

GONE = frozenset(
    {errno.ENOSPC, errno.EBADF, errno.EIO, errno.EPIPE, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
)
"""What writing to a stream fails with."""


class ClosedOutput(io.TextIOBase):
    """What stands for a standard output that was closed before the program began: writing to it fails."""

    encoding = "utf-8"
    errors = "replace"

    def write(self, _text: str) -> int:
        """Raise OSError, as a closed file does."""
        raise OSError(errno.EBADF, "it is closed")


def occupy() -> None:
    """Put the null device in the place of closed streams: else the next file that is opened takes their number, and
    what is printed ends in it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def steady() -> None:
    """Make the streams safe to use: a closed one, and bytes that cannot be read or shown, are no reason to stop."""
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    if sys.stdout is None:
        sys.stdout = ClosedOutput()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def give_up() -> None:
    """Let what waits to be written to stdout go: nobody takes it, and Python would try again at the end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]

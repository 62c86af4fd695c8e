"""A program in a real pseudo-terminal: write keys, wait for text, measure. POSIX only, like the tests that use it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

_CODES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[@-Z\\-_=>()].?)", re.DOTALL
)
PAINTED = re.compile(rb"\x1b\[[0-9;]*m")


class Terminal:
    """``argv`` running on ``columns`` x ``rows``. Times are of ``time.perf_counter``."""

    def __init__(self, argv: list[str], *, columns: int = 80, rows: int = 24, cwd: Path | None = None) -> None:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            env.pop("NO_COLOR", None)
            if cwd:
                os.chdir(cwd)
            os.execvpe(argv[0], argv, env)  # noqa: S606
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.output = b""

    def write(self, keys: bytes) -> float:
        """Type; the moment at which that was done."""
        now = time.perf_counter()
        os.write(self._fd, keys)
        return now

    def read_until(
        self, pattern: re.Pattern[bytes], *, start: int = 0, timeout: float = 20.0, plain: bool = False
    ) -> float:
        """The moment at which ``pattern`` was in the output from byte ``start`` on. Raises TimeoutError."""
        end = time.perf_counter() + timeout
        while True:
            seen = self.output[start:]
            if pattern.search(_CODES.sub(b"", seen) if plain else seen):
                return self._latest
            left = end - time.perf_counter()
            if left <= 0 or not self._pump(left):
                raise TimeoutError(f"{pattern.pattern!r} not in {seen[-800:]!r}")

    _latest = 0.0

    def _pump(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], timeout)
        if not ready:
            return False
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:
            return False
        self._latest = time.perf_counter()
        self.output += chunk
        return bool(chunk)

    def settle(self, quiet: float = 0.05) -> int:
        """Read until nothing comes for ``quiet`` seconds; how many bytes there are then."""
        while self._pump(quiet):
            pass
        return len(self.output)

    def close(self) -> None:
        """End the program, whatever it does."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self._fd)


def python(*arguments: str) -> list[str]:
    """The command line of this Python."""
    return [sys.executable, *arguments]

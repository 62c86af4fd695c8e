"""A program in a real pseudo-terminal: write keys, wait for text, measure, look at the screen. POSIX only, like the
tests that use it."""

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
from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len

_CODE = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[@-Z\\-_=>()].?)"
_CODES = re.compile(_CODE.encode(), re.DOTALL)
_STEP = re.compile(rf"(?P<code>{_CODE})|(?P<text>[^\x1b\x00-\x1f]+)|(?P<control>[\x00-\x1a\x1c-\x1f])", re.DOTALL)
_MOVE = re.compile(r"\x1b\[(?:(\d+);(\d+))?H")
_CLEAR = re.compile(r"\x1b\[(?:2J|\?1049[hl])")
PAINTED = re.compile(rb"\x1b\[[0-9;]*m")


class Terminal:
    """``argv`` running on ``columns`` x ``rows``. Times are of ``time.perf_counter``."""

    def __init__(
        self,
        argv: list[str],
        *,
        columns: int = 80,
        rows: int = 24,
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> None:
        self.started = time.perf_counter()
        self.columns, self.rows = columns, rows
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            told = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
            for name in ("NO_COLOR", "COLUMNS", "LINES"):  # pytest's workers have a size of their own
                told.pop(name, None)
            if cwd:
                os.chdir(cwd)
            os.execvpe(argv[0], argv, told)  # noqa: S606
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

    def plain(self) -> str:
        """All that was written, without control codes."""
        return _CODES.sub(b"", self.output).decode(errors="replace")

    def ended(self, timeout: float = 30.0, last: Callable[[], object] = lambda: None) -> int:
        """Read until the program ends; its exit code. One that does not end is killed: TimeoutError.

        ``last`` is called before the terminal is closed.
        """
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            self._pump(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self._pump(0.02):
                    pass
                last()
                os.close(self._fd)
                return os.waitstatus_to_exitcode(status)
        self.close()
        raise TimeoutError(f"the program did not end within {timeout} s; it said {self.plain()[-800:]!r}")

    def hang_up(self, timeout: float = 30.0) -> int:
        """Take the terminal away and wait; the exit code. One that does not end is killed: TimeoutError."""
        os.close(self._fd)
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            select.select([], [], [], 0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise TimeoutError(f"the program went on without its terminal for {timeout} s")

    def close(self) -> None:
        """End the program, whatever it does."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self._fd)


class Screen(Terminal):
    """A terminal whose screen can be read, as far as a program of Textual's writes to it."""

    def __init__(
        self, argv: list[str], *, columns: int = 80, rows: int = 24, env: dict[str, str] | None = None
    ) -> None:
        super().__init__(argv, columns=columns, rows=rows, env=env)
        self._grid = [[" "] * columns for _ in range(rows)]
        self._x = self._y = self._read = 0

    def text(self) -> str:
        """The screen as it stands."""
        while self._pump(0):
            pass
        self._follow()
        return "\n".join("".join(row).rstrip() for row in self._grid)

    def words(self) -> str:
        """The screen as if it were one line, without the frames of dialogues."""
        return " ".join(re.sub("[│╭╮╰╯─]", " ", self.text()).split())

    def wait(self, *said: str, gone: str = "", timeout: float = 30.0) -> str:
        """Until all of ``said`` stands on the screen and ``gone`` no longer; the screen as one line. Raises
        TimeoutError."""
        end = time.perf_counter() + timeout
        while True:
            words = self.words()
            if all(each in words for each in said) and not (gone and gone in words):
                return words
            if time.perf_counter() > end:
                raise TimeoutError(f"{said} not on the screen:\n{self.text()}")
            self._pump(0.05)

    def press(self, keys: str, *said: str, gone: str = "", timeout: float = 30.0) -> str:
        """Type, and wait for what that shows."""
        self.write(keys.encode())
        return self.wait(*said, gone=gone, timeout=timeout)

    def _follow(self) -> None:
        """Put on the grid what has come since. An escape code or a character that is not whole waits for its rest."""
        text = self.output[self._read :].decode(errors="ignore")
        cut = text.rfind("\x1b")
        if cut >= 0 and not _STEP.match(text, cut):
            text = text[:cut]
        self._read += len(text.encode())
        for step in _STEP.finditer(text):
            if step["text"]:
                self._put(step["text"])
            elif step["code"]:
                self._obey(step["code"])
            elif step["control"] == "\r":
                self._x = 0
            elif step["control"] == "\n":
                self._y = min(self._y + 1, self.rows - 1)

    def _obey(self, code: str) -> None:
        move = _MOVE.fullmatch(code)
        if move:
            self._y, self._x = int(move[1] or 1) - 1, int(move[2] or 1) - 1
        elif _CLEAR.fullmatch(code):
            self._grid = [[" "] * self.columns for _ in range(self.rows)]

    def _put(self, text: str) -> None:
        for character in text:
            width = cell_len(character)
            if width and self._y < self.rows and self._x + width <= self.columns:
                self._grid[self._y][self._x : self._x + width] = [character, *[""] * (width - 1)]
            self._x += width


def python(*arguments: str) -> list[str]:
    """The command line of this Python."""
    return [sys.executable, *arguments]

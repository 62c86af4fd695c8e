"""Terminals in which quizapp is run as a person would, and whose cells can be read: tmux, GNU screen, xterm."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

COLUMNS, ROWS = 80, 24
_DROPPED = ("COLORTERM", "TMUX", "STY", "XTERM_VERSION", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "LINES", "COLUMNS")
_CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()#%].|[=>78])")


class RealTerminal(Protocol):
    """``needs``: programs without which it cannot be tried."""

    needs: tuple[str, ...]
    folder: Path

    def start(self, argv: list[str], env: Mapping[str, str]) -> None:
        """Run a program in it."""

    def type(self, *keys: str) -> None:
        """Press keys, by the names that tmux has for them."""

    def cells(self) -> list[str]:
        """Return its lines, without blanks at their ends."""

    def styled(self) -> str:
        """Return its screen with the codes of its colours."""

    def close(self) -> None:
        """End it."""


def missing(terminal: RealTerminal) -> str:
    """Return the first program that is not installed; empty when none is missing."""
    return next((name for name in terminal.needs if shutil.which(name) is None), "")


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return an environment that says nothing of the terminal around the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **more}


class Tmux:
    """A window of tmux without a client. ``program``: what is put around quizapp, if anything."""

    needs: tuple[str, ...] = ("tmux",)

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._socket = str(folder / "tmux")

    def start(self, argv: list[str], env: Mapping[str, str]) -> None:
        """Run a program in it; what the environment sets is set inside, where tmux has set its own."""
        own = [f"{name}={value}" for name, value in env.items()]
        line = shlex.join(["env", *self.inside(), *own, *self.around(), *argv])
        size = ["-x", str(COLUMNS), "-y", str(ROWS)]
        subprocess.run(
            ["tmux", "-S", self._socket, "-f", os.devnull, "new-session", "-d", *size, line],
            env=environment({}), check=True,
        )  # fmt: skip

    def inside(self) -> list[str]:
        """Return arguments of ``env``."""
        return ["-u", "COLORTERM"]

    def around(self) -> list[str]:
        """Return the program around quizapp."""
        return []

    def type(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self._ask("send-keys", key)

    def cells(self) -> list[str]:
        """Return its lines."""
        lines = self._ask("capture-pane", "-p").split("\n")[:ROWS]
        return [line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in lines]

    def styled(self) -> str:
        """Return its screen with the codes of its colours."""
        return self._ask("capture-pane", "-p", "-e")

    def title(self) -> str:
        """Return the title of its window."""
        return self._ask("display-message", "-p", "#{pane_title}").strip()

    def close(self) -> None:
        """End the server, which is this window's alone."""
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], check=False, capture_output=True)

    def _ask(self, *words: str) -> str:
        asked = ["tmux", "-S", self._socket, *words]
        return subprocess.run(asked, check=True, capture_output=True, text=True, encoding="utf-8").stdout


class GnuScreen(Tmux):
    """GNU screen, on the screen of a tmux that it knows nothing of."""

    needs = ("tmux", "screen")

    def inside(self) -> list[str]:
        """Return what hides tmux."""
        return ["-u", "TMUX", "-u", "TMUX_PANE", "COLORTERM=truecolor", "TERM=xterm-256color", *self._sockets()]

    def _sockets(self) -> list[str]:
        sockets = self.folder / "screens"
        sockets.mkdir(mode=0o700, exist_ok=True)
        return [f"SCREENDIR={sockets}"]

    def around(self) -> list[str]:
        """Return screen, in UTF-8, without anybody's configuration."""
        return ["screen", "-U", "-S", "quizapp", "-c", os.devnull]

    def close(self) -> None:
        """End screen, which would go on without a terminal, then the terminal."""
        where = {**os.environ, "SCREENDIR": str(self.folder / "screens")}
        subprocess.run(["screen", "-S", "quizapp", "-X", "quit"], env=where, check=False, capture_output=True)
        super().close()


_X_KEYS = {
    "Enter": "Return", "Tab": "Tab", "Space": "space", "?": "question", "C-g": "ctrl+g", "C-j": "ctrl+j",
}  # fmt: skip
"""Keys by the names of tmux and of X."""


class Xterm:
    """An xterm on a display that nobody sees; its screen is read as it prints it."""

    needs = ("Xvfb", "xterm", "xdotool")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, argv: list[str], env: Mapping[str, str]) -> None:
        """Open a display and an xterm on it."""
        reading, writing = os.pipe()
        display = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1024x768x24"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._running.append(subprocess.Popen(display, pass_fds=(writing,), **quiet))  # type: ignore[call-overload]
        os.close(writing)
        with os.fdopen(reading) as told:  # to the end of its line: Xvfb writes the line break by itself
            self._display = f":{told.readline().strip()}"
        printer = (
            f"XTerm*printerCommand: cat > {self.folder}/printed.tmp; mv {self.folder}/printed.tmp {self.folder}/printed"
        )
        own = [f"{name}={value}" for name, value in env.items()]
        command = [
            "xterm", "-u8", "-geometry", f"{COLUMNS}x{ROWS}", "-xrm", printer, "-xrm", "XTerm*printAttributes: 2",
            "-xrm", "XTerm*printerFormFeed: false", "-e", "env", *own, "WATCHED_PRINTS=1", *argv,
        ]  # fmt: skip
        env = environment({"DISPLAY": self._display})
        self._running.append(subprocess.Popen(command, env=env, **quiet))  # type: ignore[call-overload]

    def type(self, *keys: str) -> None:
        """Press keys, as a keyboard does."""
        where = {**os.environ, "DISPLAY": self._display}
        focus = ["search", "--onlyvisible", "--class", "XTerm", "windowfocus"]
        for key in keys:
            subprocess.run(["xdotool", *focus, "key", _X_KEYS.get(key, key)], env=where, check=True)

    def cells(self) -> list[str]:
        """Return its lines, as printed last."""
        lines = _CODES.sub("", self.styled()).split("\n")[:ROWS]
        return [line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in lines]

    def styled(self) -> str:
        """Return what was printed last."""
        printed = self.folder / "printed"
        return printed.read_text(encoding="utf-8").replace("\r", "") if printed.exists() else ""

    def close(self) -> None:
        """End the xterm, then its display."""
        for program in reversed(self._running):
            program.terminate()
            program.wait(10)


class Watched:
    """quizapp in a real terminal; ``same`` compares what it holds with what stands there."""

    def __init__(self, terminal: RealTerminal, env: Mapping[str, str]) -> None:
        self.terminal, self.folder = terminal, terminal.folder
        program = [sys.executable, "-m", "tests.support.watched_program", str(self.folder)]
        terminal.start(program, {"PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C.UTF-8", **env})
        self._wait_for_the_program()

    def _wait_for_the_program(self) -> None:
        end = time.monotonic() + 60
        while not (self.folder / "pid").exists():
            if time.monotonic() > end:
                raise TimeoutError("the program did not start")
            time.sleep(0.1)

    def held(self) -> dict[str, object]:
        """Return what the program holds now."""
        held = self.folder / "held.json"
        for name in ("held.json", "printed"):
            (self.folder / name).unlink(missing_ok=True)
        os.kill(int((self.folder / "pid").read_text()), signal.SIGUSR1)
        end = time.monotonic() + 20
        while not held.exists():
            if time.monotonic() > end:
                raise TimeoutError("the program does not say what it holds")
            time.sleep(0.02)
        found: dict[str, object] = json.loads(held.read_text(encoding="utf-8"))
        return found

    def same(self, *said: str, timeout: float = 30) -> list[str]:
        """Wait until ``said`` stands there and all cells are those the program holds; the lines."""
        end = time.monotonic() + timeout
        while True:
            held = self.held()["lines"]
            time.sleep(0.3)
            there = self.terminal.cells()
            if there == held and all(any(word in line for line in there) for word in said):
                return there
            if time.monotonic() > end:
                assert there == held
                raise AssertionError(f"{said} not in " + "\n".join(there))

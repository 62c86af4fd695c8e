"""quizapp in a real terminal that says what it holds: on SIGUSR1 it writes the cells of its screen to a file.

``python -m tests.support.watched_program FOLDER [ARGUMENT]...``: the user's files are in ``FOLDER``/user.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

PRINT = b"\x1b[i"
"""An xterm sends its screen to its printer."""


def main() -> int:
    """Run quizapp, and watch it."""
    from quizapp.cli import main as quizapp
    from quizapp.cli.terminal import look_at_terminal

    folder, arguments = Path(sys.argv[1]), sys.argv[2:]
    sys.argv = ["quizapp", "--data-dir", str(folder / "user"), *arguments]
    depth = look_at_terminal("study").depth  # before Textual

    from quizapp.tui.app import QuizApp
    from tests.support.textual_adapter import painted

    mount = QuizApp.on_mount

    def on_mount(app: QuizApp) -> None:
        def dump() -> None:
            lines = [strip.text.replace("\N{NO-BREAK SPACE}", " ").rstrip() for strip in painted(app.screen)]
            held = {"lines": lines, "depth": depth, "ascii": app.ascii_signs, "screen": type(app.screen).__name__}
            (folder / "held.tmp").write_text(json.dumps(held), encoding="utf-8")
            (folder / "held.tmp").replace(folder / "held.json")
            if "WATCHED_PRINTS" in os.environ:
                os.write(1, PRINT)

        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, dump)
        (folder / "pid").write_text(str(os.getpid()))
        mount(app)

    QuizApp.on_mount = on_mount  # type: ignore[method-assign]
    return quizapp()


if __name__ == "__main__":
    sys.exit(main())

"""What ends the screens from outside: a signal, or the end of the terminal. All is saved, and the terminal given back.

Textual reads on when its terminal is gone, as fast as it can; so the terminal is watched here.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.tui.base_app import BaseApp

PATIENCE_S = 2.0
"""Without a terminal what is still written to it may block: after so long the program ends as it is."""
HANG_UP = 1


class EndedFromOutside(Exception):
    """A signal ended the program, or its terminal is gone."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number
        super().__init__("stopped from outside; everything you answered is saved")


def watch(app: BaseApp) -> None:
    """End ``app`` on SIGTERM, on SIGHUP unless that is ignored, and when its terminal is gone."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                loop.add_signal_handler(number, partial(_end, app, int(number)))
    if hasattr(select, "poll") and sys.__stdin__ is not None:
        gone = partial(loop.call_soon_threadsafe, _end, app, HANG_UP)
        wait = partial(_wait_for_the_end, sys.__stdin__.fileno(), gone)
        threading.Thread(target=wait, name="quizapp-terminal", daemon=True).start()


def _end(app: BaseApp, number: int) -> None:
    if number == HANG_UP:
        last = threading.Timer(PATIENCE_S, os._exit, (128 + number,))
        last.daemon = True
        last.start()
    app.failure = EndedFromOutside(number)
    app.exit(return_code=app.failure.exit_code)


def _wait_for_the_end(terminal: int, gone: Callable[[], object]) -> None:
    """Sleep until the terminal hangs up: without events of its own, a poll reports that alone."""
    poll = select.poll()
    poll.register(terminal, 0)
    for _, event in poll.poll():
        if event & (select.POLLHUP | select.POLLERR):
            with suppress(RuntimeError):  # the screens have ended meanwhile
                gone()

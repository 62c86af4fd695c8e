"""A study session without think time, to be killed. ``victim.py DATA BANK [N]``: dies at the Nth boundary of a write.

Prints ``ready``, then the event id of each answer once the session has acknowledged it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from quizapp.core.bank import key_of
from quizapp.core.events import Answer, Body, Event
from quizapp.core.settings import Settings
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from quizapp.store import Stamp, Store
from quizapp.store.paths import user_paths

BOUNDARIES = count()


def main(data: Path, bank: Path, fatal: int | None) -> None:
    """Answer, guess, undo and go on, round after round."""

    def probe(_: str) -> None:
        if next(BOUNDARIES) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    paths = user_paths(data)
    store = Store(paths.database, paths.device, paths.backups, probe=probe)
    context = AppContext(paths, bank, store, Settings())
    written: list[str] = []
    append = store.append

    def noting(bodies: Sequence[Body], stamp: Stamp, ids: Sequence[str] = ()) -> list[Event]:
        events = append(bodies, stamp, ids)
        written.extend(e.event_id for e in events if isinstance(e.body, Answer))
        return events

    store.append = noting  # type: ignore[method-assign]
    open_bank(context)
    cards = list(context.library.bank.items)
    print("ready", flush=True)
    for turn in range(10_000):
        study = Study(context, again_on(context, cards))
        while study.view.showing is not None and study.view.phase == "question":
            study.answer(key_of(study.view.showing.item), 5000)
            print(written[-1], flush=True)
            if turn % 2:
                study.guess()
            if turn % 3 == 0 and study.view.number % 2:
                if turn % 2:
                    study.undo()  # the guess; then the answer
                study.undo()
                study.skip()
            else:
                study.advance()
        study.leave()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None)

"""Folding a history anew when the rules by which it was folded have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quizapp.store import maintenance
from quizapp.store.errors import StoreDamaged, explain

if TYPE_CHECKING:
    from quizapp.store.projections.projector import Projector


class Recounted(NamedTuple):
    """So many answers were folded anew; ``kept`` is the database as it was before."""

    answers: int
    kept: Path


def recount(
    db: sqlite3.Connection, path: Path, projector: Projector, keep: Callable[[], Path | None]
) -> Recounted | None:
    """Fold everything anew by the rules of this version; None when there are no answers, or nothing was kept.

    ``keep`` makes a copy first, None where this is one itself. What is damaged is left for whoever reads it. Raises
    StoreError and its kinds.
    """
    with suppress(StoreDamaged):
        try:
            (answers,) = db.execute("SELECT count(*) FROM event WHERE kind = 'answer'").fetchone()
            kept = keep() if answers else None
            maintenance.rebuild(db, projector)
        except sqlite3.Error as error:
            raise explain(error, path) from error
        return None if kept is None else Recounted(answers, kept)
    return None

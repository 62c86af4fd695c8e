"""Events of the log as damage, or another version, may leave them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def rewrite(database: Path, statement: str, *values: object) -> int:
    """Change the log behind the back of the program, without its guards; how many rows."""
    db = sqlite3.connect(database, isolation_level=None)
    guards = db.execute(_TRIGGERS).fetchall()
    db.execute("PRAGMA ignore_check_constraints = ON")
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    changed = db.execute(statement, values).rowcount
    for _, sql in guards:
        db.execute(sql)
    db.close()
    return changed


def replace_in(database: Path, kind: str, old: str, new: str) -> int:
    """Put ``new`` for ``old`` in the bodies of a kind; how many rows had it."""
    return rewrite(
        database,
        "UPDATE event SET body = replace(body, ?2, ?3) WHERE kind = ?1 AND instr(body, ?2)", kind, old, new,
    )  # fmt: skip

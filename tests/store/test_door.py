"""Whatever SQLite meets while it reads is damage, said with the file and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.store import Store, StoreDamaged
from tests.support.logs import answer, open_store, stamp


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path)
    opened.append([answer(f"c{n}") for n in range(3)], stamp())
    return opened


READS: dict[str, Callable[[Store], object]] = {
    "fetchone": lambda store: store.read.card("c1"),
    "fetchall": lambda store: store.read.cards(),
    "iterating": lambda store: store.read.topic_totals(),
    "next": lambda store: next(store.db.execute("SELECT topic FROM topic_day")),
    "fetchmany": lambda store: store.db.cursor().execute("SELECT topic FROM topic_day").fetchmany(2),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_table_that_is_gone_is_damage(store: Store, read: Callable[[Store], object]) -> None:
    store.db.execute("DROP TABLE card")
    store.db.execute("DROP TABLE topic_day")
    with pytest.raises(StoreDamaged, match=r"progress\.db: damaged.*restore"):
        read(store)


def test_text_that_is_no_text_is_damage_when_its_row_is_reached(store: Store) -> None:
    store.db.execute("UPDATE topic_day SET topic = CAST(x'ff41' AS TEXT)")
    with pytest.raises(StoreDamaged, match="UTF-8"):
        store.read.topic_totals()


def test_a_mistake_in_the_program_is_not_taken_for_damage(store: Store) -> None:
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.read.cards()

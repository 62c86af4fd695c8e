"""A history that was folded by other rules is folded anew once, with a copy before, and that is said."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from quizapp.present.phrases import recounted_line
from quizapp.store.scratch import ScratchStore
from tests.support.logs import derived, old_history, open_store


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of a database of format 2: a card that was right and later on the same day wrong."""
    old_history(tmp_path, "c1")
    return tmp_path


def test_an_old_history_is_folded_anew_once_and_that_is_said_once(old: Path) -> None:
    with open_store(old) as store:
        card = store.read.card("c1")
        assert card is not None
        assert (card.lapses, card.last_rating) == (1, 1)
        assert store.recounted is not None
        assert store.recounted.answers == 2
        assert str(store.recounted.kept) in recounted_line(store.recounted)
        kept = store.recounted.kept
        before = derived(store)
        store.rebuild()
        assert derived(store) == before
    with sqlite3.connect(kept) as copy:
        assert copy.execute("SELECT last_rating FROM card").fetchall() == [(3,)]
        assert copy.execute("PRAGMA user_version").fetchone() == (2,)
    copy.close()
    with open_store(old) as store:
        assert store.recounted is None
    assert len(list((old / "backups").iterdir())) == 1


def test_a_recount_that_was_interrupted_is_made_up_for(old: Path) -> None:
    open_store(old).close()
    with sqlite3.connect(old / "progress.db") as db:  # as left by a power cut between migration and recount
        db.execute("DELETE FROM meta WHERE key = 'fold'")
        db.execute("UPDATE card SET lapses = 0")
    db.close()
    with open_store(old) as store:
        assert store.recounted is not None
        assert store.recounted.kept.exists()
        card = store.read.card("c1")
        assert card is not None
        assert card.lapses == 1


def test_an_old_history_can_be_merged_and_counts_by_the_rules_of_today(old: Path, tmp_path: Path) -> None:
    shutil.copytree(old, tmp_path / "there")
    with open_store(tmp_path / "new") as store:
        assert store.recounted is None
        assert store.merge(tmp_path / "there" / "progress.db") == 2
        card = store.read.card("c1")
        assert card is not None
        assert card.lapses == 1


def test_one_that_may_not_be_written_is_read_by_the_rules_of_today_and_left_as_it_is(old: Path) -> None:
    before = (old / "progress.db").read_bytes()
    with ScratchStore(old / "progress.db", old / "device", old / "backups") as store:
        card = store.read.card("c1")
        assert card is not None
        assert card.lapses == 1
        assert store.recounted is None
        (_, _, copy), *_ = store.db.execute("PRAGMA database_list")
        assert not (Path(copy).parent / "backups").exists()  # a copy needs none
    assert (old / "progress.db").read_bytes() == before
    assert not (old / "backups").exists()

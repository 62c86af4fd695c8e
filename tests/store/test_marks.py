"""Bookmarks and notes: what is folded of them, whatever order they come in, and in databases of before."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.events import Bookmark, Note
from quizapp.store import connection as connections
from quizapp.store import log
from tests.support.folders import folders
from tests.support.logs import answer, open_store, stamp

WORDS = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.sampled_from(["", "x", "read again"]), st.integers(0, 3)),
    min_size=1,
    max_size=8,
)


@given(WORDS)
def test_the_last_mark_and_the_last_note_count_in_replay_order(words: list[tuple[bool, bool, str, int]]) -> None:
    with folders("a", "b", "ab", "ba") as (a, b, ab, ba):
        with open_store(a) as one, open_store(b) as two:
            for here, on, text, minute in words:
                bodies = [Bookmark(card="c1", on=on), Note(card="c1", text=text)]
                (one if here else two).append(bodies, stamp(0, minute))
        with open_store(ab) as first, open_store(ba) as second:
            for store, order in ((first, (a, b)), (second, (b, a))):
                for folder in order:
                    store.merge(folder / "progress.db")
            bodies = [event.body for event in first.events()]
            on = [body.on for body in bodies if isinstance(body, Bookmark)][-1]
            text = [body.text for body in bodies if isinstance(body, Note)][-1]
            for store in (first, second):
                for _ in range(2):
                    assert store.read.bookmarked() == ({"c1"} if on else set())
                    assert store.read.is_bookmarked("c1") == on
                    assert store.read.note("c1") == text
                    assert store.read.notes() == ({"c1": text} if text else {})
                    store.rebuild()


def test_a_card_without_a_mark_or_a_note_has_none(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.append([Bookmark(card="c1"), Note(card="c1", text="x")], stamp())
        assert not store.read.is_bookmarked("c2")
        assert store.read.note("c2") == ""
        assert store.read.card("c1") is None  # neither asks a question, or counts as one


def test_events_that_an_older_version_merged_in_are_folded_by_the_update(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as then:
        then.setattr(connections, "SCHEMA_VERSION", 4)
        then.setattr(connections, "MIGRATIONS", connections.MIGRATIONS[:4])
        with closing(connections.connect(tmp_path / "progress.db")) as db, connections.transaction(db):
            bodies = [answer("c1"), Bookmark(card="c1"), Note(card="c1", text="from the other machine")]
            log.write(db, "there", bodies, stamp(), ["e1", "e2", "e3"])
    with open_store(tmp_path) as store:
        assert store.recounted is not None
        assert store.read.bookmarked() == {"c1"}
        assert store.read.notes() == {"c1": "from the other machine"}


def test_wrong_answers_of_some_days_are_told_in_practice_too(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.append([answer("old", False)], stamp(0))
        store.append([answer("c1", False), answer("c2"), answer("c3", False, purpose="practice")], stamp(7))
        today = stamp(7).study_day
        assert store.read.wrong_since(today) == {"c1", "c3"}
        assert store.read.wrong_since(today - 7) == {"old", "c1", "c3"}

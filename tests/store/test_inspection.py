"""Is the schema the one we made, after each migration too; do the derived tables follow from the log?"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from sqlite_utils import Database as Utils

from quizapp.core.scheduler import Fsrs6
from quizapp.store import StoreDamaged, log
from quizapp.store import connection as connections
from quizapp.store.inspection import Lacking, fresh, lacking
from quizapp.store.maintenance import stale
from quizapp.store.schema import SCHEMA_VERSION
from tests.support.commands import quizapp
from tests.support.exams import BootClock, answer_all, begun, desk, exam_bank
from tests.support.folders import folders
from tests.support.lives import STEPS as LIFE
from tests.support.lives import Banks, Lives, Step, two_banks
from tests.support.logs import STEPS, answer, live, log_of, old_history, open_store, stamp
from tests.support.spoiled import rewrite

GUARDS = {("trigger", "event_no_update"), ("trigger", "event_no_delete"), ("trigger", "event_no_replace")}


@pytest.fixture(scope="module")
def banks(tmp_path_factory: pytest.TempPathFactory) -> Banks:
    """The small bank, and a later one."""
    return two_banks(tmp_path_factory.mktemp("banks"))


@pytest.fixture
def home(tmp_path: Path) -> list[object]:
    """A user who studied, suspended nothing, and sat an exam."""
    root, clock = exam_bank(tmp_path / "bank"), BootClock()
    context = desk(tmp_path / "user", root, clock)
    exam = begun(context)
    answer_all(exam, right=3, every_ms=30_000, clock=clock)
    exam.submit()
    context.record(answer("limits-memory"), answer("limits-memory", False))
    context.close()
    return ["--data-dir", tmp_path / "user", "--bank", root]


def database(home: list[object]) -> Path:
    return Path(str(home[1])) / "progress.db"


def schema(db: sqlite3.Connection) -> set[tuple[str, ...]]:
    return set(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def old_database(folder: Path, version: int) -> Path:
    """A database of an older format with two answers in its log."""
    with pytest.MonkeyPatch.context() as then:
        then.setattr(connections, "SCHEMA_VERSION", version)
        then.setattr(connections, "MIGRATIONS", connections.MIGRATIONS[:version])
        with closing(connections.connect(folder / "progress.db")) as db, connections.transaction(db):
            log.write(db, "then", [answer("c1"), answer("c1", False)], stamp(), ["e1", "e2"])
            db.execute("DELETE FROM meta WHERE key = 'fold'")  # which was noted of a log without anything in it
    return folder / "progress.db"


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_after_each_migration_the_schema_is_that_of_a_new_database(tmp_path: Path, version: int) -> None:
    old_database(tmp_path, version)
    with open_store(tmp_path) as store, closing(fresh()) as new:
        assert schema(store.db) == schema(new)
        assert {(kind, name) for kind, name, *_ in schema(store.db)} >= GUARDS
        assert lacking(store.db) == []
        assert stale(store.db, store.model) == []
        assert len(log_of(store)) == 2


def _transform(db: sqlite3.Connection) -> None:
    Utils(db)["event"].transform(drop=set())


def _without_an_index(db: sqlite3.Connection) -> None:
    db.execute("DROP INDEX evidence_day")


def _without_a_column(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE sitting DROP COLUMN reason")


@pytest.mark.parametrize(
    ("step", "lost"),
    [(_transform, "trigger event_no_delete missing"), (_without_an_index, "index evidence_day missing"),
     (_without_a_column, "column sitting.reason missing")],
)  # fmt: skip
def test_a_migration_that_loses_a_part_is_taken_back(
    step: Callable[[sqlite3.Connection], None], lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path) as store:
        store.append([answer("c1")], stamp())
        before = schema(store.db), log_of(store)

    def only_once(db: sqlite3.Connection) -> None:
        if db.execute("SELECT count(*) FROM event").fetchone()[0]:  # not in the new database that is compared with
            step(db)

    monkeypatch.setattr(connections, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    steps = (*connections.MIGRATIONS, only_once)
    monkeypatch.setattr(connections, "MIGRATIONS", steps)
    with pytest.raises(StoreDamaged, match=lost):
        connections.connect(tmp_path / "progress.db")
    monkeypatch.undo()
    with open_store(tmp_path) as store:
        assert (schema(store.db), log_of(store)) == before


def test_a_part_that_was_gone_before_keeps_nobody_from_an_update(tmp_path: Path) -> None:
    path = old_database(tmp_path, SCHEMA_VERSION - 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TRIGGER event_no_update")
    with open_store(tmp_path) as store:
        assert lacking(store.db) == [Lacking("trigger", "event_no_update", "missing")]


def test_only_a_database_that_needs_a_step_imports_sqlite_utils(tmp_path: Path) -> None:
    old_history(tmp_path / "old", "c1")
    code = (
        "import sys; from pathlib import Path; from quizapp.store import Store\n"
        "def opened(path): Store(path / 'progress.db', path / 'device', path / 'backups').close();"
        " return 'sqlite_utils' in sys.modules\n"
        "print(*[opened(Path(folder)) for folder in sys.argv[1:]])"
    )
    where = [str(tmp_path / name) for name in ("new", "new", "old")]
    done = subprocess.run([sys.executable, "-c", code, *where], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]


@given(STEPS, STEPS)
def test_derived_tables_are_a_fresh_fold(
    one: list[tuple[str, str, bool, int, int, int]], two: list[tuple[str, str, bool, int, int, int]]
) -> None:
    with folders("a", "b") as (a, b), open_store(a) as store:
        live(store, one)
        with open_store(b) as other:
            live(other, two)
        store.merge(b / "progress.db")
        assert stale(store.db, store.model) == []


@given(LIFE)
def test_the_exams_are_a_fresh_fold_too(banks: Banks, steps: list[Step]) -> None:
    with folders("lives") as (root,):
        lives = Lives(root, banks)
        lives.live(steps)
        with closing(lives.viewer("all", *(lives.database(number) for number in range(3)))) as context:
            assert stale(context.store.db, context.store.model) == []


CHANGES = [
    ("UPDATE card SET due_day = due_day + 1 WHERE card_id = 'limits-memory'", "card (1 different in due_day)"),
    ("UPDATE card SET stability = stability * 1.01", "card (5 different in stability)"),
    ("DELETE FROM card", "card (5 missing)"),
    ("INSERT INTO topic_day VALUES (1, 'x', 1, 1, 1)", "topic_day (1 extra)"),
    ("UPDATE evidence SET topic = 'x', correct = 1 - correct", "evidence (7 different in topic correct)"),
    ("UPDATE exam SET right_answers = 5", "exam (1 different in right_answers)"),
    (
        "DELETE FROM exam_event WHERE event_id = (SELECT event_id FROM event WHERE kind = 'visit' LIMIT 1)",
        "exam_event (1 missing)",
    ),
    ("DELETE FROM sitting; INSERT INTO sitting VALUES ('s', 'study', 1, 2, 3, 'left')", "sitting (1 extra)"),
    ("DROP INDEX card_due", "index card_due missing"),
    ("DROP TRIGGER event_no_delete", "trigger event_no_delete missing"),
    (
        "DROP TRIGGER event_no_update; CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END",
        "trigger event_no_update changed",
    ),
]


@pytest.mark.parametrize(("change", "says"), CHANGES, ids=[says for _, says in CHANGES])
def test_doctor_names_what_is_stale_and_sets_it_right(change: str, says: str, home: list[object]) -> None:
    assert quizapp("doctor", *home).code == 0
    with closing(sqlite3.connect(database(home))) as db:
        whole = schema(db)
        db.executescript(change)
    done = quizapp("doctor", *home)
    assert done.code == 1
    assert says in done.out
    assert "quizapp doctor --rebuild" in done.err
    told = quizapp("doctor", "--json", *home)
    assert (told.code, told.json["ok"]) == (1, False)
    assert quizapp("doctor", "--rebuild", *home).code == 0
    assert quizapp("doctor", *home).code == 0
    with closing(sqlite3.connect(database(home))) as db:
        assert schema(db) == whole


def test_what_is_damaged_and_stale_is_damaged(home: list[object]) -> None:
    rewrite(database(home), "UPDATE event SET body = '{}' WHERE kind = 'answer' AND seq = (SELECT max(seq) FROM event)")
    done = quizapp("doctor", "--json", *home)
    assert done.code == 5
    assert done.json["unreadable_events"]
    assert done.json["stale_tables"]
    assert "doctor --rebuild" in done.err


def test_a_last_digit_that_another_machine_rounds_otherwise_is_no_difference(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.append([answer("c1")], stamp())
        store.db.execute("UPDATE card SET stability = stability * (1 + 1e-15)")
        assert stale(store.db, Fsrs6()) == []
        store.db.execute("UPDATE card SET stability = NULL")
        assert [one.columns for one in stale(store.db, Fsrs6())] == [("stability",)]

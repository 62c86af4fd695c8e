"""Exams later: by corrected keys, without their bank, in databases of before."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from quizapp.services.context import AppContext
from quizapp.services.exam.log import NoExam, sitting_of
from quizapp.services.exam.report import exam_json, history, regraded, result_of
from quizapp.services.exam.session import Exam
from quizapp.services.maintenance import rebuild_derived
from quizapp.store import Stamp, log
from quizapp.store import connection as connections
from quizapp.store.schema import SCHEMA_VERSION
from tests.support.clock import START_MS
from tests.support.exams import (
    BootClock,
    Desks,
    agrees,
    answer_all,
    answers_of,
    begun,
    desk,
    exam_events,
)
from tests.support.logs import answer, stamp
from tests.support.small_bank import FILES

KEY = "      - key: true\n        text: 10,240 MB"
OTHER = "      - text: 6 GB"


def test_a_corrected_key_shows_both_scores(bank: Path, desks: Desks, clock: BootClock) -> None:
    first = desks("user")
    exam = begun(first)
    answer_all(exam, right=5)
    exam.submit()
    assert regraded(first, result_of(first)) is None
    first.close()
    text = FILES["items/limits.yaml"].replace(
        "  - id: limits-memory\n    version: 1\n", "  - id: limits-memory\n    version: 2\n    corrects: 1\n"
    )
    text = text.replace(OTHER, "      - key: true\n        text: 6 GB").replace(KEY, "      - text: 10,240 MB")
    (bank / "items" / "limits.yaml").write_text(text)
    second = desks("user")
    result = result_of(second)
    assert (result.right, regraded(second, result)) == (5, 4)
    told = exam_json(second, result)
    assert (told["right"], told["right_by_corrected_keys"]) == (5, 4)
    (row,) = history(second)
    assert (row.right, row.of) == (5, 5)  # as graded then
    rebuild_derived(second)
    assert regraded(second, result_of(second)) == 4


def test_an_exam_can_be_looked_at_without_its_bank(
    home: Path, bank: Path, desks: Desks, tmp_path: Path, clock: BootClock
) -> None:
    first = desks("user")
    exam = begun(first)
    answer_all(exam, right=2)
    shown = [exam.showing(n) for n in range(1, 6)]
    exam.submit()
    before = result_of(first)
    first.close()
    later = desk(home, tmp_path / "no-bank", clock)
    assert result_of(later, exam.sitting.exam[:6]) == before
    again = Exam(later, *sitting_of(later, exam.sitting.exam))
    assert [again.showing(n) for n in range(1, 6)] == shown
    assert exam_json(later, before)["right_by_corrected_keys"] is None
    with pytest.raises(NoExam, match="no exam 'zzz'"):
        result_of(later, "zzz")


def test_a_database_from_before_exams_is_migrated_and_a_copy_kept(
    home: Path, desks: Desks, clock: BootClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as old:
        old.setattr(connections, "SCHEMA_VERSION", 1)
        old.setattr(connections, "MIGRATIONS", connections.MIGRATIONS[:1])
        db = connections.connect(home / "progress.db")
        with connections.transaction(db):
            log.write(db, "then", [answer("c1"), answer("c2", False)], stamp(), ["e1", "e2"])
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'exam'").fetchall()
        db.close()
    assert SCHEMA_VERSION >= 2
    context = desks("user")
    assert context.store.read.exams() == []
    assert len(answers_of(context)) == 2
    clock.advance(minutes=1)
    exam = begun(context)
    exam.submit()
    agrees(context, exam.sitting.exam)
    assert context.store.check().sound
    context.close()
    kept = sqlite3.connect(home / "backups" / "before-format-2.db")
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    assert kept.execute("SELECT count(*) FROM event").fetchone() == (2,)
    kept.close()


def test_nothing_outside_the_database_tells_a_key_while_the_exam_is_open(
    home: Path, desks: Desks, clock: BootClock
) -> None:
    context = desks("user")
    exam = begun(context)
    answer_all(exam, right=3)
    beside = [p for p in home.rglob("*") if p.is_file() and not p.name.startswith("progress.db")]
    for path in beside:
        text = path.read_text(errors="replace")
        for one in exam.sitting.form.items:
            assert one.item.id not in text
            assert one.item.explanation.strip() not in text
    view = exam.view
    assert not {"correct", "key", "verdict", "right"} & set(view.__struct_fields__)


def test_stamps_of_an_exam_never_run_back(room: AppContext, clock: BootClock) -> None:
    exam = begun(room)
    clock.set_wall(minutes=-300)
    for _ in range(3):
        clock.advance(ms=10)
        exam.flag()
    times = [event.ts_utc_ms for event in exam_events(room)]
    assert times == sorted(times)
    assert times[-1] == START_MS + 30
    assert isinstance(room.stamp(), Stamp)

"""``export``: all that a user has, and exactly that; streamed, and harmless for terminals and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from quizapp.core.dates import date_day
from quizapp.core.events import Event, Report, decode_body
from quizapp.services.context import AppContext
from quizapp.services.export import NAMES, exported
from tests.support.clock import FixedClock
from tests.support.commands import quizapp
from tests.support.exams import BootClock, answer_all, begun, desk, exam_bank
from tests.support.folders import folders
from tests.support.lives import STEPS as LIFE
from tests.support.lives import Banks, Lives, Step, two_banks
from tests.support.logs import STEPS, answer, live, open_store, stamp
from tests.support.spoiled import rewrite

ODD = "=1+1\x1b[31m\u202e, -2; @x [$LATEST] \\ud83d \u2028"


@pytest.fixture(scope="module")
def banks(tmp_path_factory: pytest.TempPathFactory) -> Banks:
    """The small bank, and a later one."""
    return two_banks(tmp_path_factory.mktemp("banks"))


@pytest.fixture
def sat(tmp_path: Path) -> list[object]:
    """A user with answers and three exams: two with a result, one open."""
    root, clock = exam_bank(tmp_path / "bank"), BootClock()
    context = desk(tmp_path / "user", root, clock)
    for right in (2, 4):
        exam = begun(context)
        answer_all(exam, right=right, every_ms=30_000, clock=clock)
        exam.submit()
        clock.advance(days=1)
    context.record(Report(item="x", version=1, text=ODD), answer("limits-memory", session=ODD))
    begun(context)
    context.close()
    return ["--data-dir", tmp_path / "user", "--bank", root]


def lines(*arguments: object) -> list[dict[str, Any]]:
    done = quizapp("export", *arguments, "--format", "ndjson")
    assert (done.code, done.err) == (0, ""), done
    return [json.loads(line) for line in done.out.split("\n") if line]


def time_ms(text: str) -> int:
    return round(datetime.fromisoformat(text).astimezone(UTC).timestamp() * 1000)


def day_number(text: str | None) -> int | None:
    return None if text is None else date_day(date.fromisoformat(text))


def event_of(row: dict[str, Any]) -> Event:
    """An exported event as the log has it."""
    return Event(
        event_id=row["event_id"], device_id=row["device_id"], seq=row["seq"], ts_utc_ms=time_ms(row["time"]),
        tz_min=row["tz_min"], study_day=day_number(row["study_day"]) or 0, as_of=row["as_of"], bank=row["bank"],
        body=decode_body(row["kind"], json.dumps(row["body"])), v=row["v"],
    )  # fmt: skip


@given(STEPS)
def test_the_events_read_back_are_the_log(steps: list[tuple[str, str, bool, int, int, int]]) -> None:
    with folders("user") as (user,):
        with open_store(user) as store:
            live(store, steps)
            store.append([Report(item=ODD, version=1, text=ODD)], stamp(9000))
            log = list(store.events())
        assert [event_of(row) for row in lines("events", "--data-dir", user)] == log


@given(LIFE)
def test_answers_and_cards_agree_with_the_tables(banks: Banks, steps: list[Step]) -> None:
    with folders("lives") as (root,):
        lives = Lives(root, banks)
        lives.live(steps)
        with closing(lives.viewer("all", *(lives.database(number) for number in range(3)))) as context:
            answers, cards = ([_plain(row) for row in exported(context, name).rows] for name in ("answers", "cards"))
            assert answers == list(_answers(context))
            assert cards == list(_cards(context))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _table(context: AppContext, table: str, order: str) -> Iterator[dict[str, Any]]:
    with closing(sqlite3.connect(context.paths.database)) as db:
        db.row_factory = sqlite3.Row
        yield from map(dict, db.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall())


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(date(1970, 1, 1).toordinal() + day).isoformat()


def _answers(context: AppContext) -> Iterator[dict[str, Any]]:
    for row in _table(context, "evidence", "ts_utc_ms, device_id, seq, answer_id"):
        then = row.pop("first_correct")
        made = {
            "time": f"{datetime.fromtimestamp(row['ts_utc_ms'] / 1000, UTC):%Y-%m-%dT%H:%M:%S}"
            f".{row.pop('ts_utc_ms') % 1000:03}Z",
            "card": row.pop("card_id"), "correct_then": bool(then), "knowledge": tuple(json.loads(row["knowledge"])),
            "misconception": row["misconception"] or None, "study_day": _iso(row["study_day"]),
            "day": _iso(row["day"]),
            **{name: bool(row[name]) for name in ("correct", "guess", "undone", "rapid")},
        }  # fmt: skip
        yield row | made


def _cards(context: AppContext) -> Iterator[dict[str, Any]]:
    own = ("relearn", "bent", "lapsed", "before_stability", "before_difficulty", "before_day", "last_ts")
    for row in _table(context, "card", "card_id"):
        for name in own:
            del row[name]
        right = row["last_right"]
        made = {
            "card": row.pop("card_id"), "suspended": bool(row["suspended"]),
            "last_right": None if right is None else bool(right), "marked": False, "note": "",
            **{name: _iso(row[name]) for name in ("first_day", "last_day", "rated_day", "due_day")},
        }  # fmt: skip
        yield row | made


def test_exams_agree_with_their_reports(sat: list[object]) -> None:
    *ended, still_open = lines("exams", *sat)
    assert len(ended) == 2
    for row in ended:
        told = quizapp("report", "exam", row["exam"], "--format", "json", *sat).json
        assert {"schema_version": 1, "app_version": told["app_version"], **row} == told
    assert still_open["ended"] is None
    assert set(still_open) == {"as_of", "exam", "blueprint", "ended", "started"}


@pytest.mark.parametrize("name", NAMES)
def test_the_three_formats_have_the_same_rows(name: str, sat: list[object]) -> None:
    rows = lines(name, *sat)
    whole = quizapp("export", name, *sat)
    assert whole == quizapp("export", name, "--format", "json", "-o", "-", *sat)
    assert list(whole.json) == ["schema_version", "app_version", "as_of", name]
    assert whole.json[name] == rows
    assert whole.out == json.dumps(whole.json, indent=2, ensure_ascii=False).replace("\x1b", "\\u001b").replace(
        "\u202e", "\\u202e"
    ).replace("\u2028", "\\u2028") + "\n"  # fmt: skip
    head, *table = csv.reader(io.StringIO(quizapp("export", name, "--format", "csv", *sat).out.lstrip("\ufeff")))
    assert len(table) == len(rows)
    for cells, row in zip(table, rows, strict=True):
        for key, cell in zip(head, cells, strict=True):
            assert cell[:1] not in ("=", "+", "@", "\x1b")
            if isinstance(row.get(key), int) and not isinstance(row[key], bool):
                assert cell == str(row[key])


def test_an_empty_history_is_an_empty_list(tmp_path: Path, bank_root: Path) -> None:
    for name in NAMES:
        home = ["--data-dir", tmp_path / "none", "--bank", bank_root]
        done = quizapp("export", name, *home)
        assert done.json[name] == []
        assert done.out.endswith('": []\n}\n')
        assert not (tmp_path / "none").exists()


def test_an_event_of_a_kind_not_known_here_is_exported_whole(sat: list[object]) -> None:
    database = Path(str(sat[1])) / "progress.db"
    body = '{"kind": "later",\n "n": 1.50}'
    rewrite(database, "UPDATE event SET kind = 'later', body = ? WHERE seq = 2", body)
    found = quizapp("export", "events", "--format", "ndjson", *sat).out
    assert '"kind":"later"' in found
    assert '"body":{"kind":"later","n":1.50}' in found


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("events", "UPDATE event SET body = '{' WHERE seq = 3", "doctor"),
        ("events", "UPDATE event SET ts_utc_ms = 1 << 60 WHERE seq = 3", "doctor"),
        ("answers", "UPDATE evidence SET study_day = 1 << 60", "doctor --rebuild"),
        ("answers", "UPDATE evidence SET knowledge = '7'", "doctor --rebuild"),
        ("cards", "UPDATE card SET stability = -1", "doctor --rebuild"),
        ("exams", "UPDATE event SET body = '{}' WHERE kind = 'exam_start'", "doctor"),
    ],
)
def test_damage_is_named_and_leaves_no_file(
    name: str, change: str, says: str, sat: list[object], tmp_path: Path
) -> None:
    assert rewrite(Path(str(sat[1])) / "progress.db", change)
    for form in ("json", "ndjson", "csv"):
        done = quizapp("export", name, "-o", tmp_path / f"out.{form}", *sat)
        assert done.code == 5
        assert says in done.err
        assert len(done.err.splitlines()) == 1
        assert not (tmp_path / f"out.{form}").exists()


@pytest.mark.parametrize(
    ("target", "form", "code", "says"),
    [
        ("out.csv", ["--format", "json"], 2, "doesn't match --format json"),
        ("out.jsonl", ["--format", "csv"], 2, "doesn't match --format csv"),
        ("out.md", [], 2, "isn't a format of this export; use --format json|ndjson|csv"),
        ("out.sqlite", [], 2, "isn't a format of this export"),
    ],
)
def test_a_suffix_that_says_another_format_is_refused(
    target: str, form: list[str], code: int, says: str, sat: list[object], tmp_path: Path
) -> None:
    done = quizapp("export", "cards", "-o", tmp_path / target, *form, *sat)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert not (tmp_path / target).exists()


@pytest.mark.parametrize(
    ("suffix", "form"), [("json", "json"), ("ndjson", "ndjson"), ("JSONL", "ndjson"), ("csv", "csv")]
)
def test_the_suffix_tells_the_format(suffix: str, form: str, sat: list[object], tmp_path: Path) -> None:
    target = tmp_path / f"out.{suffix}"
    done = quizapp("export", "answers", "-o", target, *sat)
    assert (done.code, done.out, done.err) == (0, "", f"written: {target}\n")
    assert target.read_bytes().decode() == quizapp("export", "answers", "--format", form, *sat).out


def test_what_is_not_kept_is_refused_by_name(sat: list[object]) -> None:
    done = quizapp("export", "reports", *sat)
    assert done.code == 2
    assert all(name in done.err for name in NAMES)


def test_sqlite_utils_is_imported_for_an_export_alone(tmp_path: Path, bank_root: Path) -> None:
    code = (
        "import sys; from quizapp.cli.root import root; from quizapp.cli.errors import run\n"
        "def told(*words):\n run(root, [*words, *sys.argv[1:], '-q'])\n return 'sqlite_utils' in sys.modules\n"
        "print([told(*c.split()) for c in ('due', 'stats', 'report weak', 'backup', 'export events')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data-dir", str(tmp_path / "user"), "--bank", str(bank_root)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[False, False, False, False, True]"


@pytest.mark.proof
def test_a_history_of_any_length_is_streamed(tmp_path: Path) -> None:
    """What is held while many events are written does not grow with them."""
    import tracemalloc

    peaks = []
    for count in (1000, 5000):
        with open_store(tmp_path / str(count)) as store:
            store.append([answer(f"c{n % 50}") for n in range(count)], stamp())
        context = desk(tmp_path / str(count), tmp_path / "bank", FixedClock())
        tracemalloc.start()
        assert sum(1 for _ in exported(context, "events").rows) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        context.close()
    assert peaks[1] < 2 * peaks[0]

"""``due``, ``stats`` and ``plan``: their words, their JSON, and what is said of bad input."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from quizapp import __version__
from quizapp.core.events import Regrade
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.store import BankCard
from quizapp.store.paths import user_paths
from tests.support.clock import FixedClock
from tests.support.commands import Done, quizapp
from tests.support.exams import begun, exam_bank
from tests.support.logs import answer


@pytest.fixture
def home(tmp_path: Path, bank_root: Path) -> list[object]:
    """Options for a new user with the small bank."""
    return ["--data-dir", tmp_path / "user", "--bank", bank_root]


def opened(home: list[object], *, days_ago: float = 0) -> AppContext:
    """The same user's files, so many days before the real clock."""
    from quizapp.services.clock import system_clock

    clock = FixedClock(system_clock().ts_utc_ms, system_clock().tz_min)
    clock.advance(days=-days_ago)
    return open_context(user_paths(Path(str(home[1]))), Path(str(home[3])), clock=clock)


def today() -> date:
    from quizapp.services.clock import system_clock

    return system_clock().calendar_date


def one_line(done: Done) -> str:
    lines = [line for line in done.err.splitlines() if line]
    assert len(lines) == 1, done.err
    assert lines[0].startswith("quizapp: ")
    return lines[0]


# due


def test_due_for_a_new_user(home: list[object]) -> None:
    done = quizapp("due", *home)
    assert done == Done(0, "0 due, 5 new, about 5 min\n", "")
    assert quizapp("due", "--json", *home).json == {
        "schema_version": 1, "app_version": __version__, "as_of": today().isoformat(), "due": 0, "new": 5,
        "minutes": 5, "early": 0, "later": 0, "next_due_in_days": None, "answered_today": 0, "in_exam": 0,
        "practice": 0,
    }  # fmt: skip


def test_due_when_there_is_nothing(home: list[object]) -> None:
    context = opened(home)
    open_bank(context)
    cards = ("limits-memory", "limits-storage", "invocation-attempts", "invocation-path", "pricing-codes")
    context.store.append([answer(card) for card in cards], context.stamp())
    context.close()
    assert quizapp("due", *home).out == "0 due, 0 new\n"
    found = quizapp("due", "--json", *home).json
    assert (found["next_due_in_days"], found["answered_today"]) == (2, 5)


def test_due_as_of_another_date_is_practice(home: list[object]) -> None:
    done = quizapp("due", "--as-of", "2019-09", *home)
    assert re.fullmatch(r"\d+ to practise as of 2019-09-01, about \d+ min\n", done.out)
    found = quizapp("due", "--as-of", "2019-09", "--json", *home).json
    assert (found["due"], found["new"]) == (0, 0)
    assert found["practice"] > 0


def test_due_after_ten_missed_days_is_calm(home: list[object]) -> None:
    context = opened(home, days_ago=10)
    open_bank(context)
    cards = [BankCard(f"c{i}", "abcdef"[i % 6], (f"p{i}",)) for i in range(300)]
    context.store.note_bank(context.library.bank.revision, cards)
    context.store.append([answer(f"c{i}", rt_ms=60_000) for i in range(300)], context.stamp())
    context.close()
    done = quizapp("due", *home[:2])
    assert done.out == "25 due, 0 new, about 25 min; 275 more are spread over the next days\n"
    assert quizapp("due", "--json", *home[:2]).json["later"] == 275


# stats


def test_stats_before_the_first_answer(home: list[object]) -> None:
    assert quizapp("stats", *home) == Done(0, "Nothing was answered yet.\n", "")
    found = quizapp("stats", "--json", *home).json
    assert (found["answers"], found["days"], found["cards"], found["by_day"]) == (0, 0, 5, [])


def test_answers_as_of_another_date_alone_are_called_practice(home: list[object]) -> None:
    context = opened(home)
    open_bank(context)
    then = msgspec.structs.replace(context.stamp(), as_of="2019-09-01")
    context.store.append([answer("limits-memory"), answer("limits-storage", False)], then)
    context.close()
    assert quizapp("stats", *home).out == "No answer counts yet; 2 answers as of another date: practice, not counted\n"
    found = quizapp("stats", "--json", *home).json
    assert (found["answers"], found["practice"]) == (0, 2)
    assert "2 answers as of another date are practice and not counted." in quizapp("report", "weak", *home).out


def test_due_says_what_waits_for_the_end_of_an_exam(home: list[object]) -> None:
    context = opened(home)
    exam_bank(Path(str(home[3])))
    open_bank(context)
    begun(context, "five")
    context.close()
    assert quizapp("due", *home).out == "0 due, 0 new; 5 wait until your exam ends\n"
    assert quizapp("due", "--json", *home).json["in_exam"] == 5


def test_stats_count_by_topic_and_day_and_follow_corrected_keys(home: list[object]) -> None:
    context = opened(home)
    events = context.store.append([answer("limits-memory", False), answer("limits-storage")], context.stamp())
    body = Regrade(answer=events[0].event_id, item="limits-memory", version=2, key=("b",), correct=True)
    context.store.append([body], context.stamp())
    day = context.clock().study_day
    context.close()
    found = quizapp("stats", "--json", *home).json
    assert (found["answers"], found["right"], found["days"], found["cards_seen"]) == (2, 2, 1, 2)
    assert [t for t in found["topics"] if t["answers"]] == [
        {
            "id": "limits", "title": "Limits", "answers": 2, "right": 2, "cards": 2, "cards_seen": 2,
            "right_last_time": 2, "suspended": 0,
        }
    ]  # fmt: skip
    assert found["regraded"] == [{"item": "limits-memory", "now_right": 1, "now_wrong": 0}]
    when = (date(1970, 1, 1) + timedelta(days=day)).isoformat()
    assert found["by_day"] == [{"day": when, "answers": 2, "right": 2}]
    text = quizapp("stats", *home).out
    assert text.startswith("2 answers on 1 day, 2 right; 2 of 5 questions met (5 written, 0 calculations)\n")
    assert "Counted by a corrected key: limits-memory, 1 now right\n" in text


def test_stats_keep_topics_that_left_the_bank(home: list[object]) -> None:
    context = opened(home)
    body = answer("gone")
    gone = msgspec.structs.replace(body, shown=msgspec.structs.replace(body.shown, topic="cloud-nine"))
    context.store.append([gone], context.stamp())
    context.close()
    found = quizapp("stats", "--json", *home).json
    (row,) = [t for t in found["topics"] if t["id"] == "cloud-nine"]
    assert (row["answers"], row["cards"], row["title"]) == (1, 0, "cloud-nine")


# plan


def test_a_plan_is_made_kept_and_used(home: list[object]) -> None:
    exam = today() + timedelta(days=30)
    done = quizapp("plan", "--exam", exam, "--minutes", 15, *home)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert "in 30 days; 15 min a day are about 15 answers." in lines[0]
    assert lines[1].startswith("All 5 questions that are new to you are met by ")
    assert lines[-1].startswith("Kept up, ")
    assert quizapp("plan", *home).out == done.out  # both are kept
    found = quizapp("plan", "--json", *home).json
    assert set(found) == {
        "schema_version", "app_version", "as_of", "exam_date", "days", "minutes_a_day", "answers_a_day", "unseen",
        "all_met_on", "left_unmet", "no_new_from", "mock_exams", "remembered_low", "remembered_high", "load",
    }  # fmt: skip
    assert (found["exam_date"], found["days"], found["minutes_a_day"]) == (exam.isoformat(), 30, 15)
    assert found["load"][-1]["date"] == (exam - timedelta(days=1)).isoformat()
    assert len(found["load"]) in (30, 31)  # after midnight the evening before still goes on
    assert sum(day["new"] for day in found["load"]) == 5
    context = opened(home)
    assert (context.settings.exam_date, context.settings.minutes_a_day) == (exam, 15)
    context.close()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 1, "no exam date is set; give one: quizapp plan --exam YYYY-MM-DD"),
        (["--exam", "2019-01-01"], 1, "2019-01-01 is past"),
        (["--exam", "9999-12-31"], 1, "a plan reaches 366 days ahead"),
        (["--exam", "soon"], 2, "'soon' is not a date; write YYYY-MM-DD or YYYY-MM"),
        (["--exam", "2019-01-01", "--minutes", "3"], 2, "'--minutes'"),
        (["--minutes", "many"], 2, "'--minutes'"),
    ],
)
def test_what_cannot_be_planned_is_one_line_and_nothing_is_kept(
    arguments: list[str], code: int, says: str, home: list[object]
) -> None:
    done = quizapp("plan", *arguments, *home)
    assert done.code == code
    assert says in one_line(done)
    assert not (Path(str(home[1])) / "settings.json").exists()


def test_due_imports_nothing_that_counting_can_do_without(home: list[object]) -> None:
    quizapp("study", "--plain", *home)  # the bank has been seen
    told = (
        "import sys; from quizapp.cli import main; main();"
        "print(*sorted(n for n in sys.modules if n.startswith('quizapp.') or '.' not in n), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", told, "due", "--data-dir", str(home[1])], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert "quizapp.services.study.session_queue" in loaded
    assert not loaded & {
        "textual", "rich", "yaml", "jinja2", "fsrs", "statistics", "difflib", "secrets", "platformdirs",
        "quizapp.core.bank", "quizapp.core.lambda_model", "quizapp.core.events",
        "quizapp.store.maintenance", "quizapp.store.log", "quizapp.store.event_log",
        "quizapp.store.projections.projector", "quizapp.services.study.views", "quizapp.services.bank.library",
    }  # fmt: skip

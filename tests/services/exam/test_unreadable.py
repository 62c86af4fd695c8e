"""What is stored and cannot be read keeps nobody from the rest; what a newer version added is no reason to refuse."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from quizapp.core.bank import key_of
from quizapp.services.exam.lifecycle import waiting
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import plan_session
from tests.support.commands import Done, quizapp
from tests.support.exams import BootClock, answer_all, begun, desk, exam_bank
from tests.support.spoiled import replace_in, rewrite

SPOILED = {
    "a changed enum": ('"clock":"runs-on"', '"clock":"sundial"'),
    "another type of item": ('"type":"single"', '"type":"essay"'),
    "no form": ('"form":[{', '"form":[],"lost":[{'),
    "a flipped byte in a name": ('"card_id"', '"card_hd"'),
    "no JSON any more": ('"form":[', '"form":(['),
    "a deadline that cannot be true": ('"deadline_ms":1', '"deadline_ms":91'),
    "a number that is none": ('"minutes":', '"minutes":"x'),
}
COMMANDS = (
    ["due"], ["stats"], ["report", "weak"], ["exam", "--list"], ["study", "--plain", "--limit", "1"],
    ["bank", "list"],
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> list[object]:
    return ["--data-dir", tmp_path / "user", "--bank", exam_bank(tmp_path / "bank")]


def opened(tmp_path: Path, name: str = "five") -> Path:
    """A database with an open exam, of a real moment so that its time is not up."""
    context = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), BootClock(int(time.time() * 1000)))
    exam = begun(context, name)
    exam.visit(2)
    context.close()
    return tmp_path / "user" / "progress.db"


def study_a_little(tmp_path: Path) -> None:
    """An answer, a skip and an end, of whatever questions come first today."""
    context = desk(tmp_path / "user", tmp_path / "bank", BootClock(int(time.time() * 1000)))
    study = Study(context, plan_session(context))
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 9000)
    study.advance()
    study.skip()
    study.leave()
    context.close()


def run(home: list[object], *command: str) -> Done:
    done = quizapp(*command, *home, typed="q\n")
    assert "mistake" not in done.err, done.err
    assert "Traceback" not in done.err
    return done


@pytest.mark.parametrize(("old", "new"), SPOILED.values(), ids=SPOILED)
def test_an_open_exam_that_cannot_be_read_is_set_aside(tmp_path: Path, home: list[object], old: str, new: str) -> None:
    assert replace_in(opened(tmp_path), "exam_start", old, new) == 1
    said = []
    for command in COMMANDS:
        done = run(home, *command)
        assert done.code == 0, (command, done.err)
        said += ["set aside as interrupted" in done.err]
    assert said == [True, *[False] * (len(COMMANDS) - 1)]  # once
    for option in ("--resume", "--submit", "--discard"):
        done = run(home, "exam", option, *(["--plain"] if option == "--resume" else []))
        assert done.code == 1
        assert "no exam is open" in done.err
    found = run(home, "doctor", "--json")
    assert found.code == 5
    assert found.json["unreadable_exams"] or found.json["unreadable_events"]
    assert run(home, "exam", "five", "--plain").code == 0  # another can be sat
    assert run(home, "exam", "--submit").code == 0


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("exam_start", '"plan":{', '"plan":{"mood":{"calm":true},'),
        ("exam_start", '"form":[{', '"form":[{"weight":2,'),
        ("exam_start", '"item":{', '"item":{"sound":"beep",'),
        ("exam_start", '"text":', '"colour":"red","text":'),
        ("exam_start", '"seed":', '"weather":"fine","seed":'),
        ("visit", '"number":', '"speed":1,"number":'),
    ],
)
def test_what_a_newer_version_added_is_passed_over(
    tmp_path: Path, home: list[object], kind: str, old: str, new: str
) -> None:
    assert replace_in(opened(tmp_path), kind, old, new) >= 1
    context = desk(tmp_path / "user", tmp_path / "bank", BootClock())
    found = waiting(context)
    context.close()
    assert found is not None
    assert found.questions == 5
    assert run(home, "exam", "--submit").code == 0
    assert run(home, "doctor").code == 0
    assert run(home, "report", "exam").code == 0


def test_an_event_of_an_exam_that_cannot_be_read_is_passed_over(tmp_path: Path, home: list[object]) -> None:
    assert replace_in(opened(tmp_path), "visit", '"number":', '"number":"two') == 1
    done = run(home, "exam", "--submit", "--json")
    assert done.code == 0
    assert len(run(home, "doctor", "--json").json["unreadable_events"]) == 1


def test_a_result_that_cannot_be_read_leaves_the_others(tmp_path: Path, home: list[object]) -> None:
    clock = BootClock()
    context = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), clock)
    for right in (2, 4):
        exam = begun(context)
        answer_all(exam, right=right)
        exam.submit()
        clock.advance(days=1)
    spoiled = context.store.read.exams()[0].exam
    context.close()
    rewrite(
        tmp_path / "user" / "progress.db",
        "UPDATE event SET body = replace(body, '\"card_id\"', '\"x\"') WHERE kind = 'exam_start' AND instr(body, ?)",
        spoiled,
    )
    done = run(home, "report", "exam", spoiled)
    assert done.code == 5
    assert "doctor" in done.err
    assert run(home, "report", "exam", spoiled[:0]).code == 5  # the latest
    assert run(home, "stats").code == 0
    from quizapp.services.exam.review import sat

    context = desk(tmp_path / "user", tmp_path / "bank", clock)
    assert [result.right for result in sat(context)] == [2]
    context.close()


@pytest.mark.parametrize("new", ['"kard":', '"card":7,"x":', "(("])
@pytest.mark.parametrize("kind", ["answer", "session_start", "skip", "session_end"])
def test_any_event_that_cannot_be_read_keeps_nobody_from_the_rest(
    tmp_path: Path, home: list[object], kind: str, new: str
) -> None:
    study_a_little(tmp_path)
    old = '"card":' if kind in ("answer", "skip") else '"session":'
    assert replace_in(tmp_path / "user" / "progress.db", kind, old, new) >= 1
    for command in COMMANDS:
        assert run(home, *command).code == 0, command
    assert run(home, "doctor").code == 5
    assert run(home, "doctor", "--rebuild").code == 5  # it stays in the log
    for command in COMMANDS:
        assert run(home, *command).code == 0, command

"""``quizapp report``: what comes out, where it goes, and what happens when it cannot."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from quizapp.cli.exam.plain import result_lines
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import open_context
from quizapp.services.exam.lifecycle import resume_exam
from quizapp.services.exam.report import result_of
from quizapp.store.paths import bundled_bank, user_paths
from tests.support.clock import FixedClock
from tests.support.commands import Done, quizapp
from tests.support.exams import BootClock, answer_all, begun, desk, exam_bank
from tests.support.learning import learn
from tests.support.logs import answer
from tests.support.report_schema import WEAK
from tests.support.terminal import Terminal, python

FORMATS = ("md", "html", "json", "csv")


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four weeks of study on the bundled bank, up to this very day; the folder is only read."""
    folder = tmp_path_factory.mktemp("learnt")
    clock = FixedClock()
    context = open_context(user_paths(folder), bundled_bank(), clock=clock, seeds=lambda: 7)
    open_bank(context)
    learn(context, clock, evenings=28, answers=20, seed=5)
    context.close()
    return folder


@pytest.fixture
def home(tmp_path: Path, bank_root: Path) -> list[object]:
    """Options for a new user with the small bank."""
    return ["--data-dir", tmp_path / "user", "--bank", bank_root]


def one_line(done: Done) -> str:
    lines = [line for line in done.err.splitlines() if line]
    assert len(lines) == 1, done.err
    assert lines[0].startswith("quizapp: ")
    return lines[0]


def test_the_json_keeps_to_its_schema(learnt: Path, home: list[object]) -> None:
    jsonschema.Draft202012Validator.check_schema(WEAK)
    for options in (["--data-dir", learnt], home):
        done = quizapp("report", "weak", "--format", "json", *options)
        assert (done.code, done.err) == (0, "")
        jsonschema.validate(done.json, WEAK, cls=jsonschema.Draft202012Validator)


def test_the_json_of_four_weeks_has_every_part(learnt: Path) -> None:
    found = quizapp("report", "weak", "--format", "json", "--data-dir", learnt).json
    assert found["topics"]
    assert any(topic["missed"] for topic in found["topics"])
    assert found["first"]
    assert found["mistakes"]
    assert [topic["place"] for topic in found["topics"]] == sorted(topic["place"] for topic in found["topics"])
    first = [step["id"] for step in found["first"]]
    listed = sorted([*found["topics"], *found["thin"]], key=lambda topic: topic["place"])
    assert [topic["id"] for topic in listed][: len(first)] == first


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_log_on_the_same_day_gives_the_same_bytes(form: str, learnt: Path, tmp_path: Path) -> None:
    output = tmp_path / f"weak.{form}"
    done = quizapp("report", "weak", "--format", form, "-o", output, "--data-dir", learnt)
    assert (done.code, done.out, done.err) == (0, "", f"written: {output}\n")
    shown = quizapp("report", "weak", "--format", form, "--data-dir", learnt)
    assert shown.out.encode() == output.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_before_the_first_answer_there_is_a_report(form: str, home: list[object]) -> None:
    done = quizapp("report", "weak", "--format", form, *home)
    assert (done.code, done.err) == (0, "")
    assert "Limits" in done.out


def test_a_file_that_is_there_is_kept_unless_forced(home: list[object], tmp_path: Path) -> None:
    target = tmp_path / "weak.md"
    target.write_text("precious")
    done = quizapp("report", "weak", "-o", target, *home)
    assert done.code == 1
    assert "weak.md: already exists; use --force to overwrite" in one_line(done)
    assert target.read_text() == "precious"
    assert quizapp("report", "weak", "-o", target, "--force", *home).code == 0
    assert target.read_text().startswith("# Weak topics")


def test_a_folder_is_no_file(home: list[object], tmp_path: Path) -> None:
    for force in ([], ["--force"]):
        done = quizapp("report", "weak", "-o", tmp_path, *force, *home)
        assert done.code == 2
        assert "is a directory" in one_line(done)


@pytest.mark.parametrize("target", ["missing/weak.md", "file/weak.md", f"{'x' * 300}.md"])
def test_a_target_that_cannot_be_written_is_one_line(target: str, home: list[object], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = quizapp("report", "weak", "-o", tmp_path / target, *home)
    assert done.code == 1
    assert "cannot be written" in one_line(done)


def test_an_unknown_form_is_wrong_usage(home: list[object]) -> None:
    done = quizapp("report", "weak", "--format", "pdf", *home)
    assert done.code == 2
    assert "'md', 'html', 'json', 'csv'" in one_line(done)


def test_quiet_says_nothing_beside(home: list[object], tmp_path: Path) -> None:
    assert quizapp("-q", "report", "weak", "-o", tmp_path / "a.md", *home) == Done(0, "", "")


def test_the_practice_command_runs_as_it_stands(home: list[object], tmp_path: Path) -> None:
    folder, root = tmp_path / "us er's", Path(str(home[3]))
    context = open_context(user_paths(folder), root)
    context.store.append([answer(f"c{i}", i > 3) for i in range(6)], context.stamp())
    context.close()
    found = quizapp("report", "weak", "--format", "json", "--data-dir", folder, "--bank", root).json
    name, *arguments = shlex.split(found["topics"][0]["command"])
    assert name == "quizapp"
    terminal = Terminal(python("-m", "quizapp", *arguments))
    try:
        terminal.read_until(re.compile(rb"How much memory|Which statements about"), plain=True)
    finally:
        terminal.close()


def test_the_report_of_a_fortnight_says_its_words_in_every_form(learnt: Path) -> None:
    told = quizapp("report", "weak", "--format", "json", "--data-dir", learnt).json
    texts = {form: quizapp("report", "weak", "--format", form, "--data-dir", learnt).out for form in FORMATS}
    for topic in told["topics"]:
        for form in ("html", "csv"):
            assert topic["page"]["url"] in texts[form]
        assert topic["command"] in texts["md"]
        for missed in topic["missed"]:
            for form in FORMATS:
                assert missed["item"] in texts[form]


def test_a_damaged_database_is_five(tmp_path: Path, bank_root: Path) -> None:
    (tmp_path / "progress.db").write_bytes(b"not a database at all" * 100)
    done = quizapp("report", "weak", "--data-dir", tmp_path, "--bank", bank_root)
    assert done.code == 5
    assert "progress.db" in one_line(done)


# the report of an exam


@pytest.fixture
def sat(tmp_path: Path) -> list[object]:
    """A user who sat an exam of five questions, two of them right."""
    root, clock = exam_bank(tmp_path / "bank"), BootClock()
    context = desk(tmp_path / "user", root, clock)
    exam = begun(context)
    answer_all(exam, right=2, every_ms=30_000, clock=clock)
    exam.submit()
    context.close()
    return ["--data-dir", tmp_path / "user", "--bank", root]


def test_the_report_of_the_latest_exam(sat: list[object], tmp_path: Path) -> None:
    text = quizapp("report", "exam", *sat).out
    assert text.startswith("# All five\n")
    assert "**2 of 5 right, 3 needed: ✗ not passed.**" in text
    page = quizapp("report", "exam", "--format", "html", *sat).out
    assert "2 of 5 right, 3 needed" in page
    told = quizapp("report", "exam", "--format", "json", *sat).json
    assert (told["right"], told["scored"], len(told["questions"])) == (2, 5, 5)
    assert quizapp("report", "exam", told["exam"][:6], *sat).out == text
    for output in (tmp_path / "a.md", tmp_path / "b.md"):
        assert quizapp("report", "exam", "-o", output, *sat).code == 0
        assert output.read_text() == text
    assert quizapp("report", "exam", "-o", tmp_path / "a.md", *sat).code == 1


def test_without_an_exam_there_is_no_report_of_one(home: list[object]) -> None:
    done = quizapp("report", "exam", *home)
    assert done.code == 1
    assert "no exam was submitted yet; start one with: quizapp exam" in one_line(done)


def test_an_exam_that_is_not_there(sat: list[object]) -> None:
    done = quizapp("report", "exam", "zzz", *sat)
    assert done.code == 1
    assert "no exam 'zzz' with a result" in one_line(done)


@pytest.fixture
def then(tmp_path: Path) -> list[object]:
    """A user who sat an exam as of 2021 with extra time, and left it twice."""
    root, clock = exam_bank(tmp_path / "bank"), BootClock()
    context = desk(tmp_path / "user", root, clock, as_of=date(2021, 5, 1))
    exam = begun(context, extra=True)
    for minutes in (2, 1):
        exam.close()
        clock.advance(minutes=minutes)
        exam = resume_exam(context)
    resume_exam(context).submit()  # another window in between is no time away
    context.close()
    return ["--data-dir", tmp_path / "user", "--bank", root]


def test_the_report_of_an_exam_says_under_what_it_was_sat(then: list[object]) -> None:
    said = "Facts as of 1 May 2021, practice only. With 5 min extra. Closed 2 times, 3 min in all; the clock ran on."
    for form in ("md", "html"):
        text = quizapp("report", "exam", "--format", form, *then).out
        assert said in text.replace("\\", "")
        assert form == "html" or text.count("ractice scale") == 1
        assert "Outside the domains" in text
        assert "Domain none" not in text
    told = quizapp("report", "exam", "--format", "json", *then).json
    assert (told["as_of"], told["counts"], told["extra_minutes"]) == ("2021-05-01", False, 5)
    assert [row for row in told["closed"] if row["away_s"]] == [
        {"away_s": 120, "paused_s": 0}, {"away_s": 60, "paused_s": 0},
    ]  # fmt: skip


def test_the_time_of_an_exam_is_the_same_wherever_it_is_said(tmp_path: Path) -> None:
    root, clock = exam_bank(tmp_path / "bank"), BootClock()
    context = desk(tmp_path / "user", root, clock)
    exam = begun(context)
    clock.advance(ms=61_400)
    exam.submit()
    result = result_of(context, context.store.read.exams()[-1].exam)
    told = list(result_lines(context, result))
    context.close()
    home = ["--data-dir", tmp_path / "user", "--bank", root]
    assert any("Time: 0:01:02 of" in line for line in told)
    for form in ("md", "html"):
        assert "0:01:02 of" in quizapp("report", "exam", "--format", form, *home).out
    assert quizapp("report", "exam", "--format", "json", *home).json["used_s"] == 62


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_the_report_of_an_exam_needs_no_bank(sat: list[object], tmp_path: Path, form: str) -> None:
    before = quizapp("report", "exam", "--format", form, *sat).out
    done = quizapp("report", "exam", "--format", form, *sat[:2], "--bank", tmp_path / "no-bank")
    assert (done.code, done.err) == (0, "")
    ids = {"Limits": "limits", "Invocation types": "invocation", "Pricing": "pricing"}
    for title, name in ids.items():
        for cell in ("| {} |", "<td>{}</td>"):
            before = before.replace(cell.format(title), cell.format(name))
    assert done.out == before.replace("Counted the retries only", "counts-retries-only")


def test_csv_is_no_form_for_an_exam(sat: list[object]) -> None:
    assert quizapp("report", "exam", "--format", "csv", *sat).code == 2


def test_what_is_written_is_json(sat: list[object], tmp_path: Path) -> None:
    assert quizapp("report", "exam", "--format", "json", "-o", tmp_path / "a.json", *sat).code == 0
    assert json.loads((tmp_path / "a.json").read_text())["schema_version"] == 1

"""``quizapp exam``: the contract of the command, and an exam line by line."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from quizapp.cli.exam.exam import _begun as begun_by_enter
from quizapp.cli.exam.plain import left_line, waiting_line
from quizapp.cli.exam.plain_session import PlainExam
from quizapp.core.bank import key_of
from quizapp.core.bank.items import texts_of
from quizapp.core.events import Clear, ExamGuess, ExamResponse, Expire, Flag, Pause, Skip, Strike, Submit, Visit
from quizapp.core.quantity import hours_text
from quizapp.services.context import AppContext
from quizapp.services.exam.lifecycle import resume_exam, waiting
from quizapp.services.exam.report import short_ids
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import Waiting
from quizapp.store import ExamRow
from tests.support.clock import FixedClock
from tests.support.commands import Done, quizapp
from tests.support.exams import (
    MINUTE,
    BootClock,
    answer_all,
    begun,
    desk,
    exam_bank,
    exam_events,
    number_of,
    typed,
    wrong,
)

BRIEF = {
    "id", "title", "about", "items", "scored", "minutes", "extra_minutes", "cut", "types", "domains", "generated",
    "clock", "practice", "facts_as_of",
}  # fmt: skip
HEAD = {"schema_version", "app_version", "as_of"}
RESULT = {
    "exam", "blueprint", "title", "ended", "started", "right", "scored", "right_by_corrected_keys", "unscored_right",
    "unscored", "cut", "passed", "score", "score_low", "score_high", "scale", "domains", "topics", "used_s",
    "allowed_s", "counts", "extra_minutes", "closed", "doubted", "median_s", "pace_s", "unanswered", "seen_in_21_days",
    "changed", "misconceptions", "questions",
}  # fmt: skip
QUESTION = {
    "number", "item", "version", "type", "topic", "domain", "scored", "correct", "answered", "response", "key", "seed",
    "flagged", "guess", "slow", "seconds", "misconception",
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> list[object]:
    return ["--data-dir", tmp_path / "user", "--bank", exam_bank(tmp_path / "bank")]


@pytest.fixture
def clock() -> BootClock:
    return BootClock()


@pytest.fixture
def room(tmp_path: Path, clock: BootClock) -> Iterator[AppContext]:
    context = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), clock)
    yield context
    context.close()


def one_line(done: Done) -> str:
    """The error, which is a single line without a traceback."""
    lines = [line for line in done.err.splitlines() if line]
    assert len(lines) == 1, done.err
    assert lines[0].startswith("quizapp: ")
    assert "mistake in quizapp" not in lines[0]
    return lines[0]


# the contract


def test_the_list_has_its_keys(home: list[object]) -> None:
    found = quizapp("exam", "--list", "--json", *home).json
    assert found.keys() == HEAD | {"blueprints"}
    assert [plan["id"] for plan in found["blueprints"]] == ["five", "calm", "try", "then", "half", "much"]
    assert {frozenset(plan) for plan in found["blueprints"]} == {frozenset(BRIEF)}
    half = found["blueprints"][4]
    assert (half["items"], half["scored"], half["cut"], half["facts_as_of"]) == (5, 3, 2, None)
    assert found["blueprints"][3]["facts_as_of"] == "2019-09-01"
    plain = quizapp("exam", "--list", *home)
    assert "half: 5 questions, 2 of them unscored, 10 min, cut 2 of 3" in plain.out
    assert plain.code == 0


def test_the_bundled_blueprints_are_the_five_that_were_promised(tmp_path: Path) -> None:
    found = quizapp("exam", "--list", "--json", "--data-dir", tmp_path / "user").json
    rows = {plan["id"]: plan for plan in found["blueprints"]}
    sizes = {name: (p["items"], p["minutes"], p["generated"]) for name, p in rows.items()}
    assert sizes == {
        "quick": (10, 20, 0), "lambda": (30, 60, 6), "developer": (65, 130, 0), "notes-2019": (20, 40, 0),
        "calculations": (20, 40, 20),
    }  # fmt: skip
    developer = rows["developer"]
    assert (developer["scored"], developer["cut"], developer["types"]) == (50, 36, ["single", "multiple"])
    assert developer["extra_minutes"] == 30
    assert rows["notes-2019"]["practice"]
    assert all("exam" in plan["about"].casefold() or plan["practice"] or plan["generated"] for plan in rows.values())


def test_a_broken_blueprint_of_the_user_is_named(home: list[object], tmp_path: Path) -> None:
    (tmp_path / "user" / "blueprints").mkdir(parents=True)
    (tmp_path / "user" / "blueprints" / "mine.yaml").write_text("blueprints:\n  - {id: mine, items: many}\n")
    done = quizapp("exam", "--list", *home)
    assert done.code == 0
    assert "mine.yaml:2" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 2, "exam --plain"),
        (["five"], 2, "exam --plain"),
        (["--resume"], 2, "exam --plain"),
        (["fife", "--plain"], 2, "there are: five, calm"),
        (["five", "--resume", "--plain"], 2, "one of BLUEPRINT"),
        (["--submit", "--discard"], 2, "one of BLUEPRINT"),
        (["--list", "--resume"], 2, "one of BLUEPRINT"),
        (["--json", "--plain"], 2, "--json goes with"),
        (["--resume", "--extra-time", "--plain"], 2, "when an exam starts"),
        (["--submit", "--no-schedule"], 2, "when an exam starts"),
        (["--resume", "--plain"], 1, "no exam is open"),
        (["--submit"], 1, "no exam is open"),
        (["--discard"], 1, "no exam is open"),
        (["much", "--plain"], 3, "questions: 4 too few"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_done_is_one_line(home: list[object], arguments: list[str], code: int, says: str) -> None:
    done = quizapp("exam", *arguments, *home)
    assert (done.code, says in one_line(done)) == (code, True), done.err


@pytest.mark.parametrize("end", ["--discard", "--submit"])
def test_a_question_of_the_open_exam_is_not_shown_with_its_answer_until_the_exam_ends(
    home: list[object], end: str
) -> None:
    show = ["bank", "show", "limits-memory"]
    shown = quizapp(*show, *home)
    assert "It is so since 1 December 2020." in shown.out
    assert quizapp("exam", "five", "--plain", *home).code == 0
    for arguments in (show, [*show, "--json"], [*show, "--as-of", "2021-01-01"]):
        held = quizapp(*arguments, *home)
        assert held.code == 1
        assert held.json.keys() == HEAD | {"error"} if "--json" in arguments else held.out == ""
        assert one_line(held) == (
            "quizapp: limits-memory: this question is in the exam that is open; its answer is shown after"
            f" 'quizapp exam --submit {' '.join(map(str, home))}' or '--discard'"
        )
    assert quizapp("bank", "show", "limits-memry", *home).code == 2
    assert quizapp("exam", end, *home).code == 0
    assert quizapp(*show, *home) == shown


def test_a_question_that_the_open_exam_has_not_is_shown(home: list[object]) -> None:
    assert quizapp("exam", "then", "--plain", *home).code == 0
    assert quizapp("bank", "show", "limits-memory", *home).code == 0  # not yet true in 2019
    assert quizapp("bank", "show", "limits-storage", *home).code == 1


def test_showing_a_question_makes_no_files_for_the_user(home: list[object], tmp_path: Path) -> None:
    assert quizapp("bank", "show", "limits-memory", *home).code == 0
    assert not (tmp_path / "user").exists()


def test_the_end_of_input_saves_and_the_exam_goes_on(home: list[object]) -> None:
    first = quizapp("exam", "calm", "--plain", "--extra-time", *home, typed=":flag\n:go 3\n:guess\n")
    assert first.code == 0
    assert "40 minutes with extra time" in " ".join(first.out.split())
    assert "Question 1 of 5" in first.out
    assert "Saved. The clock stands still" in first.out
    held = quizapp("exam", "five", "--plain", *home)
    assert held.code == 1
    assert "Use --resume, --submit or --discard" in one_line(held)
    assert "0 of 5 answered" in held.err
    again = quizapp("exam", "--resume", "--plain", *home, typed=":map\n:q\n")
    assert again.code == 0
    assert "its clock stood still" in again.err
    assert "Question 3 of 5, guess" in again.out
    assert re.search(r"^  1\.!    2\.     3\.\s\?", again.out, re.MULTILINE)
    assert "? a guess" in again.out
    done = quizapp("exam", "--submit", "--json", *home)
    assert done.code == 0
    assert done.json.keys() == HEAD | RESULT
    assert {frozenset(row) for row in done.json["questions"]} == {frozenset(QUESTION)}
    assert [row["flagged"] for row in done.json["questions"]] == [True, False, False, False, False]
    assert done.json["changed"] == {"to_right": 0, "to_wrong": 0, "wrong_to_wrong": 0}
    assert (done.json["ended"], done.json["right"], done.json["unanswered"]) == ("submitted", 0, 5)
    assert "not AWS's" in done.json["scale"]
    assert quizapp("exam", "--submit", *home).code == 1


def test_an_exam_can_be_handed_in_and_thrown_away_without_sitting_down(home: list[object]) -> None:
    for command, says in (("--submit", "0 of 5 right, 3 needed"), ("--discard", "")):
        assert quizapp("exam", "five", "--plain", *home).code == 0
        done = quizapp("exam", command, *home)
        assert done.code == 0
        assert says in done.out
    assert done.out == ""
    assert "Exam discarded" in done.err


def test_what_ran_out_is_handed_in_and_not_thrown_away(home: list[object], tmp_path: Path) -> None:
    yesterday = BootClock(int(time.time() * 1000) - 86_400_000)
    context = desk(tmp_path / "user", tmp_path / "bank", yesterday)
    answer_all(begun(context), right=4)
    context.close()
    done = quizapp("exam", "--discard", *home)
    assert done.code == 1
    assert "time was up" in one_line(done)
    assert "4 of 5 right, 3 needed" in done.out
    assert quizapp("report", "exam", "--format", "json", *home).json["ended"] == "expired"


def test_answers_that_do_not_feed_the_schedule_are_announced_so(home: list[object]) -> None:
    def cover(*arguments: object) -> str:
        out = quizapp("exam", *arguments, "--plain", *home, typed="").out
        quizapp("exam", "--discard", *home)
        return " ".join(out.split())

    assert "Answers feed the schedule" in cover("five")
    for arguments in (("five", "--no-schedule"), ("try",), ("then",), ("five", "--as-of", "2021-05")):
        assert "Answers do not feed the schedule" in cover(*arguments), arguments


# line by line


def converse(context: AppContext, exam: Exam, *lines: object) -> list[str]:
    """The prompts of an exam to which ``lines`` are typed. KEY and WRONG answer; a callable is called first."""
    prompts: list[str] = []
    waiting = list(lines)

    def read(prompt: str) -> str | None:
        prompts.append(prompt)
        while waiting and callable(waiting[0]):
            waiting.pop(0)()  # type: ignore[operator]
        if not waiting:
            return None
        line = waiting.pop(0)
        showing = exam.view.showing
        known = {
            "KEY": lambda: typed(showing, key_of(showing.item)),
            "WRONG": lambda: typed(showing, wrong(showing.item)),
        }
        return f"{known[line]() if line in known else line}\n"  # type: ignore[index]

    PlainExam(context, exam, read).run()
    return prompts


def kinds(context: AppContext) -> list[type]:
    return [type(event.body) for event in exam_events(context)][1:]


def test_every_command_does_its_step(room: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    exam = begun(room)
    other = number_of(exam, "limits-memory")  # which has options
    lines = [
        ":help", "?", ":time", f":go {other}", "KEY", f":go {other}", ":flag", ":guess", ":strike 2", ":strike 2",
        ":strike 2", ":clear", ":map", ":next", ":prev", "", ":flags", ":go", ":go x", ":go 0", ":go 6",
        f":go {'9' * 5000}", f":strike {'9' * 5000}", ":strike", ":strike 0", ":strike 99", ":flag 1", ":time",
    ]  # fmt: skip
    prompts = converse(room, exam, *lines)
    out = capsys.readouterr().out
    assert prompts[0].startswith("0:10:00  Answer (")
    assert " ".join(out.split()).count(":flag marks to come back to") == 2  # help alone
    assert out.count("0:10:00 left.") == 2
    assert f"Question {other}: flagged." in out
    assert f"Question {other}: guess." in out
    assert out.count("Option 2 struck out.") == 2
    assert out.count("Option 2 back.") == 1
    assert "The answer was taken away." in out
    assert "Your answer so far:" in out
    assert out.count("There are 5 questions.") == 2
    assert out.count("Say which: :go 7") == 3
    assert out.count("Say which option: :strike 2") == 4
    assert "Saved. The clock runs on" in " ".join(out.split())
    assert [k for k in kinds(room) if k is not Visit] == [
        ExamResponse, Flag, ExamGuess, Strike, Strike, Strike, Clear, Flag, Pause,
    ]  # fmt: skip
    place = exam.sitting.place(other)
    assert (place.flagged, place.guess, len(place.struck), place.response) == (True, True, 1, ())


def test_a_line_that_cannot_be_read_changes_nothing(room: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    exam = begun(room)
    numeric = number_of(exam, "invocation-attempts")
    converse(
        room, exam, f":go {numeric}", "3", f":go {numeric}", "three", "1,5", "\x1b[2J", "9" * 6000 + "q", ":strike 1"
    )
    out = capsys.readouterr().out
    assert out.count("Nothing changed.") == 4
    assert "\x1b" not in out
    assert "Your answer so far: 3" in out
    assert exam.sitting.place(numeric).response == ("3",)
    assert kinds(room).count(ExamResponse) == 1


def test_a_whole_exam_ends_with_its_result(
    room: AppContext, capsys: pytest.CaptureFixture[str], clock: BootClock
) -> None:
    exam = begun(room)
    lines: list[object] = []
    for n in range(5):
        lines += [lambda: clock.advance(minutes=1), "KEY" if n < 3 else "WRONG"]
    lines += [":go 5", "KEY", ":go 1", ":flag", ":submit", "no", ":submit", "yes"]
    converse(room, exam, *lines)
    out = capsys.readouterr().out
    assert out.count("Without a complete answer: none") == 2
    assert out.count("Flagged: 1") == 3
    assert "All five: 4 of 5 right, 3 needed: ✓ passed" in out
    assert "is quizapp's, not AWS's score." in out
    assert "Changed answers: 1 to right, 0 to wrong, 0 from wrong to wrong." in out
    assert "Time: 0:05:00 of 0:10:00; a question took 0:01:00 (median), the pace is 0:02:00." in out
    assert f"quizapp report exam {exam.sitting.exam[:8]}" in out
    assert kinds(room)[-1] is Submit


def test_the_result_says_under_what_it_was_sat(
    room: AppContext, capsys: pytest.CaptureFixture[str], clock: BootClock
) -> None:
    begun(room, extra=True, counts=False).close()
    clock.advance(ms=40_000)
    converse(room, resume_exam(room), ":submit", "yes")
    out = " ".join(capsys.readouterr().out.split())
    said = "Practice only: its answers do not count in the schedule. With 5 min extra. Closed once, 40 s in all; the"
    assert f"{said} clock ran on." in out
    assert "Outside the domains: 0 of 2" in out
    converse(room, begun(room), ":submit", "yes")
    assert not re.search("only|extra|Closed", capsys.readouterr().out)


def test_nothing_is_confirmed_that_was_not_there(room: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    exam = begun(room)
    other = str(number_of(exam, "limits-memory"))
    number = str(number_of(exam, "invocation-attempts"))
    converse(room, exam, f":go {other}", ":clear", ":guess", ":guess", f":go {number}", ":strike 1", ":q")
    out = capsys.readouterr().out
    assert "There was no answer to clear. Nothing changed." in out
    assert "taken away" not in out
    assert f"Question {other}: guess; there is no answer yet." in out
    assert f"Question {other}: no longer guess." in out
    assert "This question has no options to strike out." in out
    kinds = [type(event.body) for event in exam_events(room)]
    assert Clear not in kinds
    assert Strike not in kinds


def test_the_misses_are_studied_right_away(room: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    exam = begun(room)
    prompts = converse(room, exam, *["KEY"] * 3, *["WRONG"] * 2, ":submit", "yes", "m", "s", "q")
    out = capsys.readouterr().out
    assert "m studies the misses, enter ends: " in prompts
    assert "Question 1 of 2: " in out
    assert Skip in [type(event.body) for event in room.store.events()]
    exam = begun(room)
    converse(room, exam, *["KEY"] * 5, ":submit", "yes")
    assert "studies the misses" not in capsys.readouterr().out


def test_a_clock_that_was_set_back_is_said(room: AppContext, clock: BootClock) -> None:
    begun(room)
    assert "set back" not in waiting_line(found_open(room))
    clock.set_wall(minutes=-90)
    assert "stands 1:30:00 behind the exam's own time, so it was set back" in waiting_line(found_open(room))


def test_a_clock_that_was_set_forward_is_said(room: AppContext, clock: BootClock) -> None:
    begun(room, "calm").close()
    clock.advance(minutes=90)  # the machine slept, or was awake: nothing to say
    assert "set forward" not in waiting_line(found_open(room))
    clock.set_wall(minutes=90)
    said = waiting_line(found_open(room))
    assert "stands 1:30:00 ahead of what the machine has counted" in said
    assert "it was set forward" in said
    resume_exam(room)
    assert "set forward" in waiting_line(found_open(room))  # as it still is
    clock.reboot()  # now nothing is known of it
    assert "set forward" not in waiting_line(found_open(room))


def found_open(room: AppContext) -> Waiting:
    found = waiting(room)
    assert found is not None
    return found


def test_nothing_tells_right_from_wrong_before_the_end(room: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    exam = begun(room)
    converse(room, exam, *["KEY"] * 3, "WRONG", "WRONG", ":map", ":submit", "no", ":go 1", "?", ":time", ":guess")
    out = capsys.readouterr().out
    text = " ".join(out.split())
    for one in exam.sitting.form.items:
        item = one.item
        shown = {part.text.strip() for part in exam.showing(number_of(exam, item.id)).choices}
        secret = [t for t in texts_of(item) if t.strip() not in shown | {item.stem.strip()}]
        lefts = set(exam.showing(number_of(exam, item.id)).lefts)
        for told in secret:
            assert told in lefts or " ".join(told.split()) not in text, told
    assert not re.search(r"✓|✗|\bcorrect|\bmistake|passed|score\b", text.replace("scored", ""), re.IGNORECASE)


def test_the_time_is_up_while_a_line_is_typed(
    room: AppContext, capsys: pytest.CaptureFixture[str], clock: BootClock
) -> None:
    exam = begun(room)
    converse(room, exam, "KEY", lambda: clock.advance(minutes=10), "KEY")
    out = capsys.readouterr().out
    assert out.count("The time is up.") == 1
    assert "1 of 5 right" in out
    assert kinds(room)[-1] is Expire
    assert kinds(room).count(ExamResponse) == 1


def test_an_exam_whose_time_ran_out_while_away_shows_its_result_and_no_question(
    room: AppContext, capsys: pytest.CaptureFixture[str], clock: BootClock
) -> None:
    begun(room).close()
    clock.advance(days=1)
    assert converse(room, resume_exam(room)) == ["m studies the misses, enter ends: "]
    out = capsys.readouterr().out
    assert "Question 1" not in out
    assert "The time is up." in out
    assert "0 of 5 right" in out


@pytest.mark.parametrize("end", ["submit", "discard"])
def test_an_exam_that_another_copy_ended_is_left_with_a_word(
    room: AppContext, tmp_path: Path, clock: BootClock, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    exam = begun(room)
    other = desk(tmp_path / "user", tmp_path / "bank", clock)
    second = resume_exam(other)
    answer_all(second, right=5)
    converse(room, exam, getattr(second, end), "KEY")
    other.close()
    out = capsys.readouterr().out
    assert "The exam was ended elsewhere." in out
    assert ("5 of 5 right" in out) is (end == "submit")
    assert "Saved. The clock" not in out


def test_an_interrupt_leaves_the_exam_closed_and_saved(room: AppContext, tmp_path: Path) -> None:
    exam = begun(room)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        converse(room, exam, "KEY", interrupt)
    assert kinds(room)[-1] is Pause
    assert exam.sitting.answered(1)


def test_a_span_is_told_in_hours_minutes_and_begun_seconds(room: AppContext) -> None:
    assert [hours_text(ms) for ms in (0, 1, 1000, 1001, 130 * MINUTE)] == [
        "0:00:00", "0:00:01", "0:00:01", "0:00:02", "2:10:00",
    ]  # fmt: skip
    assert "--resume" in left_line(begun(room))


def test_an_open_exam_goes_on_and_ends_without_its_bank(home: list[object], tmp_path: Path) -> None:
    assert quizapp("exam", "five", "--plain", *home, typed=":flag\n:q\n").code == 0
    without = [*home[:2], "--bank", tmp_path / "nowhere"]
    done = quizapp("exam", "--resume", "--plain", *without, typed=":next\n:submit\nyes\n")
    assert done.code == 0, done.err
    assert "questions are stored with it" in " ".join(done.err.split())
    assert "Practice scale" in done.out
    assert quizapp("report", "exam", *without).code == 0


@pytest.fixture
def doubted(tmp_path: Path) -> list[object]:
    """An exam of ten minutes that was left an hour ago, on a machine of which nothing is known."""
    root, clock = exam_bank(tmp_path / "bank"), FixedClock(int(time.time() * 1000) - 60 * MINUTE)
    context = desk(tmp_path / "user", root, clock)
    begun(context).flag()
    context.close()
    return ["--data-dir", tmp_path / "user", "--bank", root]


def test_a_time_that_only_the_clock_says_is_up_is_asked_about(doubted: list[object]) -> None:
    held = quizapp("exam", "five", "--plain", *doubted)
    assert held.code == 1
    assert "by this computer's clock its time is up" in one_line(held)
    for typed_ in ("", "what\n"):
        asked = quizapp("exam", "--resume", "--plain", *doubted, typed=typed_)
        assert asked.code == 0
        assert "you can continue with the 0:10:00 that was left" in " ".join(asked.out.split())
        assert "Nothing was changed" in asked.err
        assert "The time is up" not in asked.out
    on = quizapp("exam", "--resume", "--plain", *doubted, typed="2\n:submit\nyes\n")
    assert on.code == 0
    assert "Question 1 of 5, flagged" in on.out
    assert "Resumed after the clock was doubted; 1 h didn't count." in " ".join(on.out.split())
    (row,) = quizapp("report", "exam", "--format", "json", *doubted).json["doubted"]
    assert 3600 <= row["disbelieved_s"] < 3700


def test_a_clock_that_is_believed_ends_the_exam_it_says_is_over(doubted: list[object]) -> None:
    done = quizapp("exam", "--resume", "--plain", *doubted, typed="1\n")
    assert done.code == 0
    assert "The time is up" in done.out
    assert quizapp("report", "exam", "--format", "json", *doubted).json["ended"] == "expired"


@pytest.mark.parametrize("ending", ["--submit", "--discard"])
def test_ending_a_doubted_exam_asks_nothing(doubted: list[object], ending: str) -> None:
    done = quizapp("exam", ending, *doubted)
    assert "Practice scale" in done.out
    assert "My clock was wrong" not in done.out
    assert quizapp("report", "exam", "--format", "json", *doubted).json["ended"] == "expired"


@pytest.mark.parametrize(
    ("lines", "starts"), [(["\n"], True), (["\r\n"], True), (["yes\n", "\n"], True), (["q\n"], False),
    (["what\n", ":quit\n"], False), ([None], False)],
)  # fmt: skip
def test_enter_on_the_cover_starts_the_clock(
    monkeypatch: pytest.MonkeyPatch, lines: list[str | None], starts: bool
) -> None:
    waiting = list(lines)
    monkeypatch.setattr("quizapp.cli.exam.exam.read_line", lambda _: waiting.pop(0))
    assert begun_by_enter() is starts
    assert not waiting


def test_study_words_and_exam_letters_in_an_exam(room: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    exam = begun(room)
    number = number_of(exam, "limits-memory")
    converse(room, exam, f":go {number}", ":again", "f", ":suspend", ":report odd", "n", "p", "q")
    out = capsys.readouterr().out
    assert f"Question {number}: flagged." in out
    assert ":suspend is for study. Nothing changed." in out
    assert ":report is for study. Nothing changed." in out
    assert out.count(f"Question {number} of 5") >= 2
    assert Flag in [type(event.body) for event in exam_events(room)]


SAT = {
    "id", "exam", "blueprint", "title", "started", "facts_as_of", "ended", "right", "scored", "passed", "score",
    "score_low", "score_high",
}  # fmt: skip


def test_the_history_lists_every_sitting_with_an_id_that_the_report_takes(home: list[object]) -> None:
    assert "haven't sat an exam yet" in quizapp("exam", "--history", *home).out
    assert quizapp("exam", "--history", "--json", *home).json["exams"] == []
    for end in ("--submit", "--discard"):
        assert quizapp("exam", "five", "--plain", *home).code == 0
        assert quizapp("exam", end, *home).code == 0
    assert quizapp("exam", "calm", "--plain", *home).code == 0
    found = quizapp("exam", "--history", "--json", *home).json["exams"]
    assert {frozenset(one) for one in found} == {frozenset(SAT)}
    assert [(one["blueprint"], one["ended"], one["passed"]) for one in found] == [
        ("calm", "open", None), ("five", "discarded", None), ("five", "submitted", False),
    ]  # fmt: skip
    assert all(one["exam"].startswith(one["id"]) and len(one["id"]) >= 8 for one in found)
    report = quizapp("report", "exam", found[2]["id"], "--format", "json", *home).json
    assert report["exam"] == found[2]["exam"]
    listed = quizapp("exam", "--history", *home)
    assert all(one["id"] in listed.out for one in found)
    assert re.search(r"five +0 of 5, ✗ not passed", listed.out)


def test_ids_are_as_short_as_they_can_be(room: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ExamRow(
        exam="", blueprint="", as_of="", device_id="", started_ms=0, ended_ms=None, ended=None, right=None, of=None
    )
    rows = [msgspec.structs.replace(row, exam=exam) for exam in ("aaaaaaaa-1", "aaaaaaaa-2", "bbbbbbbbbbbb")]
    monkeypatch.setattr(type(room.store.read), "exams", lambda _: rows)
    assert list(short_ids(room).values()) == ["aaaaaaaa-1", "aaaaaaaa-2", "bbbbbbbb"]

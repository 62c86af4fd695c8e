"""``study --plain``: the same session, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizapp.cli.parse_response import how_to, read_response
from quizapp.cli.study.plain_commands import EXAM_LETTERS, command_in
from quizapp.cli.study.plain_session import PlainSession
from quizapp.cli.texts import one_line, text_lines
from quizapp.core.bank import Showing, arrange, key_of
from quizapp.core.events import Answer, Guess, SessionEnd, Skip, Suspend, Undo
from quizapp.present.phrases import left_out_line
from quizapp.services.bank.library import load_library
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on, plan_session
from quizapp.services.study.today import LeftOut
from tests.support.commands import quizapp
from tests.support.small_bank import single


def typed_key(showing: Showing) -> str:
    """The line that answers a question rightly."""
    key = key_of(showing.item)
    if showing.item.id == "invocation-attempts":
        return "3"
    return " ".join(str(showing.index(choice) + 1) for choice in key)


def converse(context: AppContext, study: Study, *lines: str, monotonic: bool = False) -> list[str]:
    """The prompts of a session to which ``lines`` are typed; KEY stands for the right answer."""
    prompts: list[str] = []
    waiting = list(lines)

    def read(prompt: str) -> str | None:
        prompts.append(prompt)
        if not waiting:
            return None
        line = waiting.pop(0)
        if line == "KEY":
            assert study.view.showing is not None
            line = typed_key(study.view.showing)
        return f"{line}\n"

    ticks = iter(range(0, 1_000_000, 5))
    PlainSession(context, study, read, (lambda: float(next(ticks))) if monotonic else None).run()
    assert not waiting
    return prompts


def over(context: AppContext, *cards: str) -> Study:
    return Study(context, [e for card in cards for e in again_on(context, [card])])


def kinds(context: AppContext) -> list[type]:
    return [type(e.body) for e in context.store.events()][2:]


@pytest.mark.parametrize(
    "item_id", ["limits-memory", "limits-storage", "invocation-attempts", "invocation-path", "pricing-codes"]
)
def test_every_type_of_item_can_be_answered(
    context: AppContext, item_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    converse(context, over(context, item_id), "KEY", "")
    out = capsys.readouterr().out
    assert "✓ Correct" in out
    assert "Source: Guide" in out
    for part in arrange(context.library.bank.items[item_id], 0).choices:
        assert part.text in out
        if item_id != "pricing-codes":
            assert part.why in out
    assert kinds(context)[:1] == [Answer]


def test_a_line_that_cannot_be_read_is_no_attempt(context: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    converse(context, over(context, "limits-memory"), "", "9", "1 2", "hello", "\x1b[2J", "KEY", "q")
    out = capsys.readouterr().out
    assert out.count("is not an answer here") == 5
    assert "\x1b" not in out
    assert kinds(context) == [Answer, SessionEnd]


def test_after_a_verdict_only_what_makes_sense_is_taken(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    converse(
        context,
        over(context, "limits-memory"),
        "KEY",
        "1",
        "s",
        "x",
        "?",
        "i",
        "w",
        "g",
        "g",
        "u",
        "u",
        "u",
        "KEY",
        "",
    )
    out = capsys.readouterr().out
    assert out.count("Only an empty line") == 3
    assert out.count("Guess mark undone.") == 2
    assert "no worked steps" in out
    assert "Fact    The most memory" in out
    assert "Counted as a guess" in out
    assert "No guess" in out
    assert kinds(context) == [Answer, Guess, Guess, Guess, Guess, Undo, Answer, SessionEnd]


def test_skip_help_suspend_and_report(context: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    study = over(context, "limits-memory", "limits-storage")
    converse(context, study, "?", "s", "!", "! the key is odd", "z", "yes", "q")
    out = capsys.readouterr().out
    assert ":skip leaves it for now" in " ".join(out.split())
    assert "Nothing was written" in out.replace("\n", " ")
    (report,) = (context.paths.data / "reports").iterdir()
    assert str(report) in out.replace("\n", "")
    assert "the key is odd" in report.read_text()
    assert [k for k in kinds(context) if k in (Skip, Suspend)] == [Skip, Suspend]


def test_suspending_asks_and_undo_takes_back_nothing_else(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = ("limits-memory", "limits-storage", "invocation-attempts")
    converse(context, over(context, *cards), "KEY", "", "z", "u", "z", "", "z", "yes", "u", "q")
    out = capsys.readouterr().out
    assert out.count("Kept. Nothing changed.") == 2
    assert "Suspended. :undo undoes it." in out
    assert "Suspension undone." in out
    assert kinds(context) == [Answer, Suspend, Suspend, SessionEnd]
    assert context.store.read.suspended() == frozenset()


def test_what_was_done_to_the_last_question_can_be_undone_too(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    converse(context, over(context, "limits-memory"), "u", "z", "yes", "u", "s", "u", "KEY", "g", "u", "z", "", "q")
    out = capsys.readouterr().out
    assert "There is nothing to undo." in out
    assert "Skip undone." in out
    assert "Guess mark undone." in out
    assert context.store.read.totals()[0] == 1


def test_the_end_of_input_at_a_confirmation_suspends_nothing(context: AppContext) -> None:
    converse(context, over(context, "limits-memory"), "z")
    assert Suspend not in kinds(context)


def test_the_end_of_input_ends_with_everything_saved(context: AppContext) -> None:
    study = Study(context, plan_session(context))
    converse(context, study, "KEY", "")
    assert kinds(context) == [Answer, SessionEnd]


def test_a_person_can_go_again_on_the_misses(context: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    study = over(context, "invocation-attempts")
    converse(context, study, "99", "", "99", "", "99", "", "m", "q", monotonic=True)
    out = capsys.readouterr().out
    assert "0 right, 3 wrong" in out
    assert out.count("How many attempts") == 4


def test_a_person_is_offered_ways_to_keep_going_and_a_script_is_not(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts = converse(context, over(context, "limits-memory"), "KEY", "", "9", "2", "", "2", "1", "q", monotonic=True)
    out = capsys.readouterr().out
    assert "   1  Go on with today (4 new)" in out
    assert "   2  A topic of my choice" in out
    assert "1 to 2 keeps going, :undo undoes, enter ends: " in prompts
    assert "Which topic? 1 to 2, enter goes back: " in prompts
    assert out.count("Question 1 of") == 2
    prompts = converse(context, over(context, "limits-storage"), "KEY", "")
    assert not [prompt for prompt in prompts if "keeps going" in prompt]


def test_who_quits_reads_how_it_went(context: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    converse(context, over(context, "limits-memory", "limits-storage"), "KEY", "", "q")
    out = capsys.readouterr().out
    assert "1 right, 0 wrong." in out
    assert "You left early: 1 question not asked." in out


def test_what_is_repeated_is_counted_beside_the_questions(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    converse(context, over(context, "invocation-attempts", "limits-memory"), "99", "", "q")
    assert "Question 2 of 2, 1 to repeat:" in capsys.readouterr().out


def test_the_time_of_a_person_is_measured_and_that_of_a_script_is_not(context: AppContext) -> None:
    converse(context, over(context, "limits-memory"), "KEY", monotonic=True)
    converse(context, over(context, "limits-storage"), "KEY")
    times = [e.body.rt_ms for e in context.store.events() if isinstance(e.body, Answer)]
    assert times == [5000, None]


@pytest.mark.parametrize(
    ("item_id", "line", "readable"),
    [
        ("limits-memory", "a", True), ("limits-memory", "D", True), ("limits-memory", "e", False),
        ("limits-storage", "1 3", True), ("limits-storage", "1,3", True), ("limits-storage", "13", True),
        ("limits-storage", "a c", True), ("limits-storage", "1", False), ("limits-storage", "1 1", False),
        ("limits-storage", "1 2 3", False), ("limits-storage", "0 1", False),
        ("invocation-path", "2 1 4 3", True), ("invocation-path", "2143", True), ("invocation-path", "2 1 4", False),
        ("invocation-path", "1 1 2 3", False), ("pricing-codes", "1 1 2", True), ("pricing-codes", "1 2", False),
        ("invocation-attempts", "3", True), ("invocation-attempts", "3 attempts", True),
        ("invocation-attempts", "three", False), ("limits-memory", "²", False), ("limits-memory", "٣", False),
    ],
)  # fmt: skip
def test_one_line_is_one_answer(bank_root: Path, item_id: str, line: str, readable: bool) -> None:
    showing = arrange(load_library(bank_root).bank.items[item_id], 3)
    assert (read_response(showing, line) is not None) is readable
    assert how_to(showing)


def test_a_session_through_a_pipe(tmp_path: Path, bank_root: Path) -> None:
    home = ["--data-dir", tmp_path / "user", "--bank", bank_root]
    done = quizapp("study", "--plain", "--limit", "3", *home, typed="s\nq\n")
    assert done.code == 0
    assert done.err == ""
    assert re.search(r"Question 1 of 3: ", done.out)
    assert quizapp("study", "--plain", *home, typed="").code == 0


def test_nothing_due_is_said(tmp_path: Path, bank_root: Path) -> None:
    home = ["--data-dir", tmp_path / "user", "--bank", bank_root]
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "settings.json").write_text('{"new_a_day": 0}')
    done = quizapp("study", "--plain", *home)
    assert done.code == 0
    assert "Nothing is due" in done.err


def test_a_bank_with_problems_is_studied_without_what_is_broken(tmp_path: Path, bank_root: Path) -> None:
    path = bank_root / "items" / "limits.yaml"
    path.write_text(path.read_text().replace("version: 1", "version: one", 1))
    done = quizapp("study", "--plain", "--data-dir", tmp_path / "user", "--bank", bank_root, typed="q\n")
    assert done.code == 0
    assert "limits.yaml:4" in done.err
    assert "Question 1 of 4" in done.out


def test_a_session_on_a_topic_says_why_it_is_shorter_than_the_topic(context: AppContext, tmp_path: Path) -> None:
    home = ("--data-dir", tmp_path / "user", "--bank", context.bank_root)
    assert quizapp("study", "--plain", "--topic", "limits", *home).err == ""
    (tmp_path / "bank" / "items" / "more.yaml").write_text(
        "topic: limits\nitems:\n" + single("limits-sibling") + single("limits-away", point="ephemeral-storage")
    )
    context.record(Suspend(card="limits-away"))
    said = quizapp("study", "--plain", "--topic", "limits", *home)
    assert said.err == ("3 of 4 questions: 1 is suspended.\n")
    assert quizapp("study", "--plain", "--topic", "limits", "--quiet", *home).err == ""
    assert quizapp("study", "--plain", *home).err == ""  # nobody asked for all of a topic


@pytest.mark.parametrize(
    ("left", "says"),
    [
        ({"over": 5}, ""),
        ({"early": 1, "over": 5}, "3 of 9 questions: 1 is not due yet; 5 more would be too many for this session."),
        ({"in_exam": 2}, "3 of 9 questions: 2 are in the exam that is open."),
        ({"suspended": 6}, "3 of 9 questions: 6 are suspended."),
    ],
)
def test_why_questions_of_a_topic_are_left_out(left: dict[str, int], says: str) -> None:
    counts = {"siblings": 0, "early": 0, "suspended": 0, "in_exam": 0, "over": 0, **left}
    assert left_out_line(LeftOut(asked=3, questions=9, **counts)) == says


def test_pairs_in_any_order_are_the_same_response(bank_root: Path) -> None:
    showing = arrange(load_library(bank_root).bank.items["pricing-codes"], 3)
    wanted = read_response(showing, "b a b")
    assert wanted is not None
    assert wanted == read_response(showing, "3b 1b 2a") == read_response(showing, "2 1 2")
    assert wanted[0] == showing.choices[1].choice_id


def test_rows_of_a_matching_have_numbers_and_partners_letters(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    converse(context, over(context, "pricing-codes"), ":quit")
    out = capsys.readouterr().out
    rows, _, partners = out.partition("Partners:")
    assert re.findall(r"(?m)^   (\S)  ", rows) == ["1", "2", "3"]
    assert re.findall(r"(?m)^   (\S)  ", partners)[:2] == ["a", "b"]


def test_the_question_is_repeated_before_and_after_its_answer(
    context: AppContext, capsys: pytest.CaptureFixture[str]
) -> None:
    converse(context, over(context, "limits-memory"), ":again", "KEY", ":again", ":quit")
    out = capsys.readouterr().out
    assert out.count("How much memory can a function have at most?") == 3
    assert out.count("✓ Correct") == 2
    assert kinds(context) == [Answer, SessionEnd]


def test_words_do_what_letters_do(context: AppContext, capsys: pytest.CaptureFixture[str]) -> None:
    cards = ("limits-memory", "limits-storage", "invocation-attempts")
    lines = [":skip", ":undo", "KEY", ":guess", ":undo", ":steps", ":about", ":next", ":suspend", "yes", ":report odd"]
    converse(context, over(context, *cards), *lines, ":quit")
    out = capsys.readouterr().out
    assert kinds(context)[:4] == [Skip, Skip, Answer, Guess]
    assert "no worked steps" in out
    assert "Item    limits-memory" in out
    assert Suspend in kinds(context)
    assert "Written: " in out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (":flag", ":flag is for exams. Nothing changed."),
        (":guess", "Answer first, or :skip; then :guess. Nothing changed."),
        (":gess", "No command :gess; did you mean ':guess'? Nothing changed."),
        (":xyzzy", "No command :xyzzy; :help lists them. Nothing changed."),
    ],
)
def test_a_command_that_does_nothing_here_says_why(
    context: AppContext, capsys: pytest.CaptureFixture[str], line: str, says: str
) -> None:
    converse(context, over(context, "limits-memory"), line, ":quit")
    assert says in capsys.readouterr().out
    assert kinds(context) == []


@pytest.mark.parametrize(
    ("item_id", "line", "name"),
    [
        ("limits-memory", "g", ":guess"), ("limits-memory", "a", ""), ("limits-memory", "f", ":flag"),
        ("limits-memory", "D", ""), ("invocation-attempts", "f", ":flag"), ("invocation-attempts", "3", ""),
        ("limits-memory", "S", ":submit"), ("limits-memory", ":submit", ":submit"), ("limits-memory", ":q", ":quit"),
    ],
)  # fmt: skip
def test_a_letter_is_a_command_where_it_cannot_be_an_answer(
    bank_root: Path, item_id: str, line: str, name: str
) -> None:
    showing = arrange(load_library(bank_root).bank.items[item_id], 0)
    assert command_in(line, EXAM_LETTERS, showing) == (name, "")


def test_a_letter_of_a_choice_is_never_a_command(bank_root: Path) -> None:
    showing = arrange(load_library(bank_root).bank.items["limits-storage"], 0)
    assert command_in("b", {"b": ":map"}, showing) == ("", "")
    assert command_in("i", {"i": ":about"}, showing) == (":about", "")


def test_code_is_read_without_backticks() -> None:
    assert one_line("Set `[$LATEST]` now") == "Set [$LATEST] now"
    assert list(text_lines("Set `Timeout` to **3**")) == ["Set Timeout to 3"]

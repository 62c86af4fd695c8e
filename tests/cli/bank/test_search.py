"""``search``, and the options that say which questions are meant: the same as in Browse."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.cli.bank import selecting
from quizapp.core.events import Bookmark, Note, Suspend
from quizapp.services.bank import selection
from quizapp.services.context import AppContext
from tests.support.clock import FixedClock
from tests.support.commands import quizapp
from tests.support.exams import desk, exam_bank

MEMORY, STORAGE, PATH = "limits-memory", "limits-storage", "invocation-path"


@pytest.fixture
def mine(tmp_path: Path, clock: FixedClock) -> Iterator[AppContext]:
    """A user with two marks and a note."""
    context = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), clock)
    context.record(Bookmark(card=MEMORY), Bookmark(card=PATH), Note(card=MEMORY, text="=the Xylophone\x1b[31m"))
    yield context
    context.close()


def folders(context: AppContext) -> list[object]:
    return ["--data-dir", context.paths.config, "--bank", context.bank_root]


def test_the_words_of_the_options_are_those_of_a_choice() -> None:
    assert selecting.FORMS == selection.FORMS
    assert selecting.LEVELS == selection.LEVELS
    assert selecting.MISSED_DAYS == selection.MISSED_DAYS


def test_search_finds_words_in_texts_and_notes_and_lists_ids(mine: AppContext) -> None:
    done = quizapp("search", "how", "MUCH", *folders(mine))
    assert (done.code, done.out.split()[0]) == (0, MEMORY)
    assert "marked, note" in done.out
    assert "How much memory can a function have at most?" in done.out
    assert "1 question." in done.err
    assert quizapp("search", "xylophone", *folders(mine)).out.startswith(MEMORY)
    assert {line.split()[0] for line in quizapp("search", "--marked", *folders(mine)).out.splitlines()} == {
        MEMORY,
        PATH,
    }


def test_search_gives_json(mine: AppContext) -> None:
    found = quizapp("search", "--marked", "--form", "single", "--json", *folders(mine)).json
    assert found["items"] == [
        {
            "id": MEMORY, "topic": "limits", "domain": "development", "form": "single", "level": "recall",
            "stem": "How much memory can a function have at most?", "missed": False, "marked": True, "unseen": True,
            "note": "=the Xylophone\x1b[31m",
        }
    ]  # fmt: skip
    assert quizapp("search", "zzz", "--json", *folders(mine)).json["items"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["zzz"], 1, "no question matches"),
        ([], 2, "say what to search for"),
        (["--form", "singel"], 2, "no form 'singel'; did you mean 'single'?"),
        (["--domain", "developmnt"], 2, "no domain 'developmnt'; did you mean 'development'?"),
        (["--level", "apply", "--level", "xx"], 2, "no level 'xx'; there are: recall, apply, analyse"),
        (["--topic", "limit"], 2, "no topic 'limit'; did you mean 'limits'?"),
    ],
)
def test_what_finds_nothing_or_is_not_known_is_one_line(
    mine: AppContext, arguments: list[str], code: int, said: str
) -> None:
    done = quizapp("search", *arguments, *folders(mine))
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [(["--marked"], 2), (["--marked", "--form", "SINGLE"], 1), (["--noted"], 1), (["--text", "how much memory"], 1),
     (["--unseen", "--topic", "limits"], 2), (["--domain", "troubleshooting", "--domain", "development"], 3),
     (["--level", "recall", "--limit", "1"], 1)],
)  # fmt: skip
def test_study_asks_just_what_was_chosen(mine: AppContext, arguments: list[str], asked: int) -> None:
    done = quizapp("study", "--plain", *arguments, *folders(mine), typed="q\n")
    assert done.code == 0, done
    assert f"Question 1 of {asked}:" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--missed"], "no question matches: missed in the last 7 days"),
     (["--marked", "--form", "matching"], "no question matches: marked, matching"),
     (["--text", "zzz"], "“zzz”")],
)  # fmt: skip
def test_an_empty_choice_is_one_clear_line(mine: AppContext, arguments: list[str], said: str) -> None:
    done = quizapp("study", "--plain", *arguments, *folders(mine))
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_choice_of_which_nothing_can_be_asked_says_why(mine: AppContext) -> None:
    mine.record(Suspend(card=MEMORY), Suspend(card=PATH))
    done = quizapp("study", "--plain", "--marked", *folders(mine))
    assert done.code == 1
    assert "2 questions (marked), but none can be asked now: suspended" in done.err


def test_mark_and_note_line_by_line(mine: AppContext) -> None:
    typed = ":mark\n:note\n:note two words\n1\n:note\nu\n:note -\n:mark\nq\n"
    done = quizapp("study", "--plain", "--text", "how much memory", *folders(mine), typed=typed)
    assert "The mark is gone" in done.out
    assert "it's shown with the answer" in done.out
    assert "Your note: two words" in done.out
    assert "Note removed." in done.out
    assert "Marked. :mark takes the mark away." in done.out
    read = mine.store.read
    assert (read.bookmarked(), read.notes()) == ({MEMORY, PATH}, {})


def test_mark_and_note_in_an_exam_line_by_line(mine: AppContext) -> None:
    done = quizapp("exam", "five", "--plain", *folders(mine), typed=":mark\n:note mine\n:note\n:q\n")
    assert "There is a note on this question" in done.out
    *_, mark, note = [e.body for e in mine.store.events() if isinstance(e.body, Bookmark | Note)]
    assert isinstance(mark, Bookmark)
    assert isinstance(note, Note)
    assert (mark.card, note.text) == (note.card, "mine")
    assert mine.store.read.is_bookmarked(mark.card) == mark.on


def test_bank_show_has_the_mark_and_the_note(mine: AppContext) -> None:
    told = quizapp("bank", "show", MEMORY, *folders(mine)).out
    assert told.splitlines()[0].endswith("Limits, marked")
    assert "Your note: =the Xylophone" in told
    found = quizapp("bank", "show", MEMORY, "--json", *folders(mine)).json
    assert (found["marked"], found["note"][:5]) == (True, "=the ")
    assert quizapp("bank", "show", STORAGE, "--json", *folders(mine)).json["marked"] is False


def test_exports_have_marks_and_notes_of_cards_that_were_never_asked(mine: AppContext) -> None:
    found = quizapp("export", "cards", "--format", "json", *folders(mine)).json["cards"]
    assert [(row["card"], row["marked"], row["note"][:4], row["exposures"]) for row in found] == [
        (PATH, True, "", 0), (MEMORY, True, "=the", 0),
    ]  # fmt: skip
    table = list(csv.reader(io.StringIO(quizapp("export", "cards", "--format", "csv", *folders(mine)).out)))
    assert not table[2][-1].startswith("=")  # no formula
    kinds = [row["kind"] for row in quizapp("export", "events", *folders(mine)).json["events"]]
    assert kinds.count("bookmark") == 2
    assert kinds.count("note") == 1

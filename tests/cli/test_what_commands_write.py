"""Starting a command writes what opening the bank says, where the command needs the bank, and nothing else."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from quizapp.services.clock import system_clock
from tests.support.clock import FixedClock
from tests.support.commands import quizapp
from tests.support.exams import answer_all, begun, desk, exam_bank
from tests.support.lives import corrected_bank
from tests.support.logs import open_store

OPENED = ["Regrade", "BankVersion"]
OPENING = (
    "due", "stats", "plan", "unsuspend", "report weak", "report exam", "report exam --format json", "doctor",
    "export answers", "export cards", "export exams",
    "study --plain", "study --plain --topic limits", "study --plain --form single", "search memory",
    "exam --plain quick",
)  # fmt: skip
NOT_OPENING = (
    "locate", "backup", "bank check", "bank list", "bank stats", "bank coverage", "bank schema",
    "bank show limits-memory", "facts list", "facts changes", "generate --list", "exam --list", "exam --submit",
    "exam --discard", "report exam nosuchexam", "unsuspend nosuchcard", "completion bash", "study", "exam",
    "export events",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user who sat an exam and has a date for the next, and a later bank, which corrects a key."""
    root = tmp_path_factory.mktemp("home")
    context = desk(root / "user", exam_bank(root / "bank"), FixedClock(system_clock().ts_utc_ms - 86_400_000))
    exam = begun(context)
    answer_all(exam, right=5)
    exam.submit()
    day = system_clock().calendar_date + timedelta(days=9)
    context.save_settings(msgspec.structs.replace(context.settings, exam_date=day))
    context.close()
    corrected_bank(root / "later")
    return root


def written(folder: Path, before: int) -> list[str]:
    with open_store(folder) as store:
        return [type(event.body).__name__ for event in store.events()][before:]


@pytest.fixture
def user(home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(home / "user", tmp_path / "user"))


@pytest.mark.parametrize("command", [*OPENING, *NOT_OPENING])
def test_a_command_writes_what_opening_the_bank_says(command: str, home: Path, user: Path) -> None:
    before = len(written(user, 0))
    place = ["--data-dir", user, "--bank", home / "later"]
    done = quizapp(*command.split(), *place)
    expected = OPENED if command in OPENING else []
    own = ["ExamStart"] if command == "exam --plain quick" else []
    assert [kind for kind in written(user, before) if kind not in own][: len(expected) + 1] == expected, done
    assert ("its key was corrected (version 2); 1 answer now wrong" in done.err) == bool(expected), done
    again = len(written(user, 0))
    quizapp(*command.split(), *place)
    assert not set(written(user, again)) & set(OPENED)


def test_a_plan_without_a_date_reads_no_bank(home: Path, tmp_path: Path) -> None:
    done = quizapp("plan", "--data-dir", tmp_path / "new", "--bank", home / "nowhere")
    assert done.code == 1
    assert "no exam date" in done.err
    assert written(tmp_path / "new", 0) == []


def test_what_is_restored_is_restored_before_the_bank_is_opened(home: Path, user: Path) -> None:
    place = ["--data-dir", user, "--bank", home / "later"]
    before = len(written(user, 0))
    context = desk(user, home / "bank", FixedClock(system_clock().ts_utc_ms))
    from quizapp.services.bank.suspended import suspend

    suspend(context, "limits-storage")
    context.close()
    quizapp("unsuspend", "limits-storage", *place)
    assert written(user, before) == ["Suspend", "Suspend", *OPENED]


def test_a_merge_is_followed_by_a_look_at_what_came(home: Path, user: Path, tmp_path: Path) -> None:
    place = ["--data-dir", tmp_path / "new", "--bank", home / "later"]
    quizapp("stats", *place)
    before = len(written(tmp_path / "new", 0))
    done = quizapp("merge", user / "progress.db", *place)
    assert "its key was corrected (version 2); 1 answer now wrong" in done.err
    assert written(tmp_path / "new", 0).count("Regrade") == 1
    assert len(written(tmp_path / "new", 0)) > before + 1

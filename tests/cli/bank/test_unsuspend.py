"""``unsuspend``: what is suspended is listed, restored, and counts as right nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.events import Suspend
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import open_context
from quizapp.store.paths import user_paths
from tests.support.commands import quizapp


@pytest.fixture
def home(tmp_path: Path, bank_root: Path) -> list[object]:
    """A user who suspended two questions, one of which has left the bank."""
    context = open_context(user_paths(tmp_path / "user"), bank_root)
    open_bank(context)
    context.record(Suspend(card="limits-memory"), Suspend(card="gone"))
    context.close()
    return ["--data-dir", tmp_path / "user", "--bank", bank_root]


def test_suspended_questions_are_listed_and_restored(home: list[object]) -> None:
    found = quizapp("unsuspend", "--json", *home).json
    assert [(row["id"], row["topic"]) for row in found["items"]] == [("limits-memory", "limits"), ("gone", "")]
    assert found["restored"] == []
    listed = quizapp("unsuspend", *home)
    assert "How much memory can a function have at most?" in listed.out
    assert "no longer in the bank" in listed.out
    assert quizapp("due", "--json", *home).json["new"] == 4
    assert quizapp("unsuspend", "limits-memory", "gone", *home).out == "Restored: limits-memory, gone\n"
    assert quizapp("due", "--json", *home).json["new"] == 5
    assert quizapp("unsuspend", *home).out == "No question is suspended.\n"


def test_what_is_not_suspended_is_named_and_nothing_is_restored(home: list[object]) -> None:
    done = quizapp("unsuspend", "limits-memory", "limits-storage", *home)
    assert done.code == 1
    listing = " ".join(["quizapp unsuspend", *map(str, home)])
    assert done.err == f"quizapp: 'limits-storage' isn't suspended; '{listing}' lists what is\n"
    assert len(quizapp("unsuspend", "--json", *home).json["items"]) == 2


def test_nothing_suspended_counts_as_right_or_met(home: list[object]) -> None:
    found = quizapp("stats", "--json", *home).json
    limits = next(row for row in found["topics"] if row["id"] == "limits")
    assert (limits["right_last_time"], limits["cards_seen"], limits["cards"], limits["suspended"]) == (0, 0, 2, 1)
    assert (found["cards_put_away"], found["suspended"]) == (2, ["gone", "limits-memory"])
    listing = " ".join(["quizapp unsuspend", *map(str, home)])
    assert f"2 suspended; '{listing}' lists them" in quizapp("stats", *home).out

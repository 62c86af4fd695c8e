"""Completion of names: those the bank has, and nothing where nothing can be read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.services.bank.library import load_library
from quizapp.services.bank.named import named_in
from quizapp.store.paths import bundled_bank
from tests.support.commands import quizapp
from tests.support.exams import exam_bank


def completed(line: str) -> list[str]:
    """What bash is offered at the end of ``line``."""
    words = line.split(" ")
    environment = {
        **os.environ, "_QUIZAPP_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "quizapp"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return [row.partition(",")[2] for row in done.stdout.splitlines() if row]


def test_ids_are_found_without_reading_the_bank() -> None:
    bank = bundled_bank()
    library = load_library(bank)
    assert set(named_in("items", bank)) == set(library.bank.items)
    assert set(named_in("models", bank)) == set(library.models)
    assert set(named_in("topics.yaml", bank)) == set(library.bank.topics)
    assert set(named_in("blueprints", bank)) == set(library.blueprints)
    assert set(named_in("facts", bank)) == {fact.id for fact in library.facts}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("quizapp study --topic lim", ["limits"]),
        ("quizapp search --topic lim", ["limits"]),
        ("quizapp bank list --topic lim", ["limits"]),
        ("quizapp bank show limits-m", ["limits-memory"]),
        ("quizapp facts show limits.memory.ma", ["limits.memory.max"]),
        ("quizapp exam fi", ["five"]),
        ("quizapp exam --hi", ["--history"]),
        ("quizapp study --form num", ["numeric"]),
        ("quizapp bank show xyzzy", []),
    ],
)
def test_names_of_the_bank_are_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, offered: list[str]
) -> None:
    monkeypatch.setenv("QUIZAPP_BANK", str(exam_bank(tmp_path / "bank")))
    assert completed(line) == offered


def test_the_bundled_models_and_the_bank_that_was_typed_are_offered(tmp_path: Path) -> None:
    assert "billing-month" in completed("quizapp generate billing-")
    assert completed(f"quizapp --bank {exam_bank(tmp_path / 'bank')} exam ca") == ["calm"]


def test_exams_that_were_sat_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = ["--data-dir", tmp_path / "user", "--bank", exam_bank(tmp_path / "bank")]
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "user"))
    assert completed("quizapp report exam ") == []
    assert not (tmp_path / "user").exists()
    quizapp("exam", "five", "--plain", *home)
    quizapp("exam", "--submit", *home)
    (sat,) = completed("quizapp report exam ")
    assert re.fullmatch(r"[0-9a-f]{8}", sat)


def test_a_bank_that_is_not_there_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZAPP_BANK", str(tmp_path / "nowhere"))
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "user"))
    assert completed("quizapp exam ") == []
    assert completed("quizapp bank show a") == []

"""What a bank is held to, tasks of the exam guide, and windows whose beginning nobody knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quizapp.core.bank import Validity
from quizapp.core.bank.exam_guide import NO_TASK, TASKS, domain_of
from quizapp.present.phrases import valid_words
from quizapp.services.bank.library import Library, load_library
from tests.support.small_bank import FILES, write_small_bank


def load(root: Path, **files: str) -> Library:
    return load_library(
        write_small_bank(root, {**FILES, **{name.replace("__", "/"): text for name, text in files.items()}})
    )


def said(library: Library) -> str:
    return "\n".join(map(str, library.problems))


def test_a_bank_says_whose_voice_it_speaks_in(tmp_path: Path) -> None:
    assert load(tmp_path / "a").bank.profile.voice == ""
    spoken = load(tmp_path / "b", **{"bank.yaml": "strict: true\nvoice: exam\n"})
    assert spoken.bank.profile.voice == "exam"
    assert not spoken.problems


@pytest.mark.parametrize("text", ["voice: loud\n", "sound: exam\n", "- exam\n", "voice: [\n"])
def test_a_profile_that_cannot_be_read_is_named_and_costs_nothing_else(tmp_path: Path, text: str) -> None:
    library = load(tmp_path, **{"bank.yaml": text})
    assert "bank.yaml:" in said(library)
    assert library.bank.profile.voice == ""
    assert len(library.bank) == 5


def test_a_task_belongs_to_one_domain() -> None:
    assert {domain_of(task) for task in TASKS} == {"development", "security", "deployment", "troubleshooting"}
    assert domain_of(NO_TASK) == "none"


@pytest.mark.parametrize(
    ("task", "says"), [("1.2", ""), ("2.1", "belongs to the domain security"), ("7.9", "unknown task '7.9'")]
)
def test_a_task_that_contradicts_the_domain_is_named(tmp_path: Path, task: str, says: str) -> None:
    text = FILES["items/limits.yaml"].replace("domain: development", f'domain: development\n    task: "{task}"', 1)
    found = said(load(tmp_path, **{"items/limits.yaml": text}))
    assert (says in found) if says else not found


def test_an_examined_point_is_one_of_the_topic(tmp_path: Path) -> None:
    text = FILES["topics.yaml"].replace("  - id: limits\n", "  - id: limits\n    examined: [nothing]\n", 1)
    assert "topics.yaml:2: error [STR05] limits: 'examined' names 'nothing'" in said(
        load(tmp_path, **{"topics.yaml": text})
    )


def test_a_window_begins_on_its_day_or_by_a_day_at_the_latest() -> None:
    known, by = Validity(start=date(2020, 12, 1)), Validity(by=date(2026, 11, 30), until=date(2027, 1, 1))
    assert [known.holds(date(2020, 11, 30)), known.holds(date(2020, 12, 1))] == [False, True]
    days = (date(2019, 9, 1), date(2026, 11, 29), date(2026, 11, 30), date(2027, 1, 1))
    assert [by.holds(day) for day in days] == [False, False, True, False]
    assert valid_words(known) == "from 1 Dec 2020"
    assert valid_words(by) == "since 30 Nov 2026 at the latest until 1 Jan 2027"


def test_a_window_has_one_beginning(tmp_path: Path) -> None:
    text = FILES["items/limits.yaml"].replace(
        "    version: 1", "    version: 1\n    valid: {from: 2020-01-01, by: 2021-01-01}", 1
    )
    assert "'by' stands instead of 'from'" in said(load(tmp_path, **{"items/limits.yaml": text}))

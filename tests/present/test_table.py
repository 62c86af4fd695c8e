"""The report as CSV: a spreadsheet opens it and never computes anything."""

from __future__ import annotations

import csv
import io

import pytest

from quizapp.present.table import COLUMNS, cell, weak_csv
from quizapp.services.progress.report_values import UnknownLine
from tests.support.reports import hostile, report, topic


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def test_one_row_a_topic_and_those_that_are_not_measured_last() -> None:
    text = weak_csv(report(topic()))
    assert text.endswith("\r\n")
    head, limits, layers = rows(text)
    assert tuple(head) == COLUMNS
    assert dict(zip(head, limits, strict=True)) == {
        "topic": "limits", "title": "Limits", "state": "weak", "answers": "8", "right": "3", "accuracy": "0.45",
        "accuracy_low": "0.25", "accuracy_high": "0.65", "remembered": "0.8", "trend": "-0.25",
        "trend_is_clear": "yes", "median_s": "41.5", "due_in_7_days": "3", "exam_weight": "0.1",
        "mistakes": "Took it twice", "missed": "limits-memory", "read": "https://docs.example.com/a",
        "practise": "quizapp study --topic limits", "study_first": "1", "tier": "weak",
    }  # fmt: skip
    assert layers == ["layers", "Layers", "unknown", "2", "0", *[""] * 15]


def test_a_topic_that_is_not_measured_has_its_missed_questions_and_no_figure() -> None:
    found = report(unknown=(UnknownLine("limits", "Limits", 2, 1),), thin=(topic(state="unknown", answers=2, right=1),))
    head, limits = rows(weak_csv(found))
    told = {name: value for name, value in zip(head, limits, strict=True) if value}
    assert told == {
        "topic": "limits", "title": "Limits", "state": "unknown", "answers": "2", "right": "1",
        "mistakes": "Took it twice", "missed": "limits-memory", "read": "https://docs.example.com/a",
        "practise": "quizapp study --topic limits",
    }  # fmt: skip


def test_what_is_not_known_is_empty() -> None:
    found = dict(
        zip(COLUMNS, rows(weak_csv(report(topic(trend=None, remembered=None, median_s=None))))[1], strict=True)
    )
    assert {found[name] for name in ("trend", "trend_is_clear", "remembered", "median_s")} == {""}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\uff1d1", "'\uff1d1"),
        ("a; =1+1", "a; '=1+1"),
        ('a,"=1+1"', 'a,"\'=1+1"'),
        ("a - b", "a - b"),
        ("quizapp study --topic a", "quizapp study --topic a"),
        ("\x1b[31m=1", "\N{REPLACEMENT CHARACTER}[31m=1"),
        (-0.25, "-0.25"),
        (None, ""),
        (True, "yes"),
    ],
)
def test_no_cell_starts_a_formula(value: object, text: str) -> None:
    assert cell(value) == text


def test_hostile_texts_stay_in_their_cells_whatever_the_separator() -> None:
    text = weak_csv(hostile())
    assert "\x1b" not in text
    assert {len(row) for row in rows(text)} == {len(COLUMNS)}
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(text[1:], newline=""), delimiter=separator):
            for value in row:
                assert not value.lstrip(" \"'").startswith(("=", "+", "@")) or value.lstrip(' "').startswith("'"), value

"""The report after one, three and eleven evenings of the learner of the pictures (``assets/learner.py``)."""

from __future__ import annotations

import re
import sys
from itertools import count
from pathlib import Path

import pytest

from quizapp.core.metrics.status import GUESS_FROM, NAMED_FIRST
from quizapp.present.markdown import weak_markdown
from quizapp.present.page import weak_html
from quizapp.present.report_phrases import headline, table_lines, week_words
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import open_context
from quizapp.services.progress.report_values import MissedLine, WeakReport
from quizapp.services.progress.weak_report import weak_report
from quizapp.store.paths import bundled_bank, user_paths

ANSWERS = 24
"""The most of an evening."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[int, WeakReport]:
    """The reports by evenings."""
    assets = str(Path(__file__).parents[3] / "assets")
    sys.path.insert(0, assets)
    try:
        from learner import study_evenings
        from saving import Clock
    finally:
        sys.path.remove(assets)
    found = {}
    for evenings in (1, 3, 11):
        clock, seeds = Clock(), count(11)
        folder = tmp_path_factory.mktemp("evenings")
        context = open_context(user_paths(folder), bundled_bank(), clock=clock, seeds=lambda seeds=seeds: next(seeds))
        open_bank(context)
        study_evenings(context, clock, evenings, ANSWERS)
        found[evenings] = weak_report(context)
        context.close()
    return found


def missed_in(report: WeakReport) -> list[MissedLine]:
    return [missed for topic in report.lines for missed in topic.missed]


def test_after_one_evening_every_missed_question_is_named_and_explained(reports: dict[int, WeakReport]) -> None:
    report = reports[1]
    missed = missed_in(report)
    assert len(missed) == report.still_missed >= 2
    text = weak_markdown(report)
    for one in missed:
        assert one.first_line
        assert one.chosen
        assert one.chosen != one.answer
        assert one.why
        assert one.pages
        assert f"`{one.item}`" in text
    assert text.count("- Answered:") == text.count("- Right:") == text.count("- Why:") == len(missed)


def test_after_one_evening_no_topic_is_called_weak_or_guessed(reports: dict[int, WeakReport]) -> None:
    report = reports[1]
    assert report.evidence < GUESS_FROM
    assert (report.first, report.topics) == ((), ())
    assert headline(report) == (
        f"{report.still_missed} questions to put right. Too early to name weak topics: {report.evidence} of"
        f" {GUESS_FROM} answers on new questions."
    )
    assert "%" not in weak_markdown(report)


@pytest.mark.parametrize("evenings", [3, 11])
def test_after_three_evenings_three_topics_are_named_with_their_counts(
    evenings: int, reports: dict[int, WeakReport]
) -> None:
    report = reports[evenings]
    assert len(report.first) == NAMED_FIRST
    text = weak_markdown(report)
    for number, step in enumerate(report.first, 1):
        assert step.tier == "guess"
        assert step.answers > 1
        assert step.right < 0.72 * step.answers
        assert f"{number}. {step.title}: {step.right} of {step.answers} right" in text
        assert f"({step.domain_right} of {step.domain_answers} in {step.domain.capitalize()})" in text
    assert "## Study first (best guess)" in text
    assert headline(report).startswith(f"Best guess: study {report.first[0].title} first (")


@pytest.mark.parametrize("evenings", [1, 3, 11])
def test_the_table_begins_with_what_to_study_first_and_no_estimate_stands_without_its_count(
    evenings: int, reports: dict[int, WeakReport]
) -> None:
    report = reports[evenings]
    rows = table_lines(report)
    assert [topic.id for topic in rows][: len(report.first)] == [step.id for step in report.first]
    for line in weak_markdown(report).splitlines():
        if re.search(r"\d % \(\d+ % to \d+ %\)", line):
            assert re.search(r"\| \d+ of \d+ \| \d+ % \(", line), line


@pytest.mark.parametrize("evenings", [1, 3, 11])
def test_the_week_the_time_and_how_to_begin_are_always_said(evenings: int, reports: dict[int, WeakReport]) -> None:
    report = reports[evenings]
    plan = week_words(report)
    assert re.fullmatch(
        r"The next 7 days: 25 minutes a day, 10 new questions a day and [1-9]\d* to repeat as things stand\.", plan
    )
    assert report.minutes_studied > 5
    text, page = weak_markdown(report), weak_html(report)
    assert f"{plan} To begin: `{report.start}`, or press Enter on Home." in text
    assert plan in page
    assert "To begin, press Enter on Home in quizapp." in page
    assert " of answering" in text
    assert " of answering" in page
    assert "--data-dir" not in page


def test_a_question_is_named_once(reports: dict[int, WeakReport]) -> None:
    for report in reports.values():
        items = [missed.item for missed in missed_in(report)]
        assert len(items) == len(set(items))
        listed = [topic.id for topic in report.lines]
        assert len(listed) == len(set(listed))
        few = {one.id for one in report.unknown}
        assert few.isdisjoint(topic.id for topic in report.topics)
        assert {topic.id for topic in report.thin} <= few

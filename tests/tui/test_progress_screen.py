"""Progress: five pages, each figure with its definition, at three sizes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from quizapp.core.bank import Single
from quizapp.present.report_phrases import first_title, named_words, right_words, table_lines
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context
from quizapp.services.progress.over_time import over_time
from quizapp.services.progress.weak_report import weak_report
from quizapp.store.paths import user_paths
from quizapp.tui.app import QuizApp
from quizapp.tui.exam.result import ResultScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.progress.metric_help import MetricHelpScreen
from quizapp.tui.progress.over_time_view import spans_that_fit
from quizapp.tui.progress.screen import EXAMS, PAGES, PLAN, STANDING, TOPICS, ProgressScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.clock import FixedClock
from tests.support.evenings import study_evenings
from tests.support.exams import BootClock, begun, desk, exam_bank
from tests.support.screens import press, running, screen_text
from tests.support.small_bank import write_small_bank
from tests.tui.test_study_screen import key_presses

SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.fixture
def learnt(real: AppContext, clock: FixedClock) -> AppContext:
    """Eight evenings on the bundled bank, an exam in 40 days."""
    real.save_settings(msgspec.structs.replace(real.settings, exam_date=date(2026, 12, 28)))
    study_evenings(real, clock, evenings=8, answers=16, seed=5)
    return real


def progress(app: QuizApp) -> ProgressScreen:
    assert isinstance(app.screen, ProgressScreen)
    return app.screen


async def test_a_new_learner_is_told_that_it_is_too_early(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "p")
        text = screen_text(app)
        assert "Readiness" in text
        await press(pilot, "2")
        assert "Not measured yet" not in screen_text(app)
        assert "Invocation types" in screen_text(app)
        await press(pilot, "3")
        assert "No answer was timed yet" in screen_text(app)
        await press(pilot, "4")
        assert "No exam date is set" in screen_text(app)
        assert "Nothing waits" in screen_text(app)
        await press(pilot, "5")
        assert "No exam was submitted yet" in screen_text(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_fits_and_every_figure_says_who(learnt: AppContext, size: tuple[int, int]) -> None:
    async with running(learnt, size=size) as (app, pilot):
        await press(pilot, "p")
        for page, name in enumerate(PAGES):
            await press(pilot, str(page + 1))
            screen = progress(app)
            assert name in screen_text(app)
            width = screen.page.text.content_size.width
            kept = [line for line in screen._lines if not line.block.wrap]
            too_wide = [line.block.content.plain for line in kept if line.block.content.cell_length + 3 > width]
            assert size[0] < 80 or not too_wide
            stops = screen._stops()
            for title, rows in (line.figure() for line in stops if line.figure):
                assert title
                assert all(label and text for label, text in rows)
            if stops:
                await press(pilot, "i")
                assert isinstance(app.screen, MetricHelpScreen), name
                await press(pilot, "i", *["down"] * (len(stops) + 1))
                assert screen._here() is stops[-1]


async def test_pages_turn_both_ways_and_the_cursor_stays_where_it_was(learnt: AppContext) -> None:
    async with running(learnt) as (app, pilot):
        await press(pilot, "p", "right")
        screen = progress(app)
        assert screen._number == TOPICS
        await press(pilot, "j", "j")
        here = screen._here()
        await press(pilot, "left", "left")
        assert screen._number == EXAMS
        await press(pilot, "2")
        assert screen._here() is not None
        assert here is not None
        assert screen._here().target == here.target  # type: ignore[union-attr]


async def test_enter_practises_the_topic_and_the_figures_follow(learnt: AppContext) -> None:
    async with running(learnt) as (app, pilot):
        await press(pilot, "p", "2")
        before = progress(app)._found
        topic = progress(app)._here().target  # type: ignore[union-attr]
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.view is not None
        assert screen.view.topic == learnt.library.bank.title(topic)
        while not (screen.view.showing and isinstance(screen.view.showing.item, Single)):
            await press(pilot, "s")
        await press(pilot, *key_presses(app), "enter", "escape")
        for _ in range(3):  # the summary of the session may stand before it
            if not isinstance(app.screen, ProgressScreen):
                await press(pilot, "escape")
        assert progress(app)._found is not before


async def test_the_plan_is_played_behind_the_screen_and_drawn(learnt: AppContext) -> None:
    async with running(learnt) as (app, pilot):
        await press(pilot, "p", "4")
        text = screen_text(app)
        assert "Exam on 28 Dec 2026, in 40 days" in text
        assert "Remembered then" in text
        assert "mock exam 'developer'" in text
        assert progress(app)._number == PLAN
        await press(pilot, "pagedown")
        assert "Due as things stand" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_topics_stand_and_are_called_as_in_the_report(learnt: AppContext, size: tuple[int, int]) -> None:
    report = weak_report(learnt)
    assert len(report.first) == 3
    async with running(learnt, size=size) as (app, pilot):
        await press(pilot, "p", "2")
        lines = [line for line in progress(app)._lines if line.target]
        rows = table_lines(report)
        assert [line.target for line in lines][: len(rows)] == [topic.id for topic in rows]
        for line, topic in zip(lines, rows, strict=False):
            parts = "".join(part.plain for part in line.block.row.parts)  # type: ignore[union-attr]
            assert f" {right_words(topic.right, topic.answers)} " in parts
            assert named_words(report, topic.id, topic.state) in parts
        text = screen_text(app)
        assert f" {right_words(rows[0].right, rows[0].answers)} " in text  # at any width: an estimate never alone
        await press(pilot, "1")
        standing = "\n".join(line.block.content.plain for line in progress(app)._lines)
        assert first_title(report) in standing
        assert [line.target for line in progress(app)._lines if line.target] == [step.id for step in report.first]


async def test_the_report_is_written_and_where_it_is_is_said(learnt: AppContext) -> None:
    async with running(learnt) as (app, pilot):
        await press(pilot, "p", "R")
        assert "Report written" in screen_text(app)
    written = list((learnt.paths.data / "reports").iterdir())
    assert [path.suffix for path in written] == [".html"]
    assert "Weak topics" in written[0].read_text()


async def test_a_report_that_cannot_be_written_is_one_line_and_nothing_falls(learnt: AppContext) -> None:
    (learnt.paths.data / "reports").write_text("a file where the folder should be")
    async with running(learnt) as (app, pilot):
        await press(pilot, "p", "R")
        assert "cannot be made" in screen_text(app)
        assert progress(app)._number == STANDING


async def test_the_palette_offers_progress_and_its_report(learnt: AppContext) -> None:
    async with running(learnt) as (app, pilot):
        assert "Progress" in [command.title for command in app.screen.commands()]  # type: ignore[attr-defined]
        await press(pilot, "p")
        assert "Report" in [command.title for command in progress(app).commands()]


async def test_an_exam_stands_on_its_page_and_opens_its_result(tmp_path: Path) -> None:
    context = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), BootClock())
    exam = begun(context)
    exam.submit()
    async with running(context) as (app, pilot):
        await press(pilot, "p", "5")
        assert "All five" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultScreen)
    context.close()


async def test_texts_of_a_hostile_bank_harm_nothing(tmp_path: Path, clock: FixedClock) -> None:
    root = write_small_bank(tmp_path / "bank")
    topics = root / "topics.yaml"
    topics.write_text(topics.read_text().replace("title: Limits", 'title: "[/x] [$LATEST] [?a==1]"'))
    context = open_context(user_paths(tmp_path / "user"), root, clock=clock, seeds=lambda: 3)
    open_bank(context)
    study_evenings(context, clock, evenings=3, answers=5, seed=1)
    async with running(context) as (app, pilot):
        await press(pilot, "p", "2")
        assert "[$LATEST]" in screen_text(app)
        await press(pilot, "i")
        assert isinstance(app.screen, MetricHelpScreen)
    context.close()


@pytest.mark.parametrize("size", [(60, 40), (80, 40), (120, 50)])
async def test_answers_over_time_are_drawn_with_their_numbers(learnt: AppContext, size: tuple[int, int]) -> None:
    async with running(learnt, size=size) as (app, pilot):
        await press(pilot, "p", "3")
        rows = screen_text(app).splitlines()
        found = over_time(learnt, *spans_that_fit(size[0]))
        for name, spans in (("by week", found.weeks), ("by day", found.days)):
            start = next(n for n, row in enumerate(rows) if f"Over time, {name}" in row)
            part = rows[start : start + 12]
            assert any("█" in row for row in part)
            counts = next(row.split() for row in part if row.strip().startswith("all"))
            assert counts[1:] == [str(span.answers or "·") for span in spans]
            shares = next(row.split() for row in part if row.split()[:1] == ["%"])
            assert shares[1:] == [str(span.accuracy) if span.answers else "·" for span in spans]
            assert str(spans[-1].answers or "no answers") in part[1]
        await press(pilot, "j", "i")
        assert isinstance(app.screen, MetricHelpScreen)
        assert "Over time, by week" in screen_text(app)

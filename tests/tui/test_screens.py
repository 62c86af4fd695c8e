"""Home, Browse, Settings, help, palette, themes, small terminals."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from textual.command import CommandPalette

from quizapp.core.bank import key_of
from quizapp.core.scheduler import Entry
from quizapp.services.bank.opening import open_bank
from quizapp.services.context import AppContext, open_context, read_settings
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import today_summary
from quizapp.store.paths import user_paths
from quizapp.tui.bank.browse import BrowseScreen
from quizapp.tui.bank.reading import ReadingScreen
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.dialogs.help import HelpScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.home.view import today_blocks
from quizapp.tui.settings.screen import SettingsScreen
from quizapp.tui.study.screen import StudyScreen
from quizapp.tui.widgets.block_view import BlockView
from tests.support.clock import FixedClock
from tests.support.logs import answer, stamp
from tests.support.screens import press, running, screen_text, told
from tests.support.small_bank import FILES, write_small_bank


async def test_home_says_what_waits_and_starts_with_enter(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        text = screen_text(app)
        assert "Next: a warm-up of 5" in text
        assert "facts as of 18 Nov 2026" in text
        assert "Limits" in text
        assert "0 of 2" in text
        await press(pilot, "enter")
        assert isinstance(app.screen, StudyScreen)


async def test_home_says_so_when_nothing_waits(context: AppContext) -> None:
    context.save_settings(context.settings.__class__(new_a_day=0, exam_date=date(2026, 11, 27)))
    async with running(context) as (app, pilot):
        assert "Nothing is due today" in screen_text(app)
        assert "27 Nov 2026, in 9 days" in " ".join(screen_text(app).split())
        await press(pilot, "enter")
        assert isinstance(app.screen, AskScreen)
        assert "More new questions (5)" in screen_text(app)
        await press(pilot, "1")
        assert isinstance(app.screen, StudyScreen)


async def test_the_start_button_can_be_clicked(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await pilot.click("#start")
        await press(pilot)
        assert isinstance(app.screen, StudyScreen)


async def test_home_does_not_say_that_nothing_is_due_before_it_knows_the_bank(unopened: AppContext) -> None:
    counts = today_summary(unopened)
    assert (counts.due, counts.new) == (0, 0)
    said = [block.content.plain for block in today_blocks(counts, known=False)]
    assert "counting …" in said
    assert "Nothing is due today" not in said


async def test_a_day_of_the_exam_that_is_past_is_said(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "s", *"2026-11-01", "enter")
        assert "this day is past" in screen_text(app)


async def test_home_counts_without_the_bank(context: AppContext, clock: FixedClock) -> None:
    context.store.append([answer("limits-memory")], stamp())
    clock.advance(days=9)
    fresh = open_context(context.paths, context.bank_root, clock=clock)
    async with running(fresh) as (app, _):
        assert "Next: 1 due, then 4 new" in screen_text(app)
    fresh.close()


async def test_a_bank_that_is_not_there_is_said_and_home_can_be_left(tmp_path: Path, clock: FixedClock) -> None:
    lost = open_context(user_paths(tmp_path / "user"), tmp_path / "nowhere", clock=clock)
    async with running(lost, (120, 40)) as (app, pilot):
        assert "no such bank folder" in screen_text(app)
        await press(pilot, "enter", "b", "q")
    assert app.return_code == 0
    lost.close()


async def test_problems_of_the_bank_are_counted_on_the_screen(tmp_path: Path, clock: FixedClock) -> None:
    files = {**FILES, "items/limits.yaml": FILES["items/limits.yaml"].replace("version: 1", "version: one", 1)}
    broken = open_context(user_paths(tmp_path / "user"), write_small_bank(tmp_path / "bank", files), clock=clock)
    async with running(broken) as (app, _):
        assert "1 problems in the bank" in " ".join(screen_text(app).split())
        assert "warm-up of 4" in screen_text(app)
    broken.close()


async def test_a_right_answer_that_was_too_quick_is_shown_as_missed_neither_on_home_nor_in_browse(
    context: AppContext,
) -> None:
    study = Study(context, [Entry("limits-memory", "limits", "new")])
    assert study.view.showing is not None
    study.answer(key_of(study.view.showing.item), 800)
    study.leave()
    async with running(context) as (app, pilot):
        assert "1 of 2" in screen_text(app)
        assert "▒" not in screen_text(app).split("missed")[-1]
        await press(pilot, "b")
        assert "✓" in screen_text(app)
        assert "✗" not in screen_text(app)


async def test_browse_finds_and_reads(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "b")
        assert isinstance(app.screen, BrowseScreen)
        assert "5 of 5 questions" in screen_text(app)
        await press(pilot, *"retries")
        assert "1 of 5 questions" in screen_text(app) or "2 of 5 questions" in screen_text(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, ReadingScreen)
        covered = screen_text(app)
        assert "space uncovers the answer" in covered
        await press(pilot, "space")
        assert "Source: Guide" in screen_text(app)
        await press(pilot, "i")
        assert "not met yet" in screen_text(app)
        await press(pilot, "escape", "n", "p", "pagedown", "q")
        assert isinstance(app.screen, BrowseScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_browse_reads_every_type(context: AppContext) -> None:
    async with running(context, (80, 50)) as (app, pilot):
        await press(pilot, "b", "enter", "enter")
        for _ in range(5):
            assert "Source: Guide" not in screen_text(app)
            await press(pilot, "space")
            assert "Source: Guide" in screen_text(app)
            await press(pilot, "n")


async def test_browse_says_when_nothing_is_found(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "b", *"zzzz", "enter")
        assert "0 of 5 questions" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_settings_are_saved_when_their_field_is_left_and_nonsense_is_not(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "s")
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, *"2027-01-15")
        assert context.settings.exam_date is None
        assert "enter saves it" in screen_text(app)
        await press(pilot, "enter")
        assert context.settings.exam_date == date(2027, 1, 15)
        await press(pilot, "backspace", "x")
        assert "not saved" in screen_text(app)
        assert read_settings(context.paths.settings)[0].exam_date == date(2027, 1, 15)
        await press(pilot, "tab", "backspace", "backspace", *"601", "enter")
        assert "not saved: 5 to 600" in screen_text(app)
        assert context.settings.minutes_a_day == 25
        await press(pilot, *["backspace"] * 3, *"40", "tab", "shift+tab")
        assert context.settings.minutes_a_day == 40
        await press(pilot, "tab", "backspace", "backspace", *"3", "enter")
        assert context.settings.new_a_day == 3
        await press(pilot, "backspace", "enter")
        assert context.settings.new_a_day is None
        assert "as the exam date asks" in screen_text(app)
        await press(pilot, "3")
        await press(pilot, "tab", "tab", "enter")
        assert context.settings.extra_time
        await press(pilot, "escape")
        assert "warm-up of 3" in screen_text(app)


async def test_the_exam_that_is_prepared_for_can_be_changed(real: AppContext) -> None:
    async with running(real) as (app, pilot):
        await press(pilot, "s")
        app.screen.query_one("#exam").focus()
        await press(pilot, "enter", "down", "enter")
        assert real.settings.exam == "lambda"
        assert read_settings(real.paths.settings)[0].exam == "lambda"


async def test_what_is_typed_in_a_setting_is_saved_by_leaving_the_screen(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        await press(pilot, "s", "tab", "backspace", "backspace", *"40", "escape", "q")
        assert isinstance(app.screen, HomeScreen)
        assert context.settings.minutes_a_day == 40


async def test_a_passing_word_is_past_with_the_next_key(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        app.notify("Answer undone.", timeout=4, markup=False)
        app.notify("Your schedule was recalculated.", timeout=20, markup=False)
        await press(pilot)
        assert "Answer undone." in told(app)
        await press(pilot, "j")
        assert "Answer undone." not in told(app)
        assert "Your schedule was recalculated." in told(app)


async def test_help_names_no_key_that_does_nothing_here(context: AppContext) -> None:
    async with running(context, (80, 60)) as (app, pilot):
        await press(pilot, "b", "escape", "enter", "question_mark")
        text = screen_text(app)
        assert "strike an option out" not in text
        assert "worked steps" not in text.casefold()


async def test_a_theme_is_kept(context: AppContext) -> None:
    async with running(context) as (app, pilot):
        app.theme = "quizapp-light"
        await press(pilot)
        assert context.settings.theme == "quizapp-light"
    async with running(context) as (app, _):
        assert app.theme == "quizapp-light"


async def test_a_theme_that_is_gone_gives_way_to_the_usual_one(context: AppContext) -> None:
    context.save_settings(context.settings.__class__(theme="no-such"))
    async with running(context) as (app, _):
        assert app.theme == "quizapp-dark"


async def test_help_lists_the_keys_of_the_screen_below(context: AppContext) -> None:
    async with running(context, (80, 40)) as (app, pilot):
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "Search and read all questions" in screen_text(app)
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter", "f1")
        assert "pick a step up and drop it" in screen_text(app)


async def test_keys_and_words_of_help_do_not_touch(context: AppContext) -> None:
    async with running(context, (80, 60)) as (app, pilot):
        await press(pilot, "enter", "question_mark")
        rows = [
            block.content.plain for flow in app.screen.query(BlockView) for block in flow.blocks if block.first == "  "
        ]
        assert len(rows) > 8
        assert all("  " in row for row in rows), rows


async def test_the_palette_offers_what_the_keys_do(context: AppContext) -> None:
    async with running(context, (80, 40)) as (app, pilot):
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await pilot.press(*"brow")
        await pilot.pause(0.4)
        await press(pilot, "enter")
        await pilot.pause(0.2)
        assert isinstance(app.screen, BrowseScreen)


@pytest.mark.parametrize("size", [(20, 5), (59, 24), (80, 19)])
async def test_a_terminal_too_small_is_said_and_kills_nothing(context: AppContext, size: tuple[int, int]) -> None:
    async with running(context, size) as (app, pilot):
        assert "Too small" in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        assert "Too small" not in screen_text(app)
        assert "Today" in screen_text(app)
        await press(pilot, "enter")
        await pilot.resize_terminal(20, 5)
        await press(pilot)
        assert "Too small" in screen_text(app)


async def test_keys_can_be_remapped(context: AppContext) -> None:
    context.save_settings(context.settings.__class__(keys={"home.browse": "v"}))
    async with running(context) as (app, pilot):
        await press(pilot, "b")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "v")
        assert isinstance(app.screen, BrowseScreen)


HOSTILE = r"[$LATEST] [/x] [?id=='x'] [b]bold[/b] `list[int]` **Records[0]** \[x] {%s} <&> 漢字 🇩🇪"


async def test_text_that_is_hostile_to_markup_harms_no_screen(tmp_path: Path, clock: FixedClock) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    files = dict(FILES)
    for old in (
        "How much memory can a function have at most?", "It is so since 1 December 2020.", "3,008 MB", "6 GB",
        "The limit was raised in 2020.",
    ):  # fmt: skip
        new = quoted if old != "6 GB" else "'" + HOSTILE.replace("'", "''") + " more'"
        files["items/limits.yaml"] = files["items/limits.yaml"].replace(f" {old}\n", f" {new}\n", 1)
    for name in ("topics.yaml", "notes.yaml"):
        files[name] = (
            files[name]
            .replace("title: Limits", f"title: {quoted}")
            .replace('claim: "At most 3,008 MB of memory"', f"claim: {quoted}")
        )
    files["items/limits.yaml"] = files["items/limits.yaml"].replace('title: "Guide, quotas"', f"title: {quoted}")
    files["facts/facts.yaml"] = files["facts/facts.yaml"].replace(
        "change: Since 1 December 2020 it is 10,240 MB; before it was 3,008 MB.", f"change: {quoted}"
    )
    context = open_context(user_paths(tmp_path / "user"), write_small_bank(tmp_path / "bank", files), clock=clock)
    open_bank(context)
    assert context.library.problems == ()
    async with running(context, (120, 40)) as (app, pilot):
        assert "[$LATEST]" in screen_text(app)  # the topic, on Home
        await press(pilot, "b", "enter", "enter", "space")
        assert "Records[0]" in screen_text(app)
        await press(pilot, "i", "escape", "escape", "escape", "enter")
        for _ in range(5):
            assert isinstance(app.screen, StudyScreen)
            await press(
                pilot, "i", "escape", "question_mark", "escape", "exclamation_mark", *"[/x]", "escape", "q", "z", "1"
            )
    context.close()


def test_the_first_frame_needs_neither_yaml_nor_the_memory_model(tmp_path: Path, bank_root: Path) -> None:
    code = """
import sys, asyncio
from pathlib import Path
from quizapp.store.paths import user_paths
from quizapp.services.context import open_context
from quizapp.tui.app import QuizApp
context = open_context(user_paths(Path(sys.argv[1])), Path(sys.argv[2]))
class Watched(QuizApp):
    looked = asyncio.Event()
    def _read_bank(self):
        heavy = ("yaml", "fsrs", "jsonschema", "jinja2", "sqlite_utils", "textual_plotext", "importlib.metadata")
        print([m for m in heavy if m in sys.modules] + [m for m in sys.modules if "markdown" in m])
        self.exit(0)
        self.looked.set()
async def main():
    async with Watched(lambda: context).run_test() as pilot:
        await asyncio.wait_for(Watched.looked.wait(), 120)
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(bank_root)],
        capture_output=True, text=True, check=True, env={**os.environ},
    )  # fmt: skip
    assert done.stdout.splitlines()[0] == "[]", done.stdout

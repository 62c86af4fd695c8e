"""``v`` marks a question and ``N`` opens the note on it, on every screen that has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quizapp.core.events import Bookmark, Note
from quizapp.services.bank.marks import MOST_NOTE
from quizapp.services.context import AppContext
from quizapp.store import StoreError
from quizapp.tui.app import QuizApp
from quizapp.tui.dialogs.note import NoteField, NoteScreen
from quizapp.tui.exam.review import ReviewScreen
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.study.screen import StudyScreen
from tests.support.exam_screens import exam, tick, up
from tests.support.exams import BootClock, answer_all, begun, desk, exam_bank
from tests.support.screens import press, running, screen_text, told
from tests.tui.test_study_screen import key_presses, study_of

CARD = "limits-memory"
SIGN = "✶ marked"


def header(app: QuizApp) -> str:
    return screen_text(app).splitlines()[0]


async def typed(pilot: Pilot[int], text: str) -> None:
    """Open the note, and end it with ``text`` behind what stands there."""
    await press(pilot, "N", *("space" if sign == " " else sign for sign in text), "enter")


async def out_of_the_field(app: QuizApp, pilot: Pilot[int]) -> None:
    if app.focused is not None:
        await press(pilot, "escape")


async def test_v_marks_the_question_that_is_up_or_was_answered_and_the_heading_says_so(context: AppContext) -> None:
    async with running(context, start=study_of(CARD)) as (app, pilot):
        assert SIGN not in header(app)
        await press(pilot, "v")
        assert context.store.read.bookmarked() == {CARD}
        assert SIGN in header(app)
        assert told(app) == "Marked. v takes the mark away."
        await press(pilot, *key_presses(app), "enter")
        assert SIGN in header(app)
        await press(pilot, "v")
        assert context.store.read.bookmarked() == frozenset()
        assert SIGN not in header(app)
        assert "The mark is gone" in told(app)
        await press(pilot, "v", "enter")
        assert SIGN not in header(app)  # the summary is no question
        before = list(context.store.events())
        await press(pilot, "v", "N")
        assert list(context.store.events()) == before


async def test_undoing_takes_back_a_mark_and_a_note_and_no_answer(context: AppContext) -> None:
    async with running(context, start=study_of(CARD)) as (app, pilot):
        await press(pilot, "1", "enter", "v")
        await typed(pilot, "mine")
        await press(pilot, "u")
        assert "Your note is as it was before" in told(app)
        assert context.store.read.notes() == {}
        assert context.store.read.bookmarked() == {CARD}
        await press(pilot, "u")
        assert "The mark is as it was before" in told(app)
        assert context.store.read.bookmarked() == frozenset()
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.view is not None
        assert (screen.view.phase, screen.view.undoes) == ("verdict", "answer")


async def test_a_note_is_kept_as_an_event_and_shown_below_the_explanation(context: AppContext) -> None:
    async with running(context, (80, 60), start=study_of(CARD)) as (app, pilot):
        await typed(pilot, "ten GB now")
        assert context.store.read.note(CARD) == "ten GB now"
        assert told(app) == "Note saved. You'll see it with the answer."
        assert "ten GB now" not in screen_text(app)  # it may tell the answer
        await press(pilot, "i")
        assert "shown with the answer" in screen_text(app)
        assert "ten GB now" not in screen_text(app)
        await press(pilot, "escape", "1", "enter")
        text = screen_text(app)
        assert (
            text.index(context.library.bank.items[CARD].explanation.split()[0])
            < text.index("Your note: ten GB now")
            < text.index("Source:")
        )
        await typed(pilot, ", `3,008` then")
        assert "Your note: ten GB now, 3,008 then" in screen_text(app)
        await press(pilot, "i")
        assert "Note    ten GB now, 3,008 then" in screen_text(app)
        await press(pilot, "escape", "N", "ctrl+u", "enter")
        assert "Note removed" in told(app)
        assert "Your note" not in screen_text(app)
    notes = [event.body.text for event in context.store.events() if isinstance(event.body, Note)]
    assert notes == ["ten GB now", "ten GB now, `3,008` then", ""]


@pytest.mark.parametrize("keys", [["enter"], ["escape", "q"], ["escape", "enter", "enter"]])
async def test_however_the_note_is_left_it_is_kept(context: AppContext, keys: list[str]) -> None:
    async with running(context, start=study_of(CARD)) as (app, pilot):
        await press(pilot, "N", "q", "1", "x", *keys)
        assert not isinstance(app.screen, NoteScreen)
        assert context.store.read.note(CARD) == "q1x"


async def test_a_note_that_was_only_looked_at_writes_nothing(context: AppContext) -> None:
    context.record(Note(card=CARD, text="a\x1b[31mb"))
    async with running(context, start=study_of(CARD)) as (app, pilot):
        before = list(context.store.events())
        await press(pilot, "N")
        assert "[31mb" in screen_text(app)
        await press(pilot, "enter", "N", "escape", "q")
        assert list(context.store.events()) == before
        assert told(app) == ""


async def test_too_long_a_note_is_refused_in_a_line_and_stays_in_the_field(context: AppContext) -> None:
    async with running(context, start=study_of(CARD)) as (app, pilot):
        await press(pilot, "N")
        field = app.screen.query_one(NoteField)
        field.insert("x" * (MOST_NOTE + 1))
        await press(pilot, "enter")
        assert "2,001" in screen_text(app)
        assert isinstance(app.screen, NoteScreen)
        await press(pilot, "backspace", "enter")
        assert len(context.store.read.note(CARD)) == MOST_NOTE
        await press(pilot, "N")
        app.screen.query_one(NoteField).insert("y")
        await press(pilot, "enter", "enter")  # said once; then given up
        assert isinstance(app.screen, StudyScreen)
        assert len(context.store.read.note(CARD)) == MOST_NOTE


@pytest.mark.parametrize("keys", [["v"], ["N", "x", "enter"]])
async def test_what_cannot_be_saved_is_said_and_nothing_has_changed(
    context: AppContext, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise StoreError("disk full")

    async with running(context, start=study_of(CARD)) as (app, pilot):
        monkeypatch.setattr(context.store, "append", full)
        await press(pilot, *keys)
        assert "disk full" in told(app) + screen_text(app)
        monkeypatch.undo()
        assert not context.store.read.bookmarked()
        if keys == ["v"]:
            assert SIGN not in header(app)
        else:
            assert app.screen.query_one(NoteField).text == "x"


@pytest.mark.parametrize("text", ["[$LATEST] [/x] [b]", "```\ncode", "- a\n- b", "`", "\u202eabc", "**"])
async def test_any_note_is_shown_as_text(context: AppContext, text: str) -> None:
    context.record(Note(card=CARD, text=text))
    async with running(context, (80, 60), start=study_of(CARD)) as (app, pilot):
        await press(pilot, "1", "enter")
        shown = screen_text(app)
        assert "Your note:" in shown
        assert not text.startswith("[") or text in shown
        await press(pilot, "i")
        assert "About this question" in screen_text(app)
        await press(pilot, "escape", "N", "enter", "escape")


@pytest.fixture
def room(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = desk(tmp_path / "user", exam_bank(tmp_path / "bank"), BootClock())
    yield opened
    opened.close()


async def test_in_an_exam_a_mark_is_for_good_and_a_note_stands_nowhere_but_in_its_field(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await out_of_the_field(app, pilot)
        await press(pilot, "v")
        card = up(app).item.card_id
        assert room.store.read.bookmarked() == {card}
        assert SIGN in header(app)
        await press(pilot, "f")
        assert f"{SIGN}  ⚑ flagged" in header(app)
        await typed(pilot, "my words")
        assert room.store.read.notes() == {card: "my words"}
        assert "my words" not in screen_text(app)
        await press(pilot, "N")
        assert "my words" in screen_text(app)
        await press(pilot, "escape", "q")
        await press(pilot, "n")
        await out_of_the_field(app, pilot)
        assert SIGN not in header(app)
        await press(pilot, "N")
        assert "my words" not in screen_text(app)


async def test_a_note_that_is_being_written_when_the_time_is_up_is_kept(room: AppContext) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await out_of_the_field(app, pilot)
        card = up(app).item.card_id
        await press(pilot, "N", "h", "i")
        clock = room.clock
        assert isinstance(clock, BootClock)
        clock.advance(minutes=600)
        await tick(app, pilot)
        assert not any(isinstance(screen, ExamScreen | NoteScreen) for screen in app.screen_stack)
        assert room.store.read.note(card) == "hi"


async def test_review_marks_and_notes_and_shows_both(room: AppContext) -> None:
    sitting = begun(room)
    answer_all(sitting, right=2)
    sitting.submit()

    def start(app: QuizApp) -> None:
        app.open_result_of(sitting.sitting.exam)

    async with running(room, (80, 60), start=start) as (app, pilot):
        await press(pilot, "r")
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "v")
        await typed(pilot, "look again")
        assert SIGN in header(app)
        assert "Your note: look again" in screen_text(app)
        assert room.store.read.notes() == {app.screen.row.card_id: "look again"}
        await press(pilot, "n")
        assert SIGN not in header(app)
        assert "Your note" not in screen_text(app)


async def test_reading_marks_and_notes_and_a_covered_answer_covers_the_note(context: AppContext) -> None:
    async with running(context, (80, 60)) as (app, pilot):
        await press(pilot, "b", "enter", "enter", "v")
        (card,) = context.store.read.bookmarked()
        assert SIGN in header(app)
        await typed(pilot, "secret")
        assert "space uncovers the answer and your note" in screen_text(app)
        assert "secret" not in screen_text(app)
        await press(pilot, "space")
        assert "Your note: secret" in screen_text(app)
        await press(pilot, "v", "q")
        assert context.store.read.bookmarked() == frozenset()
        assert context.store.read.notes() == {card: "secret"}
        assert "· ✎ " in screen_text(app)


@pytest.mark.parametrize("place", ["study", "exam", "reading"])
async def test_the_palette_and_help_name_both(room: AppContext, place: str) -> None:
    start: Callable[[QuizApp], None] | None = {"study": study_of(CARD), "exam": exam(), "reading": None}[place]
    keys = {"study": [], "exam": ["enter"], "reading": ["b", "enter", "enter"]}[place]
    async with running(room, (100, 60), start=start) as (app, pilot):
        await press(pilot, *keys)
        await out_of_the_field(app, pilot)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Mark", "Note"} <= titles
        await press(pilot, "question_mark")
        rows = [line.strip("│ ").split("  ")[0] for line in screen_text(app).splitlines()]
        assert {"v", "N"} <= set(rows)
    assert not any(isinstance(event.body, Bookmark) for event in room.store.events())

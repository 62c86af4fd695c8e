"""A timed exam with the keyboard alone: cover, questions, map, hand-in, deadline, interruptions, result, review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quizapp.bank import Showing, key_of, texts_of
from quizapp.events import Clear, Expire, Pause, Resume, Strike, Submit, kind_of
from quizapp.events import Response as Responded
from quizapp.services.exam_desk import resume_exam, waiting
from quizapp.services.exam_report import result_of
from quizapp.services.workspace import Workspace
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.exam import ExamScreen
from quizapp.tui.screens.exam_choice import ChoiceScreen
from quizapp.tui.screens.exam_cover import CoverScreen
from quizapp.tui.screens.exam_hand_in import HandInScreen
from quizapp.tui.screens.exam_history import HistoryScreen
from quizapp.tui.screens.exam_map import MapScreen
from quizapp.tui.screens.exam_result import ResultScreen
from quizapp.tui.screens.exam_review import ReviewScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.study import StudyScreen
from quizapp.tui.widgets.clock import Clock, clock_text
from tests.support.exams import BootClock, begun, desk, exam_bank, exam_events, wrong
from tests.support.screens import press, running, screen_text
from tests.support.small_bank import FILES
from tests.tui.test_goldens import compare

HOSTILE = r"[$LATEST] [/x] [?id=='x'] [b]bold[/b] `list[int]` **Records[0]** \[x] {%s} <&> 漢字"


@pytest.fixture
def clock() -> BootClock:
    return BootClock()


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return exam_bank(tmp_path / "bank")


@pytest.fixture
def room(tmp_path: Path, bank: Path, clock: BootClock) -> Iterator[Workspace]:
    opened = desk(tmp_path / "user", bank, clock)
    yield opened
    opened.close()


def exam(name: str = "five", **more: bool):  # type: ignore[no-untyped-def]
    """Opens the cover of a blueprint once the bank is read."""
    return lambda app: app.begin_exam(name, **more)


def sheet(app: QuizApp) -> ExamScreen:
    """The exam's screen, whatever lies over it."""
    return next(s for s in app.screen_stack if isinstance(s, ExamScreen))


def up(app: QuizApp) -> Showing:
    view = sheet(app).view
    assert view is not None
    return view.showing


def keys_for(showing: Showing, response: tuple[str, ...]) -> list[str]:
    """The keys that give ``response`` to the question that is up, from nothing."""
    item = showing.item
    if not showing.choices:
        return [*response[0], "enter"]
    if item.id == "pricing-codes":
        return ["abcdeF"[showing.index(choice)] for choice in response]
    if item.id == "invocation-path":
        keys: list[str] = []
        order = [p.choice_id for p in showing.choices]
        for place, choice in enumerate(response):
            at = order.index(choice)
            keys += [*(["up"] * 5), *(["down"] * at), "space", *["up"] * (at - place), "space"]
            order.insert(place, order.pop(at))
        return keys
    return [str(showing.index(choice) + 1) for choice in response]


async def go_to(app: QuizApp, pilot: Pilot[int], item_id: str) -> int:
    """To the question of an item, over the map; its number."""
    exam_ = sheet(app)._exam
    number = next(n for n, one in enumerate(exam_.sitting.form.items, 1) if one.item.id == item_id)
    await press(pilot, "o", str(number), "enter")
    return number


async def tick(app: QuizApp, pilot: Pilot[int]) -> None:
    """What happens on every full second."""
    for screen in app.screen_stack:
        for each in screen.query(Clock):
            each.tick()
    await press(pilot)


def kinds(room: Workspace) -> list[str]:
    return [kind_of(event.body) for event in exam_events(room)]


def words(app: QuizApp) -> str:
    return " ".join(screen_text(app).split())


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_a_whole_exam_by_keys(room: Workspace, clock: BootClock, size: tuple[int, int]) -> None:
    async with running(room, size) as (app, pilot):
        await press(pilot, "m")
        assert isinstance(app.screen, ChoiceScreen)
        await press(pilot, "1", "enter")
        assert isinstance(app.screen, CoverScreen)
        assert "not AWS's score" in words(app)
        assert exam_events(room) == []  # the clock has not started
        await press(pilot, "enter")
        for number in range(1, 6):
            assert f"{number} of 5" in screen_text(app)
            item = up(app).item
            clock.advance(ms=30_000)
            await press(pilot, *keys_for(up(app), key_of(item) if number < 4 else wrong(item)), "n")
        await press(pilot, "o", "S")
        assert "All 5 questions are answered" in words(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultScreen)
        assert "✓ Passed 3 of 5 right; 3 were needed" in words(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
    assert result_of(room).right == 3
    assert waiting(room) is None


async def test_the_cover_says_the_rules_and_starts_with_what_was_chosen(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        text = words(app)
        for rule in (
            "The whole small bank.", "5, all of them count", "10 minutes", "3 of 5 right", "the clock runs on",
            "can be changed", "told after the end", "answers say when questions come back",
        ):  # fmt: skip
            assert rule in text
        await press(pilot, "x", "s")
        assert "15 minutes, 5 of them extra" in words(app)
        await press(pilot, "enter")
        sitting = sheet(app)._exam.sitting
        assert (sitting.extra_minutes, sitting.counts) == (5, False)
        assert "15:00" in screen_text(app)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("calm", "the clock stops while the exam is closed"),
        ("try", "practice only: these answers change nothing"),
        ("half", "5; 2 of them do not count, and nothing marks them"),
    ],
)
async def test_other_rules_are_said_as_well(room: Workspace, name: str, said: str) -> None:
    async with running(room, start=exam(name)) as (app, _):
        assert said in words(app)


async def test_what_the_bank_lacks_is_said_and_nothing_starts(room: Workspace) -> None:
    async with running(room, start=exam("much")) as (app, pilot):
        await press(pilot, "enter")
        assert isinstance(app.screen, CoverScreen)
        assert "Not possible: the bank has too few questions for 'much'" in words(app)
        assert "too few)" in words(app)
    assert exam_events(room) == []


async def test_every_change_is_saved_at_once(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "2")
        assert "Saved: 2" in screen_text(app)
        await press(pilot, "down", "down")  # the cursor alone changes nothing
        assert kinds(room).count("response") == 1
        await press(pilot, "space")
        assert "Saved: 4" in screen_text(app)
        await press(pilot, "b")
        assert "Saved: 2" in screen_text(app)
        await press(pilot, "u")
        assert "Saved" not in screen_text(app)
        assert "(•)" not in screen_text(app)
    bodies = [event.body for event in exam_events(room)]
    assert [len(body.response) for body in bodies if isinstance(body, Responded)] == [1, 1, 1]
    assert any(isinstance(body, Clear) for body in bodies)


async def test_no_more_can_be_chosen_than_are_asked_for(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-storage")
        await press(pilot, "1")
        assert "Saved: 1, not complete yet" in screen_text(app)
        await press(pilot, "3", "5")
        assert "Saved: 1 and 3" in screen_text(app)
        await press(pilot, "space")
        assert "Two are chosen already" in screen_text(app)
        await press(pilot, "1", "5")
        assert "Saved: 3 and 5" in screen_text(app)


async def test_pairs_are_saved_one_by_one(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "pricing-codes")
        await press(pilot, "2", "c")
        assert "Saved: 1 of 3 pairs, not complete yet" in screen_text(app)
        last = [event.body for event in exam_events(room) if isinstance(event.body, Responded)][-1]
        assert last.response == ("", up(app).choices[2].choice_id, "")
        await press(pilot, "o")
        assert "begun 1" in words(app)
        await press(pilot, "1", "enter", "o", str(number), "enter", "a", "b")
        assert "Saved: 3 of 3 pairs" in screen_text(app)


async def test_an_order_is_saved_as_it_moves(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "invocation-path")
        await press(pilot, "down")
        assert kinds(room).count("response") == 0
        await press(pilot, "space", "down", "down")
        assert "Saved: this order" in screen_text(app)
        assert kinds(room).count("response") == 2
        await press(pilot, "space", "u", "o", "1", "enter", "o", str(number), "enter", "space", "space")
        assert "Saved: this order" in screen_text(app)  # dropped where it was: that is an answer too
    (place,) = (p for p in resume_exam(room).sitting.places if p.response)
    assert place.earlier == ()  # steps of one answer are no changed answers


async def test_a_number_is_saved_by_enter_or_by_leaving_and_nonsense_costs_nothing(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        number = await go_to(app, pilot, "invocation-attempts")
        await press(pilot, "1", "comma", *"500", "enter")
        assert "Saved: 1,500" in screen_text(app)
        assert app.focused is None  # so that n goes on
        await press(pilot, "7", "x", "enter")
        assert "'7x' cannot be read as a number" in words(app)
        assert "the answer 1,500 stays" in words(app)
        await press(pilot, "escape", "n" if number < 5 else "p")
        assert "'7x' cannot be read as a number" in words(app)
        await go_to(app, pilot, "invocation-attempts")
        assert "Saved: 1,500" in screen_text(app)
        await press(pilot, "enter", "backspace", "backspace", "backspace", "backspace", "backspace", "enter")
        assert "Nothing was typed; the answer 1,500 stays." in words(app)
        await press(pilot, "9", "escape", "n" if number < 5 else "p")
    assert resume_exam(room).sitting.place(number).response == ("9",)


async def test_flag_guess_strike_and_their_signs(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "x")
        assert "Go to an option first" in screen_text(app)
        await press(pilot, "f", "g", "2", "down", "x")
        text = screen_text(app)
        assert "⚑ flagged  ? guess" in text
        assert "3  (-)" in text
        assert "2  (•)" in text
        await press(pilot, "2", "x")  # what is struck out is no longer chosen
        assert "(•)" not in screen_text(app)
        await press(pilot, "2")  # and chosen it is no longer struck out
        assert "2  (•)" in screen_text(app)
        await press(pilot, "f", "g")
        assert "flagged" not in screen_text(app)
    assert sum(isinstance(event.body, Strike) for event in exam_events(room)) == 3


async def test_the_map_shows_every_state_and_goes_there(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter", "f", "o")
        text = words(app)
        assert "▌1 ⚐" in text
        assert "answered 0 ◐ begun 0 ○ empty 5 ⚑ flagged 1 ? guess 0" in text
        await press(pilot, "right", "l", "h", "down", "9", "enter")
        assert "2 of 5" in screen_text(app)
        await press(pilot, "o", "4")
        assert "▌4" in words(app)
        assert "→2" in words(app)
        await press(pilot, "escape")
        assert "2 of 5" in screen_text(app)


async def test_before_handing_in_what_is_open_is_listed_and_escape_goes_back(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter", "f", "g", "o", "S")
        text = words(app)
        assert "5 without a complete answer 1, 2, 3, 4, 5" in text
        assert "1 flagged 1" in text
        assert "1 said to be a guess 1" in text
        await press(pilot, "escape")
        assert isinstance(app.screen, MapScreen)
        await press(pilot, "escape", "S")
        assert isinstance(app.screen, HandInScreen)
        assert Submit not in [type(event.body) for event in exam_events(room)]
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultScreen)


async def test_the_clock_counts_seconds_and_can_be_hidden(room: Workspace, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        assert "10:00" in screen_text(app)
        clock.advance(ms=1)
        await tick(app, pilot)
        assert "10:00" in screen_text(app)
        clock.advance(ms=999)
        await tick(app, pilot)
        assert "9:59" in screen_text(app)
        await press(pilot, "t")
        assert "hidden" in screen_text(app)
        assert "9:59" not in screen_text(app)
        await press(pilot, "o")
        assert "hidden" in screen_text(app)
        await press(pilot, "t", "escape")
        assert "9:59" in screen_text(app)


def test_spans_of_time_as_a_clock_says_them() -> None:
    assert [clock_text(ms) for ms in (0, 1, 59_001, 3_600_000, 7_799_999)] == [
        "0:00",
        "0:01",
        "1:00",
        "1:00:00",
        "2:10:00",
    ]


async def test_warnings_come_once_each(room: Workspace, clock: BootClock) -> None:
    async with running(room, start=exam(extra=True)) as (app, pilot):
        await press(pilot, "enter")
        said = []
        for _ in range(16 * 6):
            clock.advance(ms=10_000)
            if isinstance(app.screen, ResultScreen):
                break
            await tick(app, pilot)
            said += [n.message for n in app._notifications if "minutes left" in n.message]
            app.clear_notifications()
        assert said == ["10 minutes left.", "5 minutes left."]


@pytest.mark.parametrize(
    ("keys", "over"),
    [
        ([], ExamScreen), (["o"], MapScreen), (["o", "S"], HandInScreen), (["q"], AskScreen),
        (["question_mark"], HelpScreen), (["o", "question_mark"], HelpScreen),
    ],
)  # fmt: skip
async def test_the_deadline_ends_it_at_the_exact_second_whatever_is_open(
    room: Workspace, clock: BootClock, keys: list[str], over: type
) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "1", *keys)
        assert isinstance(app.screen, over)
        deadline = sheet(app)._exam.sitting.deadline_ms
        clock.advance(ms=deadline - clock.ts_utc_ms - 1)
        await tick(app, pilot)
        assert isinstance(app.screen, over)
        clock.advance(ms=1)
        await tick(app, pilot)
        assert isinstance(app.screen, ResultScreen)
        assert "The time is up. What was answered until then is handed in." in words(app)
        assert "time ran out" in screen_text(app)
        assert len(app.screen_stack) == 3  # the base, Home, the result
    end = [event for event in exam_events(room) if isinstance(event.body, Expire)]
    assert [event.ts_utc_ms for event in end] == [deadline]


async def test_the_clock_ends_it_without_a_key(room: Workspace, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        clock.advance(minutes=10)
        for _ in range(60):  # a second of real time
            await pilot.pause(0.05)
            if isinstance(app.screen, ResultScreen):
                break
        assert isinstance(app.screen, ResultScreen)


async def test_a_key_after_the_deadline_is_not_taken(room: Workspace, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        clock.advance(minutes=11)
        await press(pilot, "1")
        assert isinstance(app.screen, ResultScreen)
    assert "response" not in kinds(room)
    assert result_of(room).unanswered == 5


async def test_leaving_says_what_the_clock_does_and_loses_nothing(room: Workspace, clock: BootClock) -> None:
    async with running(room, start=exam("calm")) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        await press(pilot, "4", "escape")
        assert "Everything is saved." in words(app)
        assert "The clock stands still until you come back. 10:00 left." in words(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ExamScreen)
        await press(pilot, "q", "enter")
        assert isinstance(app.screen, HomeScreen)
        text = words(app)
        assert "Your exam is open" in text
        assert "1 of 5 answered" in text
        assert "10:00 left, clock stopped" in text
        clock.advance(minutes=45)
        await press(pilot, "enter")
        assert "The last step was 45 min ago; the clock has stood still since. 10:00 left." in words(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ExamScreen)
        assert "Saved: 4" in screen_text(app)
        assert "10:00" in screen_text(app)
    assert Pause in [type(event.body) for event in exam_events(room)]
    (resumed,) = (event.body for event in exam_events(room) if isinstance(event.body, Resume))
    assert resumed.paused_ms == 45 * 60_000


async def test_an_open_exam_is_offered_at_the_start(room: Workspace, clock: BootClock) -> None:
    sitting = begun(room)
    sitting.flag()
    clock.advance(minutes=3)
    async with running(room) as (app, pilot):
        assert isinstance(app.screen, AskScreen)
        assert "The last step was 3 min ago; the clock ran on. 7:00 left, until" in words(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "the clock runs until" in words(app)
        await press(pilot, "t")
        assert isinstance(app.screen, StudyScreen)  # studying is still one key away
        await press(pilot, "q", "enter", "1")
        assert "7:00" in screen_text(app)


async def test_submit_as_it_is(room: Workspace, clock: BootClock) -> None:
    begun(room).close()
    clock.advance(minutes=3)
    async with running(room) as (app, pilot):
        await press(pilot, "2")
        assert isinstance(app.screen, ResultScreen)
        assert "handed in" in screen_text(app)
    assert Submit in [type(event.body) for event in exam_events(room)]


async def test_discard_asks_once_more(room: Workspace) -> None:
    begun(room)
    async with running(room) as (app, pilot):
        await press(pilot, "3")
        assert "This cannot be taken back" in words(app)
        await press(pilot, "enter")  # keep it
        assert waiting(room) is not None
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "enter", "down", "down", "enter", "down", "enter")
        assert waiting(room) is None
        assert isinstance(app.screen, HomeScreen)
        assert "Your exam is open" not in screen_text(app)
        assert "Start" in screen_text(app)


async def test_an_exam_whose_time_ran_out_meanwhile_shows_its_result(room: Workspace, clock: BootClock) -> None:
    begun(room)
    clock.advance(minutes=30)
    async with running(room) as (app, pilot):
        assert "the time is up: what was answered until then counts" in words(app)
        assert "Discard" not in words(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultScreen)


async def test_a_clock_that_was_set_back_is_said(room: Workspace, clock: BootClock) -> None:
    begun(room)
    clock.set_wall(minutes=-120)
    async with running(room, (120, 40)) as (app, _):
        assert "This computer's clock stands 2 h behind" in words(app)


async def test_exam_resume_of_the_command_line_goes_right_in(room: Workspace, clock: BootClock) -> None:
    begun(room)
    clock.advance(minutes=1)
    async with running(room, start=lambda app: app.begin_exam(resume=True)) as (app, _):
        assert isinstance(app.screen, ExamScreen)
        assert "the clock ran on" in words(app)


async def test_two_windows_on_one_sitting_show_the_same(
    room: Workspace, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    other = desk(tmp_path / "user", bank, clock)
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        second = resume_exam(other)
        second.visit(3)
        second.flag()
        await tick(app, pilot)
        assert "3 of 5" in screen_text(app)
        assert "⚑ flagged" in screen_text(app)
        assert "open in another window as well" in words(app)
        await press(pilot, "p")
        second.follow()
        assert second.view.number == 2
        second.submit()
        await tick(app, pilot)
        assert isinstance(app.screen, ResultScreen)
    other.close()


async def test_an_exam_thrown_away_in_another_window_is_left(
    room: Workspace, tmp_path: Path, bank: Path, clock: BootClock
) -> None:
    other = desk(tmp_path / "user", bank, clock)
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        resume_exam(other).discard()
        await press(pilot, "f")
        assert isinstance(app.screen, HomeScreen)
        assert "thrown away in another window" in words(app)
    other.close()


async def test_what_cannot_be_saved_is_said_and_nothing_is_shown_as_saved(room: Workspace) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-memory")
        room.store.db.execute("PRAGMA query_only = ON")
        await press(pilot, "1")
        assert "Not saved" in words(app)
        assert "Saved: 1" not in screen_text(app)
        assert "(•)" not in screen_text(app)
        room.store.db.execute("PRAGMA query_only = OFF")
        await press(pilot, "1")
        assert "Saved: 1" in screen_text(app)


async def sit(app: QuizApp, pilot: Pilot[int], clock: BootClock) -> None:
    """Three right, one wrong after a change and flagged, one left open; then handed in."""
    for number in range(1, 6):
        item = up(app).item
        clock.advance(ms=300_000 if number == 2 else 20_000)
        if item.id == "limits-memory":
            await press(pilot, *keys_for(up(app), key_of(item)), *keys_for(up(app), wrong(item)), "f", "g")
        elif item.id != "limits-storage":
            await press(pilot, *keys_for(up(app), key_of(item)))
        if number < 5:
            await press(pilot, "n")
    await press(pilot, "o", "S", "enter")


async def test_the_result_says_all_there_is(room: Workspace, clock: BootClock) -> None:
    async with running(room, (120, 60), exam("half")) as (app, pilot):
        await press(pilot, "enter")
        await sit(app, pilot, clock)
        text = words(app)
        for said in (
            "were needed", "Practice scale", "likely", "cut 720", "not AWS's score", "Unscored", "Domains",
            "Topics",
            "1 without a complete answer, 1 flagged, 1 guessed, 1 slow", "1 right to wrong", "the pace was 2:00",
        ):  # fmt: skip
            assert said in text, said
        await press(pilot, "R")
        (report,) = (room.paths.data / "reports").glob("exam-*.md")
        assert "not AWS" in report.read_text()


async def test_the_review_filters_and_keeps_the_numbers(room: Workspace, clock: BootClock) -> None:
    async with running(room, (100, 50), exam()) as (app, pilot):
        await press(pilot, "enter")
        sitting = sheet(app)._exam
        await sit(app, pilot, clock)
        numbers = {one.item.id: n for n, one in enumerate(sitting.sitting.form.items, 1)}
        await press(pilot, "r")
        assert isinstance(app.screen, ReviewScreen)
        assert "1 all 5 2 wrong 2 3 flagged 1 4 slow 1 5 guessed 1" in words(app)
        await press(pilot, "3")
        assert f"Question {numbers['limits-memory']}" in screen_text(app)
        text = words(app)
        assert "✗ Wrong" in text
        assert "changed right to wrong" in text
        for why in ("It is so since 1 December 2020", "It was so until then", "Your notes (2019)"):
            assert why in text
        await press(pilot, "2")
        seen = {app.screen.row.number}
        await press(pilot, "n")
        seen |= {app.screen.row.number}
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "p", "p", "p")
        seen |= {app.screen.row.number}
        assert seen == {numbers["limits-memory"], numbers["limits-storage"]}
        await press(pilot, "4", "i", "escape", "1", *["n"] * 6, "escape")
        assert isinstance(app.screen, ResultScreen)


async def test_an_open_question_shows_what_the_answer_was(room: Workspace, clock: BootClock) -> None:
    async with running(room, (100, 50), exam()) as (app, pilot):
        await press(pilot, "enter", "S", "enter", "r")
        for _ in range(5):
            assert "○ Not answered" in screen_text(app)
            assert "Source: Guide" in screen_text(app)
            await press(pilot, "n")


async def test_the_misses_are_studied_and_the_history_shows_the_trend(room: Workspace, clock: BootClock) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter")
        await sit(app, pilot, clock)
        await press(pilot, "m")
        assert isinstance(app.screen, StudyScreen)
        assert "1 of 2" in screen_text(app)
        await press(pilot, "q", "h")
        assert isinstance(app.screen, HistoryScreen)
        assert "One sitting of this exam: no trend yet" in words(app)
        clock.advance(days=1)
        await press(pilot, "q", "q", "m", "1", "enter", "enter", "S", "enter", "h")
        text = words(app)
        assert "2 sittings" in text
        assert "points from the first to the latest of 2 sittings" in text
        await press(pilot, "down", "enter")
        assert "3 of 5 right" in words(app)


async def test_hostile_text_harms_no_screen_of_an_exam(tmp_path: Path, bank: Path, clock: BootClock) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    limits = FILES["items/limits.yaml"]
    for old in (
        "How much memory can a function have at most?",
        "3,008 MB",
        "It was so until then.",
        "The limit was raised in 2020.",
    ):
        limits = limits.replace(f" {old}\n", f" {quoted}\n", 1)
    (bank / "items" / "limits.yaml").write_text(limits)
    topics = (bank / "topics.yaml").read_text()
    (bank / "topics.yaml").write_text(topics.replace("title: Limits", f"title: {quoted}"))
    plans = (bank / "blueprints" / "exams.yaml").read_text()
    (bank / "blueprints" / "exams.yaml").write_text(
        plans.replace("title: All five", f"title: {quoted}").replace(
            "about: The whole small bank.", f"about: {quoted}", 1
        )
    )
    room = desk(tmp_path / "user", bank, clock)
    async with running(room, (120, 40)) as (app, pilot):
        await press(pilot, "m")
        assert "Records[0]" in screen_text(app)
        await press(pilot, "enter", "enter")
        await go_to(app, pilot, "limits-memory")
        assert "[$LATEST]" in screen_text(app)
        await press(pilot, "1", "question_mark", "escape", "q", "escape", "o", "escape", "q", "enter")
        assert "[$LATEST]" in screen_text(app)
        await press(pilot, "enter", "1", "S", "enter", "r", *["n"] * 4, "escape", "h")
        assert isinstance(app.screen, HistoryScreen)
    room.close()


async def screens_of_an_exam(app: QuizApp, pilot: Pilot[int]) -> list[str]:
    """All that can be seen of an exam before its end, with styles; and the palette's entries."""
    seen = []
    for number in range(1, 6):
        await press(pilot, "o", str(number), "enter")
        for keys in ([], ["1"], ["2"], ["x"], ["j"], ["i"], ["w"], ["z"], ["exclamation_mark"], ["question_mark"]):
            await press(pilot, *keys)
            seen.append(screen_text(app))
            if isinstance(app.screen, HelpScreen):
                await press(pilot, "escape")
        if app.focused is not None:
            await press(pilot, "escape")
        seen += [f"{c.title} {c.help}" for c in app.get_system_commands(app.screen)]
    await press(pilot, "o")
    seen.append(screen_text(app))
    await press(pilot, "S")
    return [*seen, screen_text(app)]


async def test_nothing_gives_the_key_away_before_the_end(room: Workspace) -> None:
    async with running(room, (120, 40), exam()) as (app, pilot):
        await press(pilot, "enter")
        items = [one.item for one in sheet(app)._exam.sitting.form.items]
        seen = " ".join(" ".join(await screens_of_an_exam(app, pilot)).split())
        shown = {part.text for item in items for part in getattr(item, "options", ())}
        for item in items:
            secret = [text for text in texts_of(item) if text.endswith(".") and text != item.stem and text not in shown]
            assert secret
            assert not [text for text in secret if text in seen]
        for word in ("Right", "Wrong", "✓", "✗", "Source", "report"):
            assert word not in seen, word
    others = [p for p in room.paths.data.rglob("*") if p.is_file() and not p.name.startswith("progress.db")]
    for path in others:
        assert not [text for item in items for text in texts_of(item) if text.encode() in path.read_bytes()], path


async def test_another_key_looks_exactly_the_same(tmp_path: Path, clock: BootClock) -> None:
    limits = FILES["items/limits.yaml"]
    swapped = limits.replace("key: true\n        text: 10,240 MB", "text: 10,240 MB").replace(
        "- text: 3,008 MB", "- key: true\n        text: 3,008 MB"
    )
    seen = []
    for name, text in (("one", limits), ("two", swapped)):
        bank = exam_bank(tmp_path / name)
        (bank / "items" / "limits.yaml").write_text(text)
        room = desk(tmp_path / f"user-{name}", bank, clock)
        assert room.library.problems == ()
        async with running(room, (100, 30), exam()) as (app, pilot):
            await press(pilot, "enter")
            seen.append(await screens_of_an_exam(app, pilot))
        room.close()
    assert seen[0] == seen[1]


@pytest.mark.parametrize("size", [(20, 5), (59, 24)])
async def test_a_terminal_too_small_kills_no_exam(room: Workspace, size: tuple[int, int]) -> None:
    async with running(room, start=exam()) as (app, pilot):
        await press(pilot, "enter", "n", "o")
        await pilot.resize_terminal(*size)
        await press(pilot)
        assert "Too small" in screen_text(app)
        await press(pilot, "escape", "S", "enter")
        assert isinstance(app.screen, ResultScreen)


async def test_the_screens_of_an_exam_read_as_before(room: Workspace, clock: BootClock) -> None:
    async with running(room, start=exam("half")) as (app, pilot):
        compare("exam-cover", screen_text(app))
        await press(pilot, "enter")
        await go_to(app, pilot, "limits-storage")
        clock.advance(minutes=2)
        await press(pilot, "1", "f", "down", "down", "x")
        await tick(app, pilot)
        compare("exam-question", screen_text(app))
        await press(pilot, "o")
        compare("exam-map", screen_text(app))
        await press(pilot, "S")
        compare("exam-hand-in", screen_text(app))
        await press(pilot, "escape", "1", "enter")
        await sit(app, pilot, clock)
        compare("exam-result", screen_text(app))
        await press(pilot, "r", "2")
        compare("exam-review", screen_text(app))
        await press(pilot, "q", "h")
        compare("exam-history", screen_text(app))

"""The way through an exam: from Home to the cover, into the room, out of it, and to the result."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from quizapp.core.metrics.exam_result import exam_result
from quizapp.core.sessions import ExamOver, Shortage
from quizapp.services.clock import clock_time
from quizapp.services.context import AppContext
from quizapp.services.exam.forms import blueprint
from quizapp.services.exam.lifecycle import Verdict, discard_exam, resume_exam, start_exam, waiting
from quizapp.services.exam.log import ExamOpen, NoExam, TimeInDoubt
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import Waiting
from quizapp.store import StoreError
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.exam import cover_view
from quizapp.tui.exam.screen import ExamScreen
from quizapp.tui.home.screen import HomeScreen
from quizapp.tui.widgets.clock import clock_text
from quizapp.tui.widgets.markup import DIM, Block, inline

if TYPE_CHECKING:
    from quizapp.core.bank.blueprints import Blueprint
    from quizapp.tui.app import QuizApp

RESUME, SUBMIT, DISCARD = range(3)
STANDS = "The clock stands still until you come back"
RUNS = "The clock runs on"


def open_room(app: QuizApp, name: str = "", *, resume: bool = False, extra: bool = False, counts: bool = True) -> None:
    """The open exam if there is one, else the cover of the blueprint ``name``, else the choice of one."""
    from quizapp.tui.exam.choice import ChoiceScreen  # noqa: PLC0415 - not needed to go on with an exam
    from quizapp.tui.exam.cover import CoverScreen  # noqa: PLC0415

    found = waiting(app.context)
    if found is not None and resume and found.left_ms:
        _resume(app)
        if not isinstance(app.screen, ExamScreen):
            return
        says = f"{cover_view.clock_says(found, until(app.context, found))} {cover_view.clock_set(found)}"
        app.notify(says.rstrip(), timeout=8, markup=False)
    elif found is not None:
        offer(app, found)
    elif name:
        app.push_screen(CoverScreen(app.context, blueprint(app.context, name), extra=extra, counts=counts))
    else:
        app.push_screen(ChoiceScreen(app.context))


def offer(app: QuizApp, found: Waiting) -> None:
    """Resume, submit as it is, or discard; when the time is up the result, or to go on if the clock was wrong."""
    if isinstance(app.screen, AskScreen):
        return
    says = list(cover_view.waiting_says(found, until(app.context, found)))
    if found.doubt is not None:
        app.push_screen(AskScreen(says, ("See the result", "My clock was wrong: continue")), partial(_judged, app))
        return
    answers = ("Resume", "Submit as it is", "Discard") if found.left_ms else ("See the result",)
    app.push_screen(AskScreen(says, answers), partial(_decided, app))


def until(context: AppContext, found: Waiting) -> str:
    """When the exam's time ends, as the wall clock has it; with the day, when it was up, where that is doubted."""
    now = context.clock()
    at = now.ts_utc_ms + found.left_ms if found.doubt is None else found.doubt.since_ms
    return clock_time(at, now, day=found.doubt is not None)


def _decided(app: QuizApp, choice: int | None) -> None:
    if choice == RESUME:
        _resume(app)
    elif choice == SUBMIT:
        _ask_to_submit(app)
    elif choice == DISCARD:
        says, answers = cover_view.discard_says(), ("Keep it", "Discard it for good")
        app.push_screen(AskScreen(says, answers, "esc keeps it"), partial(_discarded, app))


def _judged(app: QuizApp, choice: int | None) -> None:
    if choice in (0, 1):
        _resume(app, "wrong" if choice else "believed")


def _resume(app: QuizApp, clock: Verdict = "asked") -> None:
    """Into the room again; to the result when the time ran out meanwhile."""

    def go_on() -> None:
        exam = resume_exam(app.context, clock=clock)
        if exam.sitting.over:
            finish(app, exam)
        else:
            app.push_screen(ExamScreen(exam))

    _ending(app, go_on)


def _ask_to_submit(app: QuizApp) -> None:
    """Say how the exam stands now, whatever the box before said, and ask."""
    found = waiting(app.context)
    if found is None or not found.left_ms:
        _ending(app, lambda: _submitted(app))
        return
    says, answers = cover_view.submit_says(found), ("Go back", "Submit it for good")
    app.push_screen(AskScreen(says, answers, "esc goes back"), partial(_sure, app, found))


def _sure(app: QuizApp, told: Waiting, choice: int | None) -> None:
    if choice != 1:
        return
    found = waiting(app.context)
    if found is not None and (found.exam, found.answered) != (told.exam, told.answered):
        _ask_to_submit(app)  # another window went on with it
    else:
        _ending(app, lambda: _submitted(app))


def _submitted(app: QuizApp) -> None:
    exam = resume_exam(app.context, clock="believed")
    exam.submit()
    finish(app, exam)


def _discarded(app: QuizApp, choice: int | None) -> None:
    def discard() -> None:
        exam = discard_exam(app.context)
        if exam.sitting.phase == "expired":
            finish(app, exam)
        else:
            app.notify("The exam was thrown away; nothing of it counts.", markup=False)

    to_home(app)
    if choice == 1:
        _ending(app, discard)


def _ending(app: QuizApp, step: Callable[[], None]) -> None:
    """A step with an exam that another window may have ended, or that cannot be saved."""
    try:
        step()
    except TimeInDoubt:  # it came up while something else was asked
        open_room(app)
    except (NoExam, ExamOver):
        app.notify("This exam was ended in another window.", markup=False)
        to_home(app)
    except StoreError as error:
        app.show_error(f"Not saved. {error}")


def begin(app: QuizApp, plan: Blueprint, *, extra: bool, counts: bool) -> str:
    """Start the clock and show the first question; otherwise why that is not possible."""
    try:
        exam = start_exam(app.context, plan, extra=extra, counts=counts)
    except (Shortage, ExamOpen, StoreError) as error:
        return str(error)
    to_home(app)
    app.push_screen(ExamScreen(exam))
    return ""


def ask_to_leave(app: QuizApp, exam: Exam) -> None:
    """Say that all is saved and what the clock does; then Home."""
    if isinstance(app.screen, AskScreen):
        return
    pauses = exam.sitting.plan.clock == "pauses"
    rule = f"{STANDS}." if pauses else f"{RUNS} while you are away, and the exam is handed in when it ends."
    says = [
        Block(Content.styled("Leave the exam?", "bold")),
        Block(Content("")),
        Block(Content("Everything is saved.")),
        Block(inline(f"{rule} {clock_text(exam.remaining_ms())} left.")),
    ]
    app.push_screen(AskScreen(says, ("Leave", "Stay"), "esc stays"), partial(_left, app, exam))


def _left(app: QuizApp, exam: Exam, choice: int | None) -> None:
    if choice != 0:
        return
    try:
        exam.close()
    except (ExamOver, StoreError) as error:
        app.show_error(error)
    if exam.sitting.over:
        finish(app, exam)
        return
    to_home(app)


def to_home(app: QuizApp) -> None:
    """Close whatever is open above Home."""
    while len(app.screen_stack) > 1 and not isinstance(app.screen, HomeScreen):
        app.pop_screen()


def finish(app: QuizApp, exam: Exam) -> None:
    """Out of the room: to the result, or Home when there is none."""
    from quizapp.tui.exam.result import ResultScreen  # noqa: PLC0415 - not before the end

    phase = exam.sitting.phase
    to_home(app)
    app.clear_notifications()  # what was left to go is past
    if phase in ("submitted", "expired"):
        app.push_screen(ResultScreen(app.context, exam_result(exam.sitting)))
    if phase == "expired":
        app.notify("The time is up. What was answered until then is handed in.", timeout=8, markup=False)
    elif phase == "discarded":
        app.notify("This exam was thrown away in another window.", markup=False)
    elif phase == "paused":
        app.notify("This exam was closed in another window; m goes on with it.", markup=False)


def show_result(app: QuizApp, exam: str) -> None:
    """Open the result of an earlier exam, or say why it can't be read."""
    from quizapp.services.exam.report import result_of  # noqa: PLC0415
    from quizapp.tui.exam.result import ResultScreen  # noqa: PLC0415

    try:
        app.push_screen(ResultScreen(app.context, result_of(app.context, exam)))
    except (NoExam, StoreError) as error:
        app.show_error(error)


def home_blocks(found: Waiting, context: AppContext) -> list[Block]:
    """The open exam, as Home says it first."""
    if found.doubt is not None:
        clock = "by this computer's clock its time is up"
    elif not found.left_ms:
        clock = "its time is up"
    elif found.pauses:
        clock = f"{clock_text(found.left_ms)} left, clock stopped"
    else:
        clock = f"the clock runs until {until(context, found)}"
    return [
        Block(Content.styled("Your exam is open", "bold")),
        Block(Content("")),
        Block(inline(found.plan.title, "bold $text-primary")),
        Block(Content.styled(f"{found.answered} of {found.questions} answered", DIM)),
        Block(Content.styled(clock, "$text-warning")),
    ]

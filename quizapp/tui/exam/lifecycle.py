"""The way through an exam: gone on with, submitted, discarded, begun, left, and to its result."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from quizapp.core.metrics.exam_result import exam_result
from quizapp.core.sessions import ExamOver, Shortage
from quizapp.present.exam_phrases import ends_at
from quizapp.services.exam.lifecycle import ClockVerdict, discard_exam, resume_exam, start_exam, waiting
from quizapp.services.exam.log import ExamOpen, NoExam, TimeInDoubt
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import Waiting
from quizapp.store import StoreError
from quizapp.tui.base_app import BaseApp
from quizapp.tui.dialogs.ask import AskScreen
from quizapp.tui.exam import cover_view
from quizapp.tui.widgets.markup import Block, inline

if TYPE_CHECKING:
    from quizapp.core.bank.blueprints import Blueprint

RESUME, SUBMIT, DISCARD = range(3)
STANDS = "The clock runs until you leave; then it stands still"
RUNS = "The clock runs on"


def go_on(app: BaseApp, found: Waiting, *, resume: bool) -> None:
    """Into the open exam where that was asked for and can be, else offer what can be done with it."""
    if not (resume and found.left_ms):
        offer(app, found)
    elif _resume(app):
        says = f"{cover_view.clock_says(found, ends_at(app.context.clock(), found))} {cover_view.clock_set(found)}"
        app.notify(says.rstrip(), timeout=8, markup=False)


def offer(app: BaseApp, found: Waiting) -> None:
    """Resume, submit as it is, or discard; when the time is up the result, or to go on if the clock was wrong."""
    if isinstance(app.screen, AskScreen):
        return
    says = list(cover_view.waiting_says(found, ends_at(app.context.clock(), found)))
    if found.doubt is not None:
        app.push_screen(AskScreen(says, ("See the result", "My clock was wrong: continue")), partial(_judged, app))
        return
    answers = ("Resume", "Submit as it is", "Discard") if found.left_ms else ("See the result",)
    app.push_screen(AskScreen(says, answers), partial(_decided, app))


def _decided(app: BaseApp, choice: int | None) -> None:
    if choice == RESUME:
        _resume(app)
    elif choice == SUBMIT:
        _ask_to_submit(app)
    elif choice == DISCARD:
        says, answers = cover_view.discard_says(), ("Keep it", "Discard it for good")
        app.push_screen(AskScreen(says, answers, "esc keeps it"), partial(_discarded, app))


def _judged(app: BaseApp, choice: int | None) -> None:
    if choice in (0, 1):
        _resume(app, "wrong" if choice else "believed")


def _resume(app: BaseApp, clock: ClockVerdict = "asked") -> bool:
    """Into the exam again, or to the result when the time ran out meanwhile. Whether the exam goes on."""
    running = False

    def enter() -> None:
        nonlocal running
        exam = resume_exam(app.context, clock=clock)
        running = not exam.sitting.over
        if running:
            app.open_exam(exam)
        else:
            finish(app, exam)

    _ending(app, enter)
    return running


def _ask_to_submit(app: BaseApp) -> None:
    """Say how the exam stands now, whatever the box before said, and ask."""
    found = waiting(app.context)
    if found is None or not found.left_ms:
        _ending(app, lambda: _submitted(app))
        return
    says, answers = cover_view.submit_says(found), ("Go back", "Submit it for good")
    app.push_screen(AskScreen(says, answers, "esc goes back"), partial(_sure, app, found))


def _sure(app: BaseApp, shown: Waiting, choice: int | None) -> None:
    if choice != 1:
        return
    found = waiting(app.context)
    if found is not None and (found.exam, found.answered) != (shown.exam, shown.answered):
        _ask_to_submit(app)  # another window went on with it
    else:
        _ending(app, lambda: _submitted(app))


def _submitted(app: BaseApp) -> None:
    exam = resume_exam(app.context, clock="believed")
    exam.submit()
    finish(app, exam)


def _discarded(app: BaseApp, choice: int | None) -> None:
    def discard() -> None:
        exam = discard_exam(app.context)
        if exam.sitting.phase == "expired":
            finish(app, exam)
        else:
            app.notify("Exam discarded. Nothing was recorded.", markup=False)

    app.to_home()
    if choice == 1:
        _ending(app, discard)


def _ending(app: BaseApp, step: Callable[[], None]) -> None:
    """A step with an exam that another window may have ended, or that cannot be saved."""
    try:
        step()
    except TimeInDoubt:  # it came up while something else was asked
        app.begin_exam()
    except (NoExam, ExamOver):
        app.notify("This exam was ended in another window.", markup=False)
        app.to_home()
    except StoreError as error:
        app.show_error(f"Not saved. {error}")


def begin(app: BaseApp, plan: Blueprint, *, extra: bool, counts: bool) -> str:
    """Start the clock and show the first question; otherwise why that is not possible."""
    try:
        exam = start_exam(app.context, plan, extra=extra, counts=counts)
    except (Shortage, ExamOpen, StoreError) as error:
        return str(error)
    app.to_home()
    app.open_exam(exam)
    return ""


def ask_to_leave(app: BaseApp, exam: Exam) -> None:
    """Say that all is saved and what the clock does; then Home."""
    if isinstance(app.screen, AskScreen):
        return
    pauses = exam.sitting.plan.clock == "pauses"
    rule = f"{STANDS}." if pauses else f"{RUNS} while you are away, and the exam is submitted when it ends."
    says = [
        Block(Content.styled("Leave the exam?", "bold")),
        Block(Content("")),
        Block(Content("Everything is saved.")),
        Block(inline(rule)),
    ]
    app.push_screen(AskScreen(says, ("Leave", "Stay"), "esc stays"), partial(_left, app, exam))


def _left(app: BaseApp, exam: Exam, choice: int | None) -> None:
    if choice != 0:
        return
    try:
        exam.close()
    except (ExamOver, StoreError) as error:
        app.show_error(error)
    if exam.sitting.over:
        finish(app, exam)
        return
    app.to_home()


def finish(app: BaseApp, exam: Exam) -> None:
    """Out of the exam: to the result, or Home when there is none."""
    phase = exam.sitting.phase
    app.to_home()
    app.clear_notifications()  # what was left to go is past
    if phase in ("submitted", "expired"):
        app.open_result(exam_result(exam.sitting))
    if phase == "expired":
        app.notify("The time is up. What was answered until then is submitted.", timeout=8, markup=False)
    elif phase == "discarded":
        app.notify("This exam was discarded in another window.", markup=False)
    elif phase == "paused":
        app.notify("This exam was closed in another window; m goes on with it.", markup=False)

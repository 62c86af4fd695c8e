"""``study --plain``: a session line by line, for screen readers, dumb terminals and scripts.

Whoever drives it gives a function that reads a line behind a prompt, so it runs the same under a terminal, a pipe and
a test.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from quizapp.cli.output import paragraph, pasteable, say
from quizapp.cli.parse_response import how_to, read_response
from quizapp.cli.study.marking import MARKING_HELP, marking
from quizapp.cli.study.plain import question_lines, summary_lines, verdict_lines, worked_lines
from quizapp.cli.texts import one_line, wrapped
from quizapp.core.bank import Showing
from quizapp.core.markup import strip_control
from quizapp.present.phrases import SUSPENDS, UNDONE, about_rows, returns
from quizapp.services.bank.item_details import about
from quizapp.services.bank.mistake_report import write_report
from quizapp.services.context import AppContext
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on
from quizapp.services.study.views import StudyView, Summary

QUESTION_HELP = (
    "Type your answer and press enter. s skips, z suspends this question (after asking), u undoes the last thing you "
    "did, ! followed by text reports a mistake, ? shows this, q quits. Everything you answered is saved. "
    + MARKING_HELP
)
VERDICT_HELP = (
    "Press enter to go on. u undoes the last thing you did, g says it was a guess (again: it wasn't), z suspends this "
    "question (after asking), w shows the worked steps, i tells you about this question, ? shows this, q quits. "
    + MARKING_HELP
)
Lines = Callable[[str], str | None]


class PlainSession:
    """``read`` shows a prompt and gives a line, None at the end of input. ``monotonic`` None: no response times."""

    def __init__(
        self, context: AppContext, study: Study, read: Lines, monotonic: Callable[[], float] | None = None
    ) -> None:
        self._app_context, self._study, self._read, self._monotonic = context, study, read, monotonic

    def run(self) -> None:
        """Until the session is done, left, or the input ends."""
        try:
            while self._go(self._study.view):
                pass
        finally:
            self._study.leave()

    def _go(self, view: StudyView) -> bool:
        """One question and its verdict, or the summary; False to stop."""
        if view.phase == "done":
            return self._finish(view.summary) if view.summary else False
        if view.phase == "verdict":
            return self._after_verdict(view)
        showing = view.showing
        assert showing is not None  # noqa: S101 - a question phase shows one
        say("", f"Question {view.number} of {view.total}: {one_line(view.topic)}", "")
        say(*question_lines(showing))
        return self._ask(showing)

    def _ask(self, showing: Showing) -> bool:
        started = self._monotonic() if self._monotonic else 0.0
        while True:
            line = self._read(f"Answer ({how_to(showing)}; ? help): ")
            word = "" if line is None else line.strip()
            if line is None or word == "q":
                return False
            if word == "?":
                say(paragraph(QUESTION_HELP))
            elif word == "s":
                self._study.skip()
                return True
            elif word == "z":
                if self._suspended():
                    return True
            elif word == "u":
                if self._undone():
                    return True
            elif word.startswith("!"):
                say(f"Written: {write_report(self._app_context, showing, word[1:].strip())}")
            elif not self._marking(word, showing):
                response = read_response(showing, line)
                if response is not None:
                    taken = None if self._monotonic is None else int((self._monotonic() - started) * 1000)
                    self._study.answer(response, taken)
                    return True
                say(paragraph(f"'{strip_control(word)}' is not an answer here; type {how_to(showing)}."))

    def _after_verdict(self, view: StudyView) -> bool:
        assert view.showing is not None  # noqa: S101
        assert view.feedback is not None  # noqa: S101
        say("", *verdict_lines(view.showing, view.feedback))
        while True:
            line = self._read("Enter goes on (u undo, g guessed, i about, ? help, q quit): ")
            word = "" if line is None else line.strip()
            if line is None or word == "q":
                return False
            if word == "":
                self._study.advance()
                return True
            if word == "u":
                return self._undone()
            if word == "z":
                if self._suspended():
                    return True
            elif word == "g":
                feedback = self._study.guess().feedback
                assert feedback is not None  # noqa: S101
                say(f"{'Counted as a guess' if feedback.guess else 'No guess'}; {returns(feedback.returns_in)}.")
            elif word == "i":
                for name, text in about_rows(about(self._app_context, view.showing.item), revealed=True):
                    say(*wrapped(one_line(text), " " * 8, f"{name:<8}"))
            elif word == "w":
                say(*worked_lines(view.showing))
            elif self._marking(word, view.showing):
                continue
            elif word == "?":
                say(paragraph(VERDICT_HELP))
            else:
                say("Only an empty line, u, g, z, w, i, ? or q here.")

    def _marking(self, word: str, showing: Showing) -> bool:
        """Mark the question, or keep a note on it; whether ``word`` said so."""
        noted = bool(self._app_context.store.read.note(showing.item.card_id))
        return marking(word, lambda: self._study.bookmark().marked, self._study.note, noted)

    def _suspended(self) -> bool:
        """Ask first; whether the question was suspended."""
        say(paragraph(pasteable(SUSPENDS)))
        line = self._read("Type yes to suspend it, anything else to keep it: ")
        if line is None or line.strip().casefold() != "yes":
            say("Kept. Nothing changed.")
            return False
        self._study.suspend()
        say("Suspended. u undoes it.")
        return True

    def _undone(self) -> bool:
        """Take back the last step and say what it was; whether there was one."""
        step = self._study.view.undoes
        if not step:
            say("There is nothing to undo.")
            return False
        self._study.undo()
        say(UNDONE[step])
        return True

    def _finish(self, summary: Summary) -> bool:
        say("", *summary_lines(summary))
        again = bool(summary.misses) and self._monotonic is not None
        at_once = self._study.view.undoes in ("skip", "suspend")  # no verdict came between
        if not again and not at_once:
            return False
        keys = [*(["m repeats the misses"] if again else []), "u undoes", "enter ends"]
        word = (self._read(f"{', '.join(keys)}: ") or "").strip()
        if word == "u":
            return self._undone()
        if word != "m" or not again:
            return False
        self._study = Study(self._app_context, again_on(self._app_context, summary.misses))
        return True


def monotonic_if(terminal: bool) -> Callable[[], float] | None:
    """A ticker for a person at a terminal; None for a script, whose times mean nothing."""
    return time.monotonic if terminal else None

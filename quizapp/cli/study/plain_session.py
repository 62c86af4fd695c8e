"""``study --plain``: a session line by line, for screen readers, dumb terminals and scripts.

Whoever drives it gives a function that reads a line behind a prompt, so it runs the same under a terminal, a pipe and
a test.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from quizapp.cli.output import paragraph, pasteable, say
from quizapp.cli.parse_response import how_to, read_response
from quizapp.cli.study.marking import MARKING_HELP, marking
from quizapp.cli.study.plain import question_lines, summary_lines, verdict_lines, worked_lines
from quizapp.cli.study.plain_commands import STUDY_LETTERS, command_in, not_here
from quizapp.cli.texts import one_line, wrapped
from quizapp.core.bank import Showing
from quizapp.core.markup import strip_control
from quizapp.core.scheduler import Entry
from quizapp.present.phrases import UNDONE, about_rows, returns, suspends_words
from quizapp.present.study_phrases import KEEP_GOING, WHICH_TOPIC, offer_words, place_words
from quizapp.services.bank.item_details import about
from quizapp.services.bank.mistake_report import EmptyReport, send_to, write_report
from quizapp.services.context import AppContext
from quizapp.services.progress.overview import overview
from quizapp.services.study.keep_going import Offer, offered, offers
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on, plan_session
from quizapp.services.study.views import StudyView, Summary

QUESTION_HELP = (
    "Type your answer and press enter. :again repeats the question, :skip leaves it for now, :suspend stops asking it "
    "(it asks first), :undo undoes the last thing you did, :report followed by text reports a mistake, :help "
    "shows this, :quit ends. Everything you answered is saved. s, z, u, ! and q do the same as the words, ? as :help. "
    + MARKING_HELP
)
VERDICT_HELP = (
    "Press enter to go on. :again repeats the question and its verdict, :undo undoes the last thing you did, :guess "
    "says it was a guess (again: it wasn't), :suspend stops asking this question (it asks first), :steps shows "
    "the worked steps, :about tells you about this question, :report followed by text reports a mistake, :help shows "
    "this, :quit ends. u, g, z, w, i, ! and q do the same as the words, ? as :help. " + MARKING_HELP
)
Lines = Callable[[str], str | None]
_AFTER = (":guess", ":steps", ":about")


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
            view = self._study.view
            if view.trail and view.phase != "done" and (summary := self._study.stop().summary) is not None:
                say("", *summary_lines(summary))
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
        self._show(view, showing)
        return self._ask(view, showing)

    def _show(self, view: StudyView, showing: Showing) -> None:
        say("", f"Question {place_words(view)}: {one_line(view.topic)}", "")
        say(*question_lines(showing))

    def _ask(self, view: StudyView, showing: Showing) -> bool:
        started = self._monotonic() if self._monotonic else 0.0
        while True:
            line = self._read(f"Answer ({how_to(showing)}; :help): ")
            if line is None:
                return False
            name, rest = command_in(line, STUDY_LETTERS, showing)
            if name == ":quit":
                return False
            if name == ":skip":
                self._study.skip()
                return True
            if name == ":again":
                self._show(view, showing)
            elif name in (":suspend", ":undo"):
                if self._suspended() if name == ":suspend" else self._undone():
                    return True
            elif name:
                self._talk(name, rest, showing, QUESTION_HELP)
            elif response := read_response(showing, line):
                taken = None if self._monotonic is None else int((self._monotonic() - started) * 1000)
                self._study.answer(response, taken)
                return True
            else:
                say(paragraph(f"'{strip_control(line.strip())}' is not an answer here; type {how_to(showing)}."))

    def _report(self, showing: Showing, text: str) -> None:
        """Write the report of a mistake, and say where it is and where to send it."""
        try:
            say(f"Written: {write_report(self._app_context, showing, text)}")
        except EmptyReport as error:
            say(f"{error} Type :report and the text on one line.")
        else:
            if address := send_to():
                say(f"Send it to {address}")

    def _after_verdict(self, view: StudyView) -> bool:
        showing = view.showing
        assert showing is not None  # noqa: S101
        assert view.feedback is not None  # noqa: S101
        say("", *verdict_lines(showing, view.feedback))
        while True:
            line = self._read("Enter goes on (:undo, :guess, :about, :help, :quit): ")
            if line is None:
                return False
            name, rest = command_in(line, STUDY_LETTERS, None)
            if name == ":quit":
                return False
            if name == ":next" or not line.strip():
                self._study.advance()
                return True
            if name == ":undo":
                return self._undone()
            if name == ":suspend":
                if self._suspended():
                    return True
            elif name == ":again":
                now = self._study.view
                assert now.feedback is not None  # noqa: S101
                self._show(now, showing)
                say("", *verdict_lines(showing, now.feedback))
            elif name in _AFTER:
                self._tell(name, showing)
            elif name in ("", ":skip"):
                say("Only an empty line, :undo, :guess, :suspend, :steps, :about, :again, :help or :quit here.")
            else:
                self._talk(name, rest, showing, VERDICT_HELP)

    def _tell(self, name: str, showing: Showing) -> None:
        """What may be said, and what may be said of the answer, once it was given."""
        if name == ":guess":
            feedback = self._study.guess().feedback
            assert feedback is not None  # noqa: S101
            say(f"{'Counted as a guess' if feedback.guess else 'No guess'}; {returns(feedback.returns_in)}.")
        elif name == ":steps":
            say(*worked_lines(showing))
        else:
            self._about(showing, revealed=True)

    def _talk(self, name: str, rest: str, showing: Showing, help_text: str) -> None:
        """Commands that do the same before and after the answer."""
        if name == ":help":
            say(paragraph(help_text))
        elif name == ":report":
            self._report(showing, rest)
        elif name == ":about":
            self._about(showing, revealed=False)
        elif not self._marking(f"{name} {rest}".strip(), showing):
            say(paragraph(not_here(name, exam=False)))

    def _about(self, showing: Showing, *, revealed: bool) -> None:
        for name, text in about_rows(about(self._app_context, showing.item), revealed=revealed):
            say(*wrapped(one_line(text), " " * 8, f"{name:<8}"))

    def _marking(self, word: str, showing: Showing) -> bool:
        """Mark the question, or keep a note on it; whether ``word`` said so."""
        noted = bool(self._app_context.store.read.note(showing.item.card_id))
        return marking(word, lambda: self._study.bookmark().marked, self._study.note, noted)

    def _suspended(self) -> bool:
        """Ask first; whether the question was suspended."""
        showing = self._study.view.showing
        say(paragraph(pasteable(suspends_words(showing.item.card_id if showing else ""))))
        line = self._read("Type yes to suspend it, anything else to keep it: ")
        if line is None or line.strip().casefold() != "yes":
            say("Kept. Nothing changed.")
            return False
        self._study.suspend()
        say("Suspended. :undo undoes it.")
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
        if self._study.view.trail or self._study.view.undoes:
            say("", *summary_lines(summary))
        person = self._monotonic is not None
        again = bool(summary.misses) and person
        found = offers(self._app_context) if person else ()
        at_once = self._study.view.undoes in ("skip", "suspend")  # no verdict came between
        if not again and not at_once and not found:
            return False
        if found:
            say("", f"{KEEP_GOING}:", *(f"   {n}  {offer_words(offer)}" for n, offer in enumerate(found, 1)))
        numbers = [f"{'1' if len(found) == 1 else f'1 to {len(found)}'} keeps going"] if found else []
        keys = [*numbers, *(["m repeats the misses"] if again else []), ":undo undoes", "enter ends"]
        while True:
            word = (self._read(f"{', '.join(keys)}: ") or "").strip()
            if word in ("u", ":undo"):
                return self._undone()
            if word in ("m", ":misses") and again:
                return self._begin(again_on(self._app_context, summary.misses))
            if word.isascii() and word.isdigit() and 0 < int(word) <= len(found):
                if self._begin(self._offered(found[int(word) - 1])):
                    return True
            elif word in ("", "q", ":quit"):
                return False

    def _offered(self, offer: Offer) -> Sequence[Entry]:
        """The questions of an offer; a topic is asked for first."""
        if offer.kind != "topic":
            return offered(self._app_context, offer.kind)
        rows = overview(self._app_context).topics
        say(*(f"  {n:>2}  {one_line(row.title)} ({row.right} of {row.cards} right)" for n, row in enumerate(rows, 1)))
        word = (self._read(f"{WHICH_TOPIC} 1 to {len(rows)}, enter goes back: ") or "").strip()
        known = word.isascii() and word.isdigit() and 0 < int(word) <= len(rows)
        return plan_session(self._app_context, [rows[int(word) - 1].topic]) if known else ()

    def _begin(self, entries: Sequence[Entry]) -> bool:
        """Another session over ``entries``; whether there are any."""
        if entries:
            self._study = Study(self._app_context, entries)
        return bool(entries)


def monotonic_if(terminal: bool) -> Callable[[], float] | None:
    """A ticker for a person at a terminal; None for a script, whose times mean nothing."""
    return time.monotonic if terminal else None

"""``exam --plain``: a timed exam line by line, with the commands of study and those of an exam."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from quizapp.cli import app_context
from quizapp.cli.exam.plain import answer_text, left_line, map_lines, result_lines, review_lines
from quizapp.cli.output import paragraph, say
from quizapp.cli.parse_response import how_to, read_response
from quizapp.cli.study.marking import MARKING_HELP, marking
from quizapp.cli.study.plain import question_lines
from quizapp.cli.study.plain_commands import EXAM_LETTERS, command_in, not_here
from quizapp.cli.study.plain_session import Lines, PlainSession
from quizapp.core.bank import Multiple, Showing, Single
from quizapp.core.markup import strip_control
from quizapp.core.metrics.exam_result import ExamResult
from quizapp.core.quantity import are, hours_text, plural
from quizapp.core.sessions import ExamOver
from quizapp.services.bank.marks import toggle_bookmark, write_note
from quizapp.services.context import AppContext
from quizapp.services.exam.report import result_of
from quizapp.services.exam.review import missed_cards
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import ExamView
from quizapp.services.study.session import Study
from quizapp.services.study.session_queue import again_on

HELP = (
    "Type your answer and press enter; it is saved at once and can be changed until the end. :again repeats the "
    "question. :next :prev :go N move, :flag marks to come back to, :guess says it is a guess, :strike N strikes an "
    "option out, :clear (or :undo) takes the answer away, :map shows all questions, :time what is left, :submit "
    "submits it, :quit leaves (everything is saved). n, p, f, g, u, o, t, S and q do the same wherever they can't be "
    "an answer, ? shows this. " + MARKING_HELP
)


class PlainExam:
    """``read`` shows a prompt and gives a line, None at the end of input. ``monotonic``: for the misses."""

    def __init__(
        self, context: AppContext, exam: Exam, read: Lines, monotonic: Callable[[], float] | None = None
    ) -> None:
        self._app_context, self._exam, self._read, self._monotonic = context, exam, read, monotonic
        self._commands: dict[str, Callable[[str], bool]] = {
            ":help": lambda _: self._say(HELP),
            ":again": lambda _: self._shown(),
            ":next": lambda _: self._to(self._exam.view.number + 1),
            ":prev": lambda _: self._to(self._exam.view.number - 1),
            ":go": self._go,
            ":flag": lambda _: self._marked(self._exam.flag, "flagged"),
            ":guess": lambda _: self._marked(self._exam.guess, "guess"),
            ":strike": self._strike,
            ":clear": lambda _: self._cleared(),
            ":undo": lambda _: self._cleared(),
            ":skip": lambda _: self._to(self._exam.view.number + 1),
            ":map": lambda _: self._map(),
            ":time": lambda _: self._say(f"{hours_text(self._exam.remaining_ms())} left."),
            ":submit": lambda _: self._submit(),
        }

    def run(self) -> None:
        """Until the exam is submitted, its time is up, or the learner leaves."""
        try:
            if not self._exam.expired():
                self._show()
            while not self._exam.expired() and self._line():
                pass
        except ExamOver as over:
            self._exam.expired()
            if self._exam.sitting.phase != "expired":
                say(str(over).capitalize() + ".")
        finally:
            self._exam.close()
        if self._exam.sitting.phase == "expired":
            say("The time is up. What was answered until then was submitted.")
        if self._exam.sitting.phase in ("submitted", "expired"):
            result = result_of(self._app_context, self._exam.sitting.exam)
            with app_context.open_bank(self._app_context, required=False):  # it may be readable by now
                say("", *result_lines(self._app_context, result))
                self._misses(result)
        elif not self._exam.sitting.over:
            say(left_line(self._exam))

    def _misses(self, result: ExamResult) -> None:
        """What was wrong or open can be studied right away, as practice."""
        if not self._app_context.loaded:  # the exam held its questions; studying needs the bank
            return
        entries = again_on(self._app_context, missed_cards(result))
        if not entries:
            return
        line = self._read("m studies the misses, enter ends: ")
        if line is not None and line.strip() in ("m", ":misses"):
            PlainSession(self._app_context, Study(self._app_context, entries), self._read, self._monotonic).run()

    def _line(self) -> bool:
        """One typed line; False to stop."""
        showing = self._exam.view.showing
        line = self._read(f"{hours_text(self._exam.remaining_ms())}  Answer ({how_to(showing)}; :help): ")
        if line is None:
            return False
        name, rest = command_in(line, EXAM_LETTERS, showing)
        if name == ":quit":
            return False
        if not line.strip():
            return self._to(self._exam.view.number + 1)
        if not name:
            return self._answer(showing, line)
        if self._marking(f"{name} {rest}".strip(), showing):
            return True
        command = self._commands.get(name)
        return command(rest) if command else self._say(not_here(name, exam=True))

    def _marking(self, word: str, showing: Showing) -> bool:
        context, card = self._app_context, showing.item.card_id
        noted = bool(context.store.read.note(card))
        return marking(word, partial(toggle_bookmark, context, card), partial(write_note, context, card), noted)

    def _answer(self, showing: Showing, line: str) -> bool:
        response = read_response(showing, line)
        if response is None:
            return self._say(
                f"'{strip_control(line.strip())}' is not an answer here; type {how_to(showing)}. Nothing changed."
            )
        struck = self._exam.view.struck
        view = self._exam.respond(response)
        back = [str(n) for n, part in enumerate(showing.choices, 1) if part.choice_id in struck - view.struck]
        say(f"Saved; {' and '.join(back)} no longer struck out." if back else "Saved.")
        return self._to(view.number + 1)

    def _to(self, number: int) -> bool:
        count = len(self._exam.view.spots)
        if not 1 <= number <= count:
            return self._say(f"There {are(count)} {plural(count, 'question')}. :map shows them, :submit submits it.")
        self._exam.visit(number)
        return self._shown()

    def _go(self, rest: str) -> bool:
        return self._to(int(rest)) if _is_number(rest) else self._say("Say which: :go 7")

    def _strike(self, rest: str) -> bool:
        showing = self._exam.view.showing
        choices = showing.choices
        if not isinstance(showing.item, Single | Multiple):
            return self._say("This question has no options to strike out.")
        if not _is_number(rest) or not 1 <= int(rest) <= len(choices):
            return self._say("Say which option: :strike 2")
        choice, before = choices[int(rest) - 1].choice_id, self._exam.view.response
        view = self._exam.strike(choice)
        if choice not in view.struck:
            return self._say(f"Option {rest} back.")
        taken = "; it is no longer your answer" if view.response != before else ""
        return self._say(f"Option {rest} struck out{taken}.")

    def _marked(self, mark: Callable[[], ExamView], word: str) -> bool:
        view = mark()
        on = view.spot.flagged if word == "flagged" else view.spot.guess
        yet = "; there is no answer yet" if word == "guess" and on and not any(view.response) else ""
        return self._say(f"Question {view.number}: {word if on else f'no longer {word}'}{yet}.")

    def _cleared(self) -> bool:
        if not any(self._exam.view.response):
            return self._say("There was no answer to clear. Nothing changed.")
        self._exam.clear()
        return self._say("The answer was taken away.")

    def _map(self) -> bool:
        say(*map_lines(self._exam.view))
        return True

    def _submit(self) -> bool:
        view = self._exam.view
        say(*review_lines(view))
        line = self._read("Type yes to submit, anything else to go on: ")
        if line is not None and line.strip().casefold() == "yes":
            self._exam.submit()
            return False
        return line is not None

    def _say(self, text: str) -> bool:
        say(paragraph(text))
        return True

    def _shown(self) -> bool:
        self._show()
        return True

    def _show(self) -> None:
        view = self._exam.view
        marks = "".join(f", {word}" for word, on in (("flagged", view.spot.flagged), ("guess", view.spot.guess)) if on)
        say("", f"Question {view.number} of {len(view.spots)}{marks}", "")
        say(*question_lines(view.showing))
        if any(view.response):
            say(f"Your answer so far: {answer_text(view)}")
        struck = [str(n) for n, part in enumerate(view.showing.choices, 1) if part.choice_id in view.struck]
        if struck:
            say(f"Struck out: {', '.join(struck)}")


def _is_number(text: str) -> bool:
    """Whether it is a whole number that could be one of a question or an option."""
    return text.isdecimal() and len(text) <= 4

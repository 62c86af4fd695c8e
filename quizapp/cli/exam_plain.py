"""``exam --plain``: a timed exam line by line. Commands start with a colon, so that every other line is an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from quizapp.bank import Showing, type_of
from quizapp.bank.blueprints import Blueprint
from quizapp.bank.texts import harmless
from quizapp.cli.output import paragraph
from quizapp.cli.plain import question_lines
from quizapp.cli.responses import how_to, read_response
from quizapp.progress.exam_result import ExamResult
from quizapp.services.exam import Exam
from quizapp.services.exam_report import result_of
from quizapp.services.exam_views import ExamView, Waiting
from quizapp.services.wording import RIGHT, WRONG
from quizapp.services.workspace import Workspace
from quizapp.sittings import ExamOver

HELP = (
    "Type your answer and press enter; it is saved at once and can be changed until the end. :next :prev :go N move, "
    ":flag marks to come back to, :guess says it is a guess, :strike N strikes an option out, :clear takes the answer "
    "away, :map shows all questions, :time what is left, :submit hands in, :q leaves (everything is saved)."
)
NOT_AWS = "The practice scale runs from 100 to 1000 with the cut at 720. It is not AWS's score."
Lines = Callable[[str], str | None]


class PlainExam:
    """``read`` shows a prompt and gives a line, None at the end of input."""

    def __init__(self, workspace: Workspace, exam: Exam, read: Lines) -> None:
        self._workspace, self._exam, self._read = workspace, exam, read
        self._commands: dict[str, Callable[[str], bool]] = {
            ":next": lambda _: self._to(self._exam.view.number + 1),
            ":prev": lambda _: self._to(self._exam.view.number - 1),
            ":go": self._go,
            ":flag": lambda _: self._marked(self._exam.flag, "flagged"),
            ":guess": lambda _: self._marked(self._exam.guess, "guess"),
            ":strike": self._strike,
            ":clear": lambda _: self._cleared(),
            ":map": lambda _: self._map(),
            ":time": lambda _: self._told(f"{clock(self._exam.remaining_ms())} left."),
            ":submit": lambda _: self._submit(),
        }

    def run(self) -> None:
        """Until the exam is handed in, its time is up, or the learner leaves."""
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
            say("The time is up. What was answered until then was handed in.")
        if self._exam.sitting.phase in ("submitted", "expired"):
            say("", *result_lines(self._workspace, result_of(self._workspace, self._exam.sitting.exam)))
        elif not self._exam.sitting.over:
            say(left_line(self._exam))

    def _line(self) -> bool:
        """One typed line; False to stop."""
        showing = self._exam.view.showing
        line = self._read(f"{clock(self._exam.remaining_ms())}  Answer ({how_to(showing)}; :help): ")
        word = "" if line is None else line.strip()
        if line is None or word in (":q", ":quit"):
            return False
        if not word:
            return self._to(self._exam.view.number + 1)
        if word in (":help", "?"):
            return self._told(HELP)
        if word.startswith(":"):
            name, _, rest = word.partition(" ")
            command = self._commands.get(name)
            return command(rest.strip()) if command else self._told(f"No command {harmless(name)}. {HELP}")
        return self._answer(showing, line)

    def _answer(self, showing: Showing, line: str) -> bool:
        response = read_response(showing, line)
        if response is None:
            return self._told(f"'{harmless(line.strip())}' is no answer here; type {how_to(showing)}. Nothing changed.")
        view = self._exam.respond(response)
        say("Saved.")
        return self._to(view.number + 1)

    def _to(self, number: int) -> bool:
        count = len(self._exam.view.spots)
        if not 1 <= number <= count:
            return self._told(f"There are {count} questions. :map shows them, :submit hands in.")
        self._exam.visit(number)
        self._show()
        return True

    def _go(self, rest: str) -> bool:
        return self._to(int(rest)) if _is_number(rest) else self._told("Say which: :go 7")

    def _strike(self, rest: str) -> bool:
        choices = self._exam.view.showing.choices
        if not _is_number(rest) or not 1 <= int(rest) <= len(choices):
            return self._told("Say which option: :strike 2")
        view = self._exam.strike(choices[int(rest) - 1].choice_id)
        on = choices[int(rest) - 1].choice_id in view.struck
        return self._told(f"Option {rest} {'struck out' if on else 'back'}.")

    def _marked(self, mark: Callable[[], ExamView], word: str) -> bool:
        spot = mark().spot
        on = spot.flagged if word == "flagged" else spot.guess
        return self._told(f"Question {spot.number}: {word if on else f'no longer {word}'}.")

    def _cleared(self) -> bool:
        self._exam.clear()
        return self._told("The answer was taken away.")

    def _map(self) -> bool:
        say(*map_lines(self._exam.view))
        return True

    def _submit(self) -> bool:
        view = self._exam.view
        say(*review_lines(view))
        line = self._read("Type yes to hand in, anything else to go on: ")
        if line is not None and line.strip().casefold() == "yes":
            self._exam.submit()
            return False
        return line is not None

    def _told(self, text: str) -> bool:
        say(paragraph(text))
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


def say(*lines: str) -> None:
    """Lines to stdout."""
    for line in lines:
        click.echo(line)


def clock(ms: int) -> str:
    """A span of time as hours, minutes and seconds; a begun second counts."""
    seconds = -(-ms // 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def answer_text(view: ExamView) -> str:
    """The answer to the question that is up, as it would be typed."""
    if type_of(view.showing.item) == "numeric":
        return harmless(" ".join(view.response))
    return " ".join(str(view.showing.index(choice) + 1) if choice else "-" for choice in view.response)


def cover_lines(plan: Blueprint, *, extra: bool, counts: bool) -> Iterator[str]:
    """The rules. ``counts``: whether the answers feed the schedule."""
    minutes = plan.minutes + (plan.extra_minutes if extra else 0)
    yield harmless(plan.title)
    yield paragraph(harmless(plan.about))
    unscored = f", {plan.unscored} of them unscored and not marked as such" if plan.unscored else ""
    yield paragraph(
        f"{plan.items} questions{unscored}; {minutes} minutes{' with extra time' if extra else ''}; {plan.cut} of"
        f" {plan.scored} scored ones pass. A question without a complete answer is wrong; guessing costs nothing."
    )
    closed = "stops while the exam is closed" if plan.clock == "pauses" else "runs on while the exam is closed"
    feeds = "feed" if counts else "do not feed"
    yield paragraph(
        f"The clock {closed}. Nothing is said of right or wrong before the end. Answers {feeds} the schedule."
    )
    yield paragraph(NOT_AWS)


def waiting_line(found: Waiting) -> str:
    """What happened to the clock while the exam was closed."""
    stood = "its clock stood still" if found.pauses else "its clock ran on"
    left = f"{clock(found.left_ms)} left" if found.left_ms else "its time is up"
    return (
        f"'{found.plan.title}' was closed for {clock(found.away_ms)}; {stood}; {left};"
        f" {found.answered} of {found.questions} answered."
    )


def left_line(exam: Exam) -> str:
    """What is said when the learner leaves an exam that is not over."""
    stands = "stands still" if exam.sitting.plan.clock == "pauses" else "runs on"
    return paragraph(
        f"Saved. The clock {stands}; 'quizapp exam --resume' goes on, --submit hands in, --discard throws away."
    )


def map_lines(view: ExamView) -> Iterator[str]:
    """All questions with their state, ten in a row."""
    marks = {"answered": "x", "begun": "~", "empty": "."}
    cells = [f"{s.number:>3}{marks[s.state]}{'!' if s.flagged else ' '}" for s in view.spots]
    for start in range(0, len(cells), 10):
        yield " ".join(cells[start : start + 10]).rstrip()
    yield "x answered, ~ not complete, . empty, ! flagged"


def review_lines(view: ExamView) -> Iterator[str]:
    """What to know before handing in."""
    for title, numbers in (("Without a complete answer", view.unanswered), ("Flagged", view.flagged)):
        yield paragraph(f"{title}: {', '.join(map(str, numbers)) or 'none'}")


def result_lines(workspace: Workspace, result: ExamResult) -> Iterator[str]:
    """The result, in lines."""
    verdict = f"{RIGHT} passed" if result.passed else f"{WRONG} not passed"
    yield f"{harmless(result.title)}: {result.right} of {result.of} right, {result.cut} needed: {verdict}"
    yield f"Practice scale: {result.score}, likely {result.low} to {result.high}. {NOT_AWS}"
    if result.unscored_of:
        yield f"Unscored questions: {result.unscored_right} of {result.unscored_of} right; they do not count."
    for share in result.domains:
        yield f"  {share.name}: {share.right} of {share.of}"
    for share in result.topics:
        yield f"    {harmless(workspace.library.bank.title(share.name))}: {share.right} of {share.of}"
    yield (
        f"Time: {clock(result.used_ms)} of {clock(result.allowed_ms)}; a question took {clock(result.median_ms)}"
        f" (median), the pace is {clock(result.pace_ms)}."
    )
    right, wrong, other = result.changes
    yield f"Changed answers: {right} to right, {wrong} to wrong, {other} from wrong to wrong."
    for title, name in (("Wrong or empty", "wrong"), ("Flagged", "flagged"), ("Slow", "slow"), ("Guessed", "guessed")):
        numbers = ", ".join(str(row.number) for row in result.chosen(name))
        yield paragraph(f"{title}: {numbers or 'none'}", "    ", "")
    for name, count in result.misconceptions:
        known = workspace.library.bank.misconceptions.get(name)
        yield paragraph(f"Mistake seen {count}x: {harmless(known.title if known else name)}", "    ", "")
    yield f"The whole of it: quizapp report exam {result.exam}"

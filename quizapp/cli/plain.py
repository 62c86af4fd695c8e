"""``study --plain``: a session line by line, for screen readers, dumb terminals and scripts.

A conversation with a generator of lines: whoever drives it gives what was typed and gets
what to print, so it runs the same under a terminal, a pipe and a test.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import click

from quizapp.bank import Mark, Matching, Showing
from quizapp.bank.texts import harmless, plain_paragraphs
from quizapp.cli.output import paragraph
from quizapp.cli.responses import how_to, read_response
from quizapp.services.about import about
from quizapp.services.planning import again_on
from quizapp.services.reporting import write_report
from quizapp.services.study import Study
from quizapp.services.views import Feedback, StudyView, Summary
from quizapp.services.wording import RIGHT, SAYS, WRONG, about_rows, returns
from quizapp.services.workspace import Workspace

QUESTION_HELP = (
    "Type your answer and press enter. s skips, z never asks this again, ! and a text reports a mistake, "
    "? shows this, q quits. Everything you answered is saved."
)
VERDICT_HELP = (
    "Press enter to go on. u takes the answer back, g says it was a guess, w shows worked steps, i is about this "
    "question, ? shows this, q quits."
)
Lines = Callable[[str], str | None]


class PlainSession:
    """``read`` shows a prompt and gives a line, None at the end of input. ``ticker`` None: no response times."""

    def __init__(
        self, workspace: Workspace, study: Study, read: Lines, ticker: Callable[[], float] | None = None
    ) -> None:
        self._workspace, self._study, self._read, self._ticker = workspace, study, read, ticker

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
        say("", f"Question {view.number} of {view.total}: {view.topic}", "")
        say(*question_lines(showing))
        return self._ask(showing)

    def _ask(self, showing: Showing) -> bool:
        started = self._ticker() if self._ticker else 0.0
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
                self._study.suspend()
                return True
            elif word.startswith("!"):
                say(f"Written: {write_report(self._workspace, showing, word[1:].strip())}")
            else:
                response = read_response(showing, line)
                if response is not None:
                    taken = None if self._ticker is None else int((self._ticker() - started) * 1000)
                    self._study.answer(response, taken)
                    return True
                say(paragraph(f"'{harmless(word)}' is no answer here; type {how_to(showing)}."))

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
                self._study.undo()
                return True
            if word == "g":
                feedback = self._study.guess().feedback
                assert feedback is not None  # noqa: S101
                say(f"{'Counted as a guess' if feedback.guess else 'No guess'}; {returns(feedback.returns_in)}.")
            elif word == "i":
                for name, text in about_rows(about(self._workspace, view.showing.item), revealed=True):
                    say(paragraph(harmless(text), " " * 8, f"{name:<8}"))
            elif word == "w":
                say(*worked_lines(view.showing))
            elif word == "?":
                say(paragraph(VERDICT_HELP))
            else:
                say("Only an empty line, u, g, w, i, ? or q here.")

    def _finish(self, summary: Summary) -> bool:
        say("", *summary_lines(summary))
        if not summary.misses or self._ticker is None:
            return False
        if (self._read("m goes again on the misses, enter ends: ") or "").strip() != "m":
            return False
        self._study = Study(self._workspace, again_on(self._workspace, summary.misses))
        return True


def say(*lines: str) -> None:
    """Lines to stdout."""
    for line in lines:
        click.echo(line)


def text_lines(text: str, indent: str = "") -> Iterator[str]:
    """A text of the bank, set to the width; an empty line before each paragraph but the first."""
    for number, (body, reset) in enumerate(plain_paragraphs(text)):
        if number and reset:
            yield ""
        if reset:
            yield paragraph(body, indent)
        else:
            yield from (f"{indent}    {line}" for line in body.splitlines())


def question_lines(showing: Showing) -> Iterator[str]:
    """Stem and choices."""
    yield from text_lines(showing.item.stem)
    yield ""
    if isinstance(showing.item, Matching):
        for letter, left in zip("ABCDEFGH", showing.lefts, strict=False):
            yield paragraph(harmless(left), "      ", f"   {letter}  ")
        yield ""
        yield "  Partners:"
    for number, part in enumerate(showing.choices, 1):
        yield paragraph(harmless(part.text), "      ", f"   {number}  ")
    if showing.choices:
        yield ""


def verdict_lines(showing: Showing, feedback: Feedback) -> Iterator[str]:
    """The verdict, a rationale for each part, and what is learned from it."""
    word = f"{RIGHT} Right" if feedback.correct else f"{WRONG} Not yet"
    if feedback.rule == "rapid":
        word += ", too quick to have been read"
    yield f"{word}; {returns(feedback.returns_in)}."
    yield ""
    yield from mark_lines(showing, feedback)
    yield ""
    yield from lesson_lines(feedback)
    yield ""


def mark_lines(showing: Showing, feedback: Feedback) -> Iterator[str]:
    """Each part with what was right or wrong about it, and why."""
    numbers = {part.choice_id: number for number, part in enumerate(showing.choices, 1)}
    ordered = sorted(feedback.marks, key=lambda m: numbers.get(m.choice_id, 0)) if _by_option(feedback) else None
    for mark in ordered or feedback.marks:
        yield from _mark_lines(mark, numbers)


def lesson_lines(feedback: Feedback) -> Iterator[str]:
    """What is learned from it: explanation, the mistake's name, notes and today, sources."""
    yield from text_lines(feedback.explanation)
    if feedback.misconception:
        yield paragraph(f"The mistake: {harmless(feedback.misconception.title)}. {feedback.misconception.right}")
    for claim in feedback.claims:
        yield paragraph(f"Your notes (2019): {harmless(claim.claim)}")
        yield paragraph(f"Today: {harmless(claim.today)}")
    if feedback.fact and feedback.fact.change:
        yield paragraph(f"What changed: {harmless(feedback.fact.change)}")
    for source in feedback.sources:
        checked = f", checked {source.checked}" if source.checked else ""
        yield f"Source: {harmless(source.title)}{checked}: {harmless(source.url)}"


def _by_option(feedback: Feedback) -> bool:
    """Whether the marks stand for options, which are named by their number; else a label says where they stand."""
    return all(mark.choice_id and not mark.label for mark in feedback.marks)


def _mark_lines(mark: Mark, numbers: dict[str, int]) -> Iterator[str]:
    glyph = {"right": RIGHT, "missed": RIGHT, "wrong": WRONG, "idle": " "}[mark.state]
    text = harmless(mark.text)
    if not mark.label:
        number = str(numbers.get(mark.choice_id, "")) or " "
        says = f"  ({SAYS[mark.state]})" if SAYS[mark.state] else ""
        yield paragraph(f"{text}{says}", "      ", f" {glyph} {number}  ")
    elif mark.label.isdigit():
        yield paragraph(f"{text}{f'  ({mark.instead})' if mark.instead else ''}", "      ", f" {glyph} {mark.label}  ")
    else:
        rather = f", rather: {harmless(mark.instead)}" if mark.instead else ""
        yield paragraph(f"{harmless(mark.label)}: {text}{rather}", "      ", f" {glyph}    ")
    if mark.why:
        yield paragraph(harmless(mark.why), "        ")


def worked_lines(showing: Showing) -> Iterator[str]:
    """The worked steps of a generated question."""
    variant = showing.item.variant
    if variant is None or not variant.steps:
        yield "This question has no worked steps."
        return
    for number, step in enumerate(variant.steps, 1):
        yield paragraph(f"{harmless(step.text)} = {harmless(step.value)}", "      ", f"   {number}  ")


def summary_lines(summary: Summary) -> Iterator[str]:
    """How it went, and what comes back when."""
    if summary.right + summary.wrong == 0:
        yield "Nothing was answered; nothing is changed."
        return
    skipped = f", {summary.skipped} skipped" if summary.skipped else ""
    yield f"{summary.right} right, {summary.wrong} not yet{skipped}."
    for title, right, total in summary.topics:
        yield f"  {harmless(title)}: {right} of {total} at the first try"
    for days, cards in summary.returns:
        yield f"  {'tomorrow' if days == 1 else f'in {days} days'}: {cards} {'question' if cards == 1 else 'questions'}"
    if summary.weakest:
        yield f"Weakest tonight: {harmless(summary.weakest)}."


def monotonic_if(terminal: bool) -> Callable[[], float] | None:
    """A ticker for a person at a terminal; None for a script, whose times mean nothing."""
    return time.monotonic if terminal else None

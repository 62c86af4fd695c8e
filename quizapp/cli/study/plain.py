"""What ``study --plain`` prints: a question, its verdict, the lesson, the summary. Values in, lines out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizapp.cli.parse_response import partner_letter
from quizapp.cli.texts import one_line, text_lines, wrapped
from quizapp.core.bank import Mark, Matching, Showing
from quizapp.core.markup import is_line, strip_control
from quizapp.core.quantity import plural
from quizapp.core.symbols import RIGHT, RIGHTWARDS, WRONG
from quizapp.present.phrases import SAYS, nothing_answered, returns
from quizapp.present.study_phrases import left_words
from quizapp.services.bank.feedback import Feedback
from quizapp.services.study.views import Summary


def question_lines(showing: Showing) -> Iterator[str]:
    """Stem and choices."""
    yield from text_lines(showing.item.stem)
    yield ""
    if isinstance(showing.item, Matching):
        for number, left in enumerate(showing.lefts, 1):
            yield from text_lines(left, "      ", f"   {number}  ")
        yield ""
        yield "  Partners:"
    for place, part in enumerate(showing.choices):
        name = partner_letter(place) if isinstance(showing.item, Matching) else place + 1
        yield from text_lines(part.text, "      ", f"   {name}  ")
    if showing.choices:
        yield ""


def verdict_lines(showing: Showing, feedback: Feedback) -> Iterator[str]:
    """The verdict, a rationale for each part, and what is learned from it."""
    word = f"{RIGHT} Correct" if feedback.correct else f"{WRONG} Incorrect"
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
    marks: Sequence[Mark] = feedback.marks
    if all(mark.choice_id and not mark.label for mark in marks):  # options, told apart by number; others have a label
        marks = sorted(marks, key=lambda mark: numbers.get(mark.choice_id, 0))
    for mark in marks:
        yield from _mark_lines(mark, numbers)


def lesson_lines(feedback: Feedback) -> Iterator[str]:
    """What is learned from it: explanation, the mistake's name, notes and today, sources."""
    yield from text_lines(feedback.explanation)
    if feedback.misconception:
        yield from wrapped(f"The mistake: {one_line(feedback.misconception.title)}.")
        yield from text_lines(feedback.misconception.right)
    for claim in feedback.claims:
        yield from text_lines(claim.claim, lead="In 2019: ")
        yield from text_lines(claim.today, lead="Today: ")
    if feedback.fact and feedback.fact.change:
        yield from text_lines(feedback.fact.change, lead="What changed: ")
    if feedback.note:
        yield from text_lines(feedback.note, lead="Your note: ")
    for source in feedback.sources:
        checked = f", checked {source.checked}" if source.checked else ""
        yield f"Source: {one_line(source.title)}{checked}: {strip_control(source.url)}"


def _mark_lines(mark: Mark, numbers: dict[str, int]) -> Iterator[str]:
    glyph = {"right": RIGHT, "missed": RIGHT, "wrong": WRONG, "idle": " "}[mark.state]
    if not mark.label:
        number = str(numbers.get(mark.choice_id, "")) or " "
        says = f"  ({SAYS[mark.state]})" if SAYS[mark.state] else ""
        yield from text_lines(mark.text, "      ", f" {glyph} {number}  ", tail=says)
    elif mark.label.isdigit():
        says = f"  ({mark.instead})" if mark.instead else ""
        yield from text_lines(mark.text, "      ", f" {glyph} {mark.label}  ", tail=says)
    else:
        yield from _pair_lines(mark, f" {glyph}    ")
    yield from text_lines(mark.why, "        ")


def _pair_lines(mark: Mark, first: str) -> Iterator[str]:
    """A pair on a line, or its sides below each other where one of them is more than a line."""
    if all(map(is_line, (mark.label, mark.text, mark.instead or mark.text))):
        rather = f", correct: {one_line(mark.instead)}" if mark.instead else ""
        yield from wrapped(f"{one_line(mark.label)}: {one_line(mark.text)}{rather}", "      ", first)
        return
    yield from text_lines(mark.label, "      ", first, tail=":")
    yield from text_lines(mark.text, "        ", f"      {RIGHTWARDS} ")
    if mark.instead:
        yield from text_lines(mark.instead, "        ", f"      {RIGHTWARDS} ", lead="Correct: ")


def worked_lines(showing: Showing) -> Iterator[str]:
    """The worked steps of a generated question."""
    variant = showing.item.variant
    if variant is None or not variant.steps:
        yield "This question has no worked steps."
        return
    for number, step in enumerate(variant.steps, 1):
        yield from wrapped(f"{one_line(step.text)} = {one_line(step.value)}", "      ", f"   {number}  ")


def summary_lines(summary: Summary) -> Iterator[str]:
    """How it went, and what comes back when."""
    if summary.right + summary.wrong == 0:
        yield nothing_answered(summary.suspended)
        return
    skipped = f", {summary.skipped} skipped" if summary.skipped else ""
    suspended = f", {summary.suspended} suspended" if summary.suspended else ""
    yield f"{summary.right} right, {summary.wrong} wrong{skipped}{suspended}."
    for title, right, total in summary.topics:
        yield f"  {one_line(title)}: {right} of {total} at the first try"
    for days, cards in summary.returns:
        yield f"  {'tomorrow' if days == 1 else f'in {days} days'}: {plural(cards, 'question')}"
    if left := left_words(summary):
        yield left
    if summary.weakest:
        yield f"Weakest today: {one_line(summary.weakest)}."

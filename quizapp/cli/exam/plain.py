"""What ``exam --plain`` says: the rules, the map, what to know before the end, the result. Values in, lines out."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.cli.output import paragraph, pasteable
from quizapp.cli.parse_response import partner_letter
from quizapp.cli.texts import one_line, text_lines
from quizapp.core.bank import Matching, type_of
from quizapp.core.bank.blueprints import Blueprint
from quizapp.core.markup import strip_control
from quizapp.core.metrics.exam_result import ExamResult
from quizapp.core.quantity import hours_text, plural
from quizapp.present.exam_phrases import NOT_AWS, OUTSIDE, clock_time, doubt_says, sat_under
from quizapp.present.exam_report_phrases import passed_words
from quizapp.services.clock import Moment
from quizapp.services.context import AppContext
from quizapp.services.exam.report import short_ids, titles_of
from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import ClockDoubt, ExamView, Waiting


def answer_text(view: ExamView) -> str:
    """The answer to the question that is up, as it would be typed."""
    if type_of(view.showing.item) == "numeric":
        return strip_control(" ".join(view.response))
    if isinstance(view.showing.item, Matching):
        letters = [partner_letter(view.showing.index(choice)) if choice else "-" for choice in view.response]
        return " ".join(f"{row}{letter}" for row, letter in enumerate(letters, 1))
    return " ".join(str(view.showing.index(choice) + 1) if choice else "-" for choice in view.response)


def cover_lines(plan: Blueprint, *, extra: bool, counts: bool) -> Iterator[str]:
    """The rules. ``counts``: whether the answers feed the schedule."""
    minutes = plan.minutes + (plan.extra_minutes if extra else 0)
    yield one_line(plan.title)
    yield from text_lines(plan.about)
    unscored = f", {plan.unscored} of them unscored and not marked as such" if plan.unscored else ""
    yield paragraph(
        f"{plural(plan.items, 'question')}{unscored}; {plural(minutes, 'minute')}{' with extra time' if extra else ''};"
        f" {plan.cut} of {plan.scored} scored ones pass. A question without a complete answer is wrong; guessing costs"
        " nothing."
    )
    closed = "stops while the exam is closed" if plan.clock == "pauses" else "runs on while the exam is closed"
    feeds = "feed" if counts else "do not feed"
    yield paragraph(
        f"The clock {closed}. Nothing is said of right or wrong before the end. Answers {feeds} the schedule."
    )
    yield paragraph(NOT_AWS)


def doubt_lines(found: ClockDoubt, now: Moment) -> Iterator[str]:
    """That the time is up by the wall clock alone, and the answers to choose from."""
    yield paragraph(doubt_says(clock_time(found.since_ms, now, day=True), hours_text(found.left_ms)))
    yield "1  See the result"
    yield "2  My clock was wrong: continue"


def waiting_line(found: Waiting) -> str:
    """What happened to the clock while the exam was closed."""
    if found.doubt is not None:
        title = one_line(found.plan.title)
        return (
            f"'{title}' is open; by this computer's clock its time is up, and nothing confirms it;"
            f" {found.answered} of {found.questions} answered."
        )
    stood = "its clock stood still" if found.pauses else "its clock ran on"
    left = f"{hours_text(found.left_ms)} left" if found.left_ms else "its time is up"
    behind = (
        f" This computer's clock stands {hours_text(found.behind_ms)} behind the exam's own time, so it was set back;"
        " the later of the two counts."
        if found.behind_ms > 60_000
        else ""
    )
    how = (
        "; the exam goes by the machine's count"
        if found.counted
        else ", unless the machine was restarted; the later counts"
    )
    ahead = (
        f" This computer's clock stands {hours_text(found.ahead_ms)} ahead of what the machine has counted since: it"
        f" was set forward{how}."
        if found.ahead_ms > 60_000
        else ""
    )
    return (
        f"'{one_line(found.plan.title)}' was closed for {hours_text(found.away_ms)}; {stood}; {left};"
        f" {found.answered} of {found.questions} answered.{behind}{ahead}"
    )


def left_line(exam: Exam) -> str:
    """What is said when the learner leaves an exam that is not over."""
    stands = "stands still" if exam.sitting.plan.clock == "pauses" else "runs on"
    text = f"Saved. The clock {stands}; 'quizapp exam --resume' goes on, --submit submits it, --discard discards it."
    return paragraph(pasteable(text))


def map_lines(view: ExamView) -> Iterator[str]:
    """All questions with their state, ten in a row."""
    marks = {"answered": "x", "begun": "~", "empty": "."}
    cells = [f"{s.number:>3}{marks[s.state]}{'!' if s.flagged else ' '}{'?' if s.guess else ' '}" for s in view.spots]
    for start in range(0, len(cells), 10):
        yield " ".join(cells[start : start + 10]).rstrip()
    yield "x answered, ~ not complete, . empty, ! flagged, ? a guess"


def review_lines(view: ExamView) -> Iterator[str]:
    """What to know before submitting."""
    for title, numbers in (("Without a complete answer", view.unanswered), ("Flagged", view.flagged)):
        yield paragraph(f"{title}: {', '.join(map(str, numbers)) or 'none'}")


def result_lines(context: AppContext, result: ExamResult) -> Iterator[str]:
    """The result, in lines."""
    topics, mistakes = titles_of(context, result)
    score = f"{result.right} of {result.of} right, {result.cut} needed"
    yield f"{one_line(result.title)}: {score}: {passed_words(result.passed)}"
    yield f"Practice scale: {result.score}, likely {result.low} to {result.high}. {NOT_AWS}"
    yield from (paragraph(note) for note in sat_under(result))
    if result.unscored_of:
        yield f"Unscored questions: {result.unscored_right} of {result.unscored_of} right; they do not count."
    for share in result.domains:
        yield f"  {OUTSIDE if share.name == 'none' else share.name}: {share.right} of {share.of}"
    for share in result.topics:
        yield f"    {one_line(topics[share.name])}: {share.right} of {share.of}"
    yield (
        f"Time: {hours_text(result.used_ms)} of {hours_text(result.allowed_ms)}; a question took"
        f" {hours_text(result.median_ms)} (median), the pace is {hours_text(result.pace_ms)}."
    )
    right, wrong, other = result.changes
    yield f"Changed answers: {right} to right, {wrong} to wrong, {other} from wrong to wrong."
    for title, name in (("Wrong or empty", "wrong"), ("Flagged", "flagged"), ("Slow", "slow"), ("Guessed", "guessed")):
        numbers = ", ".join(str(row.number) for row in result.chosen(name))
        yield paragraph(f"{title}: {numbers or 'none'}", "    ", "")
    for name, count in result.misconceptions:
        yield paragraph(f"Mistake seen {count}x: {one_line(mistakes[name])}", "    ", "")
    yield pasteable(f"The whole of it: quizapp report exam {short_ids(context)[result.exam]}")

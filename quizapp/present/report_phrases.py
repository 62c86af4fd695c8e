"""Words of the weak-topic report, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from quizapp.core.dates import date_text
from quizapp.core.metrics.status import GUESS_FROM, JUDGED_ANSWERS, State, Tier
from quizapp.core.metrics.trend import Trend
from quizapp.core.quantity import are, in_days, percent, plural, time_words
from quizapp.present.readiness_phrases import readiness_words
from quizapp.services.progress.report_values import ReportNotes, StepLine, TopicLine, WeakReport
from quizapp.store import RegradedTotal

DISCLAIMER = (
    "Accuracy is measured on new material only and shown with the interval in which it lies nine times out of ten. The"
    " practice scale is not AWS's. This project is not affiliated with AWS."
)
GUESS = "best guess"
STATES = {"weak": "weak", "strong": "strong", "unsure": "not sure yet", "unknown": "not measured yet"}
BEGIN = "press Enter on Home"
"""The key that begins a session."""
MISTAKES = "Mistakes behind wrong answers"
CHOSEN, WHY_NOT, RIGHT_ANSWER, WHY = "Answered", "Why not", "Right", "Why"
"""The names of what is said of a missed question."""
_TIERS = {"weak": "weak", "guess": GUESS}


def basis(report: WeakReport) -> str:
    """What the report rests on."""
    if not report.answers:
        return "before the first answer"
    spent = f", {time_words(60_000 * report.minutes_studied)} of answering" if report.minutes_studied else ""
    return f"after {plural(report.answers, 'answer')} on {plural(report.days, 'day')}{spent}"


def state_words(state: State, tier: Tier | None) -> str:
    """Return the word for a topic; ``tier``: on what it was named to be studied first, if it was."""
    return GUESS if tier == "guess" else STATES[state]


def named_words(report: WeakReport, topic: str, state: State) -> str:
    """Return the word for a topic of the report."""
    return state_words(state, next((step.tier for step in report.first if step.id == topic), None))


def right_words(right: int, answers: int) -> str:
    """Return a count of right answers, which stands beside every estimate: 1 of 3."""
    return f"{right} of {answers}"


def headline(report: WeakReport) -> str:
    """Return the report in one sentence."""
    if not report.answers:
        return "Nothing has been answered yet."
    if report.first:
        step = report.first[0]
        right = right_words(step.right, step.answers)
        if step.tier == "guess":
            return f"{GUESS.capitalize()}: study {step.title} first ({right} right)."
        return f"Study {step.title} first: {_TIERS[step.tier]}, {right} right."
    weak = next((topic for topic in report.topics if topic.state == "weak"), None)
    if weak is not None:
        return f"{weak.title} is weak: {right_words(weak.right, weak.answers)} right."
    missed = f"{plural(report.still_missed, 'question')} to put right. " if report.still_missed else ""
    if report.evidence < GUESS_FROM:
        return f"{missed}Too early to name weak topics: {report.evidence} of {GUESS_FROM} answers on new questions."
    return f"{missed}No topic stands out as weak."


def first_title(report: WeakReport) -> str:
    """Return the title of what to study first; where all of it is a guess, it says so."""
    return f"Study first ({GUESS})" if _all_guesses(report) else "Study first"


def _all_guesses(report: WeakReport) -> bool:
    return all(step.tier == "guess" for step in report.first)


def evidence_words(report: WeakReport, step: StepLine) -> str:
    """Return what a topic is named for: its own counts, those of its domain where they are few, and its weight."""
    few = step.answers < JUDGED_ANSWERS and step.domain_answers > step.answers
    pool = f" ({right_words(step.domain_right, step.domain_answers)} in {step.domain.capitalize()})" if few else ""
    share = f", {percent(step.weight)} of the exam" if step.weight else ""
    tier = "" if _all_guesses(report) else f"{_TIERS[step.tier]}, "
    return f"{tier}{right_words(step.right, step.answers)} right{pool}{share}"


def domains_words(report: WeakReport) -> str:
    """Return the right answers in each domain of the exam; empty before the first."""
    if not any(own.answers for own in report.domains):
        return ""
    told = [f"{own.id.capitalize()} {right_words(own.right, own.answers)}" for own in report.domains]
    return f"Right on new questions, by exam domain: {', '.join(told)}."


def few_words(report: WeakReport) -> str:
    """Return the counts of topics with an answer or two that have no row in the table; empty without any."""
    rows = {topic.id for topic in table_lines(report)}
    few = [one for one in report.unknown if one.answers and one.id not in rows]
    told = "; ".join(f"{one.title} {right_words(one.right, one.answers)}" for one in few)
    return f"Too few answers to be measured (right on new questions): {told}." if few else ""


def not_asked_words(report: WeakReport) -> str:
    """Return the topics without an answer; empty without any."""
    none = "; ".join(one.title for one in report.unknown if not one.answers)
    return f"Not asked yet: {none}." if none else ""


def table_lines(report: WeakReport) -> list[TopicLine]:
    """Return the rows of the table: topics that are measured, and those that are named to be studied first."""
    named = {step.id for step in report.first}
    return [topic for topic in report.lines if topic.state != "unknown" or topic.id in named]


def week_words(report: WeakReport) -> str:
    """Return the plan of the coming week in one sentence; empty where there is nothing to plan."""
    week = report.week
    if week is None:
        return ""
    if week.exam is not None and not week.days:
        return "The exam is today."
    new = f"{plural(week.new, 'new question')} a day" if week.new else "no new questions"
    due = f"{week.due} to repeat as things stand" if week.due else "none to repeat yet"
    span = f"The next {plural(week.days, 'day')}" if week.days > 1 else "Today"
    exam = ""
    if week.exam is not None:
        exam = f"; the exam is on {date_text(week.exam)}, {in_days((week.exam - report.made_on).days)}"
    return f"{span}: {plural(week.minutes, 'minute')} a day, {new} and {due}{exam}."


def trend_words(trend: Trend | None) -> str:
    """A trend in words; what chance alone would do is no change."""
    if trend is None:
        return "too little to tell"
    if not trend.clear:
        return "no clear change"
    return f"{abs(round(100 * trend.change))} points {'up' if trend.change > 0 else 'down'}"


def note_lines(notes: ReportNotes) -> Iterator[str]:
    """A sentence for each thing that has to be known about the figures."""
    if notes.examined:
        many = plural(notes.examined, "missed question")
        yield f"{many} {are(notes.examined)} in the exam that is open, and listed again after its end."
    if notes.practice:
        many = plural(notes.practice, "answer")
        yield f"{many} as of another date {are(notes.practice)} practice and not counted."
    for row in notes.regraded:
        yield f"The key of '{row.item}' was corrected; earlier answers count by the new one: {changed_words(row)}."
    if notes.gone:
        names = ", ".join(f"{total.topic} ({plural(total.answers, 'answer')})" for total in notes.gone)
        yield f"Topics that left the bank have no line; their answers still count for readiness: {names}."
    if notes.dated_ahead is not None:
        yield (
            f"Some answers carry a date still to come, up to {notes.dated_ahead}: a clock was wrong then or is now."
            " Readiness and accuracy count them as answers of today; weeks and trends leave them out."
        )


def changed_words(row: RegradedTotal) -> str:
    """What a corrected key made of the answers on an item."""
    return ", ".join(f"{n} now {word}" for n, word in ((row.now_right, "right"), (row.now_wrong, "wrong")) if n)


def weak_json(report: WeakReport) -> dict[str, object]:
    """The report as plain values, ready to print: readiness and notes in words."""
    found: dict[str, object] = msgspec.to_builtins(report)
    return found | {
        "readiness": readiness_words(report.readiness),
        "notes": list(note_lines(report.notes)),
        "headline": headline(report),
        "plan": week_words(report),
    }

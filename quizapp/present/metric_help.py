"""For every figure of the Progress screen its definition and the evidence behind it, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.core.dates import date_text, day_date
from quizapp.core.metrics.accuracy import SHRINK, Accuracy, Mastery
from quizapp.core.metrics.estimate import DRAWS, PRIOR_STRENGTH, ExamShape
from quizapp.core.metrics.evidence import EXAM_GAP_DAYS, HALF_LIFE_DAYS, VARIANT_GAP_DAYS
from quizapp.core.metrics.exam_result import ExamResult
from quizapp.core.metrics.readiness import LIKELY, NUMBER_FROM, UNLIKELY, WORDS_FROM, Readiness
from quizapp.core.metrics.status import (
    GUESS_FROM,
    JUDGED_ANSWERS,
    MEASURED_ANSWERS,
    PASS_RATE,
    STRONG_TO,
    WEAK_FROM,
    Mistake,
    TopicStatus,
)
from quizapp.core.quantity import are, percent, plural, times
from quizapp.present.readiness_phrases import faded_words
from quizapp.services.progress.activity import RECENT, Activity, Speed
from quizapp.services.progress.exam_plan import COURSES, Plan
from quizapp.services.progress.over_time import DaySpan

HelpRows = Sequence[tuple[str, str]]
NEW_MATERIAL = (
    "Answers on new material alone: questions met for the first time, calculations with fresh numbers not seen for"
    f" {VARIANT_GAP_DAYS} days, and exam answers on what was not seen for {EXAM_GAP_DAYS} days. Retries, practice,"
    f" rapid guesses and undone answers do not count. An answer weighs half after {HALF_LIFE_DAYS} days."
)
_PASS = round(100 * PASS_RATE)


def of_readiness(found: Readiness, exam: ExamShape, title: str) -> HelpRows:
    """Whether the exam would be passed."""
    out = [
        ("Figure", f"The chance to get {exam.cut} of {exam.slots} scored questions right in an exam like '{title}'."
         f" Below {percent(UNLIKELY)} it is called unlikely, from {percent(LIKELY)} on likely."),
        ("Worked out", "One rate for the whole and one for each domain, drawn"
         f" {DRAWS} times from what the evidence leaves open; for each draw the exact chance to reach the cut. The"
         " interval holds 90 % of the draws. The scale from 100 to 1000 is this program's: AWS publishes neither its"
         " cut nor its conversion."),
        ("Evidence", f"{plural(found.answers, 'answer')}; faded with age they weigh as much as {found.effective:.0f}."
         f" Below {WORDS_FROM} nothing is said, below {NUMBER_FROM} a word only."),
        ("Counts", NEW_MATERIAL),
    ]  # fmt: skip
    if found.faded:
        out.insert(1, ("Not today's", f"The figure is {faded_words(found)}."))
    return out


def of_domain(own: Accuracy, weight: float) -> HelpRows:
    """Accuracy of a domain."""
    return [
        ("Figure", f"The share of new questions of this domain that you would get right; it is {percent(weight)} of the"
         " exam."),
        ("Interval", f"{percent(own.low)} to {percent(own.high)}: it lies there nine times out of ten."),
        ("Evidence", f"{own.right} of {plural(own.answers, 'answer')} right, mixed with your rate over all domains as"
         f" if that were {PRIOR_STRENGTH} answers more."),
        ("Counts", NEW_MATERIAL),
    ]  # fmt: skip


def of_topic(status: TopicStatus, mastery: Mastery, weight: float) -> HelpRows:
    """The two figures of a topic."""
    own = status.accuracy
    met = mastery.remembered is not None and mastery.unseen < mastery.cards
    remembered = percent(mastery.remembered) if met and mastery.remembered is not None else "nothing yet"
    new = [
        ("New", f"{percent(own.mean)} of new questions right, {percent(own.low)} to {percent(own.high)} nine times out"
         f" of ten. {own.right} of {plural(own.answers, 'answer')} right, mixed with your overall rate as if that were"
         f" {SHRINK} more."),
        ("State", f"The chance that this lies below {_PASS} % is {percent(status.below)}. 'weak' from"
         f" {percent(WEAK_FROM)} on, 'strong' up to {percent(STRONG_TO)}, both from {JUDGED_ANSWERS} answers on."),
    ]  # fmt: skip
    share = percent(weight)
    if status.state == "unknown":
        few = f"{own.answers} of {MEASURED_ANSWERS} answers"
        new = [("New", f"Not measured yet, {few}; your rate over all topics stands in.")]
    return [
        *new,
        ("Known", f"{remembered} of the {mastery.cards} questions and calculations, as the memory model expects it"
         f" today; {mastery.unseen} were never met and count as your first meetings do (paler in the bar)."),
        *([("Exam", f"The topic is {share} of the exam, by the questions of each domain.")] if weight else ()),
        ("Counts", NEW_MATERIAL),
    ]  # fmt: skip


def of_advice(answers: int) -> HelpRows:
    """Why these topics first."""
    return [
        ("Figure", "What a topic has to give: its share of the exam times what is missing from 90 % right on new"
         " questions. A heavy topic comes before a light one that is weaker."),
        ("Best guess", f"Fewer than {_PASS} % of its answers are right, too few to call it weak. With fewer than"
         f" {JUDGED_ANSWERS} answers it starts at the rate of its exam domain."),
        ("Evidence", f"{plural(answers, 'answer')}; guesses are made from {GUESS_FROM} on new material on."),
        ("Counts", NEW_MATERIAL),
    ]  # fmt: skip


def of_mistake(mistake: Mistake) -> HelpRows:
    """A mistake that has a name."""
    cards = plural(mistake.cards, "question")
    return [
        ("Figure", f"{times(mistake.answers)} on {cards}, the last time on {date_text(day_date(mistake.last_day))}."),
        ("Worked out", "A wrong option or number stands for a mistake that its author, or the model of Lambda with one"
         " rule replaced, has named. Reviews count as first meetings do."),
        ("Order", f"By weight: an answer weighs half after {HALF_LIFE_DAYS} days."),
    ]  # fmt: skip


def of_bank(share: float, unseen_rate: float, answers: int) -> HelpRows:
    """The forecast on the bank."""
    return [
        ("Figure", f"{percent(share)} right if the exam asked this bank today, topics by their weight."),
        ("Worked out", "For each card the chance to remember it, else to guess it; a card never met counts"
         f" {percent(unseen_rate)}, your share right at first meetings, or its guess where that is higher."),
        ("Evidence", f"{plural(answers, 'answer')}, and what is remembered of each card."),
        ("Not", "This is not readiness. The bank's own questions come back, so it flatters."),
    ]  # fmt: skip


def of_days(found: Activity) -> HelpRows:
    """The calendar."""
    return [
        ("Figure", "Answers on each study day; a day ends at four in the morning."),
        ("Evidence", f"{plural(found.answers, 'answer')} on {plural(found.days, 'day')}, {found.right} right. Undone"
         " answers and those as of another date are left out. The darkest shade is your fullest day shown."),
    ]  # fmt: skip


def of_spans(spans: Sequence[DaySpan]) -> HelpRows:
    """Answers over time."""
    return [
        ("Figure", "Answers to all questions, repeats among them, and the share of them that was right. It is not the"
         " estimate for the exam, which rests on new questions alone."),
        ("Evidence", f"{plural(sum(span.answers for span in spans), 'answer')},"
         f" {sum(span.right for span in spans)} right. Undone answers and those as of another date are left out."),
        ("Days", "A day ends at four in the morning, a week on Sunday."),
    ]  # fmt: skip


def of_speed(speed: Speed) -> HelpRows:
    """Time for an answer."""
    return [
        ("Figure", "The median: half of the answers took less, half more."),
        ("Evidence", f"{plural(speed.answers, 'answer')}, of the latest {RECENT} those of this type that were timed."),
    ]


def of_real_exam(forecast: bool) -> HelpRows:
    """How the real exam went."""
    said = "The chance to pass as it stood on the eve, from the answers up to then. One exam can't prove it wrong."
    none = f"None: it takes {NUMBER_FROM} answers on new material before the day of the exam."
    return [
        ("Result", "As you entered it. It changes neither readiness nor the schedule."),
        ("Forecast", said if forecast else none),
    ]


def of_load(cards: int) -> HelpRows:
    """What will be due."""
    return [
        ("Figure", "Cards due on each day as things stand today; what is overdue counts for today."),
        ("Worked out", "The memory model (FSRS-6) plans a card for the day on which it is remembered with 90 %; with"
         " an exam ahead no interval is longer than two thirds of the time left. Nothing is assumed about answers to"
         " come."),
        ("Evidence", f"{plural(cards, 'card')} that {are(cards)} due in these days."),
    ]  # fmt: skip


def of_plan(plan: Plan) -> HelpRows:
    """The days up to the exam."""
    return [
        ("Figure", f"{plural(plan.minutes, 'minute')} a day, about {plural(plan.answers_a_day, 'answer')} at your own"
         " pace."),
        ("Worked out", "The days until the exam are played with the queue that today's session uses. What is"
         f" right and what is remembered follows three models of memory, {COURSES} times each, from what FSRS-6 says"
         " of today."
         " The bars are one course, the range is that of all."),
        ("Not", "A forecast of what is remembered of this bank, not of the exam's result."),
    ]  # fmt: skip


def of_exam(result: ExamResult) -> HelpRows:
    """The score of a sitting."""
    return [
        ("Figure", f"{result.right} of {result.of} scored questions right; {result.cut} were needed."),
        ("Interval", f"{result.low} to {result.high} on the practice scale: what one exam of this length can tell. It"
         " is not AWS's scale."),
    ]  # fmt: skip

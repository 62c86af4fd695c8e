"""What the screens of study, Home and ``--plain`` say of a session: its place, its end, and how to keep going."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.core.quantity import plural

if TYPE_CHECKING:
    from quizapp.services.study.keep_going import Offer
    from quizapp.services.study.today import TodaySummary
    from quizapp.services.study.views import StudyView, Summary

WARM_UP = "Warm-up"
WARM_UP_SAYS = "A warm-up: from easy to hard, on the topics that weigh most. These answers count as usual."
KEEP_GOING = "Keep going"
GO_HOME = "Home"
WHICH_TOPIC = "Which topic?"
NOTHING_LEFT = "There is nothing left to ask: every question is suspended, or in the exam that is open."


def place_words(view: StudyView) -> str:
    """Where a session stands: '3 of 10', with what is repeated beside it: '3 of 10, 2 to repeat'."""
    repeats = f", {view.repeats} to repeat" if view.repeats else ""
    return f"{f'{WARM_UP} ' if view.warm_up else ''}{view.number} of {view.total}{repeats}"


def left_words(summary: Summary) -> str:
    """What a session that was left early did not ask; empty where that is nothing."""
    parts = []
    if summary.unasked:
        parts.append(f"{plural(summary.unasked, 'question')} not asked")
    if summary.owed:
        parts.append(f"{summary.owed} to repeat will come back tomorrow")
    return f"You left early: {', '.join(parts)}." if parts else ""


def next_words(counts: TodaySummary, *, warm_up: int = 0) -> str:
    """What to do next, in a sentence; empty when nothing waits. ``warm_up``: questions of it, for a new learner."""
    if warm_up:
        return f"Next: a warm-up of {plural(warm_up, 'question')}, from easy to hard."
    parts = [f"{counts.due} due"] if counts.due else []
    if counts.new:
        parts.append(f"{'then ' if parts else ''}{counts.new} new")
    if counts.early:
        parts.append(f"{'then ' if parts else ''}{counts.early} early")
    if counts.practice:
        parts.append(f"{counts.practice} to practise")
    return f"Next: {', '.join(parts)}, about {plural(counts.minutes, 'minute')}." if parts else ""


def offer_words(offer: Offer) -> str:
    """One way to keep going, with how much there is of it."""
    count = offer.count
    said = {
        "today": f"Go on with today ({_parts(offer)})",
        "new": f"More new questions ({count})",
        "tomorrow": f"What is due tomorrow ({count})",
        "missed": f"Only what I missed in the last 7 days ({count})",
        "marked": f"Only what I marked ({count})",
        "topic": "A topic of my choice",
    }[offer.kind]
    return f"{said}, as practice" if offer.practice and offer.kind in ("missed", "marked") else said


def _parts(offer: Offer) -> str:
    """What today still has: '3 due, 7 new'."""
    if offer.practice:
        return f"{offer.count} to practise"
    parts = ((offer.count - offer.new, "to review"), (offer.new, "new"))
    return ", ".join(f"{count} {word}" for count, word in parts if count)

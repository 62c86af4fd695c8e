"""What is said around the exam: how it went and what was forecast, and what changed at AWS meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quizapp.core.dates import date_text
from quizapp.present.readiness_phrases import odds
from quizapp.services.bank.fact_news import News
from quizapp.services.progress.real_exam import RealExamResult

PASSED = {True: "passed", False: "not passed", None: "result not given"}
ASKS = "How did your exam go?"
ANSWERS = ("I passed", "I didn't pass", "I'd rather not say", "It's on another day")
LATER = "You can still enter it: Progress, page Exams."
NAMED_CELLS = 110
"""Changes are named on Home while they fit into so many characters; the key shows the rest."""


def result_words(found: RealExamResult) -> str:
    """How it went: 'passed, 812'."""
    return PASSED[found.passed] + (f", {found.score}" if found.score is not None else "")


def forecast_words(found: RealExamResult) -> str:
    """What was forecast on the eve."""
    if found.forecast is None:
        return "no forecast, too few answers before it"
    return f"forecast: passing about {odds(found.forecast / 1000)}"


def news_words(since: date, found: Sequence[News]) -> str:
    """What changed since the last session, named as far as there is room; empty for nothing."""
    if not found:
        return ""
    named = [found[0].headline]
    for one in found[1:]:
        if len(" ".join([*named, one.headline])) > NAMED_CELLS:
            break
        named.append(one.headline)
    more = len(found) - len(named)
    rest = f" And {more} more." if more else ""
    return f"New at AWS since {date_text(since)}: {' '.join(named)}{rest}"

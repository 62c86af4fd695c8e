"""Readiness in words: nothing is said that the evidence does not carry."""

from __future__ import annotations

from quizapp.core.dates import date_text, day_date
from quizapp.core.metrics.readiness import NUMBER_FROM, WORDS_FROM, Readiness


def readiness_words(found: Readiness | None) -> str:
    """One line: too early, a word, or a chance with the interval on the practice scale."""
    if found is None:
        return "not measured, the bank has no exam blueprint with domains"
    if found.answers < WORDS_FROM:
        return f"not enough evidence ({found.answers} of {NUMBER_FROM} answers on new material)"
    if found.estimate is None:
        return f"passing is {found.word} ({found.answers} of {NUMBER_FROM} answers on new material)"
    one = found.estimate
    when = f"; {faded_words(found)}" if found.faded else ""
    return (
        f"passing is {found.word}, about {odds(one.passing)}; practice scale {round(one.low)} to"
        f" {round(one.high)} around {round(one.score)}{when}"
    )


def readiness_brief(found: Readiness) -> str:
    """The same in a few words, for Home: 'too early (12 of 20)', 'passing is likely, about 80 %'."""
    if found.answers < WORDS_FROM:
        return f"too early ({found.answers} of {WORDS_FROM})"
    if found.estimate is None:
        return f"passing is {found.word}"
    return f"passing is {found.word}, about {odds(found.estimate.passing)}"


def odds(passing: float) -> str:
    """A chance in whole per cent, never 0 or 100: nothing is that sure."""
    return f"{min(99, max(1, round(100 * passing)))} %"


def faded_words(found: Readiness) -> str:
    """Of which day a figure is that is not of today, and why."""
    day = "" if found.estimate is None else date_text(day_date(found.estimate.day))
    return f"as of {day}, the last day with new material; today it weighs like {found.effective:.0f} answers"

"""Values for the tests of reports, with texts that nobody means well with."""

from __future__ import annotations

from datetime import date
from typing import Any

from quizapp.core.metrics.trend import Trend
from quizapp.services.bank.pages import Page
from quizapp.services.exam.report_values import ExamReport, QuestionLine
from quizapp.services.progress.report_values import (
    MissedLine,
    MistakeLine,
    ScaleLine,
    StepLine,
    TopicLine,
    UnknownLine,
    WeakReport,
    WeekLine,
)

HOSTILE = (
    '=HYPERLINK("https://evil.example","x") | <script>alert(1)</script> **bold** _it_ [a](https://b.example) `code|x`'
    " \x1b[31mred\x1b[0m ;=1+1 $LATEST &amp; <img src=x onerror=alert(1)> https://auto.example ~~gone~~ \u202etxt"
)
PAGE = Page("Guide", "https://docs.example.com/a")
MISTAKE = MistakeLine(id="m", title="Took it twice", seen=2, wrong="It was twice.", right="It is once.", page=PAGE)
MISSED = MissedLine("limits-memory", "How much?\n\nSay it.", ("10,240 MB",), (PAGE,), put_right=False)


def topic(**more: Any) -> TopicLine:
    """A weak topic."""
    told: dict[str, Any] = {
        "id": "limits", "title": "Limits", "state": "weak", "answers": 8, "right": 3, "mean": 0.45, "low": 0.25,
        "high": 0.65, "remembered": 0.8, "trend": Trend(-0.25, clear=True), "median_s": 41.5, "due": 3, "weight": 0.1,
        "mistakes": (MISTAKE,), "missed": (MISSED,), "missed_in_all": 1, "page": PAGE,
        "command": "quizapp study --topic limits", **more,
    }  # fmt: skip
    return TopicLine(**told)


def report(*topics: TopicLine, **more: Any) -> WeakReport:
    """A report of 18 November 2026."""
    told: dict[str, Any] = {
        "made_on": date(2026, 11, 18), "app_version": "1", "bank": "b", "answers": 40, "days": 6,
        "readiness": "passing is uncertain", "scale": ScaleLine(700, 640, 760, 0.4, date(2026, 11, 18)),
        "topics": topics, "unknown": (UnknownLine("layers", "Layers", 2),),
        "first": (StepLine("limits", "Limits", PAGE, "quizapp study --topic limits"),) if topics else (),
        "mistakes": (MISTAKE,), "weeks": (WeekLine(date(2026, 11, 5), 0, 0), WeekLine(date(2026, 11, 12), 40, 30)),
        "start": "quizapp study", "notes": (), **more,
    }  # fmt: skip
    return WeakReport(**told)


def hostile() -> WeakReport:
    """Every text of it is hostile."""
    page = Page(HOSTILE, "https://docs.example.com/a b<c>\\d")
    mistake = MistakeLine(id=HOSTILE, title=HOSTILE, seen=1, wrong=HOSTILE, right=HOSTILE, page=page)
    missed = MissedLine(
        HOSTILE, f"{HOSTILE}\n\n```json\n{HOSTILE}\n``x`` ````\n```\n\n# {HOSTILE}", (HOSTILE,), (page,), True
    )
    one = topic(title=HOSTILE, mistakes=(mistake,), missed=(missed,), page=page, command=f"quizapp study '{HOSTILE}'")
    return report(
        one,
        readiness=HOSTILE,
        unknown=(UnknownLine("x", HOSTILE, 1),),
        first=(StepLine("x", HOSTILE, page, HOSTILE),),
        mistakes=(mistake,),
        notes=(HOSTILE,),
        start=HOSTILE,
    )


def exam_report(text: str = "What?", **more: Any) -> ExamReport:
    """An exam of two questions; all texts of the bank are ``text``."""
    page = Page(text, "https://docs.example.com/a")
    asked = [
        QuestionLine(
            number=n, item=text, verdict=verdict, correct=n == 1, marks=("flagged",), stem=text, given=given,
            answer=(text,), explanation=text, pages=(page,), seconds=30.4,
        )
        for n, verdict, given in ((1, "right", (text,)), (2, "no answer", ()))
    ]  # fmt: skip
    told: dict[str, Any] = {
        "title": text, "about": text, "sat_on": date(2026, 11, 18), "notes": (), "ended": "handed in", "right": 1,
        "of": 2, "cut": 2, "passed": False, "verdict": "not passed", "score": 410, "low": 210, "high": 610,
        "scale": "Practice scale.", "regraded": None, "unscored_right": 0, "unscored_of": 0,
        "domains": ((text, 1, 2),), "topics": ((text, 1, 2),), "used_s": 61, "allowed_s": 3600, "median_s": 30.4,
        "pace_s": 60.0, "changes": (1, 0, 2), "mistakes": ((text, 1),), "questions": tuple(asked), **more,
    }  # fmt: skip
    return ExamReport(**told)

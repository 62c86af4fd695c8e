"""Values for the tests of reports, with texts that nobody means well with."""

from __future__ import annotations

from datetime import date
from typing import Any

from quizapp.core.bank import key_of
from quizapp.core.bank.items import Option, Single
from quizapp.core.facts import Source
from quizapp.core.metrics.exam_result import ExamResult, QuestionResult, Share, Terms
from quizapp.core.metrics.readiness import Readiness
from quizapp.core.metrics.trend import Trend
from quizapp.services.bank.pages import Page
from quizapp.services.exam.report import ExamReport
from quizapp.services.progress.report_values import (
    DomainLine,
    MissedLine,
    MistakeLine,
    ReportNotes,
    ScaleLine,
    StepLine,
    TopicLine,
    UnknownLine,
    WeakReport,
    WeekLine,
    WeekPlan,
)
from quizapp.store import RegradedTotal

HOSTILE = (
    '=HYPERLINK("https://evil.example","x") | <script>alert(1)</script> **bold** _it_ [a](https://b.example) `code|x`'
    " \x1b[31mred\x1b[0m ;=1+1 $LATEST &amp; <img src=x onerror=alert(1)> https://auto.example ~~gone~~ \u202etxt"
)
PAGE = Page("Guide", "https://docs.example.com/a")
MISTAKE = MistakeLine(id="m", title="Took it twice", seen=2, wrong="It was twice.", right="It is once.", page=PAGE)
MISSED = MissedLine(
    "limits-memory", "How much?\n\nSay it.", ("10,240 MB",), (PAGE,), put_right=False,
    first_line="How much?", chosen=("512 MB",), why_not="That is storage.", why="It is the limit.",
)  # fmt: skip

STEP = StepLine(
    "limits", "Limits", PAGE, "quizapp study --topic limits", tier="weak", answers=8, right=3, domain="development",
    domain_answers=20, domain_right=12, weight=0.1,
)  # fmt: skip
WEEK = WeekPlan(days=7, minutes=25, new=10, due=12, unseen=300, exam=date(2026, 11, 27))


def topic(**more: Any) -> TopicLine:
    """A weak topic."""
    told: dict[str, Any] = {
        "id": "limits", "title": "Limits", "state": "weak", "answers": 8, "right": 3, "mean": 0.45, "low": 0.25,
        "high": 0.65, "remembered": 0.8, "trend": Trend(-0.25, clear=True), "median_s": 41.5, "due": 3, "weight": 0.1,
        "mistakes": (MISTAKE,), "missed": (MISSED,), "missed_in_all": 1, "page": PAGE,
        "command": "quizapp study --topic limits", "place": 1, **more,
    }  # fmt: skip
    return TopicLine(**told)


def report(*topics: TopicLine, **more: Any) -> WeakReport:
    """A report of 18 November 2026."""
    told: dict[str, Any] = {
        "made_on": date(2026, 11, 18), "app_version": "1", "bank": "b", "answers": 40, "days": 6,
        "readiness": Readiness(word="uncertain", answers=40, effective=40.0),
        "scale": ScaleLine(700, 640, 760, 0.4, date(2026, 11, 18)),
        "topics": topics, "unknown": (UnknownLine("layers", "Layers", 2),),
        "first": (STEP,) if topics else (),
        "mistakes": (MISTAKE,), "weeks": (WeekLine(date(2026, 11, 5), 20, 0), WeekLine(date(2026, 11, 12), 40, 30)),
        "start": "quizapp study", "evidence": 40, "minutes_studied": 75, "week": WEEK, "still_missed": 1,
        "domains": (DomainLine(id="development", answers=20, right=12, weight=0.32),), **more,
    }  # fmt: skip
    return WeakReport(**told)


def hostile() -> WeakReport:
    """Every text of it is hostile."""
    page = Page(HOSTILE, "https://docs.example.com/a b<c>\\d")
    mistake = MistakeLine(id=HOSTILE, title=HOSTILE, seen=1, wrong=HOSTILE, right=HOSTILE, page=page)
    missed = MissedLine(
        HOSTILE,
        f"{HOSTILE}\n\n```json\n{HOSTILE}\n``x`` ````\n```\n\n# {HOSTILE}",
        (HOSTILE,),
        (page,),
        True,
        first_line=HOSTILE,
        chosen=(HOSTILE,),
        why_not=HOSTILE,
        why=f"{HOSTILE}\n\n{HOSTILE}",
    )
    one = topic(title=HOSTILE, mistakes=(mistake,), missed=(missed,), page=page, command=f"quizapp study '{HOSTILE}'")
    return report(
        one,
        unknown=(UnknownLine("x", HOSTILE, 1),),
        first=(StepLine("x", HOSTILE, page, HOSTILE),),
        mistakes=(mistake,),
        notes=ReportNotes(regraded=(RegradedTotal(HOSTILE, 1, 0),)),
        start=HOSTILE,
    )


def exam_question(text: str) -> Single:
    """A question; all its texts are ``text``."""
    wrong = tuple(Option(text=f"wrong {n}", why=text) for n in range(3))
    return Single(
        id=text, version=1, domain="development", level="recall", stem=text, explanation=text, topic="limits",
        sources=(Source(text, "https://docs.example.com/a"),), knowledge=("memory",),
        options=(Option(text=text, why=text, key=True), *wrong),
    )  # fmt: skip


def exam_report(text: str = "What?", **more: Any) -> ExamReport:
    """An exam of two questions, the first answered rightly, the second not at all; texts of the bank are ``text``."""
    item = exam_question(text)
    rows = tuple(
        QuestionResult(
            number=n, item=item, seed=1, card_id="c", scored=True, answered=n == 1, correct=n == 1,
            response=key_of(item) if n == 1 else (), misconception="", flagged=True, guess=False, slow=False,
            up_ms=30_400, turned=(),
        )
        for n in (1, 2)
    )  # fmt: skip
    told: dict[str, Any] = {
        "exam": "e", "blueprint": "b", "title": text, "ended": "submitted", "started_ms": 0, "used_ms": 61_000,
        "allowed_ms": 3_600_000, "pace_ms": 60_000, "median_ms": 30_400, "right": 1, "of": 2, "unscored_right": 0,
        "unscored_of": 0, "unanswered": 1, "cut": 2, "passed": False, "score": 410, "low": 210, "high": 610,
        "domains": (Share(text, 1, 2),), "topics": (Share("limits", 1, 2),), "changes": (1, 0, 2),
        "misconceptions": (("twice", 1),), "rows": rows,
        "terms": Terms(as_of=None, counts=True, extra_minutes=0, away=(), pauses=False),
    }  # fmt: skip
    of_result = {name: value for name, value in more.items() if name in ExamResult.__struct_fields__}
    of_report = {name: value for name, value in more.items() if name not in of_result}
    whole: dict[str, Any] = {
        "result": ExamResult(**(told | of_result)), "about": text, "sat_on": date(2026, 11, 18), "regraded": None,
        "topics": {"limits": text}, "mistakes": {"twice": text}, **of_report,
    }  # fmt: skip
    return ExamReport(**whole)

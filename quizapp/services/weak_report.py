"""The weak-topic report, filled: measures, missed questions and pages as values that ``reports`` turns into text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

import msgspec

from quizapp import __version__
from quizapp.events import Answer, Shown
from quizapp.facts import Source
from quizapp.progress.mastery import Mastery
from quizapp.progress.weak import Mistake, Standing, mistakes, not_measured, table
from quizapp.reports.values import MissedLine, MistakeLine, Page, TopicLine, WeakReport
from quizapp.services.clock import Moment
from quizapp.services.measuring import Measures, candidates, evidence, measure
from quizapp.services.readiness_words import readiness_words
from quizapp.services.workspace import Workspace

MOST_MISSED = 10
MOST_MISTAKES = 5
FIRST = 3
WEEK = 7
TREND_DAYS = 14
TREND_ANSWERS = 5


def weak_report(workspace: Workspace, now: Moment | None = None) -> WeakReport:
    """The report of today."""
    now = now or workspace.clock()
    found = measure(workspace, now)
    bank = workspace.library.bank
    mastery = {m.topic: m for m in found.masteries}
    lines = tuple(_topic(workspace, now, found, s, mastery[s.topic]) for s in table(found.standings))
    answers, _, _ = workspace.store.read.totals()
    return WeakReport(
        made_on=now.calendar_date,
        app_version=__version__,
        bank=bank.revision,
        answers=answers,
        readiness=readiness_words(found.readiness),
        topics=lines,
        unknown=tuple((bank.title(s.topic), s.accuracy.answers) for s in not_measured(found.standings)),
        first=tuple(bank.title(a.topic) for a in found.advice[:FIRST]) if lines else (),
        mistakes=_mistakes(workspace, found.mistakes[:MOST_MISTAKES]),
        notes=tuple(_notes(workspace, found, now)),
    )


def _topic(workspace: Workspace, now: Moment, found: Measures, standing: Standing, own: Mastery) -> TopicLine:
    topic = workspace.library.bank.topics[standing.topic]
    accuracy = standing.accuracy
    rows = [e for e in evidence(workspace) if e.topic == topic.id]
    return TopicLine(
        id=topic.id,
        title=topic.title,
        state=standing.state,
        answers=accuracy.answers,
        right=accuracy.right,
        mean=accuracy.mean,
        low=accuracy.low,
        high=accuracy.high,
        remembered=own.remembered,
        trend=_trend(workspace, topic.id, now.study_day),
        median_s=_median(workspace, topic.id),
        due=_due(workspace, topic.id, now),
        weight=found.weights.get(topic.id, 0.0),
        mistakes=_mistakes(workspace, mistakes(rows, now.study_day)[:FIRST]),
        missed=_missed(workspace, topic.id),
        page=_page(topic.read),
        command=f"quizapp study --topic {topic.id}",
    )


def _page(source: Source) -> Page:
    return Page(source.title, source.url)


def _mistakes(workspace: Workspace, seen: Sequence[Mistake]) -> tuple[MistakeLine, ...]:
    """Those that the bank still names."""
    known = workspace.library.bank.misconceptions
    return tuple(
        MistakeLine(
            id=m.misconception, title=known[m.misconception].title, seen=m.answers,
            right=known[m.misconception].right, page=_page(known[m.misconception].source),
        )
        for m in seen if m.misconception in known
    )  # fmt: skip


def _trend(workspace: Workspace, topic: str, day: int) -> float | None:
    """Share right in the last 14 study days against the 14 before; None with fewer than 5 answers in either."""
    shares = []
    for until in (day, day - TREND_DAYS):
        totals = workspace.store.read.topic_totals(until - TREND_DAYS + 1, until)
        own = next((t for t in totals if t.topic == topic), None)
        if own is None or own.answers < TREND_ANSWERS:
            return None
        shares.append(own.correct / own.answers)
    return shares[0] - shares[1]


def _median(workspace: Workspace, topic: str) -> float | None:
    times = workspace.store.read.topic_times(topic)
    return median(times) / 1000 if times else None


def _due(workspace: Workspace, topic: str, now: Moment) -> int:
    """Cards of the topic that are due within a week."""
    own = (c.card for c in candidates(workspace, now) if c.topic == topic)
    return sum(
        card is not None and (card.due(now.study_day) or (card.due_day or now.study_day + WEEK) < now.study_day + WEEK)
        for card in own
    )


def _missed(workspace: Workspace, topic: str) -> tuple[MissedLine, ...]:
    """Questions of the topic whose last answer was wrong, the latest first."""
    out = []
    for answer_id in workspace.store.read.missed(topic, MOST_MISSED):
        event = workspace.store.answer(answer_id)
        if event is None or not isinstance(event.body, Answer):
            continue
        shown = event.body.shown
        item = workspace.library.bank.items.get(shown.item)
        text = workspace.library.models.get(shown.item)
        sources = item.sources if item else text.sources if text else ()
        out.append(
            MissedLine(
                item=shown.item, stem=shown.stem, answer=answer_texts(shown), pages=tuple(_page(s) for s in sources)
            )
        )
    return tuple(out)


def answer_texts(shown: Shown) -> tuple[str, ...]:
    """The right answer in words: options, steps in order, pairs, or a number with its unit."""
    texts = {part.id: part.text for part in shown.parts if not part.left}
    lefts = [part.text for part in shown.parts if part.left]
    if shown.type == "numeric":
        return (f"{shown.key[0]} {shown.unit}".strip(),)
    rights = [texts.get(choice, choice) for choice in shown.key]
    if lefts:
        return tuple(f"{left} \N{RIGHTWARDS ARROW} {right}" for left, right in zip(lefts, rights, strict=False))
    if shown.type == "ordering":
        return tuple(f"{n}. {text}" for n, text in enumerate(rights, 1))
    return tuple(rights)


def _notes(workspace: Workspace, found: Measures, now: Moment) -> list[str]:
    out = []
    regraded = workspace.store.read.regraded()
    if regraded:
        changed = Counter(row.item for row in regraded)
        out.append(f"Counted by corrected keys: {', '.join(sorted(changed))}.")
    gone = {t.topic for t in workspace.store.read.topic_totals()} - workspace.library.bank.topics.keys()
    if gone:
        out.append(f"Topics that left the bank are left out: {', '.join(sorted(gone))}.")
    last = workspace.store.read.last_day()
    if last is not None and last > now.study_day:
        out.append("Some answers carry a date that is still to come; the clock of this machine may be wrong.")
    del found
    return out


def weak_json(report: WeakReport) -> dict[str, Any]:
    """The report as plain values, ready to print."""
    found: dict[str, Any] = msgspec.to_builtins(report)
    return found

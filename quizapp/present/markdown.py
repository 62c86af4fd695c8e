"""The weak-topic report as Markdown that renders on a code host. Text of the bank is escaped, code is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from quizapp.core import markup
from quizapp.core.dates import date_text
from quizapp.core.facts import Source
from quizapp.core.markup import Span, strip_control
from quizapp.core.quantity import percent
from quizapp.present.readiness_phrases import readiness_words
from quizapp.present.report_phrases import (
    BEGIN,
    CHOSEN,
    DISCLAIMER,
    MISTAKES,
    RIGHT_ANSWER,
    WHY,
    WHY_NOT,
    basis,
    domains_words,
    evidence_words,
    few_words,
    first_title,
    headline,
    named_words,
    not_asked_words,
    note_lines,
    right_words,
    table_lines,
    trend_words,
    week_words,
)
from quizapp.services.bank.pages import Page
from quizapp.services.progress.report_values import MissedLine, MistakeLine, StepLine, TopicLine, WeakReport

_SPECIAL = re.compile(r"([\\`*_\[\]<|~&$]|:(?=//)|(?<=www)\.|#(?=#*$))", re.IGNORECASE)
_START = re.compile(r"^([-+#>=]|\d+(?=[.)]))")
_BORDER = re.compile(r"[\s!-/:-@\[-`{-~]")
_APART = "<!-- -->"
"""Stands between two lists of which a reader would make one."""


def plain(text: str) -> str:
    """A text of the bank on one line, in which nothing but code spans and bold is Markdown."""
    return _inline(markup.one_line(text))


def _inline(parts: Sequence[Span]) -> str:
    written = [
        (part.bold, markup.in_ticks(part.text) if part.code else _SPECIAL.sub(r"\\\1", part.text)) for part in parts
    ]
    groups = [(bold, "".join(text for _, text in group)) for bold, group in groupby(written, key=lambda part: part[0])]
    out = ""
    for i, (bold, words) in enumerate(groups):
        follows = groups[i + 1][1][0] if i + 1 < len(groups) else " "
        # a reader takes stars for bold only between blanks and marks of ASCII
        out += f"**{words}**" if bold and _BORDER.match(out[-1:] or " ") and _BORDER.match(follows) else words
    return _START.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", out)


def paragraphs(text: str) -> Iterator[str]:
    """A text of the bank as lines of Markdown: paragraphs, lists, and code blocks as they are."""
    before: markup.Block | None = None
    marks: list[str] = []  # of the lists that are open, the outer first
    for block in markup.blocks(text):
        entry = isinstance(block, markup.ListEntry)
        if before is not None and not (isinstance(before, markup.ListEntry) and (entry or not before.spans)):
            yield ""
        if isinstance(block, markup.ListEntry):
            margin = _margin(marks[: block.depth - 1])
            if _goes_wrong(marks[block.depth - 1 : block.depth], block.mark):
                yield from ("", f"{margin}{_APART}", "")
            marks[block.depth - 1 :] = [block.mark.replace(markup.BULLET, "-")]
            yield f"{margin}{marks[-1]} {_inline(block.spans)}"
        else:
            del marks[block.depth :]
            lines = _fenced(block.lines) if isinstance(block, markup.Code) else [_inline(block.spans)]
            yield from (f"{_margin(marks)}{line}" for line in lines)
        before = block


def _margin(marks: Sequence[str]) -> str:
    return " " * sum(len(mark) + 1 for mark in marks)


def _goes_wrong(last: Sequence[str], mark: str) -> bool:
    """Whether a reader would count on from ``last`` to another number than ``mark``."""
    numbered = last and last[0][-1] == mark[-1] and mark[:-1].isdigit()
    return bool(numbered and int(last[0][:-1]) + 1 != int(mark[:-1]))


def _fenced(lines: Sequence[str]) -> list[str]:
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in re.findall("`+", line)), default=0))
    return [fence, *lines, fence]


def cell(text: str) -> str:
    """``plain`` for a cell of a table, where a bar ends the cell even inside code."""
    return re.sub(r"(?<!\\)\|", r"\|", plain(text))


def code(text: str) -> str:
    """A text as it is, as code."""
    return markup.in_ticks(" ".join(strip_control(text).split()))


def quoted(text: str) -> Iterator[str]:
    """A text of the bank as a block quote."""
    return (f"> {line}".rstrip() for line in paragraphs(text))


def entry(name: str, texts: Sequence[str]) -> Iterator[str]:
    """Texts of the bank behind ``name`` as an entry of a list; what is more than a line stands below it."""
    if all(map(markup.is_line, texts)):
        yield f"- {name}: {'; '.join(map(plain, texts)) or 'none'}"
        return
    yield f"- {name}:"
    for text in texts:
        yield ""
        yield from (f"  {line}".rstrip() for line in paragraphs(text))
    yield ""


def link(page: Page | Source) -> str:
    """A link; only https addresses become one."""
    title = plain(page.title)
    if not page.url.startswith("https://"):
        return title
    url = re.sub(r"[\s<>\\]", lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), strip_control(page.url))
    return f"[{title}](<{url}>)"


def weak_markdown(report: WeakReport) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: WeakReport) -> Iterator[str]:
    yield "# Weak topics"
    yield ""
    yield f"**{plain(headline(report))}**"
    yield ""
    yield f"{date_text(report.made_on)}, {basis(report)}. Readiness: {plain(readiness_words(report.readiness))}."
    yield ""
    plan = week_words(report)
    yield f"{plan}{' ' if plan else ''}To begin: {code(report.start)}, or {BEGIN}."
    yield ""
    for note in note_lines(report.notes):
        yield f"> {plain(note)}"
        yield ""
    if report.first:
        yield f"## {first_title(report)}"
        yield ""
        yield from (_step(report, number, step) for number, step in enumerate(report.first, 1))
        yield ""
    measured = bool(table_lines(report))
    if measured:
        yield from _table(report)
    if report.mistakes:
        yield f"## {MISTAKES}"
        yield ""
        yield from (_mistake(mistake) for mistake in report.mistakes)
        yield ""
    for topic in report.lines:
        yield from _topic(report, topic)
    if not measured:
        yield from _table(report)
    yield f"*{DISCLAIMER}*"


def _step(report: WeakReport, number: int, step: StepLine) -> str:
    return f"{number}. {plain(step.title)}: {evidence_words(report, step)}. {code(step.command)}"


def _table(report: WeakReport) -> Iterator[str]:
    if rows := table_lines(report):
        yield "| Topic | State | Of the exam | Right | Estimate | Remembered | Trend | Median time | Due in 7 days |"
        yield "|---|---|--:|--:|---|--:|---|--:|--:|"
        yield from (_row(report, topic) for topic in rows)
    else:
        yield "Nothing is measured yet: a topic needs three answers on new material."
    yield ""
    for told in filter(None, (domains_words(report), few_words(report), not_asked_words(report))):
        yield plain(told)
        yield ""


def _row(report: WeakReport, topic: TopicLine) -> str:
    median = f"{topic.median_s:.0f} s" if topic.median_s is not None else ""
    remembered = percent(topic.remembered) if topic.remembered is not None else ""
    measured = topic.state != "unknown"
    estimate = f"{percent(topic.mean)} ({percent(topic.low)} to {percent(topic.high)})" if measured else ""
    cells = (
        cell(topic.title), named_words(report, topic.id, topic.state), percent(topic.weight),
        right_words(topic.right, topic.answers),
        estimate, remembered, trend_words(topic.trend), median, str(topic.due),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _mistake(mistake: MistakeLine) -> str:
    said = f"{plain(mistake.wrong)} {plain(mistake.right)} {link(mistake.page)}"
    return f"- **{plain(mistake.title)}** ({mistake.seen}x). {said}"


def _topic(report: WeakReport, topic: TopicLine) -> Iterator[str]:
    yield f"## {plain(topic.title)}: {named_words(report, topic.id, topic.state)}"
    yield ""
    read = f"Read {link(topic.page)}. " if topic.page.title else ""
    yield f"{read}Practise: {code(topic.command)}"
    yield ""
    if topic.mistakes:
        yield from (_mistake(mistake) for mistake in topic.mistakes)
        yield ""
    if topic.missed:
        more = f", {len(topic.missed)} of {topic.missed_in_all}" if topic.missed_in_all > len(topic.missed) else ""
        yield f"### Missed{more}"
        yield ""
    for missed in topic.missed:
        yield from _missed(missed)


def _missed(missed: MissedLine) -> Iterator[str]:
    yield from quoted(missed.first_line or missed.stem)
    yield ""
    if missed.chosen:
        yield from entry(CHOSEN, missed.chosen)
    if missed.why_not:
        yield from entry(WHY_NOT, (missed.why_not,))
    yield from entry(RIGHT_ANSWER, missed.answer)
    if missed.why:
        yield from entry(WHY, (missed.why,))
    if missed.pages:
        yield f"- Source: {', '.join(link(page) for page in missed.pages)}"
    yield f"- Question: {code(missed.item)}{', right since' if missed.put_right else ''}"
    yield ""

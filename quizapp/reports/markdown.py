"""The weak-topic report as Markdown that renders on a code host. Text of the bank is escaped, code is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.bank.texts import harmless, plain_paragraphs
from quizapp.reports.values import (
    DISCLAIMER,
    STATES,
    MissedLine,
    MistakeLine,
    Page,
    TopicLine,
    WeakReport,
    basis,
    day_words,
    percent,
    trend_words,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<|~&$]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_START = re.compile(r"^([-+#>=]|\d+(?=[.)]))")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_RUN = re.compile("`+")


def plain(text: str) -> str:
    """One line of text in which nothing but code spans is Markdown."""
    line = " ".join(harmless(text).split())
    out, at = [], 0
    for span in _CODE.finditer(line):
        out += [_SPECIAL.sub(r"\\\1", line[at : span.start()]), span[0]]
        at = span.end()
    out.append(_SPECIAL.sub(r"\\\1", line[at:]))
    return _START.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", "".join(out))


def cell(text: str) -> str:
    """``plain`` for a cell of a table, where a bar ends the cell even inside code."""
    return re.sub(r"(?<!\\)\|", r"\\|", plain(text))


def code(text: str) -> str:
    """A text as it is, as code."""
    line = " ".join(harmless(text).split())
    fence = "`" * (1 + max((len(run) for run in _RUN.findall(line)), default=0))
    return f"{fence} {line} {fence}" if len(fence) > 1 else f"`{line}`"


def quoted(text: str) -> Iterator[str]:
    """Paragraphs and code blocks as a block quote."""
    for number, (body, reflow) in enumerate(plain_paragraphs(text)):
        if number:
            yield ">"
        if reflow:
            yield f"> {plain(body)}"
        else:
            fence = "`" * max(3, 1 + max((len(run) for run in _RUN.findall(body)), default=0))
            yield from (f"> {line}".rstrip() for line in (fence, *body.splitlines(), fence))


def link(page: Page) -> str:
    """A link; only https addresses become one."""
    title = plain(page.title)
    if not page.url.startswith("https://"):
        return title
    url = re.sub(r"[\s<>\\]", lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), harmless(page.url))
    return f"[{title}](<{url}>)"


def weak_markdown(report: WeakReport) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: WeakReport) -> Iterator[str]:
    yield "# Weak topics"
    yield ""
    yield f"{day_words(report.made_on)}, {basis(report)}. Readiness: {plain(report.readiness)}."
    yield ""
    for note in report.notes:
        yield f"> {plain(note)}"
        yield ""
    if report.first:
        yield "Study first:"
        yield ""
        yield from (f"{n}. {plain(step.title)}: {code(step.command)}" for n, step in enumerate(report.first, 1))
        yield ""
    if report.topics:
        yield "| Topic | State | Accuracy | Answers | Remembered | Trend | Median time | Due in 7 days |"
        yield "|---|---|---|--:|--:|---|--:|--:|"
        yield from (_row(topic) for topic in report.topics)
    else:
        yield f"Nothing is measured yet: a topic needs three answers on new material. {code(report.start)} asks some."
    yield ""
    if report.unknown:
        yield f"Not measured yet: {', '.join(f'{plain(one.title)} ({one.answers})' for one in report.unknown)}."
        yield ""
    if report.mistakes:
        yield "## Mistakes behind wrong answers"
        yield ""
        yield from (_mistake(mistake) for mistake in report.mistakes)
        yield ""
    for topic in report.topics:
        yield from _topic(topic)
    yield f"*{DISCLAIMER}*"


def _row(topic: TopicLine) -> str:
    median = f"{topic.median_s:.0f} s" if topic.median_s is not None else ""
    remembered = percent(topic.remembered) if topic.remembered is not None else ""
    accuracy = f"{percent(topic.mean)} ({percent(topic.low)} to {percent(topic.high)})"
    cells = (
        cell(topic.title), STATES[topic.state], accuracy, str(topic.answers), remembered, trend_words(topic.trend),
        median, str(topic.due),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _mistake(mistake: MistakeLine) -> str:
    told = f"{plain(mistake.wrong)} {plain(mistake.right)} {link(mistake.page)}"
    return f"- **{plain(mistake.title)}** ({mistake.seen}x). {told}"


def _topic(topic: TopicLine) -> Iterator[str]:
    yield f"## {plain(topic.title)}: {STATES[topic.state]}"
    yield ""
    yield f"Read {link(topic.page)}. Practise: {code(topic.command)}"
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
    yield from quoted(missed.stem)
    yield ""
    yield from (f"- Answer: {plain(answer)}" for answer in missed.answer)
    if missed.pages:
        yield f"- Source: {', '.join(link(page) for page in missed.pages)}"
    yield f"- Question: {code(missed.item)}{', right since' if missed.put_right else ''}"
    yield ""

"""The weak-topic report as Markdown that renders on a code host. Text of the bank is escaped, code spans are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.bank.texts import harmless
from quizapp.reports.values import DISCLAIMER, STATES, MistakeLine, Page, TopicLine, WeakReport, percent, trend_words

_SPECIAL = re.compile(r"([\\*_{}\[\]<>()#+!|~&$-])")
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)


def plain(text: str) -> str:
    """One line of text in which nothing but code spans is Markdown."""
    line = " ".join(harmless(text).split())
    out, at = [], 0
    for code in _CODE.finditer(line):
        out += [_SPECIAL.sub(r"\\\1", line[at : code.start()].replace("`", "\\`")), code[0]]
        at = code.end()
    out.append(_SPECIAL.sub(r"\\\1", line[at:].replace("`", "\\`")))
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", "".join(out))


def quoted(text: str) -> Iterator[str]:
    """Paragraphs as a block quote."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield ">"
        yield f"> {plain(paragraph)}"


def link(page: Page) -> str:
    """A link; only https addresses become one."""
    title = plain(page.title)
    return f"[{title}](<{page.url.replace('>', '%3E')}>)" if page.url.startswith("https://") else title


def weak_markdown(report: WeakReport) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: WeakReport) -> Iterator[str]:
    yield "# Weak topics"
    yield ""
    yield f"{report.made_on}, after {report.answers} answers. Readiness: {plain(report.readiness)}."
    for note in report.notes:
        yield f"\n{plain(note)}"
    yield ""
    if report.first:
        yield f"Study first: {', '.join(plain(title) for title in report.first)}."
        yield ""
    if report.topics:
        yield "| Topic | State | Accuracy | Answers | Remembered | Trend | Median time | Due in 7 days |"
        yield "|---|---|---|--:|--:|---|--:|--:|"
        yield from (_row(topic) for topic in report.topics)
        yield ""
    else:
        yield "Nothing is measured yet: a topic needs three answers on new material."
        yield ""
    if report.unknown:
        yield f"Not measured yet: {', '.join(f'{plain(title)} ({n})' for title, n in report.unknown)}."
        yield ""
    if report.mistakes:
        yield "## Mistakes that come back"
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
        plain(topic.title), STATES[topic.state], accuracy, str(topic.answers), remembered, trend_words(topic.trend),
        median, str(topic.due),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _mistake(mistake: MistakeLine) -> str:
    return f"- **{plain(mistake.title)}** ({mistake.seen}x). {plain(mistake.right)} {link(mistake.page)}"


def _topic(topic: TopicLine) -> Iterator[str]:
    yield f"## {plain(topic.title)}: {STATES[topic.state]}"
    yield ""
    yield f"Read {link(topic.page)}. Practise: `{topic.command}`"
    yield ""
    if topic.mistakes:
        yield from (_mistake(mistake) for mistake in topic.mistakes)
        yield ""
    for missed in topic.missed:
        yield from quoted(missed.stem)
        yield ""
        for answer in missed.answer:
            yield f"- Answer: {plain(answer)}"
        if missed.pages:
            yield f"- Source: {', '.join(link(page) for page in missed.pages)}"
        yield f"- `{harmless(missed.item)}`"
        yield ""

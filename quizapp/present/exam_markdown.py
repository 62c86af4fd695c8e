"""The report of an exam as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.core.metrics.exam_result import QuestionResult
from quizapp.core.quantity import hours_text
from quizapp.present.exam_phrases import NOT_AWS, sat_under
from quizapp.present.exam_report_phrases import (
    ended_words,
    given_texts,
    key_texts,
    mark_words,
    passed_words,
    share_rows,
    verdict_words,
)
from quizapp.present.markdown import cell, code, entry, link, paragraphs, plain, quoted
from quizapp.services.exam.report import ExamReport


def exam_markdown(report: ExamReport) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: ExamReport) -> Iterator[str]:
    result = report.result
    yield f"# {plain(result.title)}"
    yield ""
    yield " ".join((f"{report.sat_on}, {ended_words(result)}.", *map(plain, sat_under(result))))
    yield ""
    yield f"**{result.right} of {result.of} right, {result.cut} needed: {passed_words(result.passed)}.**"
    yield ""
    yield f"Score: {result.score} ({result.low} to {result.high}). {plain(NOT_AWS)}"
    if report.regraded is not None:
        yield f"\nBy keys that were corrected since: {report.regraded} of {result.of} right."
    if result.unscored_of:
        yield f"\nUnscored questions: {result.unscored_right} of {result.unscored_of} right; they do not count."
    yield ""
    yield "| Domain or topic | Right | Of |"
    yield "|---|--:|--:|"
    yield from (f"| {cell(name)} | {right} | {of} |" for name, right, of in share_rows(report))
    yield ""
    pace = f"median {result.median_ms / 1000:.0f} s, pace {result.pace_ms / 1000:.0f} s a question"
    yield f"Time: {hours_text(result.used_ms)} of {hours_text(result.allowed_ms)}; {pace}."
    to_right, to_wrong, other = result.changes
    yield f"Changed answers: {to_right} to right, {to_wrong} to wrong, {other} from wrong to wrong."
    yield ""
    for mistake, seen in result.misconceptions:
        yield f"- Mistake: {plain(report.mistakes[mistake])} ({seen}x)"
    yield ""
    for row in result.rows:
        yield from _question(row)
    yield f"*{plain(report.about)}*"


def _question(row: QuestionResult) -> Iterator[str]:
    item, marks = row.item, ", ".join(mark_words(row))
    yield f"## {row.number}. {verdict_words(row)}{f' ({marks})' if marks else ''}"
    yield ""
    yield from quoted(item.stem)
    yield ""
    yield from entry("Your answer", given_texts(row))
    yield from entry("Answer", key_texts(row))
    yield ""
    yield from paragraphs(item.explanation)
    yield ""
    sources = ", ".join(link(source) for source in item.sources)
    yield f"- Source: {sources} {code(item.id)}, {row.up_ms / 1000:.0f} s"
    yield ""

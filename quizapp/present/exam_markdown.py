"""The report of an exam as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.core.quantity import hours_text
from quizapp.present.markdown import cell, code, entry, link, paragraphs, plain, quoted
from quizapp.services.exam.report_values import ExamReport, QuestionLine


def exam_markdown(report: ExamReport) -> str:
    """The whole report."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: ExamReport) -> Iterator[str]:
    yield f"# {plain(report.title)}"
    yield ""
    yield " ".join((f"{report.sat_on}, {report.ended}.", *map(plain, report.notes)))
    yield ""
    yield f"**{report.right} of {report.of} right, {report.cut} needed: {report.verdict}.**"
    yield ""
    yield f"Score: {report.score} ({report.low} to {report.high}). {plain(report.scale)}"
    if report.regraded is not None:
        yield f"\nBy keys that were corrected since: {report.regraded} of {report.of} right."
    if report.unscored_of:
        yield f"\nUnscored questions: {report.unscored_right} of {report.unscored_of} right; they do not count."
    yield ""
    yield "| Domain or topic | Right | Of |"
    yield "|---|--:|--:|"
    yield from (f"| {cell(name)} | {right} | {of} |" for name, right, of in (*report.domains, *report.topics))
    yield ""
    pace = f"median {report.median_s:.0f} s, pace {report.pace_s:.0f} s a question"
    yield f"Time: {hours_text(1000 * (report.used_s))} of {hours_text(1000 * (report.allowed_s))}; {pace}."
    to_right, to_wrong, other = report.changes
    yield f"Changed answers: {to_right} to right, {to_wrong} to wrong, {other} from wrong to wrong."
    yield ""
    for title, seen in report.mistakes:
        yield f"- Mistake: {plain(title)} ({seen}x)"
    yield ""
    for question in report.questions:
        yield from _question(question)
    yield f"*{plain(report.about)}*"


def _question(question: QuestionLine) -> Iterator[str]:
    marks = ", ".join(question.marks)
    yield f"## {question.number}. {question.verdict}{f' ({marks})' if marks else ''}"
    yield ""
    yield from quoted(question.stem)
    yield ""
    yield from entry("Your answer", question.given)
    yield from entry("Answer", question.answer)
    yield ""
    yield from paragraphs(question.explanation)
    yield ""
    sources = ", ".join(link(page) for page in question.pages)
    yield f"- Source: {sources} {code(question.item)}, {question.seconds:.0f} s"
    yield ""

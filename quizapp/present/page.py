"""Reports as one self-contained HTML page: no script, no font, no request to anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from quizapp.core import markup
from quizapp.core.dates import date_text
from quizapp.core.markup import Span, strip_control
from quizapp.core.quantity import hours_text, percent, times
from quizapp.present import exam_report_phrases, report_phrases
from quizapp.present.exam_phrases import sat_under
from quizapp.present.readiness_phrases import readiness_words
from quizapp.present.report_phrases import DISCLAIMER, basis, note_lines, trend_words
from quizapp.services.exam.report import ExamReport
from quizapp.services.progress.report_values import WeakReport

if TYPE_CHECKING:
    from jinja2 import Environment


def weak_html(report: WeakReport) -> str:
    """The weak-topic report."""
    return _render("weak.html.j2", report=report, words=report_phrases)


def exam_html(report: ExamReport) -> str:
    """The report of an exam."""
    result = report.result
    return _render(
        "exam.html.j2", report=report, result=result, words=exam_report_phrases, notes=" ".join(sat_under(result))
    )


def _render(template: str, **values: object) -> str:
    return _environment().get_template(template).render(**values, disclaimer=DISCLAIMER)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("quizapp.present"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_strip_control,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        answer=answer, at=at, basis=basis, capital=capital, day=date_text, hours=hours_text,
        line=line, notes=note_lines, percent=percent, prose=blocks_html, readiness=readiness_words,
        times=times, trend=trend_words,
    )  # fmt: skip
    return found


def _strip_control(value: object) -> object:
    """Texts without what a terminal could obey, since pages are read there too; what is markup was cleaned before."""
    return strip_control(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def blocks_html(text: str) -> Markup:
    """A text of the bank: paragraphs, lists, code blocks, and spans in them; all else escaped."""
    out, inside = [], False
    for block in markup.blocks(text):
        if inside and (isinstance(block, markup.ListEntry) or not block.depth):
            out.append(Markup("</li>"))
        if bool(block.depth) != inside and (inside or isinstance(block, markup.ListEntry)):
            inside = not inside
            out.append(Markup('<ul class="list">') if inside else Markup("</ul>"))
        out.append(_block(block))
    return Markup("").join([*out, Markup("</li></ul>") if inside else ""])


def _block(block: markup.Block) -> Markup:
    if isinstance(block, markup.Code):
        return Markup("<pre>{}</pre>").format(
            "\n".join(["", *block.lines] if block.lines[:1] == ("",) else block.lines)
        )
    if isinstance(block, markup.ListEntry):
        return Markup('<li class="deep{}"><span>{}</span> {}').format(block.depth, block.mark, _spans(block.spans))
    return Markup("<p>{}</p>").format(_spans(block.spans))


def line(text: str) -> Markup:
    """A text of the bank on a single line, code and bold in it."""
    return _spans(markup.one_line(text))


def answer(text: str) -> Markup:
    """A text of the bank as a line where it is one, else as blocks."""
    return line(text) if markup.is_line(text) else blocks_html(text)


def at(share: float) -> str:
    """A share as a place along a chart."""
    return f"{100 * share:.1f}%"


def capital(text: Markup) -> Markup:
    """The same with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _spans(parts: Sequence[Span]) -> Markup:
    return Markup("").join(_span(part) for part in parts)


def _span(part: Span) -> Markup:
    words = Markup("<code>{}</code>").format(part.text) if part.code else escape(part.text)
    return Markup("<strong>{}</strong>").format(words) if part.bold else words

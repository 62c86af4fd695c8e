"""Reports as one self-contained HTML page: no script, no font, no request to anywhere."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from quizapp.bank.texts import harmless, plain_paragraphs
from quizapp.reports.exam_values import ExamReport, span
from quizapp.reports.values import DISCLAIMER, STATES, WeakReport, basis, day_words, percent, trend_words


def weak_html(report: WeakReport) -> str:
    """The weak-topic report."""
    return _render("weak.html.j2", report=report)


def exam_html(report: ExamReport) -> str:
    """The report of an exam."""
    return _render("exam.html.j2", report=report)


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values, disclaimer=DISCLAIMER)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("quizapp.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        at=at, basis=basis, capital=capital, day=day_words, line=line, percent=percent, prose=prose, span=span,
        state=STATES.__getitem__, trend=trend_words,
    )  # fmt: skip
    return found


def _harmless(value: Any) -> Any:
    """Texts without what a terminal could obey, since pages are read there too; what is markup was cleaned before."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def prose(text: str) -> Markup:
    """Text of the bank: paragraphs, code blocks, and code between backticks; all else escaped."""
    out = Markup("")
    for body, reflow in plain_paragraphs(text):
        out += Markup("<p>{}</p>").format(_spans(body)) if reflow else Markup("<pre>{}</pre>").format(body)
    return out


def line(text: str) -> Markup:
    """A single line of text of the bank, code between backticks."""
    return _spans(" ".join(harmless(text).split()))


def at(share: float) -> str:
    """A share as a place along a chart."""
    return f"{100 * share:.1f}%"


def capital(text: Markup) -> Markup:
    """The same with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _spans(text: str) -> Markup:
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    spans = [Markup("<code>{}</code>").format(p) if i % 2 else escape(p) for i, p in enumerate(parts)]
    return Markup("").join(spans)

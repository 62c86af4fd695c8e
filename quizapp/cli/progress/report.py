"""``report``: the weak-topic report and the report of an exam, as Markdown, HTML, JSON or CSV."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.cli import app_context
from quizapp.cli.completing import EXAMS
from quizapp.cli.options import FORCE, LazyGroup, Order
from quizapp.cli.output import json_text
from quizapp.cli.output_file import FILE, chosen_format, format_option, write_out

_PLACES = {
    "weak": ("quizapp.cli.progress.report", "weak", "Weak topics, mistakes, and what to study first."),
    "exam": ("quizapp.cli.progress.report", "exam", "The result of an exam, question by question."),
}


@click.group(cls=LazyGroup, places=_PLACES)
def report() -> None:
    """What was learned, as a file worth keeping."""


@click.command(cls=Order)
@format_option("md", "html", "json", "csv")
@FILE
@FORCE
def weak(form: str | None, output: Path | None, force: bool) -> None:
    """Topics by what the evidence says of them, the mistakes behind, the questions missed, and what to do next."""
    from quizapp.services.progress.weak_report import weak_report

    form = chosen_format(form, output, force, "md", "html", "json", "csv")
    with app_context.context(reading=True) as context, app_context.open_bank(context):
        found = weak_report(context)
        day = context.facts_day()
    if form == "json":
        from quizapp.present.report_phrases import weak_json

        text = json_text(weak_json(found), day)
    elif form == "html":
        from quizapp.present.page import weak_html

        text = weak_html(found)
    elif form == "csv":
        from quizapp.present.table import weak_csv

        text = weak_csv(found)
    else:
        from quizapp.present.markdown import weak_markdown

        text = weak_markdown(found)
    write_out([text], output, force)


@click.command(cls=Order)
@click.argument("exam_id", required=False, default="", metavar="[ID]", shell_complete=EXAMS)
@format_option("md", "html", "json")
@FILE
@FORCE
def exam(exam_id: str, form: str | None, output: Path | None, force: bool) -> None:
    """The result of the latest exam, or of the one whose id is, or begins with, ID."""
    from quizapp.services.exam.report import exam_json, exam_report, result_of

    form = chosen_format(form, output, force, "md", "html", "json")
    with app_context.context(reading=True) as context:
        result = result_of(context, exam_id)
        with app_context.open_bank(context, required=False):
            if form == "json":
                text = json_text(exam_json(context, result), context.facts_day())
            elif form == "html":
                from quizapp.present.page import exam_html

                text = exam_html(exam_report(context, result))
            else:
                from quizapp.present.exam_markdown import exam_markdown

                text = exam_markdown(exam_report(context, result))
    write_out([text], output, force)

"""``report``: the weak-topic report and the report of an exam, as Markdown, HTML, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from quizapp.cli import opening
from quizapp.cli.options import LazyGroup, Order
from quizapp.cli.output import emit_text, json_text, narrate

_PLACES = {
    "weak": ("quizapp.cli.report", "weak", "Weak topics, mistakes, and what to study first."),
    "exam": ("quizapp.cli.report", "exam", "The result of an exam, question by question."),
}
_FILE = click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="To FILE.")
_FORCE = click.option("--force", is_flag=True, help="Replace FILE if it is there.")


def _format(*names: str) -> Callable[[Any], Any]:
    return click.option(
        "--format", "form", type=click.Choice(names), default="md", show_default=True, help="What to write."
    )


@click.group(cls=LazyGroup, places=_PLACES)
def report() -> None:
    """What was learned, as a file worth keeping."""


@click.command(cls=Order)
@_format("md", "html", "json", "csv")
@_FILE
@_FORCE
def weak(form: str, output: Path | None, force: bool) -> None:
    """Topics by what the evidence says of them, the mistakes behind, the questions missed, and what to do next."""
    from quizapp.services.weak_report import weak_json, weak_report  # noqa: PLC0415

    with opening.workspace() as workspace:
        found = weak_report(workspace)
        day = workspace.facts_day()
    if form == "json":
        text = json_text(weak_json(found), day)
    elif form == "html":
        from quizapp.reports.page import weak_html  # noqa: PLC0415 - jinja2 is for this alone

        text = weak_html(found)
    elif form == "csv":
        from quizapp.reports.table import weak_csv  # noqa: PLC0415

        text = weak_csv(found)
    else:
        from quizapp.reports.markdown import weak_markdown  # noqa: PLC0415

        text = weak_markdown(found)
    _out(text, output, force)


@click.command(cls=Order)
@click.argument("exam_id", required=False, default="", metavar="[ID]")
@_format("md", "html", "json")
@_FILE
@_FORCE
def exam(exam_id: str, form: str, output: Path | None, force: bool) -> None:
    """The result of the latest exam, or of the one whose id is, or begins with, ID."""
    from quizapp.services.exam_report import exam_json, exam_report, result_of  # noqa: PLC0415

    with opening.workspace() as workspace:
        result = result_of(workspace, exam_id)
        day = workspace.facts_day()
        if form == "json":
            text = json_text(exam_json(workspace, result), day)
        elif form == "html":
            from quizapp.reports.page import exam_html  # noqa: PLC0415

            text = exam_html(exam_report(workspace, result))
        else:
            from quizapp.reports.exam_markdown import exam_markdown  # noqa: PLC0415

            text = exam_markdown(exam_report(workspace, result))
    _out(text, output, force)


def _out(text: str, output: Path | None, force: bool) -> None:
    """To stdout, or whole to a file: a crash leaves the old one, and none is replaced unasked."""
    if output is None:
        emit_text(text)
        return
    from quizapp.services.files import write_new  # noqa: PLC0415

    write_new(output, text, force=force)
    narrate(f"written: {output}")

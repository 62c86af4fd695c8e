"""``report``: the weak-topic report and the report of an exam, as Markdown, HTML, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from quizapp.cli import app_context
from quizapp.cli.options import LazyGroup, Order
from quizapp.cli.output import clean, emit_text, json_text, narrate
from quizapp.services.report_files import refuse_own
from quizapp.store.atomic_write import check_free, quoted, write_new

_PLACES = {
    "weak": ("quizapp.cli.progress.report", "weak", "Weak topics, mistakes, and what to study first."),
    "exam": ("quizapp.cli.progress.report", "exam", "The result of an exam, question by question."),
}
_FILE = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE; its suffix sets the format. - is stdout.",
)
_FORCE = click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
_SUFFIXES = {
    ".md": "md",
    ".markdown": "md",
    ".txt": "md",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".csv": "csv",
}
STDOUT = Path("-")


def _format(*names: str) -> Callable[[Any], Any]:
    return click.option(
        "--format", "form", type=click.Choice(names), help="The format; md unless FILE has another suffix."
    )


@click.group(cls=LazyGroup, places=_PLACES)
def report() -> None:
    """What was learned, as a file worth keeping."""


@click.command(cls=Order)
@_format("md", "html", "json", "csv")
@_FILE
@_FORCE
def weak(form: str | None, output: Path | None, force: bool) -> None:
    """Topics by what the evidence says of them, the mistakes behind, the questions missed, and what to do next."""
    from quizapp.services.progress.weak_report import weak_json, weak_report

    form = _chosen(form, output, force, "md", "html", "json", "csv")
    with app_context.context(reading=True) as context:
        found = weak_report(context)
        day = context.facts_day()
    if form == "json":
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
    _out(text, output, force)


@click.command(cls=Order)
@click.argument("exam_id", required=False, default="", metavar="[ID]")
@_format("md", "html", "json")
@_FILE
@_FORCE
def exam(exam_id: str, form: str | None, output: Path | None, force: bool) -> None:
    """The result of the latest exam, or of the one whose id is, or begins with, ID."""
    from quizapp.services.exam.report import exam_json, exam_report, result_of

    form = _chosen(form, output, force, "md", "html", "json")
    with app_context.context(reading=True) as context:
        result = result_of(context, exam_id)
        day = context.facts_day()
        if form == "json":
            text = json_text(exam_json(context, result), day)
        elif form == "html":
            from quizapp.present.page import exam_html

            text = exam_html(exam_report(context, result))
        else:
            from quizapp.present.exam_markdown import exam_markdown

            text = exam_markdown(exam_report(context, result))
    _out(text, output, force)


def _chosen(form: str | None, output: Path | None, force: bool, *possible: str) -> str:
    """The format that was asked for, by name or by the suffix of ``output``, which may be written.

    Raises UsageError when the two contradict each other or neither says, FileError when ``output`` is not to be
    written. Nothing is read before that is settled.
    """
    if output is None or output == STDOUT:
        return form or "md"
    refuse_own(app_context.paths(), app_context.bank_root(), output)
    check_free(output, force=force)
    suffix = output.suffix.casefold()
    told = _SUFFIXES.get(suffix)
    if told in possible and form in (None, told):
        return told
    if told is not None and form is not None:
        raise click.UsageError(f"{output}: {suffix} doesn't match --format {form}; change one of them")
    if suffix and form is None:
        raise click.UsageError(f"{output}: {suffix} isn't a format of this report; use --format {'|'.join(possible)}")
    return form or "md"


def _out(text: str, output: Path | None, force: bool) -> None:
    """To stdout, or whole to a file: a crash leaves the old one, and none is replaced unasked."""
    if output is None or output == STDOUT:
        emit_text(text)
        return
    write_new(output, clean(text), force=force)
    narrate(f"written: {quoted(output)}")

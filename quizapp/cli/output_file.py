"""``--format`` and ``-o``: in which format a command writes, and to which file. stdout unless a file is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from quizapp.cli import app_context
from quizapp.cli.output import clean, emit_text, narrate
from quizapp.services.report_files import refuse_own
from quizapp.store.atomic_write import check_free, quoted, write_parts

FILE = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE; its suffix sets the format. - is stdout.",
)
STDOUT = Path("-")
Command = TypeVar("Command", bound=Callable[..., object])
_SUFFIXES = {
    ".md": "md",
    ".markdown": "md",
    ".txt": "md",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
}
_AT_ONCE = 1 << 16
"""Characters: so much of a long text is written at once."""


def format_option(*names: str) -> Callable[[Command], Command]:
    """``--format``, as the argument ``form``; the first of ``names`` is the usual one."""
    return click.option(
        "--format", "form", type=click.Choice(names), help=f"The format; {names[0]} unless FILE has another suffix."
    )


def chosen_format(form: str | None, output: Path | None, force: bool, *possible: str, what: str = "report") -> str:
    """Return the format that was asked for, by name or by the suffix of ``output``, which may be written.

    Raises UsageError when the two contradict each other or neither says, FileError when ``output`` is not to be
    written. Nothing is read before that is settled.
    """
    if output is None or output == STDOUT:
        return form or possible[0]
    refuse_own(app_context.paths(), app_context.bank_root(), output)
    check_free(output, force=force)
    suffix = output.suffix.casefold()
    told = _SUFFIXES.get(suffix)
    if told in possible and form in (None, told):
        return told
    if told is not None and form is not None:
        raise click.UsageError(f"{output}: {suffix} doesn't match --format {form}; change one of them")
    if suffix and form is None:
        raise click.UsageError(f"{output}: {suffix} isn't a format of this {what}; use --format {'|'.join(possible)}")
    return form or possible[0]


def write_out(parts: Iterable[str], output: Path | None, force: bool) -> None:
    """Write a text to stdout, or whole to a file: a crash leaves the old one, and none is replaced unasked."""
    if output is None or output == STDOUT:
        for part in _batches(parts):
            emit_text(part)
        return
    write_parts(output, (clean(part) for part in _batches(parts)), force=force)
    narrate(f"written: {quoted(output)}")


def _batches(parts: Iterable[str]) -> Iterator[str]:
    """``parts``, small ones joined."""
    waiting: list[str] = []
    length = 0
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length >= _AT_ONCE:
            yield "".join(waiting)
            waiting, length = [], 0
    yield "".join(waiting)

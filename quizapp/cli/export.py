"""``export``: all of a user's own data, for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click
import msgspec

from quizapp.cli import app_context
from quizapp.cli.options import FORCE, Order
from quizapp.cli.output import escaped, json_text
from quizapp.cli.output_file import FILE, chosen_format, format_option, write_out
from quizapp.services.export import NAMES, Exported, counts_by_keys, exported

_FORMS = ("json", "ndjson", "csv")


@click.command(cls=Order)
@click.argument("name", type=click.Choice(NAMES), metavar=f"[{'|'.join(NAMES)}]")
@format_option(*_FORMS)
@FILE
@FORCE
def export(name: str, form: str | None, output: Path | None, force: bool) -> None:
    """All of your own data, one row for each event, answer, card or exam.

    json is one object with a list, ndjson one object a line, csv a table for spreadsheets in which no cell can start a
    formula. The events hold everything, the questions of an open exam with their answers too; the rest is counted from
    them.
    """
    form = chosen_format(form, output, force, *_FORMS, what="export")
    with app_context.context(reading=True) as context:
        by_keys = counts_by_keys(context, name)
        with app_context.open_bank(context, required=False) if by_keys else nullcontext():
            write_out(_parts(exported(context, name), form, context.facts_day()), output, force)


def _parts(found: Exported, form: str, day: date) -> Iterator[str]:
    """The text bit by bit; no more than some rows are held."""
    if form == "csv":
        from quizapp.present.table import csv_lines

        return csv_lines(found.columns, ([_flat(row.get(key)) for key in found.columns] for row in found.rows))
    if form == "ndjson":
        return (f"{_encoded(row)}\n" for row in found.rows)
    return _json(found, day)


def _json(found: Exported, day: date) -> Iterator[str]:
    """The object that ``json_text`` would give, its list row by row."""
    head, tail = json_text({found.name: []}, day).rsplit("[]", 1)
    yield f"{head}["
    before = "\n    "
    for row in found.rows:
        text = msgspec.json.format(_encoded(row), indent=2)
        yield before + text.replace("\n", "\n    ")  # no string of JSON has a line break of its own
        before = ",\n    "
    yield ("]" if before == "\n    " else "\n  ]") + tail


def _encoded(row: dict[str, object]) -> str:
    return escaped(msgspec.json.encode(row).decode())


def _flat(value: object) -> object:
    """A value as one cell."""
    if isinstance(value, msgspec.Raw):
        return bytes(value).decode()
    return "; ".join(value) if isinstance(value, tuple) else value

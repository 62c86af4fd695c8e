"""``bank check``, ``bank coverage`` and ``bank publish``: is the bank right, whole, and honest about its versions?"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from quizapp.cli import app_context
from quizapp.cli.errors import CONTENT_PROBLEMS
from quizapp.cli.options import Order, json_option
from quizapp.cli.output import emit, narrate, paragraph, progress, say, table
from quizapp.core.quantity import plural
from quizapp.core.yamlio import Problem

if TYPE_CHECKING:
    from quizapp.core.lint.coverage import Coverage


@click.command(cls=Order)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="All lint rules, guessers, recomputation.")
@json_option
def check(path: Path | None, strict: bool, as_json: bool) -> int:
    """Every problem of the bank, or of the one in PATH, with file and line. Exit code 3 when there is an error."""
    with progress("reading") as tell:
        library = app_context.library(path, tell)
    problems: list[Problem] = list(library.problems)
    if strict:
        from quizapp.services.authoring.lint import audit_library
        from quizapp.services.clock import system_clock

        with progress("checking") as tell:
            problems += audit_library(library, system_clock().calendar_date, tell)
    errors = sum(problem.level == "error" for problem in problems)
    if as_json:
        rows = [msgspec.structs.asdict(problem) for problem in problems]
        emit({"items": len(library.bank), "facts": len(library.facts), "problems": rows}, app_context.facts_day())
    else:
        for problem in problems:
            say(str(problem))
        warnings = len(problems) - errors
        more = f", {plural(warnings, 'warning')}" if warnings else ""
        counted = f"{plural(len(library.bank), 'item')}, {plural(len(library.facts), 'fact')}"
        models = f" ({plural(len(library.models), 'item model')} apart)" if library.models else ""
        narrate(f"{counted}{models}: {plural(errors, 'error')}{more}")
    return CONTENT_PROBLEMS if errors else 0


@click.command(cls=Order)
@json_option
def coverage(as_json: bool) -> int:
    """Which claims of the study notes are taught, by which questions. Exit code 3 when one is unaccounted for."""
    from quizapp.core.lint import coverage as cover

    rows = cover(app_context.library().bank)
    accounted = sum(row.accounted for row in rows)
    if as_json:
        claims = [_row(row) for row in rows]
        emit({"claims": claims, "of": len(rows), "accounted_for": accounted}, app_context.facts_day())
    else:
        lines = []
        for row in rows:
            reason = row.claim.not_examinable
            untaught = f"none: {reason}" if reason else "NOTHING, and no reason is given"
            lines.append([row.claim.id, row.claim.verdict, ", ".join(row.items) or untaught])
        table(lines, ["claim", "today", "taught by"])
        taught = sum(bool(row.items) for row in rows)
        without = f"{accounted - taught} with a reason why not"
        narrate(paragraph(f"{plural(taught, 'claim')} taught, {without}, {len(rows)} in all"))
    return 0 if accounted == len(rows) else CONTENT_PROBLEMS


def _row(row: Coverage) -> dict[str, object]:
    claim = row.claim
    return {
        "id": claim.id,
        "lines": claim.lines,
        "claim": claim.claim,
        "verdict": claim.verdict,
        "today": claim.today,
        "items": row.items,
        "not_examinable": claim.not_examinable or None,
    }


@click.command(cls=Order)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a bank of three questions in DIR, to be studied at once and filled with your own."""
    from quizapp.services.authoring.new_bank import new_bank

    for path in new_bank(folder):
        say(str(path))
    narrate(f"Study it: quizapp study --bank {shlex.quote(str(folder))}")


@click.command(cls=Order)
def publish() -> int:
    """Record the meaning of every question at its version, for 'bank check --strict' to compare with."""
    from quizapp.services.authoring.lint import audit_library, publish
    from quizapp.services.clock import system_clock

    library = app_context.library()
    stale = [p for p in audit_library(library, system_clock().calendar_date) if p.rule in ("VER01", "VER02")]
    if library.errors or stale:
        for problem in (*library.errors, *stale):
            say(str(problem), err=True)
        return CONTENT_PROBLEMS
    narrate(f"{plural(publish(library), 'question')} recorded in {library.root}")
    return 0

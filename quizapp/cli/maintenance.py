"""``locate``, ``doctor``, ``backup``, ``restore``, ``merge``, ``reset``: maintenance of the user's files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from quizapp.cli import app_context
from quizapp.cli.options import FORCE, Order, json_option, options
from quizapp.cli.output import drawing, emit, narrate, progress, say, table, warn
from quizapp.core.quantity import plural
from quizapp.store.atomic_write import quoted

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=Order)
@json_option
def locate(as_json: bool) -> None:
    """Where the files are. Opens none of them."""
    where = app_context.paths()
    places = {
        "database": where.database,
        "backups": where.backups,
        "settings": where.settings,
        "device": where.device,
        "log": where.log,
        "reports": where.reports,
        "bank": app_context.bank_root(),
    }
    if as_json:
        emit({name: str(path) for name, path in places.items()}, app_context.facts_day())
        return
    table([[name, str(path)] for name, path in places.items()])


@click.command(cls=Order)
@click.option("--rebuild", is_flag=True, help="Fold everything that is derived from the log anew.")
@json_option
def doctor(rebuild: bool, as_json: bool) -> int:
    """Look through the database and the bank. Exit code 5 when the database is damaged, 1 when --rebuild helps."""
    from quizapp.present.phrases import bank_line
    from quizapp.services.maintenance import examine, rebuild_derived

    with app_context.context(reading=not rebuild) as context:
        if rebuild:
            with _progress() as tell:
                events = rebuild_derived(context, tell)
            narrate(f"rebuilt from {plural(events, 'event')}")
        with progress("comparing") as tell:
            found = examine(context, tell)
        with app_context.open_bank(context, required=False):
            bank = context.without_bank or bank_line(context.library)
        day = context.facts_day()
    told = {**msgspec.structs.asdict(found), "schema_faults": tuple(map(str, found.schema_faults)), "bank": bank}
    if as_json:
        emit({"rebuilt": rebuild, **told}, day)
    else:
        table([[name.replace("_", " "), _word(value)] for name, value in told.items()])
    if found.schema_faults or found.stale_tables:
        warn("the database has stale or missing parts; rebuild them with 'quizapp doctor --rebuild'")
    return found.exit_code


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar for the rebuilding; a counter where stderr alone is a terminal."""

    def show(done: int, total: int) -> None:
        click.echo(f"\rrebuilding: {done} of {total}", err=True, nl=done == total)

    if sys.stderr.isatty() and not drawing():
        yield show
        return
    with progress("rebuilding") as tell:
        yield tell


def _word(value: object) -> str:
    """A finding for people; a stale table by its name and what is wrong with it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(_word, value)) or "none"
    from quizapp.store.maintenance import Stale

    if not isinstance(value, Stale):
        return str(value)
    counts = {"missing": value.missing, "extra": value.extra, "different": value.different}
    counted = [f"{count} {word}" for word, count in counts.items() if count]
    columns = f" in {' '.join(value.columns)}" if value.columns else ""
    return f"{value.table} ({', '.join(counted)}{columns})"


@click.command(cls=Order)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write it to FILE; - is stdout.",
)
@FORCE
@json_option
def backup(output: Path | None, force: bool, as_json: bool) -> None:
    """Copy the database, which may be in use: the way to take your history elsewhere.

    Without FILE the copy goes to the backups folder. The 10 newest copies stay there, and the 10 newest that were made
    before a merge; older ones are deleted. What was kept before a restore, a reset or an update of the format, and
    every FILE you named, is never deleted.
    """
    from quizapp.services.maintenance import make_backup, whole_backup

    if output == Path("-"):
        options().json_errors = False  # stdout is where the database would go
        if as_json or sys.stdout.isatty():
            raise click.UsageError("-o - writes the database itself to stdout: redirect it, and leave out --json")
        with app_context.context() as context:
            sys.stdout.buffer.write(whole_backup(context))
        return
    with app_context.context() as context:
        path = make_backup(context, output, force=force)
        day = context.facts_day()
    if as_json:
        emit({"backup": str(path)}, day)
    else:
        say(str(path))


@click.command(cls=Order)
@click.argument("file", type=_FILE)
@json_option
def restore(file: Path, as_json: bool) -> None:
    """Put the copy FILE in the place of the database; the one that was there is kept as a backup."""
    from quizapp.services.maintenance import restore_backup

    kept = restore_backup(app_context.paths(), file)
    if as_json:
        emit({"restored": str(file), "kept": str(kept) if kept else None}, app_context.facts_day())
        return
    say(f"restored {quoted(file)}" + (f"; what was there is kept in {quoted(kept)}" if kept else ""))


@click.command(cls=Order)
@click.argument("file", type=_FILE)
@json_option
def merge(file: Path, as_json: bool) -> None:
    """Take in the history in FILE, the database of another machine; FILE stays as it is."""
    from quizapp.services.maintenance import merge_database

    with app_context.context() as context:
        with progress("merging") as tell:
            taken, kept = merge_database(context, file, tell)
        with app_context.open_bank(context, required=False):  # answers that came may have been given by corrected keys
            day = context.facts_day()
    if as_json:
        emit({"events_taken": taken, "kept": str(kept)}, day)
    else:
        say(f"{plural(taken, 'event')} taken in; the database as it was is kept in {quoted(kept)}")


@click.command(cls=Order)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def reset(yes: bool, as_json: bool) -> None:
    """Start anew. The old database is moved to the backups; settings stay."""
    from quizapp.services.maintenance import start_anew

    where = app_context.paths()
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("this puts your whole history away; say --yes")
        click.confirm(f"Put the history in {quoted(where.database)} away and start anew?", abort=True, err=True)
    kept = start_anew(where)
    if as_json:
        emit({"kept": str(kept) if kept else None}, app_context.facts_day())
    else:
        say(f"the old history is kept in {quoted(kept)}" if kept else "there was no history")

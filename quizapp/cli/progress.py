"""``due`` and ``stats``: what waits, and what was done."""

from __future__ import annotations

from typing import Any

import click

from quizapp.cli import opening
from quizapp.cli.options import Order, json_option, options
from quizapp.cli.output import emit, table


@click.command(cls=Order)
@json_option
def due(as_json: bool) -> None:
    """What waits today. Reads no question bank, once one has been seen."""
    from quizapp.services.planning import tonight  # noqa: PLC0415

    with opening.workspace() as workspace:
        if options().bank is not None or not workspace.store.read.bank_revision():
            workspace.library  # noqa: B018 - reading it notes its cards
        counts = tonight(workspace)
        day = workspace.facts_day()
    if as_json:
        emit(
            {
                "due": counts.due,
                "new": counts.new,
                "minutes": counts.minutes,
                "next_due_in_days": counts.next_due_in,
                "answered_today": counts.answered_today,
            },
            day,
        )
    else:
        rest = f", about {counts.minutes} min" if counts.due or counts.new else ""
        click.echo(f"{counts.due} due, {counts.new} new{rest}")


@click.command(cls=Order)
@json_option
def stats(as_json: bool) -> None:
    """What was done so far, in all and by topic."""
    from quizapp.services.statistics import statistics  # noqa: PLC0415

    with opening.workspace() as workspace:
        found = statistics(workspace)
        day = workspace.facts_day()
    if as_json:
        emit(found, day)
    else:
        _print_stats(found)


def _print_stats(found: dict[str, Any]) -> None:
    if not found["answers"]:
        click.echo("Nothing was answered yet.")
        return
    click.echo(
        f"{found['answers']} answers on {found['days']} days, {found['right']} right;"
        f" {found['cards_seen']} of {found['cards']} questions met"
    )
    click.echo()
    table(
        [[row["title"], row["answers"], row["right"], row["cards_seen"], row["cards"]] for row in found["topics"]],
        ["Topic", "answers", "right", "met", "of"],
    )
    for row in found["regraded"]:
        changed = [f"{row[name]} {name.replace('_', ' ')}" for name in ("now_right", "now_wrong") if row[name]]
        click.echo(f"Counted by a corrected key: {row['item']}, {', '.join(changed)}")

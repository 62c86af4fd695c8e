"""``unsuspend``: suspended questions, listed and restored."""

from __future__ import annotations

import click
import msgspec

from quizapp.cli import app_context
from quizapp.cli.options import Order, json_option
from quizapp.cli.output import emit, narrate, say, table

STEM = 60


@click.command(cls=Order)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@json_option
def unsuspend(ids: tuple[str, ...], as_json: bool) -> None:
    """List the suspended questions; with IDs, restore these, so that they are asked again."""
    from quizapp.cli.texts import one_line
    from quizapp.core.markup import strip_control
    from quizapp.services.bank.suspended import restore, suspended

    with app_context.context(reading=not ids) as context:
        if ids:
            restore(context, ids)
        with app_context.open_bank(context):
            rows = suspended(context)
        day = context.facts_day()
    if as_json:
        emit({"items": [msgspec.to_builtins(row) for row in rows], "restored": list(dict.fromkeys(ids))}, day)
    elif ids:
        say(f"Restored: {', '.join(map(strip_control, dict.fromkeys(ids)))}")
    elif rows:
        stems = [one_line(row.stem) or "no longer in the bank" for row in rows]
        short = [text if len(text) <= STEM else f"{text[: STEM - 1]}…" for text in stems]
        table(
            [[strip_control(row.id), strip_control(row.topic), text] for row, text in zip(rows, short, strict=True)],
            ids=True,
        )
        narrate("'quizapp unsuspend ID' restores one")
    else:
        say("No question is suspended.")

"""``keys``: the keys of the screens by their ids, for the keymap in the settings, and what is wrong with it."""

from __future__ import annotations

import click
import msgspec

from quizapp.cli import app_context
from quizapp.cli.options import Order, json_option
from quizapp.cli.output import emit, narrate, table, warn

WRONG = 1


@click.command(cls=Order)
@json_option
def keys(as_json: bool) -> int:
    """Every key of the screens with its id, for "keys" in the settings file. Exit code 1 when an entry there is wrong.

    An entry gives the keys of an id anew: {"keys": {"study.guess": "G,ctrl+y"}}.
    """
    from quizapp.services.settings_file import read_settings
    from quizapp.tui.keymap import key_rows, keymap_problems

    path = app_context.paths().settings
    settings, words = read_settings(path)
    rows = key_rows(settings.keys)
    problems = keymap_problems(settings.keys, rows)
    if as_json:
        content = {"keys": [msgspec.structs.asdict(row) for row in rows], "problems": problems}
        emit(content, app_context.facts_day())
    else:
        table(
            [[row.id, " ".join(row.keys), "changed" if row.id in settings.keys else "", row.does] for row in rows],
            drawn_head=["id", "keys", "", "does"],
            ids=True,
        )
        narrate(f"'keys' in {path} gives them other keys")
    for line in (*words, *(f"{path}: {problem}" for problem in problems)):
        warn(line)
    return WRONG if problems else 0

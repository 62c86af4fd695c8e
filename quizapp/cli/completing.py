"""What the shell offers at tab for names that are in the bank: topics, blueprints, models, facts, items, exams."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp.cli.options import Options
from quizapp.store.paths import bundled_bank, user_paths

if TYPE_CHECKING:
    from quizapp.services.bank.named import Kind

Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def _completer(names: Callable[[Options], Iterable[str]]) -> Completer:
    """Offer the names that begin with what is typed. Whatever fails offers nothing: there is nobody to tell it."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        found: list[str] = []
        with suppress(Exception):
            found = [name for name in names(ctx.find_root().ensure_object(Options)) if name.startswith(incomplete)]
        return found

    return complete


def _in_bank(kind: Kind) -> Completer:
    def names(chosen: Options) -> Iterable[str]:
        from quizapp.services.bank.named import named_in

        return named_in(kind, *_roots(chosen, kind))

    return _completer(names)


def _roots(chosen: Options, kind: Kind) -> list[Path]:
    own = [user_paths(chosen.data_dir).config] if kind == "blueprints" else []
    return [chosen.bank or bundled_bank(), *own]


def _sat(chosen: Options) -> Iterable[str]:
    where = user_paths(chosen.data_dir)
    if not where.database.exists():
        return []
    from quizapp.services.context import open_context
    from quizapp.services.exam.report import history, short_ids

    context = open_context(where, chosen.bank or bundled_bank(), reading=True)
    try:
        short = short_ids(context)
        return [short[row.exam] for row in history(context)]
    finally:
        context.close()


TOPICS, BLUEPRINTS, MODELS = _in_bank("topics.yaml"), _in_bank("blueprints"), _in_bank("models")
FACTS, ITEMS = _in_bank("facts"), _in_bank("items")
EXAMS = _completer(_sat)

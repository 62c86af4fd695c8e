"""``generate``: variants of an item model, with key, wrong options and worked steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quizapp.cli import app_context
from quizapp.cli.completing import MODELS as NAMES
from quizapp.cli.options import Order, json_option, nearest
from quizapp.cli.output import emit, paragraph, say, table

if TYPE_CHECKING:
    from quizapp.core.bank import Item
    from quizapp.services.bank.library import Library

MOST = 1000


@click.command(cls=Order)
@click.argument("model", required=False, shell_complete=NAMES)
@click.option("--list", "listed", is_flag=True, help="All item models.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, metavar="N", help="Which one.")
@click.option("--count", type=click.IntRange(1, MOST), default=1, show_default=True, metavar="N", help="How many.")
@click.option("--lure", default="", metavar="ID", help="A misconception that has to be among the options.")
@json_option
def generate(model: str | None, listed: bool, seed: int, count: int, lure: str, as_json: bool) -> None:
    """Variants of MODEL with the seeds N, N+1 and so on."""
    from quizapp.core.generate.models import MODELS
    from quizapp.services.bank.variants import catalogue, variant

    library, day = app_context.library(), app_context.facts_day()
    if listed:
        rows = catalogue(library)
        if as_json:
            emit({"models": rows}, day)
            return
        table([[row.id, row.topic, row.variants, len(row.misconceptions)] for row in rows],
              ["model", "topic", "variants", "misconceptions"], ids=True)  # fmt: skip
        return
    if model is None:
        raise click.UsageError("which item model? 'quizapp generate --list' names them")
    if model not in library.models:
        raise click.UsageError(f"no item model '{model}'{nearest(model, library.models) or '; see: generate --list'}")
    if lure and lure not in MODELS[model].misconceptions:
        raise click.UsageError(f"{model} has no misconception '{lure}'{nearest(lure, MODELS[model].misconceptions)}")
    app_context.warn_uncertain(library.facts, library.models[model].facts)
    made = [variant(library, model, seed + i, day, lure) for i in range(count)]
    if as_json:
        emit({"model": model, "variants": [_plain(item) for item in made]}, day)
        return
    for item in made:
        _print(library, item)


def _plain(item: Item) -> dict[str, object]:
    import msgspec

    from quizapp.core.bank import Numeric, Single, type_of

    made = item.variant
    assert made is not None  # noqa: S101 - it was generated
    out: dict[str, object] = {
        "seed": made.seed, "version": made.version, "lure": made.lure, "type": type_of(item), "stem": item.stem,
        "parameters": made.parameters, "note": made.note, "steps": msgspec.to_builtins(made.steps),
    }  # fmt: skip
    if isinstance(item, Single):
        out["options"] = [
            {"text": o.text, "key": o.key, "misconception": o.misconception, "why": o.why} for o in item.options
        ]
        out["key"] = next(o.text for o in item.options if o.key)
    elif isinstance(item, Numeric):
        out["key"], out["unit"] = item.answer.value, item.answer.unit
        out["slips"] = [{"value": s.value, "misconception": s.misconception, "why": s.why} for s in item.answer.slips]
    return out


def _print(library: Library, item: Item) -> None:
    from quizapp.cli.study.plain import lesson_lines, mark_lines, question_lines, worked_lines
    from quizapp.core.bank import arrange
    from quizapp.services.bank.feedback import uncovered

    showing, feedback = arrange(item, 0), uncovered(library, item)
    say(paragraph(f"{item.id}, version {item.version}"), "")
    say(*question_lines(showing), *mark_lines(showing, feedback), "", "Worked steps:", *worked_lines(showing), "")
    say(*lesson_lines(feedback), "")

"""``lab``: what the model of Lambda says, from parameters on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from quizapp.cli import app_context
from quizapp.cli.options import LazyGroup, Order, json_option
from quizapp.cli.output import emit, paragraph, say
from quizapp.services.lab.calculator import Calculator, Field, labelled, pairs, run, spelled
from quizapp.services.lab.calculators import CALCULATORS

LABEL = 30
_TYPES = {"whole": str, "decimal": str, "text": str, "pairs": str, "numbers": str}


class LabGroup(LazyGroup):
    """One command a bench, with its fields as options."""

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a bench."""
        return _command(CALCULATORS[cmd_name]) if cmd_name in CALCULATORS else None


@click.group(cls=LabGroup, places={b.name: ("", "", b.title + ".") for b in CALCULATORS.values()})
def lab() -> None:
    """What Lambda would do and charge, step by step; --as-of for another day."""


def _command(bench: Calculator) -> click.Command:
    @json_option
    def run_bench(as_json: bool, **given: Any) -> None:
        book, day = app_context.facts(), app_context.facts_day()
        values = run(bench, book, day, _read(bench, given))
        app_context.warn_uncertain(book, _used(values))
        if as_json:
            emit(values, day)
        else:
            _print(values)

    command = Order(bench.name, callback=run_bench, help=f"{bench.title}.")
    command.params = [*_options(bench), *getattr(run_bench, "__click_params__", []), *command.params]
    return command


def _options(bench: Calculator) -> list[click.Parameter]:
    out: list[click.Parameter] = []
    for field in bench.fields:
        more: dict[str, Any] = {"help": field.label, "default": None}
        if field.kind == "flag":
            more = {"help": field.label, "default": field.default, "is_flag": True}
        elif field.kind == "choice":
            more["type"] = click.Choice(field.choices)
        else:
            more["type"] = _TYPES[field.kind]
            more["multiple"] = field.kind == "pairs"
            more["help"] = f"{field.label}; can be repeated." if field.kind == "pairs" else field.label
            more["metavar"] = "NAME=N" if field.kind == "pairs" else "N"
        out.append(click.Option([field.option, field.name], **more))
    return out


def _read(bench: Calculator, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that were given. Raises a usage error for what cannot be read."""
    out: dict[str, Any] = {}
    for field in bench.fields:
        value = given.get(field.name)
        if value is None or value == ():
            continue
        try:
            out[field.name] = _value(field, value)
        except ValueError as error:
            raise click.UsageError(f"{field.option}: {error}") from None
    return out


def _value(field: Field, value: Any) -> Any:
    if field.kind == "pairs":
        return pairs(" ".join(value))
    if not isinstance(value, str):
        return value
    read = field.read(value)
    if read is None:
        raise ValueError("the value is empty")
    return read


def _used(values: Mapping[str, Any]) -> list[str]:
    """The facts behind the rules that were applied."""
    from quizapp.core.lambda_model import RULES

    return [fact for step in values["steps"] if step["rule"] in RULES for fact in RULES[step["rule"]].source]


def _print(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name == "steps":
            continue
        label = f"{labelled(name):<{LABEL}}"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            say(label.rstrip())
            for row in value:
                say(paragraph(spelled(row), "      ", "  "))
        else:
            say(paragraph(spelled(value), " " * LABEL, label))
    say("")
    for number, step in enumerate(values["steps"], 1):
        say(paragraph(f"{step['text']} = {step['value']}", "    ", f"{number:>2}  "))

"""``lab``: what the model of Lambda says, from parameters on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from quizapp.cli import app_context
from quizapp.cli.options import LazyGroup, Order, json_option
from quizapp.cli.output import drawing, emit, paragraph, say, table
from quizapp.present.lab_phrases import labelled, spelled
from quizapp.services.lab.calculator import Calculator, Field, pairs, run
from quizapp.services.lab.calculators import CALCULATORS

LABEL = 30
FEW = 6
"""So many parts of a value each have a row of their own where tables are drawn."""
_TYPES = {"whole": str, "decimal": str, "text": str, "pairs": str, "numbers": str}


class LabGroup(LazyGroup):
    """One command a calculator, with its fields as options."""

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a calculator."""
        return _command(CALCULATORS[cmd_name]) if cmd_name in CALCULATORS else None


@click.group(cls=LabGroup, places={b.name: ("", "", b.title + ".") for b in CALCULATORS.values()})
def lab() -> None:
    """What Lambda would do and charge, step by step; --as-of for another day."""


def _command(calculator: Calculator) -> click.Command:
    @json_option
    def run_calculator(as_json: bool, **given: Any) -> None:
        book, day = app_context.facts(), app_context.facts_day()
        values = run(calculator, book, day, _read(calculator, given))
        app_context.warn_uncertain(book, _used(values))
        if as_json:
            emit(values, day)
        else:
            _print(values)

    command = Order(calculator.name, callback=run_calculator, help=f"{calculator.title}.")
    command.params = [*_options(calculator), *getattr(run_calculator, "__click_params__", []), *command.params]
    return command


def _options(calculator: Calculator) -> list[click.Parameter]:
    out: list[click.Parameter] = []
    for field in calculator.fields:
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


def _read(calculator: Calculator, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that were given. Raises a usage error for what cannot be read."""
    out: dict[str, Any] = {}
    for field in calculator.fields:
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
    if drawing():
        _draw(values)
        return
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


def _draw(values: Mapping[str, Any]) -> None:
    """As tables: what was found, each list in it, and the steps."""
    lists = {name: value for name, value in values.items() if value and _is_list(value) and name != "steps"}
    rows: list[list[object]] = []
    for name, value in values.items():
        if name == "steps" or name in lists:
            continue
        if isinstance(value, Mapping) and 0 < len(value) <= FEW:
            rows += [[f"{labelled(name)}: {labelled(key)}", spelled(part)] for key, part in value.items()]
        else:
            rows.append([labelled(name), spelled(value)])
    table(rows)
    for name, found in lists.items():
        keys = list(dict.fromkeys(key for row in found for key in row))
        say("", f"{labelled(name)}:")
        table([[spelled(row[key]) if key in row else "" for key in keys] for row in found], [labelled(k) for k in keys])
    say("")
    table(
        [[number, step["text"], step["value"]] for number, step in enumerate(values["steps"], 1)],
        ["", "step", "result"],
    )


def _is_list(value: object) -> bool:
    """Whether it is a list of rows."""
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)

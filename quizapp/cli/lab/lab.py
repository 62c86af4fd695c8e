"""``lab``: what the model of Lambda says, from parameters on the command line."""

from __future__ import annotations

from collections.abc import Mapping

import click

from quizapp.cli import app_context
from quizapp.cli.options import LazyGroup, Order, json_option
from quizapp.cli.output import drawing, emit, paragraph, say, table
from quizapp.core.lambda_model import RULES
from quizapp.present.lab_phrases import labelled, spelled
from quizapp.services.lab.calculator import Calculator, Field, LabResult, pairs, run
from quizapp.services.lab.calculators import CALCULATORS

LABEL = 30
FEW = 6
"""So many parts of a value each have a row of their own where tables are drawn."""


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
    def run_calculator(as_json: bool, **given: object) -> None:
        book, day = app_context.facts(), app_context.facts_day()
        found = run(calculator, book, day, read_parameters(calculator, given))
        rules = [RULES[step.rule] for step in found.steps if step.rule in RULES]
        app_context.warn_uncertain(book, [fact for rule in rules for fact in rule.source])
        if as_json:
            emit({**found.values, "steps": found.steps}, day)
        elif drawing():
            _draw(found)
        else:
            _print(found)

    command = Order(calculator.name, callback=run_calculator, help=f"{calculator.title}.")
    command.params = [
        *map(_option, calculator.fields), *getattr(run_calculator, "__click_params__", []), *command.params,
    ]  # fmt: skip
    return command


def _option(field: Field) -> click.Option:
    names = [field.option, field.name]
    if field.kind == "flag":
        return click.Option(names, help=field.label, default=field.default, is_flag=True)
    if field.kind == "choice":
        return click.Option(names, help=field.label, type=click.Choice(field.choices))
    if field.kind == "pairs":
        return click.Option(names, help=f"{field.label}; can be repeated.", multiple=True, metavar="NAME=N")
    return click.Option(names, help=field.label, metavar="N")


def read_parameters(calculator: Calculator, given: Mapping[str, object]) -> dict[str, object]:
    """The parameters that were given. Raises a usage error for what cannot be read."""
    out: dict[str, object] = {}
    for field in calculator.fields:
        value = given.get(field.name)
        if value is None or value == ():
            continue
        try:
            if isinstance(value, tuple):
                value = pairs(" ".join(value))
            elif isinstance(value, str) and (value := field.read(value)) is None:
                raise ValueError("the value is empty")
        except ValueError as error:
            raise click.UsageError(f"{field.option}: {error}") from None
        out[field.name] = value
    return out


def _print(found: LabResult) -> None:
    for name, value in found.values.items():
        label = f"{labelled(name):<{LABEL}}"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            say(label.rstrip())
            for row in value:
                say(paragraph(spelled(row), "      ", "  "))
        else:
            say(paragraph(spelled(value), " " * LABEL, label))
    say("")
    for number, step in enumerate(found.steps, 1):
        say(paragraph(f"{step.text} = {step.value}", "    ", f"{number:>2}  "))


def _draw(found: LabResult) -> None:
    """As tables: what was found, each list in it, and the steps."""
    rows: list[list[object]] = []
    lists: dict[str, list[dict[str, object]]] = {}
    for name, value in found.values.items():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            lists[name] = value
        elif isinstance(value, dict) and 0 < len(value) <= FEW:
            rows += [[f"{labelled(name)}: {labelled(key)}", spelled(part)] for key, part in value.items()]
        else:
            rows.append([labelled(name), spelled(value)])
    table(rows)
    for name, parts in lists.items():
        keys = list(dict.fromkeys(key for row in parts for key in row))
        say("", f"{labelled(name)}:")
        table([[spelled(row[key]) if key in row else "" for key in keys] for row in parts], [labelled(k) for k in keys])
    say("")
    table([[number, step.text, step.value] for number, step in enumerate(found.steps, 1)], ["", "step", "result"])

"""What is not a number, or none that can be computed with, is refused in one line wherever a number is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from quizapp.cli.root import root
from quizapp.core.bank import complete, grade
from quizapp.core.bank.items import Numeric
from quizapp.core.facts import FactBook
from quizapp.present.lab_phrases import spelled
from quizapp.services.bank.library import load_facts
from quizapp.services.context import AppContext
from quizapp.services.lab.calculator import bars, find
from quizapp.services.lab.calculators import CALCULATORS
from quizapp.store.paths import bundled_bank
from tests.support.commands import quizapp
from tests.support.odd_numbers import NO_NUMBERS

EDGES = ("-1", "0", "0.5", "1e-400", "1e-10", "99999", "1000000", "1e14", "999999999999999999")
BOOK = load_facts(bundled_bank())


def commands(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below one, with its words."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    ctx = click.Context(command)
    for name in command.list_commands(ctx):
        found = command.get_command(ctx, name)
        assert found is not None
        yield from commands(found, *path, name)


NUMERIC = [
    (*path, option.opts[0])
    for path, command in commands(root)
    for option in command.params
    if isinstance(option, click.Option)
    and (option.name != "as_of" or path == ("due",))  # every command has it
    and (isinstance(option.type, click.types.IntParamType | click.types.FloatParamType) or option.metavar == "DATE")
]


@pytest.mark.parametrize("path", NUMERIC, ids=" ".join)
def test_every_option_that_takes_a_number_or_a_date_refuses_what_is_none(
    tmp_path: Path, bank_root: Path, path: tuple[str, ...]
) -> None:
    *command, option = path
    for text in NO_NUMBERS:
        done = quizapp(*command, f"{option}={text}", "--data-dir", tmp_path, "--bank", bank_root)
        assert done.code == 2, (text[:20], done)
        assert len(done.err.splitlines()) == 1
        assert len(done.err) < 400, option


@pytest.mark.parametrize("calculator", CALCULATORS.values(), ids=CALCULATORS)
def test_every_field_of_the_lab_computes_refuses_or_names_the_number(calculator: object) -> None:
    book: FactBook = BOOK
    for field in calculator.fields:  # type: ignore[attr-defined]
        if field.kind in ("flag", "choice", "text"):
            continue
        for text in (*NO_NUMBERS, *EDGES):
            typed = f"a={text}" if field.kind == "pairs" else text
            try:
                value = field.read(typed)
            except ValueError as error:
                assert len(str(error)) < 200  # noqa: PT017
                continue
            assert text not in NO_NUMBERS, (field.option, text)
            for day in (date(2026, 11, 1), date(2019, 9, 1)):
                said = find(calculator, book, day, {field.name: value})  # type: ignore[arg-type]
                assert all(isinstance(spelled(one), str) for one in said.values.values())
                bars(calculator, book, day, {field.name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["inf", "1e400", "9" * 5000])
def test_the_command_says_which_option(text: str) -> None:
    for option in ("--memory-mb", "--duration-ms"):
        done = quizapp("lab", "bill", f"{option}={text}")
        assert done.code == 2
        assert option in done.err
        assert len(done.err.splitlines()) == 1


def test_an_answer_that_is_no_number_grades_nothing(context: AppContext) -> None:
    item = next(item for item in context.library.bank if isinstance(item, Numeric))
    for text in (*NO_NUMBERS, *EDGES):
        assert not complete(item, (text,)) or not grade(item, (text,)).correct

"""An option that takes one value and is given two is an error, in every command: none is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from quizapp.cli.root import root
from tests.support.commands import quizapp


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """All commands with the words that call them."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def value_of(option: click.Option) -> str:
    """Something the option can read."""
    if isinstance(option.type, click.Choice):
        return str(option.type.choices[0])
    return "2026-01-01" if "day" in type(option.type).__name__.lower() else "3"


def single() -> list[tuple[tuple[str, ...], click.Option]]:
    """Every option of every command that takes one value."""
    return [
        (path, param)
        for path, command in [((), root), *commands(root)]
        for param in command.params
        if isinstance(param, click.Option) and not (param.multiple or param.is_flag or param.count)
    ]


def test_every_option_of_one_value_given_twice_is_one_line_and_exit_code_2() -> None:
    found = single()
    assert len(found) > 100
    for path, option in found:
        value = value_of(option)
        done = quizapp(*path, option.opts[0], value, option.opts[0], value)
        assert done.code == 2, (path, option.opts)
        assert f"{option.opts[0]} is given twice" in done.err, (path, option.opts, done.err)
        assert done.out == ""


def test_two_numbers_for_one_are_not_the_last_of_them() -> None:
    done = quizapp("lab", "queue", "--failing", "2", "--failing", "4")
    assert done.code == 2
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("second", ["2019-09", "2020-01"])
def test_a_global_option_before_and_after_the_command_must_agree(second: str) -> None:
    done = quizapp("--as-of", "2019-09", "facts", "show", "limits.memory.max", "--as-of", second)
    assert done.code == (0 if second == "2019-09" else 2)

"""``completion``: a script that completes commands, options and names of the bank."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from quizapp.cli.options import Order

_SHELLS = ("bash", "zsh", "fish")


@click.command(cls=Order)
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> None:
    """A completion script for SHELL, to be evaluated at its start; it knows topics, questions, facts and exams, too."""
    from quizapp.cli.root import root

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has these three
    click.echo(kind(root, {}, "quizapp", "_QUIZAPP_COMPLETE").source())

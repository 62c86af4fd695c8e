"""``man``: a page for ``man``, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from quizapp import __version__
from quizapp.cli.options import Order, global_options
from quizapp.cli.output import emit_text

_EXIT_CODES = (
    ("0", "Done."),
    ("1", "A failure you can act on."),
    ("2", "Wrong usage."),
    ("3", "Problems in the questions."),
    ("4", "The data is locked by another program."),
    ("5", "The data is damaged, or from a newer version."),
    ("130", "Interrupted, with everything saved."),
)


@click.command(cls=Order)
def man() -> None:
    """Print the manual page: quizapp man > quizapp.1, or quizapp man | man -l -."""
    from quizapp.cli.root import root

    emit_text(man_page(root))


def man_page(root: click.Command) -> str:
    """Return the page in the language of ``man``."""
    context = click.Context(root, info_name="quizapp")
    return "".join(f"{line}\n" for line in _lines(root, context))


def _lines(root: click.Command, context: click.Context) -> Iterator[str]:
    everywhere = global_options()
    known = {name for param in everywhere for name in param.opts}
    yield f'.TH QUIZAPP 1 "" "quizapp {__version__}" "User Commands"'
    yield from (".SH NAME", r"quizapp \- prepare for AWS certification questions on Lambda")
    yield from (".SH SYNOPSIS", ".B quizapp", r"[\fICOMMAND\fR] [\fIOPTION\fR]...")
    yield from (".SH DESCRIPTION", _escaped(_words(root.help)))
    yield from (".SH OPTIONS", "Before or after the name of every command.")
    for param in everywhere:
        yield from _option(param, context)
    yield ".SH COMMANDS"
    for command, below in _commands(root, context):
        arguments = [param.make_metavar(below) for param in command.params if isinstance(param, click.Argument)]
        yield ".SS " + _escaped(" ".join([below.command_path, *arguments]))
        yield _escaped(_words(command.help))
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden and not known.intersection(param.opts):
                yield from _option(param, below)
    yield ".SH EXIT STATUS"
    for code, says in _EXIT_CODES:
        yield from (".TP", f".B {code}", says)
    yield from (".SH FILES", r"\fBquizapp locate\fR says where they are.")


def _commands(group: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """All commands below ``group`` that do something, in the order of help."""
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        below = click.Context(command, parent=context, info_name=name)
        if not isinstance(command, click.Group):
            yield command, below
        yield from _commands(command, below)


def _option(param: click.Parameter, context: click.Context) -> Iterator[str]:
    record = param.get_help_record(context)
    if record is not None:
        yield from (".TP", rf"\fB{_escaped(record[0])}\fR", _escaped(record[1]))


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _escaped(text: str) -> str:
    """``text`` as words for ``man``: nothing in it is a request or an escape."""
    safe = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{safe}" if safe.startswith(".") else safe

"""What every command takes, before or after its name, and the commands that are imported on use."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click

from quizapp import __version__

LAMBDA_BEGAN = date(2014, 11, 13)
"""The day on which AWS announced Lambda."""


@dataclass
class Options:
    """The global options. ``as_of`` None: today; ``bank`` and ``data_dir`` None: the usual places.

    ``json_errors``: an error is an object on stdout as well.
    """

    as_of: date | None = None
    data_dir: Path | None = None
    bank: Path | None = None
    no_color: bool = False
    quiet: bool = False
    verbose: bool = False
    json_errors: bool = False
    typed: set[str] = field(default_factory=set)


class Day(click.ParamType):  # type: ignore[type-arg]
    """YYYY-MM-DD, or YYYY-MM for its first day."""

    name = "date"

    def convert(self, value: date | str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that says what to write."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value if len(value) > 7 else f"{value}-01")
        except ValueError:
            self.fail(f"'{value}' is not a date; write YYYY-MM-DD or YYYY-MM", param, ctx)


class FactsDay(Day):
    """A day on which there are facts: neither before Lambda existed nor still to come."""

    def convert(self, value: date | str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that says which dates there are."""
        from quizapp.core.dates import date_text
        from quizapp.services.clock import system_clock

        day, today = super().convert(value, param, ctx), system_clock().calendar_date
        if day < LAMBDA_BEGAN:
            self.fail(
                f"AWS Lambda didn't exist on {date_text(day)}; give a day from {date_text(LAMBDA_BEGAN)} on", param, ctx
            )
        if day > today:
            self.fail(
                f"{date_text(day)} is in the future, and nobody knows what AWS changes until then; give a day up to"
                f" today, {date_text(today)}",
                param, ctx,
            )  # fmt: skip
        return day


def options() -> Options:
    """The global options of the command that runs."""
    found: Options = click.get_current_context().find_root().ensure_object(Options)
    return found


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if value is None or value is False:
        return
    assert param.name is not None  # noqa: S101 - options have names
    root = ctx.find_root().ensure_object(Options)
    typed = ctx.get_parameter_source(param.name) is click.core.ParameterSource.COMMANDLINE
    if typed and param.name in root.typed and getattr(root, param.name) != value:
        raise click.UsageError(f"{param.opts[0]} is given twice, before and after the command; give it once", ctx)
    if typed:
        root.typed.add(param.name)
    if typed or getattr(root, param.name) in (None, False):  # an option beats the environment wherever it stands
        setattr(root, param.name, value)


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"quizapp {__version__}")
        ctx.exit()


def global_options() -> list[click.Parameter]:
    """New parameters, for one command."""

    def kept(*names: str, **more: Any) -> click.Option:
        return click.Option(names, expose_value=False, callback=_keep, **more)

    return [
        kept(
            "--as-of", type=FactsDay(), envvar="QUIZAPP_AS_OF", metavar="DATE", help="Facts and questions of that day."
        ),
        kept(
            "--data-dir",
            type=click.Path(file_okay=False, path_type=Path),
            envvar="QUIZAPP_DATA_DIR",
            metavar="DIR",
            help="Keep everything in DIR.",
        ),
        kept(
            "--bank", type=click.Path(path_type=Path), envvar="QUIZAPP_BANK", metavar="DIR", help="Another bank folder."
        ),
        kept("--no-color", is_flag=True, envvar="QUIZAPP_NO_COLOR", help="No colours."),
        kept("--quiet", "-q", is_flag=True, help="Data only, no narration."),
        kept("--verbose", "-v", is_flag=True, help="Say more about errors."),
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="The version."
        ),
    ]


class Order(click.Command):
    """A command that takes the global options as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *global_options()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; an option that takes one value and is given twice is a usage error: the last would win unsaid."""
        if not ctx.resilient_parsing:
            try:
                _, _, order = self.make_parser(ctx).parse_args(args=list(args))
            except click.NoSuchOption as error:
                known = [name for param in self.get_params(ctx) for name in (*param.opts, *param.secondary_opts)]
                hint = nearest(error.option_name, [name for name in known if name.startswith("--")])
                raise click.UsageError(f"no option '{error.option_name}'{hint}", ctx) from error
            for param in order:
                if not isinstance(param, click.Option) or param.multiple or param.count:
                    continue
                if (not param.is_flag or param.secondary_opts) and order.count(param) > 1:
                    raise click.UsageError(f"{param.opts[0]} is given twice; it takes one value", ctx)
        return super().parse_args(ctx, args)


class LazyGroup(Order, click.Group):
    """Commands by name, each imported when it is used or named in help.

    ``places``: name -> (module, attribute, one line of help), so that help imports nothing.
    """

    def __init__(self, *args: Any, places: dict[str, tuple[str, str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places or {}

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """All names, in the order given."""
        return list(self.places)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self.places:
            return None
        module, attribute, _ = self.places[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a usage error with the nearest name."""
        if args and args[0] not in self.places:
            hint = nearest(args[0], self.places) or f"; there are: {', '.join(self.places)}"
            raise click.UsageError(f"no command '{args[0]}'{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from ``places`` alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, _, says) in self.places.items()])


json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
"""``--json``, as the argument ``as_json``."""
FORCE = click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")


def nearest(name: str, known: Iterable[str]) -> str:
    """'; did you mean X?', or nothing."""
    import difflib

    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""

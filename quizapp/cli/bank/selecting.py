"""Options that say which questions are meant: the filters of Browse on the command line.

The words of the options stand here, since Home is opened by way of the command that has them, and needs no bank for its
first frame.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from quizapp.cli.options import nearest

if TYPE_CHECKING:
    from quizapp.services.bank.selection import Selection
    from quizapp.services.context import AppContext

CommandT = TypeVar("CommandT", bound=Callable[..., object])
MISSED_DAYS = 7
FORMS = ("single", "multiple", "numeric", "text", "ordering", "matching", "calculation")
LEVELS = ("recall", "apply", "analyse")
_KEPT = "quizapp.selection"


class Known(click.Choice[str]):
    """One of some words; another is answered with the nearest of them."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or raise a usage error."""
        found = value.casefold()
        if found in self.choices:
            return found
        hint = nearest(found, self.choices) or f"; there are: {', '.join(self.choices)}"
        what = param.opts[0].lstrip("-") if param is not None else "value"
        raise click.UsageError(f"no {what} '{value}'{hint}", ctx)


def selection_options(command: CommandT) -> CommandT:
    """Add the options of a choice, but topics and words; ``selection_of`` gives what they said."""
    for name, words in (("level", LEVELS), ("domain", ()), ("form", FORMS)):
        command = click.option(
            f"--{name}",
            f"{name}s",
            type=Known(words) if words else str,
            multiple=True,
            metavar=name[0].upper(),
            help=f"{', '.join(words) or 'A domain of the exam, such as security'}; can be given again.",
            expose_value=False,
            callback=_keep,
        )(command)
    for name, says in (
        ("noted", "Only what has a note of yours (N on a question)."),
        ("unseen", "Only what you never answered."),
        ("marked", "Only what you marked (v on a question)."),
        ("missed", f"Only what you missed in the last {MISSED_DAYS} days."),
    ):
        command = click.option(f"--{name}", is_flag=True, help=says, expose_value=False, callback=_keep)(command)
    return command


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if value:
        ctx.meta.setdefault(_KEPT, {})[param.name] = value


def selection_of(topics: tuple[str, ...] = (), text: str = "") -> Selection:
    """Return what the options of the command that runs chose, with topics and words."""
    import msgspec

    from quizapp.services.bank.selection import Selection

    kept = click.get_current_context().meta.get(_KEPT, {})
    return msgspec.convert({**kept, "topics": topics, "text": text}, Selection)


def check_known(context: AppContext, selection: Selection) -> None:
    """Raise a usage error for a topic or a domain that the bank does not have."""
    library = context.library
    domains = {one.domain for one in (*library.bank, *library.models.values())} if selection.domains else ()
    both = (("topic", selection.topics, library.bank.topics), ("domain", selection.domains, domains))
    for what, asked, known in both:
        for name in asked:
            if name not in known:
                hint = nearest(name, known) or f"; there are: {', '.join(sorted(known))}"
                raise click.UsageError(f"no {what} '{name}'{hint}")

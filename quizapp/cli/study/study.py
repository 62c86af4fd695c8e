"""``quizapp`` and ``quizapp study``: the screens, or a session line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from quizapp.cli import app_context
from quizapp.cli.options import Order, nearest, options
from quizapp.cli.output import narrate, say, warn
from quizapp.core.quantity import plural

if TYPE_CHECKING:
    from quizapp.services.bank.library import Library
    from quizapp.services.bank.opening import BankOpened
    from quizapp.services.context import AppContext
    from quizapp.tui.app import QuizApp

MOST_PROBLEMS = 10
"""So many problems of the bank are named before a session; a bank that is being written can have hundreds."""


@click.command(cls=Order)
@click.option("--topic", "topics", multiple=True, metavar="T", help="Only this topic; can be given again.")
@click.option("--limit", type=click.IntRange(1, 500), metavar="N", help="At most N questions.")
@click.option("--minutes", type=click.IntRange(1, 600), metavar="M", envvar="QUIZAPP_MINUTES", help="About M minutes.")
@click.option("--plain", is_flag=True, help="Line by line, without a full screen.")
def study(topics: tuple[str, ...], limit: int | None, minutes: int | None, plain: bool) -> int | None:
    """Answer what is due, then what is new."""
    if plain:
        return _plain(topics, limit, minutes)

    def start(app: QuizApp) -> None:
        if app.context.loaded:
            app.begin_study(plan_session(app.context, topics, limit, minutes))

    def check(context: AppContext) -> BankOpened | None:
        """Refuse a topic that the bank does not have. Without topics nothing need be known of it yet."""
        if not topics:
            return None
        from quizapp.services.bank.opening import open_bank

        opened = open_bank(context)
        _known(context, topics)
        return opened

    from quizapp.services.study.session_queue import plan_session

    return open_screens(start, check)


def open_screens(
    start: Callable[[QuizApp], None] | None = None,
    checks: Callable[[AppContext], BankOpened | None] = lambda _context: None,
    what: str = "study",
) -> int:
    """The full-screen application; its exit code. Without a terminal a usage error that names ``what --plain``.

    ``checks`` sees the user's files before Home does: it may refuse, and may open the bank. ``start`` is called when
    the bank is open, or cannot be read while an exam is open.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(f"there is no terminal here; 'quizapp {what} --plain' works line by line")
    if options().no_color:
        os.environ["NO_COLOR"] = "1"
    from quizapp.tui.app import QuizApp

    with ExitStack() as stack:
        app = QuizApp(lambda: stack.enter_context(app_context.context()), checks=checks, open_study=start)
        code = app.run()
        if app.failure is not None:
            raise app.failure
        return code or 0


def _plain(topics: tuple[str, ...], limit: int | None, minutes: int | None) -> int:
    from quizapp.cli.study.plain_session import PlainSession, monotonic_if
    from quizapp.present.phrases import left_out_line
    from quizapp.services.study.session import Study
    from quizapp.services.study.session_queue import left_out, plan_session

    with app_context.context() as context:
        with app_context.open_bank(context):
            _warn_of(context.library)
        entries = plan_session(context, _known(context, topics), limit, minutes)
        if topics and (why := left_out_line(left_out(context, topics, entries))):
            narrate(why)
        if not entries:
            narrate("Nothing is due and nothing is new today; 'study --plain --topic T' practises a topic.")
            return 0
        session = Study(context, entries, topics)
        PlainSession(context, session, read_line, monotonic_if(sys.stdin.isatty())).run()
    return 0


def _warn_of(library: Library) -> None:
    for problem in library.errors[:MOST_PROBLEMS]:
        warn(str(problem))
    if library.errors:
        more = len(library.errors) - MOST_PROBLEMS
        left = f"{plural(more, 'more problem')}; " if more > 0 else ""
        warn(f"{left}items with problems are left out; 'quizapp bank check' lists all problems")
    app_context.warn_uncertain(library.facts)


def _known(context: AppContext, topics: tuple[str, ...]) -> tuple[str, ...]:
    known = context.library.bank.topics if topics else {}
    for topic in topics:
        if topic not in known:
            hint = nearest(topic, known) or f"; there are: {', '.join(known)}"
            raise click.UsageError(f"no topic '{topic}'{hint}")
    return topics


def read_line(prompt: str) -> str | None:
    """A line from stdin behind ``prompt``; None at the end of input."""
    say(prompt, nl=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        say("")
    return line if line else None

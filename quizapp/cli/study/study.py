"""``quizapp`` and ``quizapp study``: the screens, or a session line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from quizapp.cli import app_context
from quizapp.cli.bank.selecting import check_known, selection_of, selection_options
from quizapp.cli.completing import TOPICS
from quizapp.cli.options import Order, options
from quizapp.cli.output import narrate, say, warn
from quizapp.core.quantity import plural

if TYPE_CHECKING:
    from quizapp.core.scheduler import Entry
    from quizapp.services.bank.library import Library
    from quizapp.services.bank.opening import BankOpened
    from quizapp.services.bank.selection import Selection
    from quizapp.services.context import AppContext
    from quizapp.tui.app import QuizApp

MOST_PROBLEMS = 10
"""So many problems of the bank are named before a session; a bank that is being written can have hundreds."""


@click.command(cls=Order)
@click.option(
    "--topic", "topics", multiple=True, metavar="T", shell_complete=TOPICS, help="Only this topic; can be given again."
)
@click.option("--limit", type=click.IntRange(1, 500), metavar="N", help="At most N questions.")
@click.option("--minutes", type=click.IntRange(1, 600), metavar="M", envvar="QUIZAPP_MINUTES", help="About M minutes.")
@selection_options
@click.option("--text", default="", metavar="WORDS", help="Only where all of these words occur.")
@click.option("--plain", is_flag=True, help="Line by line, without a full screen.")
def study(topics: tuple[str, ...], limit: int | None, minutes: int | None, text: str, plain: bool) -> int | None:
    """Answer what is due, then what is new; or just the questions you choose, all of them.

    Each option narrows the choice; one that is given again widens it.
    """
    selection = selection_of(topics, text)
    if plain:
        return _plain(topics, limit, minutes, selection)

    def start(app: QuizApp) -> None:
        if app.context.loaded:
            app.begin_study(_planned(app.context, topics, limit, minutes, selection))

    def check(context: AppContext) -> BankOpened | None:
        """Refuse what the bank does not have. Where nothing is chosen, nothing need be known of it yet."""
        if selection.empty:
            return None
        from quizapp.services.bank.opening import open_bank

        opened = open_bank(context)
        check_known(context, selection)
        _planned(context, topics, limit, minutes, selection)
        return opened

    return open_screens(start, check)


def _planned(
    context: AppContext, topics: tuple[str, ...], limit: int | None, minutes: int | None, selection: Selection
) -> tuple[Entry, ...]:
    """A session on topics, or over any other choice; that has all of what was chosen, or raises NothingChosen."""
    from quizapp.services.study.session_queue import plan_session

    if selection.only_topics:
        return plan_session(context, topics, limit, minutes)
    from quizapp.present.selection_phrases import selection_words
    from quizapp.services.study.chosen_session import chosen_session

    words = selection_words(selection, context.library.bank.title)
    return chosen_session(context, selection, words, limit, minutes)


def open_screens(
    start: Callable[[QuizApp], None] | None = None,
    checks: Callable[[AppContext], BankOpened | None] = lambda _context: None,
    what: str = "study",
) -> int:
    """The full-screen application; its exit code. Without a terminal a usage error that names ``what --plain``.

    ``checks`` sees the user's files before Home does: it may refuse, and may open the bank. ``start`` is called when
    the bank is open, or cannot be read while an exam is open.
    """
    from quizapp.cli.terminal import look_at_terminal, screens_on_terminal

    capabilities = look_at_terminal(what)
    if options().no_color:
        os.environ["NO_COLOR"] = "1"
    from quizapp.tui.app import QuizApp

    with ExitStack() as stack:
        app = QuizApp(
            lambda: stack.enter_context(app_context.context()),
            checks=checks,
            open_study=start,
            capabilities=capabilities,
            first_run=start is None and options().as_of is None,
        )
        with screens_on_terminal():
            code = app.run()
        if app.failure is not None:
            raise app.failure
        return code or 0


def _plain(topics: tuple[str, ...], limit: int | None, minutes: int | None, selection: Selection) -> int:
    from quizapp.cli.study.plain_session import PlainSession, monotonic_if
    from quizapp.present.phrases import left_out_line
    from quizapp.services.study.session import Study
    from quizapp.services.study.session_queue import left_out

    with app_context.context() as context:
        with app_context.open_bank(context):
            _warn_of(context.library)
        check_known(context, selection)
        entries = _planned(context, topics, limit, minutes, selection)
        if topics and selection.only_topics and (why := left_out_line(left_out(context, topics, entries))):
            narrate(why)
        if not entries:
            narrate("Nothing is due and nothing is new today; 'study --plain --topic T' practises a topic.")
            if not sys.stdin.isatty():
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


def read_line(prompt: str) -> str | None:
    """A line from stdin behind ``prompt``; None at the end of input."""
    say(prompt, nl=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        say("")
    return line if line else None

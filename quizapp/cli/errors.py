"""Running a command: every error comes out as one line and the right exit code, never as a traceback."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from quizapp.cli import streams
from quizapp.cli.options import Options
from quizapp.cli.output import emit, pasteable, say
from quizapp.store.paths import user_paths

INTERRUPTED = 130
CONTENT_PROBLEMS = 3
"""Exit codes of commands that end without an exception; 3 is that of LibraryError and Shortage, too."""
LONG_WORD = 300
SIGNALS = ("SIGTERM", "SIGHUP")


class Stopped(BaseException):
    """A signal asked the program to end. As an interruption does, it passes every handler of errors."""


def _stop(number: int, _frame: object) -> None:
    raise Stopped(number)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Signals that end the program end it in order: what is open is closed. An ignored one stays ignored."""
    before = {}
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            with suppress(ValueError):  # not the main thread
                before[number] = signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(command: click.Command, arguments: list[str] | None = None) -> int:
    """Run ``command``; the exit code (design.md, command line)."""
    chosen = Options(json_errors=_wants_json(sys.argv[1:] if arguments is None else arguments))
    try:
        with _stoppable():
            return _run(command, arguments, chosen)
    except Stopped as stopped:
        return _say("stopped from outside; everything you answered is saved", 128 + int(stopped.args[0]), chosen)


def _wants_json(arguments: list[str]) -> bool:
    """Whether ``--json`` is among the options that were typed, be they right or wrong."""
    return "--json" in (arguments[: arguments.index("--")] if "--" in arguments else arguments)


def _run(command: click.Command, arguments: list[str] | None, chosen: Options) -> int:
    streams.steady()
    try:
        done = command.main(
            arguments, prog_name="quizapp", standalone_mode=False, obj=chosen, complete_var="_QUIZAPP_COMPLETE"
        )
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(sys.stderr)
        return error.exit_code
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        where = f"; see '{context.command_path} --help'" if context else ""
        return _say(_brief(error.format_message().rstrip(".")), error.exit_code, chosen, where)
    except (click.Abort, KeyboardInterrupt):
        return _say("interrupted; everything that was answered is saved", INTERRUPTED, chosen)
    except (SystemExit, BrokenPipeError):  # click leaves like this, and only then, when nobody reads on
        streams.give_up()
        return 0
    except Exception as error:
        return _failed(error, chosen)
    return done if isinstance(done, int) else 0


def _failed(error: Exception, chosen: Options) -> int:
    """An error of ours carries its exit code; anything else is a mistake in the program and goes to its log."""
    code = getattr(error, "exit_code", None)
    if isinstance(code, int):
        return _say(str(error), code, chosen)
    if isinstance(error, OSError) and error.filename is not None:
        return _say(f"{os.fsdecode(error.filename)}: {error.strerror}", 1, chosen)
    if isinstance(error, OSError) and error.errno in streams.GONE:
        if sys.stdout is sys.__stdout__:
            streams.give_up()
        return _say(f"the output can't be written ({error.strerror}); everything you answered is saved", 1, chosen)
    from quizapp.store.atomic_write import quoted

    log = user_paths(chosen.data_dir).log
    kept = _log(log)
    where = f"; details in {quoted(log)}" if kept else ""
    return _say(f"a mistake in quizapp itself ({type(error).__name__}: {error}){where}; please report it", 1, chosen)


def _log(path: Path) -> bool:
    import traceback

    from quizapp.store.atomic_write import PRIVATE, private_folder
    from quizapp.store.paths import OWN

    try:
        private_folder(path.parent, OWN)
        how = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)  # a pipe nobody reads is no log
        with os.fdopen(os.open(path, how, PRIVATE), "a", encoding="utf-8") as file:
            file.write(traceback.format_exc() + "\n")
    except OSError:
        return False
    return True


def _brief(message: str) -> str:
    """``message`` without the middle of what was typed at great length."""
    words = message.split()
    return " ".join(word if len(word) <= LONG_WORD else f"{word[:40]}...{word[-10:]}" for word in words)


def _say(message: str, code: int, chosen: Options, more: str = "") -> int:
    """One line on stderr; with ``--json`` an object on stdout as well, where a program reads."""
    one_line = " ".join(line.strip() for line in message.splitlines())  # blanks inside may be part of a path
    one_line = pasteable(one_line, chosen) + more
    if chosen.json_errors:
        from quizapp.services.clock import system_clock

        with suppress(OSError, ValueError):
            emit({"error": {"message": one_line, "exit_code": code}}, chosen.as_of or system_clock().calendar_date)
            sys.stdout.flush()
    with suppress(OSError):  # the exit code still says it
        say(f"quizapp: {one_line}", err=True)
    return code

"""stdout is data, stderr is narration. JSON is one object; tables are for people, and drawn where they look at them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date

import click
import msgspec

from quizapp import __version__
from quizapp.cli.options import Options, options

SCHEMA_VERSION = 1
_COMMAND = re.compile(r"(?<=')quizapp (?![^']*--help)[^']+(?=')|(?<=: )quizapp (?![^;')]*--help)[^;')]+")
_UNSAFE = re.compile(r"[^\w@%+=:,./-]")
"""What a shell would not take as it is."""
MOST_COLUMNS = 100
MOST_ALIGNED = 40
_OBEYED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)"
)  # control characters, and those that turn the direction of writing


def say(*lines: str, err: bool = False, nl: bool = True) -> None:
    """Lines to stdout, or to stderr, without anything a terminal could obey. All that is printed goes through here."""
    for line in lines:
        click.echo(clean(line), err=err, nl=nl)


def say_drawn(lines: str) -> None:
    """Lines with the styles that were drawn around clean text, to stdout."""
    click.echo("".join(f"{line.rstrip()}\n" for line in lines.splitlines()), nl=False)


def clean(text: str) -> str:
    """``text`` without anything a terminal could obey; tabs and the line breaks of any system stay."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def emit(content: Mapping[str, object], as_of: date) -> None:
    """``content`` as the one JSON object of a command."""
    say(json_text(content, as_of), nl=False)


def json_text(content: Mapping[str, object], as_of: date) -> str:
    """``content`` behind the head that every JSON object has; ends with a line break."""
    head = {"schema_version": SCHEMA_VERSION, "app_version": __version__, "as_of": as_of}
    whole = {**head, **content}
    try:
        text = msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
    except UnicodeEncodeError:  # a file name that is not a text: Python's own JSON can spell it
        import json

        text = json.dumps(msgspec.to_builtins(whole, str_keys=True), indent=2)
    return escaped(text) + "\n"


def escaped(json: str) -> str:
    """Return ``json`` with what a terminal could obey spelled as JSON spells it."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", json)


def emit_text(text: str) -> None:
    """A finished text to stdout."""
    say(text, nl=False)


def narrate(text: str) -> None:
    """A word on the side, unless ``--quiet``."""
    if not options().quiet:
        with suppress(OSError):  # data comes first, and may still have somewhere to go
            say(pasteable(text), err=True)


def warn(text: str) -> None:
    """A warning: said even with ``--quiet``."""
    with suppress(OSError):
        say(f"quizapp: warning: {pasteable(text)}", err=True)


def pasteable(text: str, chosen: Options | None = None) -> str:
    """``text`` with the folders that were typed added to each command in it, so that it can be pasted into a shell.

    Commands stand in quotes, or at the end behind a colon. What the environment gives needs no option.
    """
    context = click.get_current_context(silent=True)
    chosen = chosen or (context.find_root().ensure_object(Options) if context else Options())
    folders = {"--data-dir": chosen.data_dir, "--bank": chosen.bank}
    typed = {option: str(folder) for option, folder in folders.items() if option[2:].replace("-", "_") in chosen.typed}
    words = "".join(f" {option} " + _UNSAFE.sub(r"\\\g<0>", folder) for option, folder in typed.items())
    return text if "--data-dir" in text else _COMMAND.sub(lambda found: found[0] + words, text)


def columns() -> int:
    """How wide text is set."""
    import shutil

    return min(MOST_COLUMNS, max(40, shutil.get_terminal_size((80, 24)).columns))


def paragraph(text: str, indent: str = "", first: str | None = None) -> str:
    """``text`` set to the width of the terminal."""
    import textwrap

    return textwrap.fill(
        " ".join(text.split()),
        columns(),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def sentence(text: str) -> str:
    """``text`` on one line; on a terminal, which would break it anywhere, set to its width."""
    return paragraph(text) if drawing() else text


def table(
    rows: Iterable[Sequence[object]], head: Sequence[str] = (), *, drawn_head: Sequence[str] = (), ids: bool = False
) -> None:
    """Rows in aligned columns; numbers to the right; the last column as long as it likes.

    Behind the first column a cell of more than ``MOST_ALIGNED`` pushes the rest of its own row alone. On a terminal
    they are drawn, and no line is longer than the terminal; ``drawn_head``: a head for that alone; ``ids``: the first
    column has ids, which are copied, so they stay whole as long as anything else can give way.
    """
    body = [[str(cell) for cell in row] for row in rows]
    numeric = [all(isinstance(cell, int) for cell in column) for column in zip(*rows, strict=True)] if body else []
    if drawing():
        from quizapp.cli.tables import draw_table

        draw_table([[clean(cell) for cell in row] for row in body], list(head or drawn_head), numeric, ids=ids)
        return
    lines = [list(head), *body] if head else body
    widths = [
        max((len(cell) for cell in column if not i or len(cell) <= MOST_ALIGNED), default=0)
        for i, column in enumerate(zip(*lines, strict=True))
    ]
    for line in lines:
        cells = [
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(line, widths, numeric or [False] * len(widths), strict=True)
        ]
        say("  ".join(cells).rstrip())


def drawing() -> bool:
    """Whether stdout is a terminal on which tables are drawn; anything else gets plain lines, always the same."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to tell how many of how many are done: a bar where stdout and stderr are terminals, else None.

    It stands on stderr, only while something takes its time, and goes at the end.
    """
    if options().quiet or not (drawing() and sys.stderr.isatty()):
        yield None
        return
    from quizapp.cli.tables import LateBar

    with LateBar(doing, color=not options().no_color) as bar:
        yield bar.tell

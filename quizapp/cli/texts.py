"""Texts of the bank as lines for a terminal or a pipe: prose set to the width, code lines as they are.

Code within prose has no marks around it: a screen reader would read each of them aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizapp.cli.output import columns
from quizapp.core import markup

CODE = "    "


def one_line(text: str) -> str:
    """A text of the bank on one line."""
    return _words(markup.one_line(text))


def _words(spans: Iterable[markup.Span]) -> str:
    return "".join(span.text for span in spans)


def text_lines(text: str, rest: str = "", first: str | None = None, lead: str = "", tail: str = "") -> Iterator[str]:
    """A text of the bank behind ``first`` on its first line and ``rest`` on the others.

    ``lead`` stands before its words and ``tail`` behind them, each on a line of its own where there is code.
    """
    start = rest if first is None else first
    margin = CODE if first is None else ""
    found = list(markup.blocks(text))
    if lead and not (found and isinstance(found[0], markup.Paragraph)):
        yield (start + lead).rstrip()
        start, lead = rest, ""
    for block in found:
        if block.gap:
            yield ""
        if isinstance(block, markup.Code):
            for row in block.lines:
                yield f"{start}{'   ' * block.depth}{margin}{row}".rstrip()
                start = rest
        else:
            end = tail if block is found[-1] else ""
            mark = f"{block.mark} " if isinstance(block, markup.ListEntry) else ""
            inside = "   " * (block.depth - bool(mark))
            yield from wrapped(lead + _words(block.spans) + end, rest + inside + " " * len(mark), start + inside + mark)
        start, lead = rest, ""
    if tail and not (found and not isinstance(found[-1], markup.Code)):
        yield f"{start}{tail.strip()}"


def wrapped(text: str, rest: str = "", first: str | None = None) -> list[str]:
    """A line of text set to the width; blanks inside it stay."""
    import textwrap

    start = rest if first is None else first
    wrapper = textwrap.TextWrapper(
        columns(),
        initial_indent=start,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        expand_tabs=False,
    )
    return wrapper.wrap(text) or [start.rstrip()]

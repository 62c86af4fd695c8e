"""Text of the bank to styled text: the only place where that happens.

``quizapp.core.markup`` reads it; here its blocks and spans become styles. It is hostile to Textual's markup
(``[$LATEST]`` would vanish, ``[/x]`` would raise), so it is only ever put into ``Content``, never parsed as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rich.cells import chop_cells
from textual.content import Content, Span

from quizapp.core import markup

CODE = "$text-accent"
DIM = "$dim"
HERE = "on $raised"


LEAST = 12
"""Cells that the title of a row keeps while there are parts that can be left out."""


class OneLine(msgspec.Struct, frozen=True):
    """What makes a block one line, at any width: its content is a title that gives way to the ``parts`` behind it.

    The title is cut with an ellipsis, and padded to ``most`` cells (0: it has the length it has). Where it would keep
    less than ``LEAST``, the parts with the indices ``drops`` are left out, in that order.
    """

    parts: tuple[Content, ...] = ()
    most: int = 0
    drops: tuple[int, ...] = ()


class Block(msgspec.Struct, frozen=True):
    """A paragraph: ``first`` stands before its first line, ``rest`` before the others.

    ``wrap`` False keeps its line as it is (code); what is too long is folded. ``lead`` is the
    style of ``first``; ``here`` marks the row under the cursor, which is shown on a ground of its own.
    With a ``row`` it is one line. ``click``: the action of the screen that a click on it runs.
    """

    content: Content
    first: str = ""
    rest: str = ""
    wrap: bool = True
    lead: str = ""
    here: bool = False
    row: OneLine | None = None
    click: str = ""


def one_row(
    title: Content, *parts: Content, first: str = "", most: int = 0, drops: tuple[int, ...] = (), lead: str = ""
) -> Block:
    """Return a block of one line; see ``OneLine``."""
    return Block(title, first, " " * len(first), wrap=False, lead=lead, row=OneLine(parts, most, drops))


def inline(text: str, style: str = "") -> Content:
    """A text on one line: code spans and bold become styles, everything else is literal."""
    return _styled(markup.one_line(text), style)


def _styled(parts: Sequence[markup.Span], style: str = "") -> Content:
    spans, length = [], 0
    for part in parts:
        end = length + len(part.text)
        looks = [look for look, on in ((CODE, part.code), ("bold", part.bold)) if on]
        spans += [Span(length, end, look) for look in looks]
        length = end
    content = Content(markup.bare(parts))
    if style:
        content = content.stylize(style)
    return content.add_spans(spans) if spans else content


def blocks(text: str, style: str = "", indent: str = "") -> tuple[Block, ...]:
    """A text of the bank as blocks: paragraphs, list entries, code lines, and empty lines between paragraphs."""
    return tidy(_blocks(text, style, indent))


def _blocks(text: str, style: str, indent: str) -> Iterator[Block]:
    for block in markup.blocks(text):
        if block.gap:
            yield Block(Content(""))
        inside = indent + "   " * block.depth
        if isinstance(block, markup.Code):
            for line in block.lines:
                yield Block(Content(line).stylize(CODE), f"{inside}  ", f"{inside}  ", wrap=False)
        elif isinstance(block, markup.ListEntry):
            rest = indent + "   " * (block.depth - 1) + " " * (len(block.mark) + 1)
            yield Block(_styled(block.spans, style), rest[: -len(block.mark) - 1] + block.mark + " ", rest)
        else:
            yield Block(_styled(block.spans, style), inside, inside)


def behind(lead: Content, text: str, style: str = "", indent: str = "", hang: str = "") -> tuple[Block, ...]:
    """A text of the bank behind some words on its first line; below them where it begins with something else.

    ``indent`` stands before that line, ``hang`` before the others.
    """
    found = blocks(text, style)
    if not found:
        return (Block(lead, indent, hang),) if lead else ()
    first = found[0]
    if not first.wrap or first.first:
        return (Block(lead, indent, hang), *hung(found, hang))
    return (Block(lead + first.content, indent, hang + first.rest), *hung(found[1:], hang))


def before(found: Sequence[Block], tail: Content) -> tuple[Block, ...]:
    """Blocks with ``tail`` at the end of the last line, below it where that is code."""
    last = found[-1] if found else Block(Content(""))
    if not last.wrap:
        return (*found, Block(tail)) if tail else tuple(found)
    return (*found[:-1], msgspec.structs.replace(last, content=last.content + tail))


def hung(found: Sequence[Block], indent: str) -> tuple[Block, ...]:
    """Blocks behind ``indent``."""
    return tuple(
        msgspec.structs.replace(block, first=indent + block.first, rest=indent + block.rest) for block in found
    )


def tidy(parts: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks without empty lines at the ends or two in a row."""
    out: list[Block] = []
    for block in parts:
        empty = not block.content and not block.first.strip()
        if empty and (not out or not out[-1].content):
            continue
        out.append(block)
    while out and not out[-1].content:
        out.pop()
    return tuple(out)


def lines(parts: Sequence[Block], width: int) -> list[Content]:
    """Blocks laid out in ``width`` columns, with hanging indents."""
    out: list[Content] = []
    for block in parts:
        for i, line in enumerate(_wrapped(block, width) or [Content("")]):
            prefix = block.first if i == 0 else block.rest
            lead = Content.styled(prefix, block.lead) if block.lead else Content(prefix)
            whole = lead + line if prefix else line
            if block.here:
                whole = whole.pad_right(max(0, width - whole.cell_length)).stylize_before(HERE)
            out.append(whole)
    return out


def _wrapped(block: Block, width: int) -> list[Content]:
    """The block's lines without what stands before them. Where ``rest`` is the longer one there is less room for it."""
    first, rest = (max(8, width - len(lead)) for lead in (block.first, block.rest))
    if block.row is not None:
        return [_laid(block.content, block.row, first)]
    if not block.wrap:
        return _folded(block.content, min(first, rest))
    lines = block.content.wrap(first)
    if len(lines) < 2 or rest >= first:
        return lines
    said = len(lines[0].plain.rstrip())
    blank = len(block.content.plain[said:]) - len(block.content.plain[said:].lstrip())
    return [lines[0], *block.content[said + blank :].wrap(rest)]


def _folded(line: Content, width: int) -> list[Content]:
    """A line cut where it is too long. Textual's ``fold`` loses what follows marks without a width, Rich the marks."""
    if line.cell_length <= width:
        return [line]
    out, at = [], 0
    for piece in chop_cells(line.plain, width):
        out.append(line[at : at + len(piece)])
        at += len(piece)
    return [*out, line[at:]] if at < len(line.plain) else out


def kept(title: Content, row: OneLine, available: int) -> list[Content]:
    """Return the parts of a row that have room beside its title."""
    least = min(row.most or title.cell_length, LEAST)
    places = list(range(len(row.parts)))
    for place in row.drops:
        if least + sum(row.parts[i].cell_length for i in places) <= available:
            break
        places.remove(place)
    return [row.parts[i] for i in places]


def _laid(title: Content, row: OneLine, available: int) -> Content:
    parts = kept(title, row, available)
    own = max(0, min(row.most or title.cell_length, available - sum(part.cell_length for part in parts)))
    title = title.truncate(own, ellipsis=True, pad=bool(row.most))
    return Content("").join([title, *parts]).truncate(available, ellipsis=True)


def one_line(text: str, width: int = 0) -> Content:
    """A text on one line, cut off with an ellipsis when ``width`` is given and too small."""
    content = inline(text)
    return content.truncate(width, ellipsis=True) if width else content

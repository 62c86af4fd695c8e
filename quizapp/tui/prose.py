"""Text of the bank to styled text: the only place where that happens.

Bank text is Markdown limited to code spans, code blocks, bold and lists. It is hostile to
markup (``[$LATEST]`` would vanish, ``[/x]`` would raise), so it is only ever put into
``Content``, never parsed as markup. Control characters become visible blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from textual.content import Content, Span

from quizapp.bank.texts import harmless

CODE = "$text-accent"
DIM = "$dim"
HERE = "on $raised"

_INLINE = re.compile(r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)|\*\*(?P<bold>\S(?:.*?\S)?)\*\*")
_BULLET = re.compile(r"^\s*(?:[-*]|(?P<number>\d{1,2})[.)])\s+(?P<text>.*)$")
_FENCE = re.compile(r"^\s*```")


class Block(msgspec.Struct, frozen=True):
    """A paragraph: ``first`` stands before its first line, ``rest`` before the others.

    ``wrap`` False keeps its line as it is (code); what is too long is folded. ``lead`` is the
    style of ``first``; ``here`` marks the row under the cursor, which is shown on a ground of its own.
    """

    content: Content
    first: str = ""
    rest: str = ""
    wrap: bool = True
    lead: str = ""
    here: bool = False


def inline(text: str, style: str = "") -> Content:
    """One paragraph: code spans and bold become styles, everything else is literal."""
    text = harmless(" ".join(text.split()))
    parts, spans, length, end = [], [], 0, 0
    for match in _INLINE.finditer(text):
        for piece, kind in ((text[end : match.start()], ""), (match["code"] or match["bold"], "code")):
            look = "" if not kind else (CODE if match["code"] else "bold")
            if look:
                spans.append(Span(length, length + len(piece), look))
            parts.append(piece)
            length += len(piece)
        end = match.end()
    parts.append(text[end:])
    content = Content("".join(parts))
    if style:
        content = content.stylize(style)
    return content.add_spans(spans) if spans else content


def blocks(text: str, style: str = "", indent: str = "") -> tuple[Block, ...]:
    """A text of the bank as blocks: paragraphs, list entries, code lines, and empty lines between paragraphs."""
    return tidy(_blocks(text, style, indent))


def _blocks(text: str, style: str, indent: str) -> Iterator[Block]:
    paragraph: list[str] = []
    bullet = ("", "")
    fenced = False
    for line in [*text.strip("\n").split("\n"), ""]:
        entry = _BULLET.match(line)
        if _FENCE.match(line):
            yield from _flush(paragraph, bullet, style, indent)
            fenced, bullet = not fenced, ("", "")
        elif fenced:
            yield Block(Content(harmless(line)).stylize(CODE), f"{indent}  ", f"{indent}  ", wrap=False)
        elif entry:
            yield from _flush(paragraph, bullet, style, indent)
            mark = f"{entry['number']}. " if entry["number"] else "\N{BULLET} "
            bullet = (mark, " " * len(mark))
            paragraph = [entry["text"]]
        elif line.strip():
            paragraph.append(line)
        elif paragraph:
            yield from _flush(paragraph, bullet, style, indent)
            bullet = ("", "")
            yield Block(Content(""))
    yield from _flush(paragraph, bullet, style, indent)


def _flush(paragraph: list[str], bullet: tuple[str, str], style: str, indent: str) -> Iterator[Block]:
    if paragraph:
        yield Block(inline(" ".join(paragraph), style), indent + bullet[0], indent + bullet[1])
        paragraph.clear()


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
            out.append(_grounded(whole, width) if block.here else whole)
    return out


def _wrapped(block: Block, width: int) -> list[Content]:
    """The block's lines without what stands before them. Where ``rest`` is the longer one there is less room for it."""
    first, rest = (max(8, width - len(lead)) for lead in (block.first, block.rest))
    if not block.wrap:
        return block.content.fold(min(first, rest))
    lines = block.content.wrap(first)
    if len(lines) < 2 or rest >= first:
        return lines
    said = len(lines[0].plain.rstrip())
    blank = len(block.content.plain[said:]) - len(block.content.plain[said:].lstrip())
    return [lines[0], *block.content[said + blank :].wrap(rest)]


def _grounded(line: Content, width: int) -> Content:
    return line.pad_right(max(0, width - line.cell_length)).stylize_before(HERE)


def one_line(text: str, width: int = 0) -> Content:
    """A text on one line, cut off with an ellipsis when ``width`` is given and too small."""
    content = inline(text.replace("```", " "))
    return content.truncate(width, ellipsis=True) if width else content

"""What a person sees: the cells that the terminal is given, scrolled through so that nothing below the fold is missed.

No widget is asked what it holds: a widget that was not painted again agrees with itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from tests.support.screens import settle
from tests.support.textual_adapter import painted


@dataclass(frozen=True)
class Line:
    """A row of cells: its text, and the part of it that is struck out."""

    text: str
    struck: str = ""


def lines_in(screen: Screen[object], region: Region) -> list[Line]:
    """The rows of a part of the terminal."""
    rows = painted(screen)[region.y : region.bottom]
    return [_line(row.crop(region.x, region.right)) for row in rows]


def _line(row: Strip) -> Line:
    struck = "".join(cell.text for cell in row if cell.style is not None and cell.style.strike)
    return Line(row.text.replace("\N{NO-BREAK SPACE}", " ").rstrip(), struck.strip())


def _column(screen: Screen[object], box: VerticalScroll) -> list[Line]:
    """What stands in the box's window without the margin of a column in its middle, in which nothing may stand."""
    region = box.scrollable_content_region
    left = min((child.region.x for child in box.children if child.display), default=region.x) - region.x
    lines = lines_in(screen, region)
    assert not any(line.text[: max(0, left)].strip() for line in lines), "something beside the column"
    return [Line(line.text[max(0, left) :], line.struck) for line in lines]


async def scrolled(pilot: Pilot[int], box: VerticalScroll) -> list[Line]:
    """All rows of a box that scrolls, from its first to its last; afterwards it stands where it stood."""
    screen, here = pilot.app.screen, box.scroll_y
    height = box.scrollable_content_region.height
    if not box.max_scroll_y or not height:
        return _column(screen, box)
    out: list[Line] = []
    while len(out) < box.virtual_size.height:
        top = min(len(out), int(box.max_scroll_y))
        box.scroll_to(y=top, animate=False, force=True, immediate=True)
        await settle(pilot)
        out += _column(screen, box)[len(out) - top :]
        if top == box.max_scroll_y:
            break
    box.scroll_to(y=here, animate=False, force=True, immediate=True)
    await settle(pilot)
    return out

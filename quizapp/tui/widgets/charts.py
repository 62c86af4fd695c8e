"""Drawings in characters. Pure: numbers in, ``Content`` out; glyphs carry the meaning, colours repeat it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from textual.content import Content

from quizapp.core.metrics.estimate import HIGHEST_SCORE, LOWEST_SCORE, PASS_SCORE
from quizapp.tui.widgets.markup import DIM

EIGHTHS = " ▁▂▃▄▅▆▇█"
SHADES = ("··", "░░", "▒▒", "▓▓", "██")
REST = "$rule"


def bar(share: float, width: int, look: str = "$primary") -> Content:
    """A bar of ``width`` cells, filled up to ``share`` (0 to 1)."""
    filled = round(width * min(1.0, max(0.0, share)))
    return Content.styled("█" * filled, look) + Content.styled("░" * (width - filled), REST)


def two_part_bar(sure: float, likely: float, width: int) -> Content:
    """A bar of what is ``sure`` and, paler behind it, what is ``likely``: shares of the whole, together at most 1."""
    first = round(width * sure)
    both = max(first, round(width * min(1.0, sure + likely)))
    return (
        Content.styled("█" * first, "$primary")
        + Content.styled("▒" * (both - first), DIM)
        + Content.styled("░" * (width - both), REST)
    )


def strip(low: float, middle: float, high: float, width: int, look: str, mark: float | None = None) -> Content:
    """An interval on a line from 0 to 1: ``━`` from low to high, ``●`` at the middle, ``│`` at ``mark``."""

    def place(value: float) -> int:
        return round(min(1.0, max(0.0, value)) * (width - 1))

    first, at, last, cut = place(low), place(middle), place(high), -1 if mark is None else place(mark)
    cells = []
    for cell in range(width):
        inside = first <= cell <= last
        if cell == at:
            cells.append(("●", f"bold {look}"))
        elif cell == cut:
            cells.append(("┿", look) if inside else ("│", DIM))
        else:
            cells.append(("━", look) if inside else ("─", REST))
    return _joined(cells)


def practice_scale(low: float, score: float, high: float, width: int, look: str, *, tick: bool = True) -> Content:
    """A score with its interval on the practice scale; ``tick`` marks the cut."""
    first, at, last = (_on_scale(value) for value in (low, score, high))
    return strip(first, at, last, width, look, _on_scale(PASS_SCORE) if tick else None)


def cut_at(width: int) -> int:
    """The cell of the cut on a practice scale of ``width`` cells."""
    return round(_on_scale(PASS_SCORE) * (width - 1))


def _on_scale(value: float) -> float:
    return (value - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE)


def _joined(cells: Sequence[tuple[str, str]]) -> Content:
    """Texts with their looks, neighbours of one look as one span: the fewer spans, the quicker the screen."""
    runs = [("".join(text for text, _ in run), look) for look, run in groupby(cells, key=lambda cell: cell[1])]
    return Content("").join([Content.styled(text, look) for text, look in runs])


def columns(
    stacks: Sequence[tuple[float, float]], height: int, looks: tuple[str, str], wide: int = 1, gap: int = 0
) -> list[Content]:
    """Upright bars of two parts, the first below: ``height`` lines from the top, ``wide`` cells and a ``gap`` a bar.

    Each part has a colour and a glyph. A second part is always seen: the boundary is drawn in whole cells, the top of
    a bar of one part in eighths.
    """
    most = max((a + b for a, b in stacks), default=0) or 1
    lines = []
    for level in range(height - 1, -1, -1):
        cells = []
        for below, above in stacks:
            total = (below + above) / most * height
            under = min(round(below / most * height), ceil(total) - 1) if above else below / most * height
            filled = min(1.0, max(0.0, under - level))
            if filled or not above:
                cells.append((EIGHTHS[max(bool(filled), round(filled * 8))] * wide + " " * gap, looks[0]))
            else:
                glyph = "▓" if level < max(under + 1, round(total)) else " "
                cells.append((glyph * wide + " " * gap, looks[1]))
        lines.append(_joined(cells))
    return lines


def shade(count: int, most: int) -> str:
    """The darkness of a day with ``count`` answers among days with up to ``most``: two cells."""
    if count <= 0:
        return SHADES[0]
    return SHADES[min(4, ceil(4 * count / max(1, most)))]


def heat(weeks: Sequence[Sequence[int | None]], look: str = "$success") -> list[Content]:
    """A calendar: a column a week, a line a day from Monday on; None is a day that is not shown."""
    most = max((n for week in weeks for n in week if n), default=0)
    lines = []
    for day in range(7):
        counts = [week[day] for week in weeks]
        cells = [
            ("   ", REST) if count is None else (f"{shade(count, most)} ", look if count else REST) for count in counts
        ]
        lines.append(_joined(cells))
    return lines

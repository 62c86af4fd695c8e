"""How the sittings of one exam went on, in a line. Pure."""

from __future__ import annotations

from textual.content import Content

from quizapp.services.exam.review import ScoreTrend
from quizapp.tui.widgets.markup import DIM, inline


def trend_line(trend: ScoreTrend | None, title: str) -> Content:
    """What the sittings of one blueprint say together."""
    if trend is None:
        return Content.styled("One sitting of this exam: no trend yet.", DIM)
    change = f"{trend.change:+d} points from the first to the latest of {trend.sittings} sittings"
    if trend.clear:
        return inline(title) + Content(f": {change}; the intervals do not overlap.")
    return inline(title) + Content(f": {change}; the intervals overlap, so chance may be all of it.")

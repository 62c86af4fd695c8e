"""What changed at AWS since the last session, in a box that scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from quizapp.core.dates import date_text
from quizapp.services.bank.fact_news import News
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.markup import DIM, Block, inline


class NewsScreen(Dialog[None]):
    """``found``: the changes ``since`` a day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "down", id="news.down"),
        Binding("k,up", "scroll(-1)", "up", id="news.up"),
        Binding("q,escape,w", "dismiss", "close", key_display="q", id="news.close"),
    ]

    def __init__(self, since: date, found: Sequence[News]) -> None:
        super().__init__()
        self._since, self._found = since, tuple(found)

    def blocks(self) -> list[Block]:
        """Return everything that changed, the latest first."""
        out = [Block(Content.styled(f"New at AWS since {date_text(self._since)}", "bold"))]
        for one in self._found:
            out += [Block(Content("")), Block(Content.styled(date_text(one.day), "$text-primary"))]
            out += [Block(inline(text), "- ", "  ") for text in one.texts]
        return [*out, Block(Content("")), Block(Content.styled("j k scroll   q closes", DIM))]

    def action_scroll(self, by: int) -> None:
        """Through the box."""
        self.query_one("#box", VerticalScroll).scroll_relative(y=2 * by, animate=False)

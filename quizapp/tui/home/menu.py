"""Where one can go from Home, with the keys; a click on an entry presses its key."""

from __future__ import annotations

from textual import events
from textual.content import Content

from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, one_row

ENTRIES = (("m", "Mock exam"), ("p", "Progress"), ("b", "Browse"), ("l", "Lab"), ("s", "Settings"), ("?", "Help"))
_PRESSED = {"?": "question_mark"}
_WIDTH = 13
"""Cells of an entry with the blank behind it."""


class HomeMenu(BlockView):
    """One column, or ``two`` where there are few lines."""

    def __init__(self) -> None:
        super().__init__(id="menu")
        self.lay_out(two=False)

    def lay_out(self, *, two: bool) -> None:
        """Show the entries in one column or in two."""
        self._across = 2 if two else 1
        said = [
            Content.styled(key, "bold $text-primary") + Content.styled(f"  {name:<{_WIDTH - 3}}", DIM)
            for key, name in ENTRIES
        ]
        rows = [said[at : at + self._across] for at in range(0, len(said), self._across)]
        self.show([one_row(Content("").join(row)) for row in rows])

    async def on_click(self, event: events.Click) -> None:
        """Press the key of the entry that was clicked."""
        place = event.y * self._across + min(event.x // _WIDTH, self._across - 1)
        if event.x < _WIDTH * self._across and 0 <= place < len(ENTRIES):
            key, _ = ENTRIES[place]
            self.app.simulate_key(_PRESSED.get(key, key))

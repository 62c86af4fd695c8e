"""The line at the top of every screen."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from quizapp.tui.widgets.markup import DIM


class Header(Widget):
    """A title on the left, a fact about now on the right. A change of text is no change of layout."""

    DEFAULT_CSS = """
    Header { height: 2; width: 100%; border-bottom: solid $rule; padding: 0 1; }
    """

    def __init__(self, title: str | Content = "", right: str | Content = "") -> None:
        super().__init__()
        self._title, self._right = _content(title), _content(right)

    def show(self, title: str | Content, right: str | Content) -> None:
        """Other texts."""
        self._title, self._right = _content(title), _content(right)
        self.refresh()

    def render(self) -> Content:
        """Both on one line; the title gives way."""
        width = self.content_size.width
        right = self._right.truncate(max(0, width - 10), ellipsis=True)
        room = max(8, width - right.cell_length - 2)
        title = self._title.truncate(room, ellipsis=True).stylize("bold")
        gap = max(1, width - title.cell_length - right.cell_length)
        return title + Content(" " * gap) + right.stylize_before(DIM)


def _content(text: str | Content) -> Content:
    return text if isinstance(text, Content) else Content(text)

"""The map of an exam: which questions are answered, begun, empty or flagged; go to any of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from quizapp.services.exam.session import Exam
from quizapp.services.exam.views import ExamView
from quizapp.tui.exam import view as exam_painting
from quizapp.tui.exam.base import ExamBaseScreen
from quizapp.tui.exam.submit import SubmitScreen
from quizapp.tui.page_screen import PageScreen
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.clock import Clock
from quizapp.tui.widgets.markup import Block


class MapScreen(ExamBaseScreen, PageScreen):
    """Gives the number of the question to go to, or 0."""

    DEFAULT_CSS = """
    MapScreen BlockPage { padding: 1 2 0 2; }
    MapScreen #legend { height: auto; border-top: solid $rule; padding: 0 1; }
    """
    heading = "Map"
    about = "Type a number or use the arrows, enter goes there. S reviews what is open before you submit."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "go there", id="map.go"),
        Binding("S", "ask_submit", "review and submit", id="map.hand_in"),
        Binding("t", "clock", "clock", id="map.clock", tooltip="Hide the clock or show it"),
        Binding("q,escape,o", "back", "back", key_display="esc", id="map.back"),
        Binding("right", "move(1)", "one on", show=False, id="map.right"),
        Binding("left", "move(-1)", "one back", show=False, id="map.left"),
        Binding("j,down", "row(1)", "a row down", show=False, id="map.down"),
        Binding("k,up", "row(-1)", "a row up", show=False, id="map.up"),
        *(Binding(str(n), f"digit({n})", show=False, id=f"map.digit_{n}") for n in range(10)),
    ]

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam)
        self._cursor, self._count = exam.sitting.current, len(exam.sitting.places)
        self._typed, self._airy = "", False
        self._painted: ExamView | None = None

    def body(self) -> Iterable[Widget]:
        """The grid, and what its signs mean."""
        yield from super().body()
        self._legend = BlockView(id="legend")
        yield self._legend

    def on_resize(self) -> None:
        """Ten to a row, or five."""
        self.paint()

    def on_clock_ticked(self, _message: Clock.Ticked) -> None:
        """Another window may have changed an answer."""
        if self._exam.view != self._painted:
            self.paint()

    @property
    def _width(self) -> int:
        return self.app.size.width - 5

    def paint(self) -> None:
        """The grid as it stands."""
        view = self._painted = self._exam.view
        done = sum(spot.state == "answered" for spot in view.spots)
        self.top_bar.show("Map", Content(f"{done} of {self._count} answered"))
        rows = exam_painting.map_rows(view, self._cursor, self._width)
        self._airy = 2 * len(rows) + 9 <= self.app.size.height
        out = [part for row in rows for part in (row, Block(Content("")))] if self._airy else rows
        self.page.show(out)
        self._legend.show(exam_painting.legend(view))

    def _to(self, number: int) -> None:
        self._cursor = min(max(number, 1), self._count)
        self.paint()

    def action_move(self, by: int) -> None:
        """The next or previous question."""
        self._typed = ""
        self._to(self._cursor + by)

    def action_row(self, by: int) -> None:
        """A row down or up."""
        self._typed = ""
        to = self._cursor + by * exam_painting.per_row(self._count, self._width)
        if 1 <= to <= self._count:
            self._to(to)

    def action_digit(self, digit: int) -> None:
        """A number, digit by digit."""
        typed = f"{self._typed}{digit}"
        if not 1 <= int(typed) <= self._count:
            typed = str(digit)
        if 1 <= int(typed) <= self._count:
            self._typed = typed
            self._to(int(typed))

    def on_click(self, event: events.Click) -> None:
        """To the question that was clicked."""
        row = self.page.block_clicked(event)
        if row is None:
            return
        row = row // 2 if self._airy and not row % 2 else -1 if self._airy else row
        width, count = exam_painting.per_row(self._count, self._width), self._count
        place, beside = divmod(event.screen_x - self.page.text.content_region.x, exam_painting.cell_width(count))
        number = row * width + place + 1
        if row >= 0 and place < width and beside < exam_painting.cell_width(count) - 1 and number <= count:
            self._to(number)
            self.action_go()

    def action_go(self) -> None:
        """To the question under the cursor."""
        self.dismiss(self._cursor)

    def action_back(self) -> None:
        """To the question one came from."""
        self.dismiss(0)

    def action_ask_submit(self) -> None:
        """What is open, and the end."""
        self.app.push_screen(SubmitScreen(self._exam))

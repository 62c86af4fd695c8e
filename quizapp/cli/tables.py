"""Tables and progress bars on a terminal, drawn by rich. Whatever is drawn is plain text: no markup is read in it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from quizapp.cli.options import options
from quizapp.cli.output import say_drawn

GAP = 2
"""Columns between two columns."""
NARROW = 18
"""A column that is no wider gives no room away."""
LEAST = 6
"""Beside ids a column is no narrower."""
WIDE = 24
"""The first column gives room away down to this, then all do."""
PATIENCE_S = 0.4
"""What takes no longer needs no bar."""


def draw_table(
    rows: Sequence[Sequence[str]], head: Sequence[str], numeric: Sequence[bool], *, ids: bool = False
) -> None:
    """Draw rows as wide as the terminal at most: what does not fit goes on in the next line of its cell."""
    lines = [head, *rows] if head else rows
    if not lines:
        return
    console = Console(no_color=options().no_color or None, highlight=False, markup=False, emoji=False)
    widths = [max(_width(line[i]) for line in lines) for i in range(len(lines[0]))]
    widths = fitted(widths, console.width - GAP * (len(widths) - 1), ids=ids)
    table = Table(
        box=box.SIMPLE_HEAD if head else None, show_header=bool(head), show_edge=False, pad_edge=False,
        padding=(0, GAP - bool(head), 0, 0), header_style="bold",
    )  # fmt: skip
    for i, width in enumerate(widths):
        right = bool(numeric) and numeric[i]
        title = Text(head[i]) if head else ""
        table.add_column(title, justify="right" if right else "left", width=width, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    with console.capture() as captured:
        console.print(table)
    say_drawn(captured.get())  # printed as all is, so that a terminal that is gone is told of as everywhere


def fitted(widths: Sequence[int], available: int, *, ids: bool = False) -> list[int]:
    """Return widths of columns that go into ``available``.

    The widest gives way first; the first one, which names the row, after the others. With ``ids`` in it, it keeps its
    width until the others are down to ``LEAST``.
    """
    out = list(widths)
    narrow, wide = (LEAST, 0) if ids else (NARROW, WIDE)
    while sum(out) > available:
        others = max(range(1, len(out)), key=out.__getitem__, default=0)
        widest = others if out[others] > narrow else 0 if out[0] > wide else out.index(max(out))
        if out[widest] <= 1:
            break
        out[widest] -= 1
    return out


def _width(cell: str) -> int:
    return max((cell_len(line) for line in cell.splitlines()), default=0)


class LateBar:
    """A bar on stderr that appears when something has taken ``PATIENCE_S``, and goes at the end."""

    def __init__(self, doing: str, *, color: bool) -> None:
        self._doing = doing
        self._color = color
        self._since = time.monotonic()
        self._bar: Progress | None = None
        self._task = TaskID(0)

    def __enter__(self) -> LateBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def tell(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` steps are done."""
        if self._bar is None:
            if time.monotonic() - self._since < PATIENCE_S:
                return
            console = Console(stderr=True, no_color=None if self._color else True, highlight=False, markup=False)
            columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
            self._bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._doing, total=total)
        self._bar.update(self._task, completed=done, total=total)

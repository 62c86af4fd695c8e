"""About an item: where it comes from, what it rests on, and how it went so far."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from quizapp.bank import Item, type_of
from quizapp.services.about import About, about
from quizapp.services.clock import as_of_text, day_date
from quizapp.services.workspace import Workspace
from quizapp.tui.prose import DIM, Block, inline
from quizapp.tui.widgets.flow import Flow


class InfoScreen(ModalScreen[None]):
    """``revealed``: facts and sources may be named, the answer has been given."""

    DEFAULT_CSS = """
    InfoScreen { align: center middle; }
    InfoScreen > #info { width: 74; max-width: 94%; height: auto; max-height: 90%; padding: 1 2; background: $panel;
        border: round $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i,enter", "dismiss", "close", id="info.close")]

    def __init__(self, workspace: Workspace, item: Item, *, revealed: bool) -> None:
        super().__init__()
        self._about = about(workspace, item)
        self._revealed = revealed

    def compose(self) -> ComposeResult:
        """One box."""
        with VerticalScroll(id="info"):
            yield Flow(_blocks(self._about, revealed=self._revealed))


def _blocks(a: About, *, revealed: bool) -> list[Block]:
    item = a.item
    rows = [
        ("Item", f"{item.id}, version {item.version} ({type_of(item)}, {item.level}, domain {item.domain})"),
        ("Topic", f"{a.topic}: {', '.join(a.points)}"),
    ]
    if item.valid.start or item.valid.until:
        since = f"from {as_of_text(item.valid.start)}" if item.valid.start else ""
        until = f"until {as_of_text(item.valid.until)}" if item.valid.until else ""
        rows.append(("True", f"{since} {until}".strip()))
    if a.card is None or not a.card.exposures:
        rows.append(("Memory", "not met yet"))
    else:
        due = f"due {as_of_text(day_date(a.card.due_day))}" if a.card.due_day is not None else "not scheduled"
        recall = f", recall about {a.recall:.0%}" if a.recall is not None else ""
        times = "once" if a.card.exposures == 1 else f"{a.card.exposures} times"
        rows.append(("Memory", f"met {times}, {due}{recall}"))
    if revealed:
        rows += [("Fact", f"{says} [{fact}]") for fact, says in a.facts]
        rows += [("Source", f"{s.title}: {s.url}") for s in item.sources]
    out = [Block(Content.styled("About this item", "bold")), Block(Content(""))]
    out += [Block(inline(text), f"{name:<8}", " " * 8, lead=DIM) for name, text in rows]
    for row in a.history[-8:]:
        word = "undone" if row.undone else ("✓ right" if row.correct else "✗ not yet")
        guess = ", a guess" if row.guess else ""
        seconds = f", {row.rt_ms / 1000:.0f} s" if row.rt_ms is not None else ""
        out.append(
            Block(Content(f"{as_of_text(day_date(row.study_day))}  {word}{guess}{seconds} ({row.purpose})"), "        ")
        )
    return out

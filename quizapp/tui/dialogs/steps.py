"""Worked steps: the computation itself, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from quizapp.core.lambda_model import SolutionStep
from quizapp.tui.widgets.block_view import BlockView
from quizapp.tui.widgets.markup import DIM, Block, inline


class StepsScreen(ModalScreen[None]):
    """A box with numbered steps: what was done, and its value."""

    DEFAULT_CSS = """
    StepsScreen { align: center middle; }
    StepsScreen > #steps { width: 74; max-width: 94%; height: auto; max-height: 90%; padding: 1 2; background: $raised;
        border: round $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,w,enter", "dismiss", "close", id="steps.close")]

    def __init__(self, steps: Sequence[SolutionStep]) -> None:
        super().__init__()
        self._steps = steps

    def compose(self) -> ComposeResult:
        """One box."""
        with VerticalScroll(id="steps"):
            yield BlockView(step_blocks(self._steps))


def step_blocks(steps: Sequence[SolutionStep], title: str = "Worked steps") -> list[Block]:
    """Numbered steps under a title."""
    out = [Block(Content.styled(title, "bold")), Block(Content(""))]
    for number, step in enumerate(steps, 1):
        text = inline(step.text) + Content.styled("  =  ", DIM) + inline(step.value, "bold")
        out.append(Block(text, f"{number:>2}  ", "    ", lead=DIM))
    return out

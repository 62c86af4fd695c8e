"""Worked steps: the computation itself, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.core.lambda_model import SolutionStep
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.markup import DIM, Block, inline


class StepsScreen(Dialog[None]):
    """A box with numbered steps: what was done, and its value."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,w,enter", "dismiss", "close", id="steps.close")]

    def __init__(self, steps: Sequence[SolutionStep]) -> None:
        super().__init__()
        self._steps = steps

    def blocks(self) -> list[Block]:
        """Return the steps."""
        return step_blocks(self._steps)


def step_blocks(steps: Sequence[SolutionStep], title: str = "Worked steps") -> list[Block]:
    """Numbered steps under a title."""
    out = [Block(Content.styled(title, "bold")), Block(Content(""))]
    for number, step in enumerate(steps, 1):
        text = inline(step.text) + Content.styled("  =  ", DIM) + inline(step.value, "bold")
        out.append(Block(text, f"{number:>2}  ", "    ", lead=DIM))
    return out

"""A question to the user, with its answers in a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.present.phrases import suspends_words
from quizapp.tui.dialogs.dialog import Dialog
from quizapp.tui.widgets.markup import DIM, Block

NOT_NOW = -1
PICKED = 9
"""So many answers have a number that chooses them."""


def ask_to_suspend(app: App[object], card: str, suspend: Callable[[], object]) -> None:
    """Say what suspending ``card`` means, and do it when that is what is wanted."""
    says = [
        Block(Content.styled("Suspend this question?", "bold")),
        Block(Content("")),
        Block(Content(suspends_words(card))),
    ]

    def decided(choice: int | None) -> None:
        if choice == 0:
            suspend()

    app.push_screen(AskScreen(says, ("Suspend it", "Keep it"), "esc keeps it"), decided)


class AskScreen(Dialog[int]):
    """Gives the place of the chosen answer, from 0, or ``NOT_NOW``. ``leaving`` says what escape does."""

    DEFAULT_CSS = """
    AskScreen > #box { width: 66; }
    """
    SCROLLS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "down", id="ask.down"),
        Binding("k,up", "move(-1)", "up", id="ask.up"),
        Binding("enter", "choose", "choose", id="ask.choose"),
        *(Binding(str(n), f"pick({n - 1})", show=False, id=f"ask.pick_{n}") for n in range(1, 10)),
        Binding("q,escape", "leave", "leave", id="ask.leave"),
    ]

    def __init__(self, says: Sequence[Block], answers: Sequence[str], leaving: str = "esc not now") -> None:
        super().__init__()
        self._says, self._answers, self._leaving = tuple(says), tuple(answers), leaving
        self._at = 0

    def blocks(self) -> list[Block]:
        """Return what is asked, above the answers."""
        out = [*self._says, Block(Content(""))]
        for place, answer in enumerate(self._answers):
            here = place == self._at
            number = str(place + 1) if place < PICKED else " "
            lead = f" {'▌' if here else ' '} {number}  "
            look = "$text-primary" if here else ""
            out.append(
                Block(
                    Content.styled(answer, "bold" if here else ""),
                    lead,
                    " " * 6,
                    lead=look,
                    here=here,
                    click=f"pick({place})",
                )
            )
        return [*out, Block(Content("")), Block(Content.styled(f" enter chooses   {self._leaving}", DIM))]

    def action_move(self, by: int) -> None:
        """Another answer."""
        self._at = min(max(self._at + by, 0), len(self._answers) - 1)
        self.text.show(self.blocks())
        here = len(self._says) + 1 + self._at
        self.text.reveal(here, here + 1, here)

    def action_choose(self) -> None:
        """The answer under the cursor."""
        self.dismiss(self._at)

    def action_pick(self, place: int) -> None:
        """An answer by its number."""
        if place < len(self._answers):
            self.dismiss(place)

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(NOT_NOW)
